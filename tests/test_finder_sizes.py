"""How much the finder sends: before anything is asked, for the first choice, for the first words, as a list grows."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from bench.corpus import Corpus
from bench.dialects import fingerpost
from bench.programs import site as files_of
from tests.browser import served
from tests.conftest import Site

pytestmark = pytest.mark.browser

Made = Callable[[int], Site]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Write the directory of the benchmark in some size."""

    def made(size: int) -> Site:
        found = Site(tmp_path / str(size))
        for path, text in files_of(fingerpost, Corpus(size)):
            found.write(path, text)
        return found

    return made


def test_five_hundred_entries_are_found_with_little(made: Made, browser: Browser) -> None:
    """Compressed bytes: 40,000 before words are typed, facets and a first choice included; 150,000 more for words."""
    site = made(500)
    assert site.build(search=True).difference is not None
    sent: list[tuple[str, int]] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})

    def note(response: Response) -> None:
        sent.append((response.url.rpartition("/")[2], len(gzip.compress(response.body()))))

    def total() -> int:
        page.wait_for_load_state("networkidle")
        return sum(size for _, size in sent)

    page.on("requestfinished", lambda request: note(found) if (found := request.response()) else None)
    with served(site.root / "public") as address:
        page.goto(f"{address}partnerships/")
        first = total()
        page.locator("[data-facet=kinds] input[value=training]").check()
        page.locator("[data-tags] button").first.wait_for()
        page.locator("#results nav").wait_for(state="detached")
        chosen = total()
        page.get_by_role("searchbox").fill("museum")
        page.wait_for_url("**q=museum*")
        page.locator("[data-sort] option[value=match]:not([hidden])").wait_for(state="attached")
        page.locator("#results[aria-busy]").wait_for(state="detached")
        words = total()
    page.close()
    print(f"P2, 500 entries, gzip: page {first}, with the first choice {chosen}, words {words - chosen} more", sent)
    assert chosen <= 40_000
    assert words - chosen <= 150_000


def test_the_page_does_not_grow_with_the_directory(made: Made) -> None:
    """HTML, style sheet and scripts, compressed: at most a tenth more for 2,000 entries than for 50."""

    def weight(size: int) -> int:
        site = made(size)
        assert site.build().difference is not None
        names = (
            "partnerships/index.html",
            "assets/site.css",
            *(f"assets/finder{n}.js" for n in ("", "-data", "-view")),
        )
        return sum(len(gzip.compress((site.root / "public" / name).read_bytes())) for name in names)

    few, many = weight(50), weight(2000)
    print(f"P3, gzip: {few} for 50 entries, {many} for 2,000")
    assert many <= few * 1.1
