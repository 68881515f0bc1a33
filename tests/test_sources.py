"""Reading from disk: what may stand below content/, and text that every program reads with the same lines."""

import os
import sys
from pathlib import Path

import pytest

from builder.content.front_matter import FrontMatter, split
from builder.content.sources import Source, read_source, walk
from builder.core.problems import Problem


def write(root: Path, path: str, raw: bytes = b"") -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(raw)


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(each.code, each.span.path) for each in problems]


def read(root: Path, raw: bytes) -> tuple[Source | None, list[Problem]]:
    write(root, "content/pages/a.md", raw)
    return read_source(root, "content/pages/a.md")


def text_of(root: Path, raw: bytes) -> str:
    source, problems = read(root, raw)
    assert source is not None
    assert problems == []
    return source.text


# ---------------------------------------------------------------- walking


def test_everything_that_has_a_place_is_found_in_order(tmp_path: Path) -> None:
    paths = [
        "content/fit.yaml", "content/groups/a.md", "content/guides/a-1.md", "content/media/deep/Photo 1.JPG",
        "content/media/deep/Photo 1.JPG.yaml", "content/organisations/a.md", "content/pages/a.md",
        "content/pages/a.pt-BR.md", "content/partnerships/a.md", "content/redirects.yaml",
        "content/static/.well-known/security.txt", "content/static/CNAME", "content/vocabulary/org-types.yaml",
    ]  # fmt: skip
    for path in reversed(paths):
        write(tmp_path, path)
    assert walk(tmp_path) == (paths, [])


def test_files_of_editors_and_systems_are_passed_over(tmp_path: Path) -> None:
    for path in ("content/pages/.a.md.swp", "content/pages/a.md~", "content/.DS_Store", "content/.git/config",
                 "content/README.md", "content/LICENSE.md"):  # fmt: skip
        write(tmp_path, path)
    assert walk(tmp_path) == ([], [])


@pytest.mark.parametrize(
    "path",
    ["content/a.md", "content/notes/a.md", "content/pages/a.txt", "content/pages/a.yaml", "content/pages/deep/a.md",
     "content/vocabulary/kinds.yml", "content/vocabulary/deep/kinds.yaml", "content/media", "content/fit.yml"],
)  # fmt: skip
def test_a_file_in_an_unknown_place_is_told(tmp_path: Path, path: str) -> None:
    write(tmp_path, path)
    paths, problems = walk(tmp_path)
    assert (paths, places(problems)) == ([], [("FP005", path)])


def test_the_remedy_names_the_place_that_was_probably_meant(tmp_path: Path) -> None:
    write(tmp_path, "content/pages/deep/a.md")
    write(tmp_path, "content/vocabulary/kinds.yml")
    remedies = [each.remedy for each in walk(tmp_path)[1]]
    assert remedies == ["move it up, to content/pages/a.md", "rename it to end in .yaml"]


@pytest.mark.parametrize(
    "path",
    ["content/pages/About_us.md", "content/pages/über.md", "content/pages/a--b.md", "content/pages/a b.md",
     f"content/pages/{'a' * 81}.md", "content/pages/a..md", "content/pages/a.b.c.md", "content/pages/a.en_GB.md",
     "content/vocabulary/Kinds.yaml", "content/media/a?.jpg", "content/media/re\u0301sume\u0301.pdf"],
)  # fmt: skip
def test_a_name_that_cannot_be_an_address_is_told(tmp_path: Path, path: str) -> None:
    write(tmp_path, path)
    paths, problems = walk(tmp_path)
    assert (paths, places(problems)) == ([], [("FP004", path)])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_name_that_is_no_text_can_still_be_told(tmp_path: Path) -> None:
    write(tmp_path, os.fsdecode(b"content/pages/a\xff.md"))
    paths, problems = walk(tmp_path)
    assert (paths, places(problems)) == ([], [("FP004", r"content/pages/a\udcff.md")])


def test_symbolic_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.md", b"secret")
    write(tmp_path, "content/pages/real.md")
    (tmp_path / "content/pages/link.md").symlink_to(tmp_path / "outside/secret.md")
    (tmp_path / "content/groups").symlink_to(tmp_path / "outside")
    paths, problems = walk(tmp_path)
    assert paths == ["content/pages/real.md"]
    assert places(problems) == [("FP003", "content/groups"), ("FP003", "content/pages/link.md")]
    assert read_source(tmp_path, "content/pages/link.md")[0] is None


def test_content_itself_may_be_no_link(tmp_path: Path) -> None:
    write(tmp_path, "outside/pages/a.md")
    (tmp_path / "content").symlink_to(tmp_path / "outside")
    assert places(walk(tmp_path)[1]) == [("FP003", "content")]


