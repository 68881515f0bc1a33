"""The finder in a real browser, on the real directory, under the strict policy and a base path."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, TimeoutError, ViewportSize

from builder.build.options import Options
from builder.build.pipeline import check
from builder.site.collation import sort_key
from tests.published import BASE, Published

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 11, 22)
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 800}
BOTH = ("content-donation", "training")
Chosen = Mapping[str, tuple[str, ...]]

COUNTED = """([facet, right]) => [...facet.querySelectorAll("label")].every(
  (one) => Number(one.lastChild.data) === right[one.control.value]
)"""

pytestmark = pytest.mark.browser


@pytest.fixture
def address(directory: Published) -> str:
    """Where the real directory is served."""
    return directory.address


@pytest.fixture(scope="module")
def facets() -> dict[str, dict[str, frozenset[str]]]:
    """The entries of each value of each facet, as Python knows them."""
    _, plan = check(ROOT, Options(ROOT / "public", AS_OF, search=False, jobs=1), lambda *_: None)
    assert plan is not None
    found = {index.name: {value: frozenset(ids) for value, ids in index.entries.items()} for index in plan.indexes}
    return found | {"": {"": frozenset(plan.directory.partnerships)}}


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of contexts of their own; any error in a console fails the test: a broken policy, a missing file."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(where: str, viewport: Any = WIDE, **options: Any) -> Page:
        contexts.append(browser.new_context(viewport=viewport, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def told(page: Page, words: str | int) -> None:
    """Wait until the status says this, or counts so many partnerships: it must be what only the new state says."""
    said = re.compile(rf"^{words} partnerships?$") if isinstance(words, int) else words
    page.locator("[data-status]", has_text=said).wait_for()


def drawn(page: Page) -> None:
    """Wait until the list is the finder's: the page as it was sent has links to its next pages under it."""
    page.locator("#results nav").wait_for(state="detached")


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"[data-facet='{facet}'] input[value='{value}']")


def shown(page: Page) -> list[str]:
    """Return the ids of the entries that are listed."""
    links = page.locator("#results .cards a").evaluate_all("links => links.map((link) => link.href)")
    return [str(link).rstrip("/").rpartition("/")[2] for link in links]


def left(facets: Mapping[str, Mapping[str, frozenset[str]]], chosen: Chosen, but: str = "") -> frozenset[str]:
    """Return what has one of the chosen values in each facet; `but` one facet, which does not count."""
    found = facets[""][""]
    for facet, values in chosen.items():
        if facet != but:
            found &= frozenset().union(*(facets[facet].get(value, frozenset()) for value in values))
    return found


def query(chosen: Chosen) -> str:
    return "?" + "&".join(f"{facet}={','.join(values)}" for facet, values in chosen.items())


@pytest.mark.parametrize(
    "chosen",
    [
        {"kinds": ("training",)},
        {"kinds": ("content-donation", "training"), "projects": ("commons",)},
        {"territories": ("GB",), "lifecycle": ("completed", "active"), "years": ("2015", "2012")},
        {"languages": ("ar", "he", "es"), "org-types": ("library",)},
        {"kinds": ("translation",), "territories": ("NO",), "years": ("2010",)},
    ],
)
def test_values_are_either_or_facets_are_both_and_every_count_is_right(
    opened: Callable[..., Page], address: str, facets: Any, chosen: Chosen
) -> None:
    page = opened(f"{address}partnerships/{query(chosen)}")
    expected = left(facets, chosen)
    told(page, len(expected))
    while page.get_by_role("button", name="Show more").is_visible():
        before = len(shown(page))
        page.get_by_role("button", name="Show more").click()
        page.locator("#results .cards > li").nth(before).wait_for()
    assert set(shown(page)) == expected
    for facet in page.locator("[data-facet]").all():
        facet.evaluate("facet => (facet.open = true)")
        name = facet.get_attribute("data-facet") or ""
        facet.locator("input").first.wait_for()
        right = {value: len(left(facets, chosen, but=name) & ids) for value, ids in facets[name].items()}
        with suppress(TimeoutError):  # the counts below then say which one is wrong
            page.wait_for_function(COUNTED, arg=[facet.element_handle(), right], timeout=5_000)
        counted = facet.locator("label").evaluate_all(
            "all => all.map((one) => [one.control.value, Number(one.lastChild.data), one.control.disabled])"
        )
        assert counted
        for value, count, disabled in counted:
            assert (value, count) == (value, right[value])
            assert disabled == (count == 0 and value not in chosen.get(name, ()))


