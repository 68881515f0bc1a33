"""Promises of a commit that reads its bytes from elsewhere, of `build.json`, and of cleaning up again."""

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from builder import __version__
from builder.core.problems import MACHINE, USAGE, Stop
from builder.core.workers import workers
from builder.publish import takeover
from builder.publish.artifacts import Artifact, NotAsPromised
from builder.publish.clean import Cleaned, clean
from builder.publish.commit import commit, intact
from builder.publish.listing import LISTING
from builder.publish.manifest import MARKER, read_marker
from builder.publish.writing import MOST_BYTES, MOST_FILES, batches
from tests.outputs_for_tests import (
    NEW,
    OLD,
    artifacts_of,
    clean_commit,
    commit_files,
    directories,
    listed_in,
    on_disk,
    reading,
    say_in_marker,
    seen,
)  # fmt: skip
from tests.sharing import alone

MANY = {
    **{f"en/{at // 7}/{at}/index.html": b"page %d" % at for at in range(900)},
    **{f"assets/{at}.css": b"style %d" % at for at in range(450)},
    "sitemap.xml": b"map",
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def pool() -> Iterator[Executor]:
    with workers(10_000, 2, ()) as made:
        assert made is not None
        yield made


# ---------------------------------------------------------------- reading


def test_only_what_is_written_is_read_and_one_file_at_a_time(output: Path) -> None:
    commit_files(output, OLD)
    read: list[str] = []

    def reading_one(artifact: Artifact) -> bytes:
        assert all((output / path).read_bytes() == NEW[path] for path in read)  # what came before is on the disk
        read.append(artifact.path)
        return NEW[artifact.origin]

    difference = commit(output, artifacts_of(NEW), reading_one)
    assert [*read, LISTING] == list(difference.write)


def test_the_origin_is_for_the_reader_alone(output: Path) -> None:
    commit_files(output, OLD)
    moved = [Artifact(each.path, each.sha256, each.size, f"shelf {each.path}") for each in artifacts_of(OLD)]
    assert commit(output, moved, lambda artifact: b"never read").write == ()


@pytest.mark.parametrize("wrong", [b"a, bad", b"", b"a, new and more"])
@pytest.mark.parametrize("many", [False, True])
def test_bytes_that_were_not_promised_are_never_written_and_the_next_commit_finishes(
    output: Path, pool: Executor, wrong: bytes, many: bool
) -> None:
    commit_files(output, OLD)
    files = {**NEW, **MANY} if many else NEW
    with pytest.raises(NotAsPromised) as caught:
        commit(output, artifacts_of(files), reading({**files, "en/a/index.html": wrong}), pool=pool)
    assert caught.value.path == "en/a/index.html"
    assert '"en/a/index.html"' in str(caught.value)
    assert (output / "en/a/index.html").read_bytes() == OLD["en/a/index.html"]
    assert intact(output) is None
    commit_files(output, files)
    assert seen(output) == clean_commit(files)


def test_what_goes_wrong_in_a_worker_can_travel() -> None:
    assert pickle.loads(pickle.dumps(NotAsPromised("a"))).path == "a"


# ---------------------------------------------------------------- twins


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    place = tmp_path / "twin"
    place.write_bytes(b"alike")
    place.chmod(0o644)
    return place


def commit_twin(output: Path, twin: Path) -> Path:
    """Commit one file that has a twin, and return it."""
    artifacts = [replace(each, twin=str(twin)) for each in artifacts_of({"a/b.bin": b"alike"})]
    commit(output, artifacts, reading({"a/b.bin": b"alike"}))
    assert not list(output.rglob("*.tmp"))
    assert (output / "a/b.bin").read_bytes() == b"alike"
    return output / "a/b.bin"


def test_a_twin_gets_a_second_name_and_replacing_it_changes_nothing(output: Path, twin: Path) -> None:
    made = commit_twin(output, twin)
    assert made.samefile(twin)
    twin.unlink()
    twin.write_bytes(b"other")
    assert made.read_bytes() == b"alike"


def test_where_a_second_name_is_refused_the_twin_is_copied(
    output: Path, twin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr("os.link", refuse)
    assert not commit_twin(output, twin).samefile(twin)


def test_a_twin_that_not_all_may_read_is_copied(output: Path, twin: Path) -> None:
    twin.chmod(0o600)
    made = commit_twin(output, twin)
    assert (made.stat().st_mode & 0o777, twin.stat().st_mode & 0o777) == (0o644, 0o600)


# ---------------------------------------------------------------- workers


def test_workers_write_what_one_process_writes(output: Path, pool: Executor) -> None:
    steps: list[tuple[int, int]] = []
    assert commit_files(output, MANY, lambda done, total: steps.append((done, total)), pool).keep == 0
    assert seen(output) == clean_commit(MANY)
    assert steps[-1] == (len(MANY) + 1, len(MANY) + 1)
    assert steps == sorted(steps)


def test_with_workers_too_pages_wait_for_what_they_refer_to_and_listings_for_pages(
    output: Path, pool: Executor
) -> None:
    def look(done: int, total: int) -> None:
        found = {path.relative_to(output).as_posix() for path in output.rglob("*")}  # being written: not to be read
        pages = {path for path in found if path.endswith(".html")}
        assert not pages or found >= {path for path in MANY if path.endswith(".css")}
        assert "sitemap.xml" not in found or len(pages) == 900

    commit_files(output, MANY, look, pool)


def test_a_refusal_in_a_worker_stops_the_run_when_nobody_writes_any_more(output: Path, pool: Executor) -> None:
    commit_files(output, {"index.html": b"x"})

    def come(done: int, total: int) -> None:
        (output / "sitemap.xml/theirs").mkdir(parents=True, exist_ok=True)
        (output / "en").touch()  # a file where the pages go

    with pytest.raises(Stop) as caught:
        commit_files(output, MANY, come, pool)
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP504", MACHINE)
    before = on_disk(output)
    (output / "sitemap.xml/theirs").rmdir()
    (output / "en").unlink()
    assert {**before, "en": b""}.items() >= on_disk(output).items()
    commit_files(output, MANY)
    assert seen(output)[1] == MANY


def test_batches_are_in_order_and_bounded() -> None:
    sizes = [1] * (MOST_FILES + 1) + [MOST_BYTES + 1, MOST_BYTES, 1, MOST_BYTES - 1]
    every = [Artifact(str(at), "", size, "") for at, size in enumerate(sizes)]
    cut = [list(batch) for batch in batches(every)]
    assert [each for batch in cut for each in batch] == every
    assert [len(batch) for batch in cut] == [MOST_FILES, 1, 1, 1, 2]
    assert list(batches([])) == []


def test_whoever_still_writes_for_a_killed_run_stops_when_another_takes_the_output_over(output: Path) -> None:
    commit_files(output, OLD)
    begun, go_on = threading.Event(), threading.Event()

    def slowly(artifact: Artifact) -> bytes:
        begun.set()
        go_on.wait(20)
        return NEW[artifact.origin]

    with ThreadPoolExecutor(1) as beside:
        late: Future[object] = beside.submit(commit, output, artifacts_of(NEW), slowly)
        assert begun.wait(20)
        commit_files(output, {**OLD, "en/a/index.html": b"a, newest"})
        go_on.set()
        with pytest.raises(Stop) as caught:
            late.result()
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP503", MACHINE)
    assert seen(output) == clean_commit({**OLD, "en/a/index.html": b"a, newest"})


# ---------------------------------------------------------------- build.json


def test_build_json_lists_every_file_but_itself_and_the_marker(output: Path) -> None:
    commit_files(output, NEW)
    told = json.loads((output / LISTING).read_bytes())
    assert told["builder"] == {"name": "fingerpost", "version": __version__}
    assert told["files"] == [
        {"path": path, "sha256": sha256(NEW[path]).hexdigest(), "size": len(NEW[path])} for path in sorted(NEW)
    ]
    assert listed_in(output) == {*NEW, LISTING}


def test_build_json_has_one_file_a_line_whatever_its_name(output: Path) -> None:
    odd = {'a "b".html': b"1", "{x},{y}": b"2", "目/录.html": b"3", "z}": b"4"}
    commit_files(output, odd)
    lines = (output / LISTING).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line.rstrip(","))["path"] for line in lines[1:-1]] == sorted(odd)
    assert listed_in(output, LISTING) == set(odd)
    assert intact(output)


