"""P9: a printed page has no chrome, names the addresses that it links to, and keeps who to talk to on one sheet."""

import io
import re

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.figures import Figures
from tests.gates.page_types import LANGUAGES, PAGES
from tests.gates.visits import visiting
from tests.published import Published

pytestmark = pytest.mark.browser

CHROME = """() => [...document.querySelectorAll('nav, form, button, input:not([disabled]), select, .skip')]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().height > 0)
  .map(each => each.outerHTML.slice(0, 100))"""
OUTSIDE = """() => [...document.querySelectorAll('main a[href^="http"]')]
  .filter(each => each.checkVisibility() && !each.classList.contains('bare')).map(each => each.getAttribute('href'))"""
TALKS = "() => [...document.querySelectorAll('.talk')].map(each => each.innerText)"
ENTRIES = tuple(prefix + path for prefix in LANGUAGES.values() for path in (
    "partnerships/bundesarchiv/", "partnerships/us-national-archives/", "partnerships/national-library-of-wales/",
    "partnerships/asm-tunis-medinapedia/", "partnerships/internet-archive/",
))  # fmt: skip


def solid(text: str) -> str:
    """Return a text without spaces and marks of direction, as they differ on paper."""
    return re.sub(r"[\s\u200e\u200f\u2066-\u2069]+", "", text)


def test_p9_nothing_is_printed_that_only_a_screen_can_use(
    browser: Browser, directory: Published, figures: Figures
) -> None:
    found = []
    with visiting(browser, directory.address) as visit:
        visit.page.emulate_media(media="print")
        for path in PAGES.values():
            found += [f"{path}: {each}" for each in visit.see(path).evaluate(CHROME)]
    figures.none("P9", "menus, forms and buttons on paper", found, f"{len(PAGES)} pages")


def test_p9_addresses_are_on_paper_and_who_to_talk_to_on_one_sheet(
    browser: Browser, directory: Published, figures: Figures
) -> None:
    missing, broken, talks = [], [], 0
    with visiting(browser, directory.address) as visit:
        visit.page.emulate_media(media="print")
        for path in ENTRIES:
            page = visit.see(path)
            sheets = [solid(each.extract_text()) for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
            wanted = [*page.evaluate(OUTSIDE), page.locator("link[rel=canonical]").get_attribute("href") or ""]
            missing += [f"{path}: {each}" for each in wanted if solid(each) not in "".join(sheets)]
            for talk in page.evaluate(TALKS):
                if not (ends := _first_and_last(talk)):
                    continue
                talks += 1
                broken += [path] * (not any(all(each in sheet for each in ends) for sheet in sheets))
    figures.none("P9", "links whose address is not printed", missing, f"{len(ENTRIES)} entries")
    figures.none("P9", "contact blocks broken over two sheets", broken, f"{talks} blocks")
    assert talks >= len(ENTRIES) // 2


def _first_and_last(text: str) -> tuple[str, ...]:
    """Return the first and the last Latin words of a block: Arabic ones are other characters on paper."""
    words = re.findall(r"[A-Za-z]{4,}", text)
    return (words[0], words[-1]) if words else ()
