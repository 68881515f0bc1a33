"""Promises of a commit that does not end well: killed, refused, out of room, with the ground taken away."""

import errno
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from builder.core.problems import MACHINE, Stop
from builder.publish.clean import clean
from builder.publish.listing import LISTING
from builder.publish.manifest import MARKER, read_marker
from tests.outputs_for_tests import NEW, OLD, Files, clean_commit, commit_files, on_disk, seen

HERE = Path(__file__).parent.parent
STEPS = ("open", "write", "link", "replace", "unlink", "rmdir", "mkdir", "chmod")
"""The functions of `os` that change a disk; the commit makes its every step through one of them."""

FOREIGN = {"CNAME": b"theirs", "en/gone/notes.txt": b"theirs", "theirs/deep/a.txt": b"theirs"}

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


def put_foreign(output: Path) -> None:
    for path, held in FOREIGN.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(held)


def dying(last: int, within: bool) -> None:
    """Have this process killed before its n-th step on the disk, or within its n-th write, after half of the bytes."""
    count = 0

    def watched(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += name == "write" if within else name != "open" or bool(args[1] & os.O_CREAT)
            if count == last:
                if within:
                    step(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*args, **more)

        return instead

    for name in STEPS:
        setattr(os, name, watched(name, getattr(os, name)))


def killed_while(work: Callable[[], object], last: int, within: bool) -> bool:
    """Do this in a process of its own that is killed at its n-th step; say whether it came so far."""
    child = os.fork()
    if child == 0:
        try:
            dying(last, within)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def every_death(tmp_path: Path, old: Files | None, work: Callable[[Path], object]) -> Iterator[tuple[Path, bool]]:
    """Yield outputs that a process worked on until it was killed, once for each step; the last one was not."""
    for within in (False, True):
        killed, last = True, 0
        while killed:
            last += 1
            output = tmp_path / f"{last}-{within}"
            if old is not None:
                commit_files(output, old)
                put_foreign(output)
            killed = killed_while(lambda output=output: work(output), last, within)  # type: ignore[misc]
            yield output, killed
            shutil.rmtree(output)
        assert last > 1


def held_by(output: Path) -> dict[str, bytes]:
    return {path: held for path, held in on_disk(output).items() if not path.endswith(".tmp")}


def look_at_paths(output: Path, old: Files, new: Files) -> None:
    """Each path holds its old or its new bytes, or nothing if one of the two sites does not have it."""
    found = held_by(output)
    for path in old.keys() | new.keys():
        assert found.get(path) in {old.get(path), new.get(path)}, path
    assert found.keys() <= old.keys() | new.keys() | FOREIGN.keys()


@forks
@pytest.mark.parametrize(("old", "new"), [(None, NEW), (OLD, NEW), (NEW, OLD), (OLD, {})])
def test_killed_at_any_step_each_path_is_old_or_new_and_the_next_commit_finishes(
    tmp_path: Path, old: Files | None, new: Files
) -> None:
    clean_marker, clean_files, _ = clean_commit(new)
    theirs = FOREIGN if old is not None else {}
    for output, killed in every_death(tmp_path, old, lambda output: commit_files(output, new)):
        if output.exists():
            look_at_paths(output, old or {}, new)
            assert {path: (output / path).read_bytes() for path in theirs} == theirs
            marker = read_marker(output)
            ours = held_by(output).keys() - theirs.keys()
            assert not ours or (marker and ours <= marker.files.keys())
        commit_files(output, new)
        marker_bytes, files, _ = seen(output)
        assert (marker_bytes, files) == (clean_marker, {**clean_files, **theirs})
        assert killed or not commit_files(output, new).write


@forks
@pytest.mark.parametrize("then", [{}, {"feed/news/en": b"x", "en": b"y"}])
def test_what_a_killed_commit_left_does_not_matter_to_another_site(tmp_path: Path, then: Files) -> None:
    theirs = {"CNAME": b"theirs"}
    _, files, _ = clean_commit(then)
    for output, _ in every_death(tmp_path, OLD, lambda output: commit_files(output, NEW)):
        shutil.rmtree(output / "en/gone")
        shutil.rmtree(output / "theirs")
        commit_files(output, then)
        assert on_disk(output) == {**files, **theirs}
        assert read_marker(output) == read_marker_of(then)


def read_marker_of(files: Files) -> object:
    with tempfile.TemporaryDirectory() as elsewhere:
        commit_files(Path(elsewhere), files)
        return read_marker(Path(elsewhere))


@forks
@pytest.mark.parametrize("first", [2, 5, 8])
def test_a_run_that_is_killed_while_it_mends_what_a_killed_one_left_is_mended_too(tmp_path: Path, first: int) -> None:
    def mend(output: Path) -> None:
        commit_files(output, NEW)

    clean_marker, clean_files, _ = clean_commit(NEW)
    killed, last = True, 0
    while killed:
        last += 1
        output = tmp_path / str(last)
        commit_files(output, OLD)
        assert killed_while(lambda output=output: mend(output), first, True)  # type: ignore[misc]
        killed = killed_while(lambda output=output: mend(output), last, True)  # type: ignore[misc]
        look_at_paths(output, OLD, NEW)
        mend(output)
        assert seen(output)[:2] == (clean_marker, clean_files)
    assert last > 1


@forks
def test_cleaning_that_is_killed_can_be_done_again(tmp_path: Path) -> None:
    for output, killed in every_death(tmp_path, OLD, clean):
        if killed and (output / MARKER).exists():
            clean(output)
        assert {path: held for path, held in on_disk(output).items() if path != LISTING} == FOREIGN
        assert not (output / LISTING).exists()


# ---------------------------------------------------------------- no room


def refusal(output: Path, files: Files, **more: Any) -> Stop:
    with pytest.raises(Stop) as caught:
        commit_files(output, files, **more)
    return caught.value


@contextmanager
def failing(step: str, last: int) -> Iterator[None]:
    """Have the system refuse the n-th step of a kind and all after it."""
    real, calls = getattr(os, step), 0

    def instead(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls < last:
            return real(*args, **more)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, step, instead)
        yield


@pytest.mark.parametrize("step", ["replace", "write", "mkdir"])
def test_a_disk_that_fills_up_at_any_step_stops_the_run_and_the_next_one_finishes(output: Path, step: str) -> None:
    for last in range(1, 50):
        commit_files(output, OLD)
        try:
            with failing(step, last):
                commit_files(output, NEW)
        except Stop as stop:
            assert (stop.problem.code, stop.exit_code) == ("FP504", MACHINE)
            assert "No space left on device" in stop.problem.message
            assert "make room" in stop.problem.remedy
        else:
            break
        assert not list(output.rglob("*.tmp"))
        look_at_paths(output, OLD, NEW)
        commit_files(output, NEW)
        assert seen(output) == clean_commit(NEW)
    assert last > 3  # it was refused at each of several steps before


IN_A_CHILD = """
import os, subprocess, sys
from pathlib import Path
from builder.core.problems import Stop
from tests.outputs_for_tests import NEW, OLD, commit_files
output = Path(sys.argv[1])
def told(files):
    try:
        commit_files(output, files)
        print("done")
    except Stop as stop:
        print(stop.problem.code, stop.exit_code, stop.problem.message, "|", stop.problem.remedy)
def run(*command):
    subprocess.run(command, check=True)
"""


def heard(code: str, output: Path, *before: str) -> list[str]:
    """Run this in a process of its own and return the lines that it prints."""
    command = [*before, sys.executable, "-c", IN_A_CHILD + code, str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_file_that_the_system_refuses_is_named_and_the_next_commit_finishes(output: Path) -> None:
    code = """
import resource
commit_files(output, {"index.html": b"old", "big.bin": b"old"})
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
told({"index.html": b"new", "big.bin": b"x" * 100_000, "other.html": b"x"})
"""
    (line,) = heard(code, output)
    assert line.startswith(f"FP504 {MACHINE}")
    assert f'"{output / "big.bin"}": File too large' in line
    assert on_disk(output) == {"index.html": b"old", "big.bin": b"old"}
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)


# ---------------------------------------------------------------- other disks

OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")
"""Runs a command in a space of its own, where it may mount what it likes."""


@pytest.fixture
def mounts() -> None:
    try:
        subprocess.run([*OWN_MOUNTS, "mount", "-t", "tmpfs", "none", "/mnt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs unshare, and the right to mount in a space of one's own")


@pytest.mark.usefixtures("mounts")
def test_on_a_full_disk_nothing_is_lost_and_with_room_the_next_commit_finishes(output: Path) -> None:
    code = """
run("mount", "-t", "tmpfs", "-o", "size=128k", "none", str(output))
commit_files(output, OLD)
big = {**NEW, **{f"en/{at:02}/index.html": bytes([at]) * 9000 for at in range(20)}}
told(big)
found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
print(sorted(path for path, held in found.items() if path in OLD and held not in (OLD[path], NEW.get(path))))
print(sorted(path for path, held in found.items() if path in big and held not in (OLD.get(path), big[path])))
print([path for path in OLD if path not in found and path in NEW], [path for path in found if path.endswith(".tmp")])
run("mount", "-o", "remount,size=4m", str(output))
told(big)
print(all((output / path).read_bytes() == held for path, held in big.items()))
"""
    output.mkdir()
    first, *lost, second, whole = heard(code, output, *OWN_MOUNTS)
    assert first.startswith(f"FP504 {MACHINE}")
    assert "No space left on device | make room on this disk and build again" in first
    assert lost == ["[]", "[]", "[] []"]
    assert (second, whole) == ("done", "True")


@pytest.mark.usefixtures("mounts")
def test_a_disk_that_may_only_be_read_is_named_and_nothing_is_touched(output: Path) -> None:
    code = """
run("mount", "--bind", str(output), str(output))
run("mount", "-o", "remount,bind,ro", str(output))
told(NEW)
told(OLD)
"""
    commit_files(output, OLD)
    before = seen(output)
    changed, unchanged = heard(code, output, *OWN_MOUNTS)
    assert changed.startswith(f"FP504 {MACHINE}")
    assert "Read-only file system | choose an --output on a disk that may be written to" in changed
    assert unchanged == "done"
    assert seen(output) == before
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)


@forks
@pytest.mark.parametrize("folder", ["", "en/a"])
def test_a_directory_without_the_right_to_write_is_named_and_the_next_commit_finishes(folder: str) -> None:
    """Done by nobody: root may write everywhere."""

    def work(output: Path) -> str:
        commit_files(output, OLD)
        (output / folder).chmod(0o555)
        stop = refusal(output, NEW)
        look_at_paths(output, OLD, NEW)
        (output / folder).chmod(0o755)
        commit_files(output, NEW)
        assert seen(output) == clean_commit(NEW)
        return json.dumps([stop.problem.code, stop.exit_code, stop.problem.message, stop.problem.remedy])

    code, exit_code, message, remedy = json.loads(said_by_nobody(work))
    assert (code, exit_code) == ("FP504", MACHINE)
    assert "Permission denied" in message
    assert folder in message
    assert "give yourself the right to write there" in remedy


def said_by_nobody(work: Callable[[Path], str]) -> str:
    """Do this in a process that is not root's, with a directory of its own, and return what it says."""
    with tempfile.TemporaryDirectory() as top:
        reading, writing = os.pipe()
        if os.geteuid() == 0:
            os.chown(top, pwd.getpwnam("nobody").pw_uid, -1)
        child = os.fork()
        if child == 0:
            try:
                os.environ["TMPDIR"] = tempfile.tempdir = top
                if os.geteuid() == 0:
                    os.setuid(pwd.getpwnam("nobody").pw_uid)
                os.write(writing, work(Path(top) / "public").encode())
                os._exit(0)
            finally:
                os._exit(1)
        os.close(writing)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        with os.fdopen(reading) as pipe:
            return pipe.read()


# ---------------------------------------------------------------- the ground taken away


def after(count: int, event: Callable[[], object]) -> Callable[[int, int], None]:
    """Return what does something when so many changes are done."""

    def told(done: int, total: int) -> None:
        if done == count:
            event()

    return told


@pytest.mark.parametrize("count", range(1, 13))
def test_an_output_that_vanishes_meanwhile_stops_the_run_and_the_next_one_makes_it_anew(
    output: Path, count: int
) -> None:
    commit_files(output, OLD)
    stop = refusal(output, NEW, progress=after(count, lambda: shutil.rmtree(output)))
    assert (stop.problem.code, stop.exit_code) == ("FP504", MACHINE)
    assert "No such file or directory" in stop.problem.message
    assert "build again" in stop.problem.remedy
    assert not output.exists()
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)