def test_build_json_and_its_name_depend_on_the_files_alone(tmp_path: Path) -> None:
    first = commit_files(tmp_path / "one", OLD)
    commit_files(tmp_path / "two", NEW)
    second = commit_files(tmp_path / "two", dict(reversed(OLD.items())))
    assert (tmp_path / "one" / LISTING).read_bytes() == (tmp_path / "two" / LISTING).read_bytes()
    assert first.listing == second.listing == sha256((tmp_path / "one" / LISTING).read_bytes()).hexdigest()
    assert commit_files(tmp_path / "two", NEW).listing != first.listing


def test_a_build_json_that_someone_removed_comes_back(output: Path) -> None:
    commit_files(output, OLD)
    (output / LISTING).unlink()
    assert intact(output) is None
    assert commit_files(output, OLD).write == (LISTING,)
    assert seen(output) == clean_commit(OLD)


def test_a_foreign_build_json_is_refused_and_stays(output: Path) -> None:
    commit_files(output, OLD)
    marker = json.loads((output / MARKER).read_bytes())
    marker["files"] = [each for each in marker["files"] if each["path"] != LISTING]
    (output / MARKER).write_text(json.dumps(marker))
    (output / LISTING).write_bytes(b"theirs")
    with pytest.raises(Stop) as caught:
        commit_files(output, NEW)
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP501", USAGE)
    assert (output / LISTING).read_bytes() == b"theirs"


