"""P6: axe-core finds nothing on any type of page, light and dark, narrow and wide, in both directions of writing."""

from contextlib import ExitStack
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from tests.figures import Figures
from tests.gates.page_types import PAGES
from tests.gates.visits import visiting
from tests.published import Published

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS = (360, 1280)
BEGIN = """([tags, rules]) => {
  const runOnly = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
  const begun = new Promise(begin => setTimeout(begin));
  window.findings = begun.then(() => axe.run(document, {runOnly, resultTypes: ['violations']})).then(found =>
    found.violations.map(rule =>
      `${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`));
}"""
ON_COLOURS = ("color-contrast", "link-in-text-block")


def begin(page: Page, rules: tuple[str, ...] = ()) -> None:
    """Let axe begin to look at a page, and do not wait for it; `rules` are the only ones to ask, if any are named."""
    page.evaluate(BEGIN, [list(TAGS), list(rules)])


def findings(page: Page) -> list[str]:
    """Return what axe finds wrong, a line for each rule."""
    found: list[str] = page.evaluate("window.findings")
    return found


def test_p6_axe_finds_nothing(browser: Browser, directory: Published, figures: Figures) -> None:
    found: dict[int, list[str]] = {width: [] for width in WIDTHS}
    with ExitStack() as ends:  # the widths are looked at beside one another, each in a process of the browser's own
        visits = {
            width: ends.enter_context(visiting(browser, directory.address, viewport={"width": width, "height": 800}))
            for width in WIDTHS
        }
        for visit in visits.values():
            visit.page.add_init_script(AXE)
        for path in PAGES.values():
            for visit in visits.values():
                visit.page.emulate_media(color_scheme="light")
                begin(visit.see(path))
            for width, visit in visits.items():
                found[width] += [f"{path} light {each}" for each in findings(visit.page)]
                visit.page.emulate_media(color_scheme="dark")
                begin(visit.page, ON_COLOURS)
            for width, visit in visits.items():
                found[width] += [f"{path} dark {each}" for each in findings(visit.page)]
    for width in WIDTHS:
        figures.none("P6", f"findings of axe, light and dark, {width} px", found[width], f"{len(PAGES)} pages")


def test_axe_looks_at_colours_and_at_the_whole_page(browser: Browser, directory: Published) -> None:
    with visiting(browser, directory.address) as visit:
        visit.page.add_init_script(AXE)
        page = visit.see("")
        page.evaluate("document.querySelector('main p').style.color = '#ccc'")
        page.evaluate("document.querySelector('h1').remove()")
        begin(page)
        assert {each.partition(":")[0] for each in findings(page)} >= {"color-contrast", "page-has-heading-one"}
