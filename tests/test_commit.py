"""Promises of the commit: only the difference, only what is ours, and at any moment the old or the new bytes."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.core.problems import MACHINE, USAGE, Stop
from builder.publish.commit import Difference, commit, intact
from builder.publish.lock import building
from builder.publish.manifest import MARKER, read_marker, whole

Files = Mapping[str, bytes]

OLD = {
    "assets/site-1.css": b"old style",
    "en/a/index.html": b"a, old",
    "en/b/index.html": b"b",
    "en/gone/deep/index.html": b"gone",
    "feed/index.html": b"a directory that becomes a file",
    "news": b"a file that becomes a directory",
    "Big/index.html": b"capitals",
    "sitemap.xml": b"old map",
}
NEW = {
    "assets/site-2.css": b"new style",
    "en/a/index.html": b"a, new",
    "en/b/index.html": b"b",
    "en/c/index.html": b"c",
    "feed": b"a file that was a directory",
    "news/index.html": b"a directory that was a file",
    "big/index.html": b"no capitals",
    "sitemap.xml": b"new map",
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


def on_disk(output: Path) -> dict[str, bytes]:
    """Return all files but the marker, whoever wrote them."""
    found = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != MARKER}


def directories(output: Path) -> set[str]:
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_dir()}


def traces(output: Path) -> dict[str, tuple[int, int]]:
    """Return what changes whenever something is written: inodes and times, of directories too."""
    every = [output, *output.rglob("*")]
    return {str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in every}


def refusal(output: Path, files: Files) -> Stop:
    with pytest.raises(Stop) as caught:
        commit(output, files)
    return caught.value


def clean_commit(files: Files) -> tuple[bytes, dict[str, bytes], set[str]]:
    with tempfile.TemporaryDirectory() as elsewhere:
        commit(Path(elsewhere), files)
        return seen(Path(elsewhere))


def seen(output: Path) -> tuple[bytes, dict[str, bytes], set[str]]:
    """Return all that a directory holds: the marker, the files, the directories."""
    return (output / MARKER).read_bytes(), on_disk(output), directories(output)


# ---------------------------------------------------------------- the difference


def test_an_absent_output_is_created_with_its_parents(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "public"
    difference = commit(output, OLD)
    assert on_disk(output) == OLD
    assert set(difference.write) == set(OLD)
    assert (difference.delete, difference.keep) == ((), 0)


def test_an_empty_output_is_taken(output: Path) -> None:
    output.mkdir()
    commit(output, OLD)
    assert on_disk(output) == OLD


def test_a_site_without_files_is_a_marked_empty_directory(output: Path) -> None:
    commit(output, OLD)
    commit(output, {})
    assert [path.name for path in output.iterdir()] == [MARKER]


def test_a_second_commit_writes_nothing_at_all(output: Path) -> None:
    commit(output, OLD)
    before = traces(output)
    assert commit(output, OLD) == Difference((), (), len(OLD))
    assert traces(output) == before


def test_only_what_differs_is_touched(output: Path) -> None:
    commit(output, OLD)
    kept = traces(output)[str(output / "en/b/index.html")]
    difference = commit(output, NEW)
    assert traces(output)[str(output / "en/b/index.html")] == kept
    assert set(difference.write) == {path for path in NEW if OLD.get(path) != NEW[path]}
    assert set(difference.delete) == OLD.keys() - NEW.keys()
    assert difference.keep == 1
    assert seen(output) == clean_commit(NEW)


def test_what_pages_refer_to_is_written_before_them_and_listings_after(output: Path) -> None:
    paths = ["index.html", "sitemap.xml", "assets/x.css", "logo.png", "data/a.json", "pagefind/a.json", "es/feed.xml"]
    write = commit(output, dict.fromkeys(paths, b"x")).write
    assert write == (
        *("assets/x.css", "data/a.json", "logo.png", "pagefind/a.json"),
        *("index.html", "es/feed.xml", "sitemap.xml"),
    )


def test_directories_left_empty_go_and_those_of_others_stay(output: Path) -> None:
    commit(output, OLD)
    (output / "theirs" / "empty").mkdir(parents=True)
    commit(output, {"index.html": b"x"})
    assert directories(output) == {"theirs", "theirs/empty"}


def test_what_is_published_may_be_read_by_all_whatever_the_umask(output: Path) -> None:
    umask = os.umask(0o077)
    try:
        commit(output, OLD)
    finally:
        os.umask(umask)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in output.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {stat.S_IMODE((output / name).stat().st_mode) for name in directories(output) | {"."}} == {0o755}


def test_progress_counts_every_change_once(output: Path) -> None:
    commit(output, OLD)
    steps: list[tuple[int, int]] = []
    difference = commit(output, NEW, lambda done, total: steps.append((done, total)))
    total = len(difference.write) + len(difference.delete)
    assert steps == [(done, total) for done in range(1, total + 1)]


def test_an_old_spelling_goes_before_the_new_one_comes_and_other_deletions_last(output: Path) -> None:
    """Else, on a disk where `Big` and `big` are one, the deletion would take the new file."""
    commit(output, OLD)

    def look(done: int, total: int) -> None:
        found = on_disk(output)
        assert not {"Big/index.html", "big/index.html"} <= found.keys()
        assert "en/gone/deep/index.html" in found or found.keys() >= NEW.keys()

    commit(output, NEW, look)


def test_the_marker_is_the_same_for_the_same_files_in_any_order(tmp_path: Path) -> None:
    commit(tmp_path / "one", OLD)
    commit(tmp_path / "two", dict(reversed(OLD.items())))
    assert (tmp_path / "one" / MARKER).read_bytes() == (tmp_path / "two" / MARKER).read_bytes()


SITES = st.sampled_from(
    [OLD, NEW, {}, {"a": b"1"}, {"a/b": b"1", "A-c": b"1"}, {"a/b/c": b"2"}, {"A/b": b"2"}, {"A": b"3", "é/x": b"1"}]
)


@given(st.lists(SITES, min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_after_any_history_the_output_is_what_a_clean_commit_makes(history: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for files in history:
            commit(Path(place) / "public", files)
        assert seen(Path(place) / "public") == clean_commit(history[-1])


@pytest.mark.parametrize("paths", [["../a"], ["/a"], ["a//b"], ["a\\b"], [MARKER], ["a", "a/b"], ["a/b", "A/c"]])
def test_paths_that_nobody_claimed_rightly_are_a_bug_and_nothing_is_made(output: Path, paths: list[str]) -> None:
    with pytest.raises(ValueError, match="path"):
        commit(output, dict.fromkeys(paths, b"x"))
    assert not output.exists()


# ---------------------------------------------------------------- what is not ours


def test_a_foreign_directory_is_refused_and_untouched(output: Path) -> None:
    output.mkdir()
    (output / "thesis.txt").write_text("years of work")
    before = traces(output)
    stop = refusal(output, OLD)
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert '"thesis.txt"' in stop.problem.message
    assert traces(output) == before


def test_an_output_that_is_a_file_is_refused(output: Path) -> None:
    output.write_text("years of work")
    stop = refusal(output, OLD)
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert output.read_text() == "years of work"


def test_a_foreign_file_in_our_output_is_left_alone(output: Path) -> None:
    commit(output, OLD)
    (output / "en" / "gone" / "notes.txt").write_text("theirs")
    (output / "CNAME").write_text("theirs")
    commit(output, NEW)
    assert on_disk(output) == {**NEW, "en/gone/notes.txt": b"theirs", "CNAME": b"theirs"}


def file_in_the_way(output: Path) -> None:
    (output / "en/c").mkdir()
    (output / "en/c/index.html").write_text("theirs")


def file_where_a_directory_goes(output: Path) -> None:
    (output / "en/c").write_text("theirs")


def directory_where_a_file_goes(output: Path) -> None:
    (output / "assets/site-2.css/theirs").mkdir(parents=True)
    (output / "assets/site-2.css/theirs/a.txt").write_text("theirs")


def file_in_a_directory_that_becomes_a_file(output: Path) -> None:
    (output / "feed/notes.txt").write_text("theirs")


def capitals_in_the_way(output: Path) -> None:
    (output / "en/C").mkdir()
    (output / "en/C/theirs.txt").write_text("theirs")


def link_as_a_file(output: Path) -> None:
    (output / "en/c").mkdir()
    (output / "en/c/index.html").symlink_to(output.parent / "outside.txt")


def link_as_one_of_our_files(output: Path) -> None:
    (output / "en/a/index.html").unlink()
    (output / "en/a/index.html").symlink_to(output.parent / "outside.txt")


def link_as_a_directory(output: Path) -> None:
    shutil.move(output / "en", output.parent / "outside")
    (output / "en").symlink_to(output.parent / "outside")


def broken_link(output: Path) -> None:
    (output / "en/c").symlink_to(output.parent / "nowhere")


@pytest.mark.parametrize(
    "put",
    [
        file_in_the_way,
        file_where_a_directory_goes,
        directory_where_a_file_goes,
        file_in_a_directory_that_becomes_a_file,
        capitals_in_the_way,
        link_as_a_file,
        link_as_one_of_our_files,
        link_as_a_directory,
        broken_link,
    ],
)
def test_what_others_put_where_the_site_needs_the_place_is_named_and_stays(
    output: Path, put: Callable[[Path], None]
) -> None:
    commit(output, OLD)
    (output.parent / "outside.txt").write_text("theirs")
    put(output)
    before = traces(output.parent)
    stop = refusal(output, NEW)
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert str(output) in stop.problem.message
    assert "move it away" in stop.problem.remedy
    assert traces(output.parent) == before


def test_deletions_do_not_follow_a_link_out_of_the_output(output: Path) -> None:
    commit(output, OLD)
    outside = output.parent / "outside"
    shutil.move(output / "en/gone", outside)
    (output / "en/gone").symlink_to(outside)
    commit(output, NEW)
    assert on_disk(outside) == {"deep/index.html": b"gone"}
    assert (output / "en/gone").is_symlink()


def test_a_hard_link_of_one_of_our_files_keeps_its_bytes(output: Path) -> None:
    commit(output, OLD)
    copy = output.parent / "copy.html"
    copy.hardlink_to(output / "en/a/index.html")
    commit(output, NEW)
    assert copy.read_bytes() == OLD["en/a/index.html"]


def test_an_empty_directory_in_the_way_is_cleared(output: Path) -> None:
    commit(output, {"a": b"1"})
    (output / "b").mkdir()
    commit(output, {"a": b"1", "b": b"2"})
    assert on_disk(output) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize(
    "marker",
    [
        *["", "{", "null", '{"state": "whole"}', "[" * 9999],
        '{"state": "odd", "files": {}, "sizes": {}, "version": 1}',
        '{"state": "whole", "files": {}, "sizes": {}, "version": 2}',
        '{"state": "whole", "files": {"../theirs.txt": "0"}, "sizes": {}, "version": 1}',
        '{"state": "whole", "files": {"/etc/theirs": "0"}, "sizes": {}, "version": 1}',
    ],
)
def test_a_marker_that_cannot_be_trusted_stops_the_run_and_nothing_is_touched(output: Path, marker: str) -> None:
    commit(output, OLD)
    (output / MARKER).write_text(marker)
    (output.parent / "theirs.txt").write_text("theirs")
    before = traces(output.parent)
    stop = refusal(output, {})
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert MARKER in stop.problem.message
    assert "delete that directory" in stop.problem.remedy
    assert traces(output.parent) == before


def test_a_marker_that_is_a_link_is_not_trusted(output: Path) -> None:
    commit(output, OLD)
    (output / MARKER).rename(output.parent / "marker.json")
    (output / MARKER).symlink_to(output.parent / "marker.json")
    assert refusal(output, NEW).problem.code == "FP501"
    assert on_disk(output) == OLD


# ---------------------------------------------------------------- mending


def test_a_file_of_ours_that_someone_changed_or_removed_is_mended(output: Path) -> None:
    commit(output, OLD)
    (output / "en/a/index.html").write_bytes(b"longer than it was")
    (output / "sitemap.xml").unlink()
    assert intact(output) is None
    difference = commit(output, OLD)
    assert difference == Difference(("en/a/index.html", "sitemap.xml"), (), len(OLD) - 2)
    assert seen(output) == clean_commit(OLD)


def test_an_output_is_intact_until_a_size_changes(output: Path) -> None:
    assert intact(output) is None
    commit(output, OLD)
    assert intact(output) == whole(OLD) == read_marker(output)
    (output / "news").write_bytes(b"cut")
    assert intact(output) is None


def test_a_marker_that_says_writing_has_every_file_compared(output: Path) -> None:
    commit(output, OLD)
    (output / "en/a/index.html").write_bytes(b"a, bad")  # of the same size: only its bytes tell
    told = json.loads((output / MARKER).read_text())
    (output / MARKER).write_text(json.dumps({**told, "state": "writing"}))
    assert intact(output) is None
    assert commit(output, OLD).write == ("en/a/index.html",)
    assert seen(output) == clean_commit(OLD)


# ---------------------------------------------------------------- killed, refused, full

STEPS = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod"})


def commit_and_die_before_step(output: Path, files: Files, last: int) -> bool:
    """Commit in a process of its own that ends at once before its n-th step on the disk; say whether it was killed."""
    child = os.fork()
    if child == 0:
        steps = 0

        def count(event: str, args: tuple[object, ...]) -> None:
            nonlocal steps
            writes = event == "open" and isinstance(args[1], str) and "x" in args[1]
            steps += writes or event in STEPS
            if steps == last:
                os._exit(9)

        sys.addaudithook(count)
        try:
            commit(output, files)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("old", "then"), [(None, NEW), (OLD, NEW), (OLD, OLD), (OLD, {})])
def test_killed_at_any_step_each_path_is_old_or_new_and_the_next_commit_finishes(
    tmp_path: Path, old: Files | None, then: Files
) -> None:
    before, clean = old or {}, clean_commit(then)
    for last in range(1, 200):
        output = tmp_path / str(last)
        if old is not None:
            commit(output, old)
        killed = commit_and_die_before_step(output, NEW, last)
        if output.exists():
            found = {path: held for path, held in on_disk(output).items() if not path.endswith(".fingerpost.tmp")}
            assert all(held in (before.get(path), NEW.get(path)) for path, held in found.items())
            assert all(before.get(path) != NEW[path] or path in found for path in NEW)
        commit(output, then)
        assert seen(output) == clean
        if not killed:
            break
    assert not killed
    assert last > len(NEW)


def test_a_commit_that_fails_at_any_replacement_stops_and_the_next_one_finishes(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace
    for last in range(8):
        commit(output, OLD)
        calls = 0

        def fail(source: Path, target: Path, last: int = last) -> None:
            nonlocal calls
            calls += 1
            if calls > last:
                raise OSError(28, "No space left on device")
            replace(source, target)

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", fail)
            stop = refusal(output, NEW)
        assert (stop.problem.code, stop.exit_code) == ("FP504", MACHINE)
        assert "No space left on device" in stop.problem.message
        assert "make room" in stop.problem.remedy
        assert not list(output.rglob("*.tmp"))
        assert all(held in (OLD.get(path), NEW.get(path)) for path, held in on_disk(output).items())
        commit(output, NEW)
        assert seen(output) == clean_commit(NEW)


FULL_DISK = """
import resource, sys
from pathlib import Path
from builder.core.problems import Stop
from builder.publish.commit import commit
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    commit(Path(sys.argv[1]), {"index.html": b"new", "big.bin": b"x" * 100_000, "other.html": b"x"})
except Stop as stop:
    print(stop.problem.code, stop.exit_code, stop.problem.message)