def test_a_keyboard_alone_finds_shares_and_takes_back(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}partnerships/")
    page.get_by_role("searchbox").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "training":
            break
    page.keyboard.press("Space")
    told(page, len(facets["kinds"]["training"]))
    assert page.evaluate("document.activeElement.value") == "training"
    assert page.url.endswith("?kinds=training")
    tag = page.get_by_role("button", name="Remove: Training")
    tag.focus()
    page.keyboard.press("Enter")
    told(page, len(facets[""][""]))
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert "?" not in page.url


def test_a_finger_alone_finds_with_the_results_in_sight(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}partnerships/", PHONE, has_touch=True, is_mobile=True)
    assert page.locator("#results .cards a").first.is_visible()
    assert not page.locator("[data-facet]").first.is_visible()
    page.locator("[data-filters] > summary").tap()
    page.locator("[data-facet='projects'] > summary").tap()
    page.locator("[data-facet='projects'] label", has_text="Wikisource").tap()
    told(page, len(facets["projects"]["wikisource"]))
    sizes = page.locator("[data-filters] :is(label, summary, button), [data-tags] button").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => Math.round(one.getBoundingClientRect().height))"
    )
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("[data-filters] > summary").tap()
    page.get_by_role("button", name="Clear all").tap()
    told(page, len(facets[""][""]))


def test_a_view_can_be_shared_and_the_back_button_restores(
    opened: Callable[..., Page], address: str, facets: Any
) -> None:
    every = len(facets[""][""])
    gifts, both = (len(left(facets, {"kinds": chosen})) for chosen in (("content-donation",), BOTH))
    assert len({every, gifts, both}) == 3, "each step shows another number"
    page = opened(f"{address}partnerships/")
    box(page, "kinds", "content-donation").check()
    told(page, gifts)
    box(page, "kinds", "training").check()
    told(page, both)
    by_title = shown(page)
    page.locator("[data-sort]").select_option("described")
    page.wait_for_url("**/?kinds=content-donation,training&sort=described")
    page.locator("#results[aria-busy]").wait_for(state="detached")  # it has it as soon as the address changes
    ids = shown(page)
    assert ids != by_title
    other = opened(page.url)
    told(other, both)
    assert shown(other) == ids
    assert box(other, "kinds", "training").is_checked()
    page.go_back()
    page.go_back()
    told(page, gifts)
    assert not box(page, "kinds", "training").is_checked()
    page.go_back()
    told(page, every)
    assert page.locator("#results nav").is_visible()
    page.go_forward()
    page.go_forward()
    told(page, both)


def test_coming_back_from_an_entry_finds_as_many_as_before(opened: Callable[..., Page], address: str) -> None:
    page = opened(f"{address}partnerships/?kinds=content-donation")
    page.get_by_role("button", name="Show more").click()
    page.locator("#results .cards > li").nth(25).wait_for()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('#results li')[20]")
    page.locator("#results .cards a").nth(25).click()
    page.wait_for_url("**/partnerships/*/")
    page.go_back()
    page.locator("#results .cards > li").nth(25).wait_for()


def test_entries_can_be_put_in_another_order(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}partnerships/?sort=year")
    drawn(page)
    year = {id_: int(value) for value, ids in facets["years"].items() for id_ in ids}
    years = [year[id_] for id_ in shown(page)]
    assert years == sorted(year.values(), reverse=True)[:20]
    by_title = opened(f"{address}partnerships/")
    first = shown(by_title)
    by_title.goto(f"{address}partnerships/?lifecycle={','.join(facets['lifecycle'])}")
    drawn(by_title)
    told(by_title, len(facets[""][""]))
    assert shown(by_title) == first


def test_words_and_facets_count_together(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}partnerships/")
    field = page.get_by_role("searchbox")
    field.fill("Bundesarchiv")
    page.wait_for_url("**/?q=Bundesarchiv")
    drawn(page)
    found = shown(page)
    assert "bundesarchiv" in found
    assert page.locator("[data-sort]").input_value() == "match"
    kinds = {value: len(ids & set(found)) for value, ids in facets["kinds"].items()}
    for value in ("content-donation", "training"):
        assert box(page, "kinds", value).is_disabled() == (kinds[value] == 0)
    some = next(value for value, count in kinds.items() if 0 < count < len(found) and box(page, "kinds", value).count())
    box(page, "kinds", some).check()
    told(page, kinds[some])
    assert set(shown(page)) == set(found) & facets["kinds"][some]