def test_a_foreign_directory_that_comes_meanwhile_stops_the_run_and_stays(output: Path) -> None:
    commit_files(output, OLD)
    theirs = output / "sitemap.xml/theirs.txt"

    def come() -> None:
        (output / "sitemap.xml").unlink()
        theirs.parent.mkdir()
        theirs.write_bytes(b"theirs")

    stop = refusal(output, NEW, progress=after(4, come))
    assert stop.problem.code == "FP504"
    assert str(output / "sitemap.xml") in stop.problem.message
    assert "move it away" in stop.problem.remedy
    stop = refusal(output, NEW)
    assert stop.problem.code == "FP501"
    assert theirs.read_bytes() == b"theirs"
    shutil.rmtree(theirs.parent)
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)


def test_an_output_below_a_file_is_refused_with_the_words_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    stop = refusal(tmp_path / "file" / "public", OLD)
    assert (stop.problem.code, stop.exit_code) == ("FP504", MACHINE)
    assert str(tmp_path / "file" / "public") in stop.problem.message
    assert "Not a directory" in stop.problem.message


def test_an_interruption_leaves_no_temporary_file_and_the_next_commit_finishes(output: Path) -> None:
    commit_files(output, OLD)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit_files(output, NEW, after(3, interrupt))
    assert not list(output.rglob("*.tmp"))
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)
