"""The golden site: every part of every page once, byte for byte; `make golden` remakes it after a meant change."""

import shutil
from pathlib import Path

import pytest

from tests.golden.remake import make

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = {
    path.relative_to(GOLDEN / "expected").as_posix(): path
    for path in sorted((GOLDEN / "expected").rglob("*"))
    if path.is_file()
}
OWN = ("assets/", ".fingerpost.json", "build.json")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("golden")
    shutil.copytree(GOLDEN / "site", top / "site")
    make(top / "site", top / "public")
    return top / "public"


def test_there_are_just_the_pages_that_are_expected(built: Path) -> None:
    found = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert {path for path in found if not path.startswith(OWN)} == EXPECTED.keys()


@pytest.mark.parametrize("path", EXPECTED)
def test_a_page_is_as_expected(built: Path, path: str) -> None:
    assert (built / path).read_text(encoding="utf-8") == EXPECTED[path].read_text(encoding="utf-8")
