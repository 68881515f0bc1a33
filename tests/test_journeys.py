"""Five ways through the site, as people go them: each with JavaScript and without."""

import gzip
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

from tests.browser import served
from tests.conftest import Site
from tests.gates.visits import visiting
from tests.published import BASE, HOME, Published

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 800}
TAPS = 4
CORRECTIONS = """corrections:
  url: https://example.net/ask?about={page}
  languages: [en]
  looked_after_by: {en: Some volunteers}
"""


@pytest.fixture(params=[True, False], ids=["scripted", "plain"])
def scripted(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def page(browser: Browser, directory: Published, scripted: bool) -> Iterator[Page]:
    """A phone at the real directory; nothing may go wrong, and nothing may be asked of others."""
    with visiting(browser, directory.address, viewport=PHONE, has_touch=True, java_script_enabled=scripted) as visit:
        yield visit.page
        assert visit.errors == []
        assert visit.foreign(visit.asked) == []


def tap(page: Page, *names: str) -> int:
    """Tap links of the page's own part one after the other; return how many."""
    for name in names:
        go(page, page.get_by_role("main").get_by_role("link", name=name).first)
    return len(names)


def go(page: Page, link: Locator) -> None:
    """Tap a link and wait for the page that it leads to."""
    with page.expect_navigation():
        link.tap()


def names(page: Page, where: str) -> list[str]:
    return [each.strip() for each in page.locator(where).all_inner_texts()]


# ------------------------------------------------------------------------------------------------ Wales


def assert_wales(page: Page) -> None:
    here = page.locator("section.here")
    assert set(names(page, "section.here h3")) == {"Wikimedia Community User Group Wales", "Wikimedia UK"}
    assert re.search(r"On hold since \d{4}", here.inner_text())
    assert "Works in: Welsh and English" in here.inner_text()
    route = here.locator("li", has_text="Wikimedia UK").locator(".routes li", has_text="Talk page").last
    assert "public: your message stays visible" in route.inner_text()
    assert any("National Library of Wales" in each for each in names(page, "section.houses h3"))
    whole = page.get_by_role("main").inner_text()
    assert whole.index("Wikimedia UK") < whole.index("National Library of Wales") < whole.index("Wikimedia Foundation")


@pytest.mark.parametrize("place", ["Wales", "Cymru"])
def test_in_wales_the_nearest_people_are_two_taps_away(page: Page, directory: Published, place: str) -> None:
    page.goto(directory.address)
    taps = tap(page, "Find people near you", place)
    assert_wales(page)
    group = page.locator("section.here h3 a", has_text="User Group Wales")
    go(page, group)
    assert page.locator(".routes a").first.is_visible()
    assert taps + 1 <= TAPS


def test_from_what_could_fit_to_the_same_people(page: Page, directory: Published) -> None:
    page.goto(directory.address)
    tap(page, "See what could fit", "A museum or a gallery", "Photographs and pictures", "They are very old")
    page.get_by_role("heading", name="What you can do without anybody’s time").wait_for()
    assert len(names(page, "main h3 a[href*='/partnerships/']")) <= 3
    tap(page, "Find people near you", "Wales")
    assert_wales(page)


# ------------------------------------------------------------------------------------------------ Tunis


def test_in_tunis_everything_leads_on_in_arabic(page: Page, directory: Published) -> None:
    page.goto(f"{directory.address}ar/")
    go(page, page.locator(f"main a[href='{BASE}ar/near/']").first)
    go(page, page.locator(f"main a[href='{BASE}ar/near/tn/']").first)
    assert names(page, "section.here h3") == ["ويكيميديا تونس"]
    assert page.locator("section.here .routes a").count() >= 1
    page.goto(f"{directory.address}ar/partnerships/bundesarchiv/")
    notice = page.locator("main > .notice").first
    assert re.search(r"[\u0600-\u06ff]{3}", notice.inner_text())
    assert notice.evaluate("each => getComputedStyle(each).direction") == "rtl"
    prose = page.locator(".prose").first
    said = prose.evaluate("each => { const own = each.closest('[lang]'); return [own.lang, own.dir]; }")
    assert said == ["en", "ltr"]
    go(page, page.locator(".languages a[lang=fr]").first)
    assert page.url == f"{directory.address}fr/partnerships/bundesarchiv/"
    assert page.locator("html").get_attribute("lang") == "fr"


def test_without_a_script_a_library_that_works_in_arabic_is_found(page: Page, directory: Published) -> None:
    page.goto(f"{directory.address}ar/browse/org-types/library/")
    assert page.locator("main .cards a").count() > 0
    page.goto(f"{directory.address}ar/browse/languages/ar/")
    assert page.locator("main .cards a").count() > 0


def test_a_view_of_the_finder_is_an_address(browser: Browser, directory: Published) -> None:
    address = f"{directory.address}ar/partnerships/"
    with visiting(browser, directory.address) as visit, visiting(browser, directory.address) as fresh:
        page = visit.see("ar/partnerships/")
        page.locator("[data-facet='org-types'] input[value=library]").check()
        page.wait_for_url("**/?org-types=library")
        page.locator("[data-facet='languages'] input[value=ar]").check()
        page.wait_for_url(re.compile(r"languages=ar"))
        ready = page.locator("#results[aria-busy]")
        ready.wait_for(state="detached")
        shown = names(page, "#results .cards h2")
        other = fresh.see(page.url.removeprefix(directory.address))
        other.locator("#results[aria-busy]").wait_for(state="detached")
        assert names(other, "#results .cards h2") == shown
        page.go_back()
        page.wait_for_url("**/?org-types=library")
        ready.wait_for(state="detached")
        assert page.locator("[data-facet='org-types'] input[value=library]").is_checked()
        assert not page.locator("[data-facet='languages'] input[value=ar]").is_checked()
        page.go_back()
        page.wait_for_url(address)
        assert visit.errors == fresh.errors == []


@pytest.mark.parametrize("words", ["مكتبات", "bibliothèque"])
def test_words_find_and_no_end_is_dead(browser: Browser, directory: Published, words: str) -> None:
    with visiting(browser, directory.address) as visit:
        page = visit.see("ar/partnerships/")
        page.get_by_role("searchbox").last.fill(words)
        page.wait_for_url("**q=**")
        page.locator("#results nav").wait_for(state="detached")
        assert page.locator("#results .cards a").count() > 0
        page.get_by_role("searchbox").last.fill("qqqqzzzz")
        page.locator(f"[data-none] a[href^='{BASE}ar/near/']").wait_for()
        assert visit.errors == []


# ------------------------------------------------------------------------------------------------ an event


@pytest.fixture
def unaided(site: Site, browser: Browser, scripted: bool) -> Iterator[Page]:
    """An entry that needs no group, as somebody meets it who comes from a search engine."""
    site.entry("first", "title: A museum and its friends\ngroups: []", "Some words.")
    site.build(base_url=HOME)
    with (
        served(site.root / "public", BASE) as address,
        visiting(browser, address, has_touch=True, java_script_enabled=scripted) as visit,
    ):
        visit.page.goto(f"{address}partnerships/first/")
        yield visit.page
        assert visit.errors == []


def test_a_volunteer_prints_a_card(unaided: Page) -> None:
    assert "None is needed" in unaided.locator(".talk").inner_text()
    tap(unaided, "Card for your meeting")
    assert "Your contact:" in unaided.locator("main").inner_text()
    drawn = Image.open(io.BytesIO(unaided.locator("main svg").screenshot(scale="css")))
    found = zxingcpp.read_barcodes(drawn.resize((drawn.width * 3, drawn.height * 3)))
    assert [each.text for each in found] == [f"{HOME}partnerships/first/"]
    sheets = PdfReader(io.BytesIO(unaided.pdf(format="A4"))).pages
    assert len(sheets) == 1
    printed = " ".join(sheets[0].extract_text().split())
    assert "Your contact:" in printed
    assert "You do not need this website to carry on." in printed


def test_a_volunteer_prepares_a_first_talk(page: Page, directory: Published) -> None:
    page.goto(directory.address)
    tap(page, "I am a volunteer")
    assert page.get_by_role("heading", name="Opening lines").is_visible()


# ------------------------------------------------------------------------------------------------ an objection


def test_what_is_taken_away_is_nowhere_any_more(site: Site, browser: Browser, scripted: bool) -> None:
    site.write("site_config.yaml", (site.root / "site_config.yaml").read_text() + CORRECTIONS)
    front = "title: The quokka archive\nsummary: A quokka in every picture."
    site.entry("unwanted", front, "Words about the quokka.")
    site.build(search=True, base_url=HOME)
    with (
        served(site.root / "public", BASE) as address,
        visiting(browser, address, has_touch=True, java_script_enabled=scripted) as visit,
    ):
        visit.page.goto(f"{address}partnerships/unwanted/")
        ask = visit.page.get_by_role("link", name="Ask for a change or a removal").get_attribute("href") or ""
        assert ask == "https://example.net/ask?about=https%3A%2F%2Fexample.org%2Fdirectory%2Fpartnerships%2Funwanted%2F"
        assert visit.page.locator(":is(input, textarea):not([type=search])").count() == 0
        (site.root / "content/partnerships/unwanted.md").unlink()
        site.write("content/redirects.yaml", "partnerships/unwanted: {gone: removed on request}\n")
        site.build(search=True, base_url=HOME)
        visit.page.goto(f"{address}partnerships/unwanted/")
        assert visit.page.get_by_role("heading", level=1).inner_text() == "This page was taken away"
        assert "removed on request" in visit.page.locator("main").inner_text()
        assert visit.page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    left = [path for path, content in site.files().items() if b"quokka" in unpacked(content).lower()]
    assert left == []


def unpacked(content: bytes) -> bytes:
    """Return a file as a reader gets it: the search's own files are compressed."""
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


# ------------------------------------------------------------------------------------------------ a critic


def test_a_critic_finds_who_looks_after_it_and_takes_everything(page: Page, directory: Published) -> None:
    page.goto(directory.address)
    go(page, page.get_by_role("contentinfo").get_by_role("link", name="Who looks after it"))
    assert "nobody" in page.get_by_role("main").inner_text().lower()
    tap(page, "how to take everything along")
    link = page.get_by_role("main").locator("a[href$='.json']").first.get_attribute("href") or ""
    taken = json.loads((directory.folder / link.removeprefix(BASE)).read_bytes())
    ids = {each.name.partition(".")[0] for each in (directory.source / "content/partnerships").glob("*.md")}
    assert {each["id"] for each in taken["partnerships"]} == ids


def test_no_page_says_what_this_site_refuses_to_say(directory: Published) -> None:
    terms = yaml.safe_load((directory.source / "content/vocabulary/terms.yaml").read_text(encoding="utf-8"))
    phrases = {each["phrase"].casefold() for of_language in terms["refused"].values() for each in of_language}
    assert len(phrases) > 20
    found = []
    for path in directory.folder.rglob("*.html"):
        text = plain(path)
        found += [f"{path.relative_to(directory.folder)}: {phrase}" for phrase in phrases if phrase in text]
    assert found == []


def plain(path: Path) -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))).casefold()


def test_every_group_says_whether_it_was_asked(directory: Published) -> None:
    for source in (directory.source / "content/groups").glob("*.md"):
        text = plain(directory.folder / "groups" / source.stem / "index.html")
        assert "listed from public pages; not asked" in text or "kept by the group" in text, source.name