# ---------------------------------------------------------------- cleaning


def test_cleaning_takes_away_all_that_was_built(output: Path) -> None:
    commit_files(output, NEW)
    assert clean(output) == Cleaned(len(NEW) + 1, 0)
    assert not output.exists()
    assert clean(output) == Cleaned(0, 0)


def test_cleaning_leaves_what_others_made_and_counts_it(output: Path, tmp_path: Path) -> None:
    commit_files(output, OLD)
    for path in ("CNAME", "en/gone/notes.txt", "theirs/deep/a.txt"):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(b"theirs")
    (output / "theirs/empty").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/index.html").write_bytes(b"theirs")
    (output / "en/b/index.html").unlink()
    (output / "en/b").rmdir()
    (output / "en/b").symlink_to(tmp_path / "outside")
    assert clean(output) == Cleaned(len(OLD), 4)
    assert on_disk(output).keys() == {"CNAME", "en/gone/notes.txt", "theirs/deep/a.txt"}
    assert directories(output) == {"en", "en/b", "en/gone", "theirs", "theirs/deep", "theirs/empty"}
    assert (tmp_path / "outside/index.html").read_bytes() == b"theirs"
    assert read_marker(output) is None


def test_a_directory_that_we_did_not_write_is_not_cleaned(output: Path) -> None:
    output.mkdir()
    assert clean(output) == Cleaned(0, 0)
    (output / "thesis.txt").write_text("years of work")
    with pytest.raises(Stop) as caught:
        clean(output)
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP501", USAGE)
    assert (output / "thesis.txt").exists()


# ---------------------------------------------------------------- leftovers


def test_a_temporary_file_of_our_own_number_does_not_stop_a_run(output: Path) -> None:
    """Numbers of processes come again: what a dead one left is in nobody's use."""
    commit_files(output, OLD)
    for folder in ("", "en/a"):
        (output / folder / f".fingerpost.{threading.get_native_id()}.tmp").write_bytes(b"half")
    commit_files(output, NEW)
    assert seen(output) == clean_commit(NEW)


SURVIVOR = """
import os, sys
from pathlib import Path
from builder.core.workers import workers
from tests.outputs_for_tests import commit_files
from tests.test_artifacts import MANY
with workers(10_000, 2, ()) as pool:
    print(*(pool.submit(os.getpid).result() for _ in range(8)), flush=True)
    commit_files(Path(sys.argv[1]), MANY, lambda done, total: os.kill(os.getpid(), 9), pool)
"""


@alone  # it is about what falls between two moments of another process
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_workers_that_outlive_a_killed_run_do_not_spoil_the_next(output: Path) -> None:
    command = [sys.executable, "-c", SURVIVOR, str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as first:
        assert first.stdout is not None
        orphans = {int(pid) for pid in first.stdout.readline().split()}
        first.wait(60)
        try:
            for files in (OLD, MANY, NEW):
                commit_files(output, files)
                assert seen(output) == clean_commit(files)
        finally:
            for pid in orphans:
                end(pid)
    assert seen(output) == clean_commit(NEW)


LATE = """
import sys, time
from pathlib import Path
from builder.publish.disk import put
from builder.publish.takeover import holding, target_of
output = Path(sys.argv[1])
with holding(target_of(output)) as hold, hold:
    print("asked", flush=True)
    time.sleep(0.5)
    put(str(output), "late.html", b"of the killed run")
"""


@pytest.mark.skipif(os.name == "nt", reason="needs locks that more than one can hold")
def test_a_commit_waits_for_the_file_that_somebody_is_about_to_write_for_a_killed_run(output: Path) -> None:
    commit_files(output, {**OLD, "late.html": b"old"})
    say_in_marker(output, "writing")
    command = [sys.executable, "-c", LATE, str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as late:
        assert late.stdout is not None
        assert late.stdout.readline() == "asked\n"
        commit_files(output, NEW)
        assert seen(output) == clean_commit(NEW)
        assert late.wait(20) == 0
    assert seen(output) == clean_commit(NEW)


@pytest.mark.skipif(os.name == "nt", reason="needs locks that more than one can hold")
def test_a_commit_does_not_wait_for_ever(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_files(output, {**OLD, "late.html": b"old"})
    say_in_marker(output, "writing")
    monkeypatch.setattr(takeover, "PATIENCE", 0.05)
    with takeover.holding(takeover.target_of(output)) as hold, hold, pytest.raises(Stop) as caught:
        commit_files(output, NEW)
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP503", MACHINE)
    commit_files(output, NEW)
    assert (output / "en/a/index.html").read_bytes() == b"a, new"


def end(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
