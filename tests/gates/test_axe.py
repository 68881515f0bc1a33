"""P6: axe-core finds nothing on any type of page, light and dark, narrow and wide, in both directions of writing."""

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
RUN = """async ([tags, rules]) => {
  const runOnly = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
  const found = await axe.run(document, {runOnly, resultTypes: ['violations']});
  return found.violations.map(rule =>
    `${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(' | ')}`);
}"""
ON_COLOURS = ("color-contrast", "link-in-text-block")


def findings(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds wrong, a line for each rule; `rules` are the only ones to ask, if any are named."""
    found: list[str] = page.evaluate(RUN, [list(TAGS), list(rules)])
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_p6_axe_finds_nothing(browser: Browser, directory: Published, figures: Figures, width: int) -> None:
    found = []
    with visiting(browser, directory.address, viewport={"width": width, "height": 800}) as visit:
        visit.page.add_init_script(AXE)
        for path in PAGES.values():
            visit.page.emulate_media(color_scheme="light")
            page = visit.see(path)
            found += [f"{path} light {each}" for each in findings(page)]
            page.emulate_media(color_scheme="dark")
            found += [f"{path} dark {each}" for each in findings(page, ON_COLOURS)]
    figures.none("P6", f"findings of axe, light and dark, {width} px", found, f"{len(PAGES)} pages")


def test_axe_looks_at_colours_and_at_the_whole_page(browser: Browser, directory: Published) -> None:
    with visiting(browser, directory.address) as visit:
        visit.page.add_init_script(AXE)
        page = visit.see("")
        page.evaluate("document.querySelector('main p').style.color = '#ccc'")
        page.evaluate("document.querySelector('h1').remove()")
        assert {each.partition(":")[0] for each in findings(page)} >= {"color-contrast", "page-has-heading-one"}
