"""What people see, in a real browser, under the strict policy and a base path: search, and reading without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.published import BASE, Published

pytestmark = pytest.mark.browser


@pytest.fixture
def address(directory: Published) -> str:
    """Where the real directory is served."""
    return directory.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error in its console: a broken policy, a missing file, a script's mistake."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    made = context.new_page()
    errors: list[str] = []
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


def search(page: Page, words: str) -> list[str]:
    """Type words into the search field and return the addresses of the results."""
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(words)
    results = page.locator("[data-search-results] a")
    results.first.wait_for(timeout=20_000)
    return [link.get_attribute("href") or "" for link in results.all()]


def test_a_search_leads_to_the_entry(page: Page, address: str) -> None:
    page.goto(f"{address}search/")
    found = search(page, "Javanese texts")
    assert any("museum-dewantara-kirti-griya" in link for link in found)
    page.locator("[data-search-results] a", has_text="Dewantara").first.click()
    page.wait_for_url("**/partnerships/museum-dewantara-kirti-griya/")
    assert "Dewantara" in page.get_by_role("heading", level=1).inner_text()


def test_the_header_search_brings_its_words_along(page: Page, address: str) -> None:
    page.goto(address)
    box = page.get_by_role("banner").get_by_role("searchbox")
    if not box.is_visible():
        box = page.get_by_role("searchbox").first
    box.fill("Bundesarchiv")
    box.press("Enter")
    page.wait_for_url("**/search/?q=Bundesarchiv")
    results = page.locator("[data-search-results] a")
    results.first.wait_for(timeout=20_000)
    nearest = [link.get_attribute("href") or "" for link in results.all()[:3]]
    assert f"{BASE}partnerships/bundesarchiv/" in nearest, "two houses have this word in their names"


def test_search_on_an_arabic_page_leads_to_arabic_addresses(page: Page, address: str) -> None:
    page.goto(f"{address}ar/search/")
    found = search(page, "تونس")
    assert found
    assert all(link.startswith(f"{BASE}ar/") for link in found)


def test_no_result_keeps_the_ways_on(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=qqqqzzzzxxxx")
    status = page.locator("[data-search-status]")
    for _ in range(100):
        if status.inner_text().strip():
            break
        page.wait_for_timeout(100)
    assert status.inner_text().strip()
    assert page.locator(f"main a[href^='{BASE}browse/']").count() > 5


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize(
    "path", ["", "ar/", "partnerships/bundesarchiv/", "ar/guides/content-donation-to-commons/", "browse/"]
)
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_can_be_read_and_browsed_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="See what others did").click()
    page.get_by_role("link", name="Andhra Loyola College").first.click()
    assert "Andhra Loyola College" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="العربية").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.get_by_role("heading", level=1).get_attribute("lang") == "en"
    page.goto(f"{address}search/")
    assert page.locator(f"main a[href^='{BASE}browse/']").count() > 5
    context.close()
