"""All that is wrong is told in one run, with place and remedy, and the site that was published stays as it was."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import fingerpost
from builder.core.problems import Level, Problems, Span, problem
from builder.desk.printer import SHOWN, as_json
from builder.desk.summary import tally
from tests.conftest import Site

MISTAKES = {
    "content/partnerships/wrong-date.md": (
        "---\npartners: [museum]\nkinds: [training]\nsources: [https://example.org/]\nstart: 31/02/2026\n---\n"
    ),
    "content/partnerships/unknown-term.md": (
        "---\npartners: [museum]\nkinds: [trainning]\nsources: [https://example.org/]\n---\n"
    ),
    "content/guides/broken-link.md": (
        "---\ntitle: How\nsummary: So.\naudience: [volunteer]\nstages: [scoping]\n---\n\n"
        "First.\n\nSee [the other one](../partnerships/frist.md).\n"
    ),
    "content/groups/museum.md": (
        "---\nnames: [{value: Museum friends, lang: en}]\ntype: circle\ncovers: {territories: [NO]}\n---\n"
    ),
    "content/organisations/unknown-key.md": (
        "---\nnames: [{value: Library, lang: en}]\ntype: [library]\nteritory: NO\nterritory: NO\n---\n"
    ),
    "content/pages/broken-yaml.md": "---\ntitle: Museum: the beginning\n---\n",
    "content/partnerships/missing-reference.md": (
        "---\npartners:\n  - museum\n  - musuem\nkinds: [training]\nsources: [https://example.org/]\n---\n"
    ),
}
FOUND = [
    ("content/guides/broken-link.md", ("FP301", 10, 21, "../partnerships/first.md")),
    ("content/organisations/museum.md", ("FP202", 1, 1, "content/groups/museum.md")),
    ("content/organisations/unknown-key.md", ("FP105", 4, 1, "territory")),
    ("content/pages/broken-yaml.md", ("FP101", 2, 14, 'title: "Museum: the beginning"')),
    ("content/partnerships/missing-reference.md", ("FP201", 4, 5, "museum")),
    ("content/partnerships/unknown-term.md", ("FP104", 3, 9, "training")),
    ("content/partnerships/wrong-date.md", ("FP108", 5, 8, "there is no 31 February 2026")),
]
"""Path, then code, line, column and the heart of the remedy; the group is named in the remedy of the organisation."""


def run(site: Site, *words: str) -> tuple[int, str]:
    """Run a command of the command line in a site; return its exit code and what it prints."""
    result = CliRunner().invoke(fingerpost, ["--site", str(site.root), *words, "--as-of", "2026-11-22"])
    return result.exit_code, result.output


def told(site: Site) -> list[tuple[str, str, int]]:
    """Return the code, path and line of what a check tells an editor; notes for the report are left out."""
    found = [each for each in site.problems() if each.level is not Level.INFO]
    return [(each.code, each.span.path, each.span.line) for each in found]


@pytest.fixture
def mistaken(site: Site) -> Site:
    """A site that is published already, and then gets seven mistakes in seven files."""
    site.entry("other")
    assert run(site, "build", "--no-search")[0] == 0
    for path, text in MISTAKES.items():
        site.write(path, text)
    return site


def test_seven_mistakes_in_seven_files_are_told_in_one_run(mistaken: Site) -> None:
    code, printed = run(mistaken, "build", "--no-search")
    assert code == 1
    for path, expected in FOUND:
        number, line, column, remedy = expected
        where = printed.index(f"{path}:{line}:{column}: error {number}: ")
        said = printed[where : printed.index("\n\n", where)]
        assert remedy in said.rpartition("  fix: ")[2]
    assert "7 errors in 7 files (" in printed
    assert "Nothing is published while this is so." in printed


def test_a_build_with_mistakes_leaves_every_byte_of_the_output(mistaken: Site) -> None:
    before = mistaken.files()
    assert len(before) > 10
    assert run(mistaken, "build", "--no-search")[0] == 1
    assert mistaken.files() == before
    changed = {path: (mistaken.root / "public" / path).stat().st_mtime_ns for path in before}
    run(mistaken, "build", "--no-search")
    assert {path: (mistaken.root / "public" / path).stat().st_mtime_ns for path in before} == changed


def test_the_same_mistakes_are_told_to_programs(mistaken: Site) -> None:
    code, printed = run(mistaken, "check", "--format", "json")
    assert code == 1
    listed = json.loads(printed)["problems"]
    places = [(each["span"]["path"], (each["code"], each["span"]["line"], each["span"]["column"])) for each in listed]
    assert places == [(path, expected[:3]) for path, expected in FOUND]
    for each in listed:
        assert set(each) == {"code", "level", "message", "remedy", "span"}
        assert each["level"] == "error"
        assert each["message"]
        assert each["remedy"]


def test_mending_the_mistakes_publishes_again(mistaken: Site) -> None:
    for path in MISTAKES:
        (mistaken.root / path).unlink()
    code, printed = run(mistaken, "build", "--no-search")
    assert (code, "nothing had changed" in printed) == (0, True)


def test_the_broken_file_alone_is_told_and_not_all_that_refers_to_it(site: Site) -> None:
    site.write("content/organisations/museum.md", "---\nnames: [\n---\n")
    site.entry("second", body="See [the museum](../organisations/museum.md).")
    assert told(site) == [("FP101", "content/organisations/museum.md", 2)]


def test_a_broken_vocabulary_is_told_and_not_all_that_uses_it(site: Site) -> None:
    site.write("content/vocabulary/kinds.yaml", "training: {labl: Training}\n").entry("second")
    assert {path for _, path, _ in told(site)} == {"content/vocabulary/kinds.yaml"}


def test_all_faults_of_one_file_are_told_at_once(site: Site) -> None:
    front = "start: Spring\nlifecycle: activ\nlanguages: [English]\n"
    front += "outcomes: [{metric: files-uploaded, value: many, as: reported}]"
    site.entry("second", front, body="See [nothing](nothing.md).")
    assert [(code, line) for code, _, line in told(site)] == [
        ("FP108", 5), ("FP109", 6), ("FP110", 7), ("FP117", 8), ("FP301", 10),
    ]  # fmt: skip


def test_warnings_of_one_code_are_cut_after_twenty_and_counted(site: Site) -> None:
    for number in range(SHOWN + 3):
        site.entry(f"old-{number:02}", "lifecycle: active\ndescribed: 2014")
    code, printed = run(site, "check")
    assert code == 0
    assert printed.count("warning FP701") == SHOWN
    assert "… and 3 more warnings FP701" in printed
    assert f"{SHOWN + 3} warnings in {SHOWN + 3} files" in printed


def test_a_place_in_wide_letters_is_marked_below_them(site: Site) -> None:
    site.entry("wide", "title: {ja: 博物館, norsk: Et museum}")
    _, printed = run(site, "check")
    line, carets = next(
        pair for pair in zip(printed.split("\n"), printed.split("\n")[1:], strict=False) if "^^^^^" in pair[1]
    )
    assert carets.index("^") == line.index("norsk") + 3  # each of three letters takes two columns


def test_what_a_terminal_would_obey_is_never_printed(site: Site) -> None:
    site.entry("sly", 'start: "\\e[2J2020"\nend: "20\\n20"')
    _, printed = run(site, "check")
    assert "\x1b" not in printed
    assert '"�[2J2020" is not a date' in printed
    assert '"20 20" is not a date' in printed


def test_a_very_long_line_is_shown_around_the_place(site: Site) -> None:
    site.entry("long", f"routes: [{{kind: form, note: {'word ' * 200}, url: nowhere}}]")
    _, printed = run(site, "check")
    assert max(map(len, printed.split("\n"))) < 200
    assert "url: nowhere" in printed


def test_a_problem_is_told_once_and_notes_are_for_the_report() -> None:
    twice = problem("FP104", "unknown kind", Span("a.md", 1, 1, 2))
    found = Problems(
        [twice, problem("FP104", "unknown kind", Span("a.md", 1, 1, 2)), problem("FP901", "note", Span("b"))]
    )
    assert tally(found) == "1 error in 1 file"
    assert len(json.loads(as_json(found))["problems"]) == 1


def test_a_site_elsewhere_is_reported_by_paths_below_it(mistaken: Site, tmp_path: Path) -> None:
    moved = Site(Path(shutil.move(mistaken.root, tmp_path / "elsewhere")))
    assert run(moved, "check")[1].startswith("content/guides/broken-link.md:10:21: error")
