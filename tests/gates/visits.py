"""A visit to the directory with a browser, and everything that should not happen during one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

WATCH = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} at ${location.pathname}`));
"""
UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
PATIENCE = 20_000.0


def until(page: Page, condition: str) -> None:
    """Wait for a condition; Playwright's own waiting breaks the strict policy, asking once does not."""
    ends = monotonic() + PATIENCE / 1000
    while not page.evaluate(condition):
        assert monotonic() < ends, f"it never came true that {condition}"
        page.wait_for_timeout(50)


@dataclass
class Visit:
    """A page of a fresh context under the strict policy; what went wrong in it, and what it asked for."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def see(self, path: str) -> Page:
        """Open a page, unfold what is folded, and wait until the results of a search are there."""
        self.page.goto(self.address + path)
        self.page.evaluate(UNFOLD)  # works without JavaScript too: it is the browser's own
        if "?q=" in path and self.page.locator("[data-search-results]").count():
            self.page.locator("[data-search-results] a").first.wait_for(state="attached")
        if "?" in path and self.page.locator("[data-finder]").count():
            self.page.locator("[data-tags] button").first.wait_for(state="attached")
            until(self.page, "!document.querySelector('#results[aria-busy]')")
        return self.page

    def violations(self) -> list[str]:
        """Return what the strict policy forbade on the page that is open."""
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def foreign(self, asked: Iterable[str]) -> list[str]:
        """Return the addresses outside the site."""
        return [each for each in asked if not each.startswith((self.address, "data:", "blob:", "about:"))]


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """Open a fresh context (`options` as Playwright's) and watch it."""
    context = browser.new_context(**{"viewport": {"width": 360, "height": 800}, **options})
    context.set_default_timeout(PATIENCE)
    if options.get("java_script_enabled", True):
        context.add_init_script(WATCH)
    try:
        yield watched(context, address)
    finally:
        context.close()


def watched(context: BrowserContext, address: str) -> Visit:
    """Open a page in a context and note its errors and its requests."""
    visit = Visit(context.new_page(), address)
    context.on("console", lambda told: visit.errors.append(told.text) if told.type == "error" else None)
    context.on("weberror", lambda error: visit.errors.append(str(error.error)))
    context.on("request", lambda request: visit.asked.append(request.url))
    return visit
