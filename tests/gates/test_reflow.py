"""P10: no page scrolls sideways, whatever its text is made to look like, and forced colours hide nothing."""

import pytest
from playwright.sync_api import Browser, Page

from tests.figures import Figures
from tests.gates.page_types import PAGES
from tests.gates.visits import visiting
from tests.published import Published

pytestmark = pytest.mark.browser

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
"""The spacing that WCAG 1.4.12 lets readers ask for."""

LOOKS = {
    "320 px": (320, ""),
    "320 px, wide spacing": (320, SPACING),
    "1280 px at 200 %": (640, ""),
    "360 px, text of twice the size": (360, "html { font-size: 200%; }"),
}
DRESS = """style => {
  const found = document.querySelector('style[data-look]');
  const own = found ?? document.head.appendChild(document.createElement('style'));
  own.dataset.look = '';
  own.textContent = style;
}"""
"""Put a page into another style instead of the one before."""
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return '';
  const scrolls = each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX);
  const scrolled = each => each && (scrolls(each) || scrolled(each.parentElement));
  const wide = [...document.querySelectorAll('body *')].filter(each => {
    const box = each.getBoundingClientRect();
    return (box.right > width + 1 || box.left < -1) && !scrolled(each);
  });
  const told = wide.slice(0, 3).map(each => each.outerHTML.slice(0, 120)).join(' | ');
  return `${document.documentElement.scrollWidth} px: ${told}`;
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter(each => {
  const style = getComputedStyle(each);
  const cuts = way => ['hidden', 'clip'].includes(way);
  const box = each.getBoundingClientRect();
  return (cuts(style.overflowX) && each.scrollWidth > each.clientWidth + 1
    || cuts(style.overflowY) && each.scrollHeight > each.clientHeight + 1) && box.width > 1 && box.height > 1;
}).map(each => each.outerHTML.slice(0, 120))"""
HIDDEN = """() => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect();
  if (!box.width || !box.height) return false;
  const style = getComputedStyle(each), own = each.tagName;
  const bordered = style.borderBlockStartStyle !== 'none' && parseFloat(style.borderBlockStartWidth) > 0;
  if (['BUTTON', 'SELECT', 'TEXTAREA'].includes(own) || own === 'INPUT' && !['checkbox', 'radio'].includes(each.type))
    return !bordered && !style.textDecorationLine.includes('underline');
  return false;
}).map(each => each.outerHTML.slice(0, 120))"""


def test_p10_no_page_scrolls_sideways(browser: Browser, directory: Published, figures: Figures) -> None:
    found: dict[str, list[str]] = {look: [] for look in LOOKS}
    with visiting(browser, directory.address, bypass_csp=True) as visit:
        for path in PAGES.values():
            page = visit.see(path)
            for look, (width, style) in LOOKS.items():
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate(DRESS, style)
                found[look] += [f"{path} {each}" for each in (page.evaluate(SIDEWAYS), *page.evaluate(CUT)) if each]
    for look in LOOKS:
        figures.none("P10", f"pages that scroll sideways or cut text: {look}", found[look], f"{len(PAGES)} pages")


def test_a_page_that_scrolls_sideways_or_cuts_text_is_found(browser: Browser, directory: Published) -> None:
    with visiting(browser, directory.address, viewport={"width": 320, "height": 800}, bypass_csp=True) as visit:
        page = visit.see("")
        assert not page.evaluate(SIDEWAYS)
        assert not page.evaluate(CUT)
        page.evaluate(DRESS, "h1 { min-width: 400px; }")
        assert page.evaluate(SIDEWAYS)
        page.evaluate(DRESS, "main p { overflow: hidden; max-height: 1em; }")
        assert not page.evaluate(SIDEWAYS), "what a page was dressed in before is taken off"
        assert page.evaluate(CUT)


def test_p10_forced_colours_hide_no_control(browser: Browser, directory: Published, figures: Figures) -> None:
    found = []
    with visiting(browser, directory.address, forced_colors="active") as visit:
        for path in PAGES.values():
            page = visit.see(path)
            found += [f"{path} {each}" for each in page.evaluate(HIDDEN)]
            found += [f"{path}: no focus to be seen"] * (not focus_shows(page))
    figures.none("P10", "controls without an edge, focus unseen, in forced colours", found, f"{len(PAGES)} pages")


def focus_shows(page: Page) -> bool:
    """Say whether the first thing that the keyboard reaches shows that it has been reached."""
    page.keyboard.press("Tab")
    style: str = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return style not in {"none", ""}
