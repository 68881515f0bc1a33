"""Work beside us: its answer always comes, whatever happens to the process, and no process stays."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from builder.content.inputs import MANY, read_inputs, reading_inputs
from builder.core.beside import beside

ROOT = Path(__file__).parent.parent

forking = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="work is done beside only where that pays"
)


def who() -> bytes:
    return str(os.getpid()).encode()


def large() -> bytes:
    return b"0123456789" * 100_000


def only_here(me: int) -> bytes:
    if os.getpid() != me:
        raise ValueError("not beside")
    return b"here"


def children() -> set[str]:
    """Return the processes that this one has started, ended ones that nobody waited for among them."""
    return {pid for listed in Path("/proc/self/task").glob("*/children") for pid in listed.read_text().split()}


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@forking
def test_work_is_done_in_another_process_and_its_answer_comes_back_whole() -> None:
    """Seen from a fresh process, because one with threads does not fork."""
    script = (
        "import os\n"
        "from builder.core.beside import beside\n"
        "from tests.test_beside import large, who\n"
        "with beside(who) as answer, beside(large) as more:\n"
        "    assert int(answer()) != os.getpid()\n"
        "    assert answer() == answer()\n"
        "    assert more() == large()\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.mark.parametrize(("asked", "times"), [(0, 0), (1, 1), (2, 1)])
def test_what_does_not_pay_is_done_here_and_only_once_it_is_asked_for(asked: int, times: int) -> None:
    done: list[int] = []

    def work() -> bytes:
        done.append(1)
        return who()

    with beside(work, pays=False) as answer:
        for _ in range(asked):
            assert int(answer()) == os.getpid()
    assert len(done) == times


def test_with_threads_the_work_is_done_here() -> None:
    enough = Event()
    thread = Thread(target=enough.wait)
    thread.start()
    try:
        with beside(who) as answer:
            assert int(answer()) == os.getpid()
    finally:
        enough.set()
        thread.join()


def test_work_that_fails_beside_is_done_here() -> None:
    me = os.getpid()
    with beside(lambda: only_here(me)) as answer:
        assert answer() == b"here"


def test_what_the_work_raises_is_raised_by_the_asking() -> None:
    with beside(lambda: only_here(0)) as answer, pytest.raises(ValueError, match="not beside"):
        answer()


@forking
def test_half_an_answer_is_none() -> None:
    """A process that was killed while it answered left half of it in the pipe."""
    me = os.getpid()

    def work() -> bytes:
        if os.getpid() != me:
            pipe = max(int(each.name) for each in Path("/proc/self/fd").iterdir() if is_pipe(each))
            os.write(pipe, b"ha")
            os.kill(os.getpid(), signal.SIGKILL)
        return b"half"

    with beside(work) as answer:
        assert answer() == b"half"


def is_pipe(descriptor: Path) -> bool:
    try:
        return str(descriptor.readlink()).startswith("pipe:")
    except OSError:  # the one that listed them
        return False


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_an_exception_ends_the_process_at_once(fault: type[BaseException]) -> None:
    before = time.monotonic()
    with pytest.raises(fault), beside(sleep):
        raise fault
    assert time.monotonic() - before < 10


def sleep() -> bytes:
    time.sleep(60)
    return b""


@forking
def test_an_interrupt_while_waiting_ends_both() -> None:
    """As a terminal does it: Ctrl-C goes to the whole group."""
    script = (
        "import time\nfrom builder.core.beside import beside\n"
        "def work():\n    print('working', flush=True)\n    time.sleep(60)\n    return b''\n"
        "with beside(work) as answer:\n    answer()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stdout is not None
        assert run.stdout.readline() == "working\n"
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=10)
    assert said.count("KeyboardInterrupt") == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


@pytest.mark.parametrize("number", [2, MANY])
def test_inputs_are_the_same_beside_and_here(tmp_path: Path, number: int) -> None:
    (tmp_path / "content/partnerships").mkdir(parents=True)
    (tmp_path / "content/media").mkdir()
    (tmp_path / "content/media/word.pdf").write_bytes(b"%PDF")
    (tmp_path / "content/partnerships/Bad name.md").write_text("?")
    (tmp_path / "content/partnerships/link.md").symlink_to("entry-0.md")
    for each in range(number):
        (tmp_path / f"content/partnerships/entry-{each}.md").write_text(f"{each}")
    alone = read_inputs(tmp_path)
    assert read_inputs(tmp_path, shared=True) == alone
    with reading_inputs(tmp_path) as inputs:
        assert inputs() == alone
    assert len(inputs().problems) == 2


def test_inputs_of_no_site_are_no_fault(tmp_path: Path) -> None:
    with reading_inputs(tmp_path / "nowhere") as inputs:
        assert inputs() == read_inputs(tmp_path / "nowhere")