def test_what_is_listed_can_be_taken_along(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}partnerships/?kinds=content-donation")
    expected = facets["kinds"]["content-donation"]
    told(page, len(expected))

    def taken(form: str) -> str:
        with page.expect_download() as begun:
            page.get_by_role("button", name=form, exact=True).click()
        download: Download = begun.value
        return Path(download.path()).read_text(encoding="utf-8")

    data = json.loads(taken("JSON"))
    assert {each["id"] for each in data["partnerships"]} == expected
    assert (data["view"], data["licence"]) == (page.url, "CC0-1.0")
    one = data["partnerships"][0]
    assert one["address"] == f"{address}partnerships/{one['id']}/"
    for facet in ("kinds", "projects", "territories"):
        assert set(one[facet]) == {value for value, ids in facets[facet].items() if one["id"] in ids}
    rows = list(csv.DictReader(io.StringIO(taken("CSV").removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [each["id"] for each in data["partnerships"]]
    assert rows[0]["kinds"].split() == one["kinds"]


def test_nothing_found_is_no_dead_end(opened: Callable[..., Page], address: str, facets: Any) -> None:
    chosen = {"territories": ("TN",), "kinds": ("wikimedian-in-residence",), "years": ("2010",)}
    assert not left(facets, chosen)
    page = opened(f"{address}partnerships/{query(chosen)}")
    told(page, 0)
    ways = page.locator("[data-none]")
    counts = [int(text.rpartition(": ")[2]) for text in ways.get_by_role("button").all_inner_texts()]
    right = [len(left(facets, chosen, but=facet)) for facet in chosen]
    assert counts == [count for count in right if count]
    page.locator(f"[data-near][href='{BASE}near/tn/']").wait_for()
    assert ways.get_by_role("link").count() >= 2
    ways.get_by_role("button").first.click()
    told(page, counts[0])


def test_a_value_that_the_page_did_not_bring_along_has_its_words(opened: Callable[..., Page], address: str) -> None:
    page = opened(f"{address}partnerships/?territories=TN")
    page.get_by_role("button", name="Remove: Tunisia").wait_for()
    assert box(page, "territories", "TN").is_checked()
    page.get_by_role("button", name="See all: Place").click()
    box(page, "territories", "AU").wait_for()
    labels = page.locator("[data-facet='territories'] label span").all_inner_texts()
    assert len(labels) > 20
    assert labels == sorted(labels, key=sort_key("en"))


def test_the_finder_speaks_arabic(opened: Callable[..., Page], address: str, facets: Any) -> None:
    page = opened(f"{address}ar/partnerships/?territories=TN")
    page.locator("[data-tags] button", has_text="تونس").wait_for()
    expected = len(facets["territories"]["TN"])
    assert expected == 1
    told(page, "شراكة واحدة")
    links = page.locator("#results .cards a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert all(link.startswith(f"{BASE}ar/partnerships/") for link in links)
    panel = page.locator("[data-filters]").bounding_box()
    results = page.locator("#results").bounding_box()
    assert panel and results and panel["x"] > results["x"]


def test_without_a_script_every_facet_leads_on(opened: Callable[..., Page], address: str) -> None:
    page = opened(f"{address}partnerships/", java_script_enabled=False)
    assert (
        page.get_by_role("link", name="Training", exact=True).get_attribute("href") == f"{BASE}browse/kinds/training/"
    )
    assert page.get_by_role("checkbox").count() == 0
    assert not page.get_by_role("combobox").is_visible()
    page.get_by_role("link", name="Next page").click()
    assert page.url.endswith("/partnerships/page/2/")


def test_a_broken_data_file_is_said_and_the_lists_stay(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.route("**/finder/**", lambda route: route.abort())
    page.goto(f"{address}partnerships/")
    box(page, "kinds", "training").check()
    told(page, "could not be loaded")
    assert page.locator("#results .cards a").count() == 20
    context.close()
