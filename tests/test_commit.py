"""Promises of the commit: only the difference, only what is ours, and at any moment the old or the new bytes."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.core.problems import MACHINE, USAGE, Stop
from builder.publish.commit import Difference, commit, intact
from builder.publish.listing import LISTING
from builder.publish.lock import building
from builder.publish.manifest import MARKER, read_marker
from tests.outputs_for_tests import (
    NEW,
    OLD,
    Files,
    artifacts_of,
    clean_commit,
    commit_files,
    directories,
    listed_in,
    on_disk,
    reading,
    say_in_marker,
    seen,
    traces,
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


def refusal(output: Path, files: Files) -> Stop:
    with pytest.raises(Stop) as caught:
        commit_files(output, files)
    return caught.value


# ---------------------------------------------------------------- the difference


def test_an_absent_output_is_created_with_its_parents(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "public"
    difference = commit_files(output, OLD)
    assert on_disk(output) == OLD
    assert set(difference.write) == {*OLD, LISTING}
    assert (difference.delete, difference.keep) == ((), 0)


def test_an_empty_output_is_taken(output: Path) -> None:
    output.mkdir()
    commit_files(output, OLD)
    assert on_disk(output) == OLD


def test_a_site_without_files_is_a_marked_empty_directory(output: Path) -> None:
    commit_files(output, OLD)
    commit_files(output, {})
    assert {path.name for path in output.iterdir()} == {MARKER, LISTING}


def test_a_second_commit_writes_nothing_at_all(output: Path) -> None:
    commit_files(output, OLD)
    before = traces(output)
    assert commit_files(output, OLD) == Difference((), (), len(OLD) + 1)
    assert traces(output) == before


def test_only_what_differs_is_touched(output: Path) -> None:
    commit_files(output, OLD)
    kept = traces(output)[str(output / "en/b/index.html")]
    difference = commit_files(output, NEW)
    assert traces(output)[str(output / "en/b/index.html")] == kept
    assert set(difference.write) == {path for path in NEW if OLD.get(path) != NEW[path]} | {LISTING}
    assert set(difference.delete) == OLD.keys() - NEW.keys()
    assert difference.keep == 1
    assert seen(output) == clean_commit(NEW)


def test_what_pages_refer_to_is_written_before_them_and_listings_after(output: Path) -> None:
    paths = ["index.html", "sitemap.xml", "assets/x.css", "logo.png", "data/a.json", "pagefind/a.json", "es/feed.xml"]
    write = commit_files(output, dict.fromkeys(paths, b"x")).write
    assert write == (
        *("assets/x.css", "data/a.json", "logo.png", "pagefind/a.json"),
        *("index.html", "es/feed.xml", "sitemap.xml", LISTING),
    )


def test_directories_left_empty_go_and_those_of_others_stay(output: Path) -> None:
    commit_files(output, OLD)
    (output / "theirs" / "empty").mkdir(parents=True)
    commit_files(output, {"index.html": b"x"})
    assert directories(output) == {"theirs", "theirs/empty"}


def test_what_is_published_may_be_read_by_all_whatever_the_umask(output: Path) -> None:
    umask = os.umask(0o077)
    try:
        commit_files(output, OLD)
    finally:
        os.umask(umask)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in output.rglob("*") if path.is_file()}
    assert modes == {0o644}
    assert {stat.S_IMODE((output / name).stat().st_mode) for name in directories(output) | {"."}} == {0o755}


def test_progress_counts_every_change_once(output: Path) -> None:
    commit_files(output, OLD)
    steps: list[tuple[int, int]] = []
    difference = commit_files(output, NEW, lambda done, total: steps.append((done, total)))
    total = len(difference.write) + len(difference.delete)
    assert steps == [(done, total) for done in range(1, total + 1)]


def test_an_old_spelling_goes_before_the_new_one_comes_and_other_deletions_last(output: Path) -> None:
    """Else, on a disk where `Big` and `big` are one, the deletion would take the new file."""
    commit_files(output, OLD)

    def look(done: int, total: int) -> None:
        found = on_disk(output)
        assert not {"Big/index.html", "big/index.html"} <= found.keys()
        assert "en/gone/deep/index.html" in found or found.keys() >= NEW.keys()

    commit_files(output, NEW, look)


def test_the_marker_is_the_same_for_the_same_files_in_any_order(tmp_path: Path) -> None:
    commit_files(tmp_path / "one", OLD)
    commit_files(tmp_path / "two", dict(reversed(OLD.items())))
    assert (tmp_path / "one" / MARKER).read_bytes() == (tmp_path / "two" / MARKER).read_bytes()


SITES = st.sampled_from(
    [OLD, NEW, {}, {"a": b"1"}, {"a/b": b"1", "A-c": b"1"}, {"a/b/c": b"2"}, {"A/b": b"2"}, {"A": b"3", "é/x": b"1"}]
)


@given(st.lists(SITES, min_size=1, max_size=5))
@settings(deadline=None, max_examples=40)
def test_after_any_history_the_output_is_what_a_clean_commit_makes(history: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for files in history:
            commit_files(Path(place) / "public", files)
        assert seen(Path(place) / "public") == clean_commit(history[-1])


@pytest.mark.parametrize(
    "paths", [["../a"], ["/a"], ["a//b"], ["a\\b"], [MARKER], [LISTING], ["Build.json"], ["a", "a/b"], ["a/b", "A/c"]]
)
def test_paths_that_nobody_claimed_rightly_are_a_bug_and_nothing_is_made(output: Path, paths: list[str]) -> None:
    with pytest.raises(ValueError, match="path"):
        commit_files(output, dict.fromkeys(paths, b"x"))
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
    commit_files(output, OLD)
    (output / "en" / "gone" / "notes.txt").write_text("theirs")
    (output / "CNAME").write_text("theirs")
    commit_files(output, NEW)
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
    commit_files(output, OLD)
    (output.parent / "outside.txt").write_text("theirs")
    put(output)
    before = traces(output.parent)
    stop = refusal(output, NEW)
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert str(output) in stop.problem.message
    assert "move it away" in stop.problem.remedy
    assert traces(output.parent) == before


def test_deletions_do_not_follow_a_link_out_of_the_output(output: Path) -> None:
    commit_files(output, OLD)
    outside = output.parent / "outside"
    shutil.move(output / "en/gone", outside)
    (output / "en/gone").symlink_to(outside)
    commit_files(output, NEW)
    assert on_disk(outside) == {"deep/index.html": b"gone"}
    assert (output / "en/gone").is_symlink()


def test_a_hard_link_of_one_of_our_files_keeps_its_bytes(output: Path) -> None:
    commit_files(output, OLD)
    copy = output.parent / "copy.html"
    copy.hardlink_to(output / "en/a/index.html")
    commit_files(output, NEW)
    assert copy.read_bytes() == OLD["en/a/index.html"]


def test_an_empty_directory_in_the_way_is_cleared(output: Path) -> None:
    commit_files(output, {"a": b"1"})
    (output / "b").mkdir()
    commit_files(output, {"a": b"1", "b": b"2"})
    assert on_disk(output) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize(
    "marker",
    [
        *["", "{", "null", '{"state": "whole"}', "[" * 9999],
        '{"state": "odd", "files": {}, "version": 1}',
        '{"state": "odd", "files": [], "version": 2}',
        '{"state": "whole", "files": [], "version": 3}',
        '{"state": "whole", "files": [{"path": "../theirs.txt", "sha256": "0", "size": 6}], "version": 2}',
        '{"state": "whole", "files": {"../theirs.txt": "0"}, "sizes": {}, "version": 1}',
        '{"state": "whole", "files": {"/etc/theirs": "0"}, "sizes": {}, "version": 1}',
    ],
)
def test_a_marker_that_cannot_be_trusted_stops_the_run_and_nothing_is_touched(output: Path, marker: str) -> None:
    commit_files(output, OLD)
    (output / MARKER).write_text(marker)
    (output.parent / "theirs.txt").write_text("theirs")
    before = traces(output.parent)
    stop = refusal(output, {})
    assert (stop.problem.code, stop.exit_code) == ("FP501", USAGE)
    assert MARKER in stop.problem.message
    assert "delete that directory" in stop.problem.remedy
    assert traces(output.parent) == before


def test_a_marker_that_is_a_link_is_not_trusted(output: Path) -> None:
    commit_files(output, OLD)
    (output / MARKER).rename(output.parent / "marker.json")
    (output / MARKER).symlink_to(output.parent / "marker.json")
    assert refusal(output, NEW).problem.code == "FP501"
    assert on_disk(output) == OLD


def test_a_foreign_spelling_beside_what_stands_is_not_in_the_way(output: Path) -> None:
    """The disk of this output tells them apart, and the site has its place already."""
    commit_files(output, OLD)
    (output / "EN").mkdir()
    (output / "EN/theirs.txt").write_text("theirs")
    for state in ("whole", "writing"):
        say_in_marker(output, state)
        commit_files(output, {**OLD, f"en/{state}.html": b"new"})
    assert on_disk(output) == {**OLD, "en/writing.html": b"new", "EN/theirs.txt": b"theirs"}


# ---------------------------------------------------------------- mending


def test_the_output_of_the_first_builders_is_taken_over(output: Path) -> None:
    """Their marker named other digests: it is believed about what is ours, and every file is compared."""
    commit_files(output, OLD)
    files = dict.fromkeys(OLD, "0123")
    (output / MARKER).write_text(json.dumps({"state": "whole", "files": files, "sizes": {}, "version": 1}))
    (output / LISTING).unlink()
    assert intact(output) is None
    assert set(commit_files(output, NEW).write) == {path for path in NEW if OLD.get(path) != NEW[path]} | {LISTING}
    assert seen(output) == clean_commit(NEW)


def test_a_file_of_ours_that_someone_changed_or_removed_is_mended(output: Path) -> None:
    commit_files(output, OLD)
    (output / "en/a/index.html").write_bytes(b"longer than it was")
    (output / "sitemap.xml").unlink()
    assert intact(output) is None
    difference = commit_files(output, OLD)
    assert difference == Difference(("en/a/index.html", "sitemap.xml"), (), len(OLD) - 1)
    assert seen(output) == clean_commit(OLD)


def test_what_somebody_has_just_seen_to_stand_is_not_looked_at_again(output: Path) -> None:
    commit_files(output, OLD)
    marker = intact(output)
    assert marker
    (output / "sitemap.xml").unlink()
    for standing, write in ((marker.files[LISTING].sha256, ()), ("0" * 64, ("sitemap.xml",)), ("", ())):
        artifacts, read = artifacts_of(OLD), reading(OLD)
        assert commit(output, artifacts, read, standing=standing).write == write
    assert seen(output) == clean_commit(OLD)


def test_an_output_is_intact_until_a_size_changes(output: Path) -> None:
    assert intact(output) is None
    commit_files(output, OLD)
    assert intact(output) == read_marker(output)
    assert listed_in(output) == {*OLD, LISTING}
    (output / "news").write_bytes(b"cut")
    assert intact(output) is None


def test_a_marker_that_says_writing_has_every_file_compared(output: Path) -> None:
    commit_files(output, OLD)
    (output / "en/a/index.html").write_bytes(b"a, bad")  # of the same size: only its bytes tell
    say_in_marker(output, "writing")
    assert intact(output) is None
    assert commit_files(output, OLD).write == ("en/a/index.html",)
    assert seen(output) == clean_commit(OLD)


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
