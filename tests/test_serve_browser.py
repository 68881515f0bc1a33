"""`fingerpost serve` in a real browser: pages follow what is saved, styles change in place, mistakes are shown."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import POLICY
from tests.conftest import Site
from tests.serving import Serving, serving

pytestmark = pytest.mark.browser

ENTRY = "partnerships/first/"
PATIENCE = 30_000.0


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page under the strict policy that fails the test on any error in its console."""
    context = browser.new_context(viewport={"width": 800, "height": 400})
    context.set_default_timeout(PATIENCE)
    errors: list[str] = []
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.route("**/*", strictly)
    yield context.new_page()
    context.unroute_all(behavior="ignoreErrors")  # a page may be about to reload: what it asks for dies with it
    context.close()
    assert errors == []


def strictly(route: Route) -> None:
    """Give pages the policy under which they are published."""
    if route.request.resource_type != "document":
        route.fallback()
        return
    answer = route.fetch(max_redirects=0)
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    site.entry("first", body="Some words.\n\n" * 60)
    with serving(site) as found:
        yield found


def mark(page: Page) -> None:
    """Leave something in the page that a reload forgets."""
    page.evaluate("window.kept = true")


def is_marked(page: Page) -> bool:
    return page.evaluate("window.kept === true") is True


def open_entry(page: Page, served: Serving, path: str = ENTRY) -> None:
    """Open a page and wait until it follows the server."""
    with page.expect_response("**/.fingerpost/events?*"):
        page.goto(served.address + path)
    mark(page)


def scrolled(page: Page) -> None:
    """Wait until the page stands far below its top."""
    for _ in range(200):
        if page.evaluate("scrollY") > 600:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the page stands at its top")


def test_a_saved_entry_reloads_its_page_where_the_reader_was(site: Site, served: Serving, page: Page) -> None:
    open_entry(page, served)
    page.mouse.wheel(0, 700)
    scrolled(page)
    other = page.context.new_page()
    open_entry(other, served, "search/")
    site.entry("first", body="Other words.\n\n" + "Some words.\n\n" * 60)
    expect(page.get_by_text("Other words.")).to_be_visible(timeout=PATIENCE)
    scrolled(page)
    assert not is_marked(page)
    assert is_marked(other), "a page that did not change was reloaded"


def test_a_changed_style_is_seen_without_a_reload(site: Site, served: Serving, page: Page) -> None:
    site.write("layouts/assets/site.css", "h1 { color: rgb(1, 2, 3) }")
    served.said("layouts: ")
    open_entry(page, served)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_css("color", "rgb(1, 2, 3)")
    for number in (4, 5):
        site.write("layouts/assets/site.css", f"h1 {{ color: rgb({number}, 2, 3) }}")
        expect(title).to_have_css("color", f"rgb({number}, 2, 3)", timeout=PATIENCE)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert is_marked(page)


def test_a_mistake_is_shown_over_the_page_until_it_is_mended(site: Site, served: Serving, page: Page) -> None:
    open_entry(page, served)
    overlay = page.get_by_role("dialog", name="1 error")
    site.entry("first", "start: Spring <script>")
    expect(overlay).to_be_visible(timeout=PATIENCE)
    for words in ("content/partnerships/first.md:5:8", "error FP108", "start: Spring <script>", "fix: "):
        expect(overlay).to_contain_text(words)
    assert page.get_by_text("Some words.").count() == 60, "the last good page stays"
    assert is_marked(page)
    assert page.evaluate("document.activeElement.localName") == "fingerpost-live"
    site.entry("first", body="Mended.")
    expect(page.get_by_text("Mended.")).to_be_visible(timeout=PATIENCE)
    expect(overlay).to_have_count(0)


def test_a_mistake_can_be_put_aside_and_looked_at_again(site: Site, served: Serving, page: Page) -> None:
    open_entry(page, served)
    site.entry("first", "start: Spring")
    overlay = page.get_by_role("dialog")
    expect(overlay).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()
    page.goto(f"{served.address}search/")
    note = page.get_by_role("button", name="1 error")
    expect(note).to_be_visible()
    expect(overlay).to_be_hidden()
    note.click()
    expect(overlay).to_be_visible()
    page.keyboard.press("Escape")
    site.entry("first", "start: Summer")
    expect(overlay).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Close").click()
    site.entry("first")
    expect(note).to_be_hidden(timeout=PATIENCE)


def test_a_warning_is_a_small_note(site: Site, served: Serving, page: Page) -> None:
    open_entry(page, served)
    site.entry("second", "lifecycle: active\ndescribed: 2014")
    note = page.get_by_role("button", name="1 warning")
    expect(note).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("dialog")).to_be_hidden()
    note.click()
    expect(page.get_by_role("dialog", name="1 warning")).to_contain_text("content/partnerships/second.md")


def test_a_page_that_vanishes_shows_that_it_is_not_here_and_comes_back(
    site: Site, served: Serving, browser: Browser
) -> None:
    page = browser.new_page()  # its console tells of the missing page, and rightly
    site.entry("second", body="Here today.")
    served.said("second.md: ")
    open_entry(page, served, "partnerships/second/")
    (site.root / "content/partnerships/second.md").unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here", timeout=PATIENCE)
    site.entry("second", body="Here again.")
    expect(page.get_by_text("Here again.")).to_be_visible(timeout=PATIENCE)
    page.close()


def test_a_server_that_stops_is_told_of_and_one_that_comes_back_is_followed(site: Site, browser: Browser) -> None:
    page = browser.new_page()  # its console tells of the lost connection, and rightly
    with serving(site) as served:
        open_entry(page, served)
        port = str(served.port)
    expect(page.get_by_text("The server has stopped")).to_be_visible(timeout=PATIENCE)
    site.entry("first", body="Meanwhile.")
    with serving(site, "--port", port):
        expect(page.get_by_text("Meanwhile.")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("The server has stopped")).to_be_hidden()
    page.close()