def test_a_site_without_content_is_told_rather_than_emptied(tmp_path: Path) -> None:
    paths, problems = walk(tmp_path)
    assert (paths, places(problems)) == ([], [("FP007", "content")])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "content/pages/a.md")
    os.mkfifo(tmp_path / "content/pages/pipe.md")
    assert places(walk(tmp_path)[1]) == [("FP007", "content/pages/pipe.md")]


# ---------------------------------------------------------------- reading


def test_text_comes_with_plain_line_ends_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    assert text_of(tmp_path, b"\xef\xbb\xbfa\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"


def test_the_digest_names_the_bytes_not_the_text(tmp_path: Path) -> None:
    sources = [read(tmp_path, raw)[0] for raw in (b"a\n", b"a\r\n", b"a\n")]
    first, other, again = [each.digest for each in sources if each]
    assert first == again
    assert first != other


def test_a_wrong_byte_has_its_line_and_column_and_is_guessed(tmp_path: Path) -> None:
    source, [found] = read(tmp_path, "one\r\ntéx caf".encode() + b"\xe9 end")
    assert source is None
    assert (found.code, found.span.line, found.span.column) == ("FP001", 2, 8)
    assert '"é"' in found.message


def test_utf_16_is_named(tmp_path: Path) -> None:
    _, [found] = read(tmp_path, "title".encode("utf-16"))
    assert found.code == "FP001"
    assert "UTF-16" in found.message


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_an_invisible_line_break_is_refused_and_shifts_nothing(tmp_path: Path, char: str) -> None:
    source, [found] = read(tmp_path, f"a\nbé{char}c\nd".encode())
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("FP006", 2, 3, 4)
    assert source is not None
    assert source.text == "a\nbé c\nd"


@pytest.mark.parametrize(
    "char", ["\x00", "\x02", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f", "\u202a", "\u202e", "\ufeff"]
)
def test_what_cannot_be_seen_is_refused(tmp_path: Path, char: str) -> None:
    _, [found] = read(tmp_path, f"a\n{char}b".encode())
    assert (found.code, found.span.line, found.span.column) == ("FP008", 2, 1)
    assert f"U+{ord(char):04X}" in found.message


def test_marks_that_writing_needs_are_kept(tmp_path: Path) -> None:
    text = "a\tb می\u200cخواهم \u2066(שלום)\u2069 \u200f 👩\u200d🏫 क\u094dष e\u0301"
    assert text_of(tmp_path, text.encode()) == text


def test_a_picture_saved_as_text_does_not_flood_the_list(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"\x01" * 5_000)
    assert len(problems) == 20


def test_256_kib_are_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    assert len(text_of(tmp_path, b"a" * 256 * 1024)) == 256 * 1024
    source, problems = read(tmp_path, b"a" * (256 * 1024 + 1))
    assert (source, [each.code for each in problems]) == (None, ["FP002"])


def test_a_vanished_file_is_told(tmp_path: Path) -> None:
    source, problems = read_source(tmp_path, "content/pages/gone.md")
    assert (source, places(problems)) == (None, [("FP007", "content/pages/gone.md")])


# ---------------------------------------------------------------- front matter


def parts(text: str) -> FrontMatter:
    front, problems = split(Source("content/pages/a.md", "", text))
    assert front is not None, problems
    return front


def fault(text: str) -> Problem:
    front, [found] = split(Source("content/pages/a.md", "", text))
    assert front is None
    assert found.code == "FP118"
    return found


def test_a_file_has_facts_and_prose() -> None:
    assert parts("---\na: 1\nb: 2\n---\n\nProse\n---\n") == FrontMatter("a: 1\nb: 2\n", "\nProse\n---\n", 5)


def test_facts_and_prose_may_be_empty() -> None:
    assert parts("---\n---") == FrontMatter("", "", 3)
    assert parts("--- \na: 1\n---\t\nx") == FrontMatter("a: 1\n", "x", 4)


def test_dashes_inside_a_line_end_nothing() -> None:
    assert parts("---\na: b --- c\n ---\nd: ----\n---\n").yaml == "a: b --- c\n ---\nd: ----\n"


@pytest.mark.parametrize("text", ["", "\n---\na: 1\n---\n", "# Title\n", "----\na: 1\n----\n", "—-\na: 1\n---\n"])
def test_the_first_line_must_open_the_facts(text: str) -> None:
    assert fault(text).span.line == 1


def test_facts_without_an_end_are_told() -> None:
    assert fault("---\na: 1\n\nProse").span.line == 1


@pytest.mark.parametrize("line", ["—-", "----", "--", " ---", "– – –".replace(" ", "")])
def test_a_line_that_almost_ends_the_facts_is_shown(line: str) -> None:
    found = fault(f"---\na: 1\n{line}\nProse")
    assert found.span.line == 3
    assert line.strip() in found.message
