"""Every problem that a check can find, on a small site that has just this mistake, in the words that an editor reads.

A folder of tests/broken holds what differs from tests/broken/_good, and `expected.txt`. After a change that was meant,
`python -m tests.test_broken` writes these again: read the difference as an editor would.
"""

import io
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from builder.build.options import Options
from builder.build.pipeline import check
from builder.core.catalogue import catalogue
from builder.core.problems import Level, Problem
from builder.desk.printer import show

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.name.startswith("FP"))
AS_OF = date(2026, 11, 22)

ELSEWHERE = {
    "FP002": "test_broken.py: a file too large to keep here",
    "FP003": "test_broken.py: not every system keeps symbolic links",
    "FP007": "test_broken.py: no archive keeps a file that cannot be read",
    "FP406": "test_commands.py: there is no site",
    "FP501": "test_commit.py",
    "FP503": "test_commit.py",
    "FP504": "test_commit.py",
    "FP505": "test_pagefind.py",
    "FP506": "test_pagefind.py",
    "FP507": "test_pagefind.py",
    "FP509": "test_build.py: a file changes in the middle of a build",
    "FP510": "test_caches.py: what was kept is not what would be made",
}
"""Codes without a folder, and the test that raises them."""


def laid_out(name: str, place: Path) -> Path:
    """Copy the good site, and the files of a case over it."""
    shutil.copytree(BROKEN / "_good", place)
    if name != "_good":
        shutil.copytree(BROKEN / name, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return place


def problems(root: Path) -> list[Problem]:
    report, _ = check(root, Options(root / "public", AS_OF, jobs=1), lambda step, done, total: None)
    return [each for each in report.problems if each.level is not Level.INFO]


def printed(root: Path) -> str:
    """Return what a check of a site prints, without colours."""
    paper = io.StringIO()
    show(Console(file=paper, width=200, highlight=False, emoji=False, markup=False), problems(root), root)
    return paper.getvalue()


def test_the_good_site_has_no_problem(tmp_path: Path) -> None:
    assert printed(laid_out("_good", tmp_path / "site")) == ""


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_in_these_words(name: str, tmp_path: Path) -> None:
    expected = (BROKEN / name / "expected.txt").read_text(encoding="utf-8")
    assert printed(laid_out(name, tmp_path / "site")) == expected


@pytest.mark.parametrize("name", CASES)
def test_a_case_shows_its_own_code_at_a_place_and_with_a_remedy(name: str, tmp_path: Path) -> None:
    found = problems(laid_out(name, tmp_path / "site"))
    assert name[:5] in {each.code for each in found}
    assert all(each.remedy and each.span.path for each in found)


def test_every_code_has_a_broken_site_or_another_test() -> None:
    shown = {name[:5] for name in CASES}
    codes = {code for code in catalogue() if code < "FP8"}
    assert codes - shown == ELSEWHERE.keys()


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    root = laid_out("_good", tmp_path / "site")
    (root / "content/pages/long.md").write_text("---\ntitle: Long\n---\n" + "word " * 60_000, encoding="utf-8")
    (found,) = problems(root)
    assert (found.code, found.span.path) == ("FP002", "content/pages/long.md")
    assert found.message == "the file holds 293 KiB; at most 256 are read"


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    root = laid_out("_good", tmp_path / "site")
    (root / "content/pages/secret.md").symlink_to("/etc/passwd")
    (found,) = problems(root)
    assert (found.code, found.message) == ("FP003", '"content/pages/secret.md" is a symbolic link')


def test_content_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = laid_out("_good", tmp_path / "site")
    shutil.rmtree(root / "content")
    found = problems(root)
    assert ("FP007", '"content" cannot be read: No such file or directory') in {
        (each.code, each.message) for each in found
    }


def remake() -> None:
    """Write every expected.txt as it is now."""
    for name in CASES:
        with tempfile.TemporaryDirectory() as place:
            (BROKEN / name / "expected.txt").write_text(printed(laid_out(name, Path(place) / "site")), encoding="utf-8")


if __name__ == "__main__":
    remake()
