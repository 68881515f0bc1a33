"""P1 to P4: what a page weighs, that it stays so when the directory grows, and how much is on it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.corpus import Corpus
from bench.dialects import fingerpost
from bench.programs import site
from tests.browser import packed, served
from tests.figures import Figures
from tests.gates.page_types import FINDERS, LANGUAGES, PAGE_TYPES, PAGES
from tests.gates.visits import until, visiting
from tests.gates.whole import Whole, read_whole
from tests.published import BASE, HOME, Published, run_build

pytestmark = pytest.mark.browser

CONTENT = 20 * 1024
ELEMENTS = 600
GROWTH = 0.10
FINDER = 40 * 1024
WORDS = 150 * 1024


def test_p1_no_content_page_is_heavy(whole: Whole, figures: Figures) -> None:
    finding = {prefix + each.path for each in PAGE_TYPES if each.template in FINDERS for prefix in LANGUAGES.values()}
    heaviest = max((each for each in whole.pages.values() if each.path not in finding), key=whole.weight)
    figures.within("P1", f"bytes of HTML, CSS, JS: {heaviest.path}", whole.weight(heaviest), CONTENT)


def test_p4_no_page_is_long(whole: Whole, figures: Figures) -> None:
    longest = max(whole.pages.values(), key=lambda each: each.elements)
    figures.within("P4", f"elements of the longest page: {longest.path}", longest.elements, ELEMENTS)


def test_p4_elements_are_counted_as_a_browser_does(browser: Browser, directory: Published, whole: Whole) -> None:
    with visiting(browser, directory.address, java_script_enabled=False) as visit:
        for path in PAGES.values():
            visit.page.goto(directory.address + path)
            counted = visit.page.locator("*").count()
            assert counted == whole.pages[HOME + path.partition("?")[0]].elements, path


def made(folder: Path, entries: int, *options: str) -> Path:
    """Build a made-up directory of so many entries; the first ones are the same in each."""
    for path, text in site(fingerpost, Corpus(entries)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    run_build(folder, folder / "public", *options)
    return folder / "public"


def test_p3_a_page_does_not_grow_with_the_directory(tmp_path: Path, figures: Figures) -> None:
    small, large = (read_whole(made(tmp_path / str(size), size, "--no-search")) for size in (50, 2000))
    growth = {}
    for path in ("", "partnerships/entry-000003/", "partnerships/", "guides/guide-03/", "near/", "near/es/"):
        weights = [each.weight(each.pages[HOME + path]) for each in (small, large)]
        growth[path] = weights[1] / weights[0] - 1
    path = max(growth, key=lambda each: growth[each])
    figures.within("P3", f"growth from 50 to 2,000 entries: {path or 'home'}", growth[path], GROWTH, "{:.1%}")


def test_p2_the_finder_is_light(browser: Browser, tmp_path: Path, figures: Figures) -> None:
    folder = made(tmp_path, 500)
    with served(folder, BASE) as address, visiting(browser, address) as visit:
        page = visit.see("partnerships/")
        page.locator("[data-facet=kinds] input[value=training]").check()
        page.locator("[data-tags] button").first.wait_for()
        until(page, "!document.querySelector('#results[aria-busy]')")
        before = sent(folder, visit.asked, address)
        page.get_by_role("searchbox").fill("museum")
        page.wait_for_url("**q=museum**")
        until(page, "!document.querySelector('#results[aria-busy]')")
        page.wait_for_load_state("networkidle")
        more = sent(folder, visit.asked, address) - before
    assert any("pagefind" in each for each in visit.asked)
    figures.within("P2", "bytes of the finder with 500 entries, a filter chosen", before, FINDER)
    figures.within("P2", "bytes more for the first words", more, WORDS)


def sent(folder: Path, asked: list[str], address: str) -> int:
    """Return how many bytes were sent for all that was asked for, once each, compressed as hosts do."""
    paths = {each.partition("?")[0].removeprefix(address) for each in asked}
    return sum(len(packed(folder / (f"{path}index.html" if path.endswith("/") else path))) for path in paths)