"""


def test_a_file_that_the_system_refuses_is_named_and_the_next_commit_finishes(output: Path) -> None:
    commit(output, {"index.html": b"old", "big.bin": b"old"})
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(output)], capture_output=True, text=True, check=True
    ).stdout
    assert told.startswith(f"FP504 {MACHINE}")
    assert f'"{output / "big.bin"}": File too large' in told
    assert on_disk(output) == {"index.html": b"old", "big.bin": b"old"}
    commit(output, NEW)
    assert seen(output) == clean_commit(NEW)


def test_an_output_below_a_file_is_refused_with_the_words_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    stop = refusal(tmp_path / "file" / "public", OLD)
    assert (stop.problem.code, stop.exit_code) == ("FP504", MACHINE)
    assert str(tmp_path / "file" / "public") in stop.problem.message
    assert "Not a directory" in stop.problem.message


def test_an_interruption_leaves_no_temporary_file_and_the_next_commit_finishes(output: Path) -> None:
    commit(output, OLD)

    def interrupt(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit(output, NEW, interrupt)
    commit(output, NEW)
    assert seen(output) == clean_commit(NEW)


# ---------------------------------------------------------------- the lock

HOLDING = """
import sys
from pathlib import Path
from builder.publish.lock import building
with building(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_stops_at_once_and_says_who_holds_the_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(Stop) as caught, building(tmp_path):
            pass
        first.kill()
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP503", MACHINE)
    assert f"(process {first.pid})" in caught.value.problem.message
    with building(tmp_path):  # the killed one holds nothing
        pass


def test_the_lock_is_free_again_after_a_build_that_failed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), building(tmp_path):
        raise RuntimeError
    with building(tmp_path):
        pass


def test_a_site_where_the_lock_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file")
    with pytest.raises(Stop) as caught, building(tmp_path):
        pass
    assert (caught.value.problem.code, caught.value.exit_code) == ("FP504", MACHINE)
