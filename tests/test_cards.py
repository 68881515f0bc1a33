"""Cards for a meeting: one sheet of A4 with a code that leads to the page, and a line for a contact."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from builder.site.qr import code
from tests.browser import served
from tests.conftest import CONFIG, Site
from tests.test_fit import TREE

LONG = (
    "A very long title of a partnership of many museums, libraries and archives that wished to name every one of them"
)
SUMMARY = "What they did, told in as many characters as there may be. " * 4
A4 = (595, 842)


def fill(site: Site) -> Site:
    """Give a site long and foreign texts, in two languages, and the fit tree."""
    steps = "\n".join(f"      - {'What one can do alone, told at some length and with care. ' * 3}" for _ in range(4))
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar]") + "notice: An invented directory, for tests.\n")
    site.write("content/fit.yaml", TREE.replace("[Read together.]", f"\n{steps}"))
    title, summary = f"title: {LONG}", f"summary: {SUMMARY.strip()}"
    site.entry("long", f"{title}\n{summary}\nkinds: [training, content-donation]\nlifecycle: completed\nend: 2020")
    return site.entry("old-pictures", "title: {en: Photographs, ar: صور قديمة من المتحف}\nlang: en")


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A built site with cards, shared by the tests that only look at it."""
    made = fill(_site(tmp_path_factory.mktemp("cards")))
    report = made.build()
    assert report.difference is not None, list(report.problems)
    return made


def _site(root: Path) -> Site:
    made = Site(root)
    made.write("content/vocabulary/kinds.yaml", "training: {label: Training}\ncontent-donation: {label: Giving}\n")
    made.write("content/vocabulary/org-types.yaml", "museum: {label: Museum}\n")
    made.write("content/vocabulary/projects.yaml", "commons: {label: Commons}\n")
    return made.organisation("museum").entry("first")


@pytest.fixture
def tab(browser: Browser, cards: Site) -> Iterator[tuple[Page, str]]:
    """A page of the browser, and the address of the site."""
    with served(cards.root / "public") as address:
        found = browser.new_page()
        yield found, address
        found.close()


def paths(site: Site) -> list[str]:
    return [path for path in site.files() if re.match(r"(ar/)?card/", path)]


def test_every_entry_and_every_answer_has_a_card_in_each_language(cards: Site) -> None:
    entries = [each.name for each in (cards.root / "public/partnerships").iterdir() if each.is_dir()]
    entries = [id_ for id_ in entries if (cards.root / f"content/partnerships/{id_}.md").exists()]
    wanted = [f"card/partnerships/{id_}/index.html" for id_ in entries]
    wanted += [f"card/fit/{id_}/index.html" for id_ in ("pictures", "lesson")]
    assert sorted(paths(cards)) == sorted([*wanted, *(f"ar/{path}" for path in wanted)])
    for page in ("partnerships/first", "fit/lesson"):
        assert f'href="/card/{page}/"' in cards.page(f"{page}/index.html")
        assert f'href="/ar/card/{page}/"' in cards.page(f"ar/{page}/index.html")


def test_a_card_has_a_blank_line_for_the_contact_and_says_that_the_site_is_not_needed(cards: Site) -> None:
    html = cards.page("card/partnerships/first/index.html")
    assert '<p class="blank">Your contact:</p>' in html
    assert "You do not need this website to carry on." in html


def test_a_card_is_not_to_be_found_and_names_the_page_that_it_is_about(cards: Site) -> None:
    html = cards.page("ar/card/partnerships/first/index.html")
    assert '<meta name="robots" content="noindex">' in html
    assert '<link rel="canonical" href="https://example.org/ar/partnerships/first/">' in html
    assert 'rel="alternate"' not in html


def test_the_same_address_is_always_the_same_code() -> None:
    code.cache_clear()
    first = code("https://example.org/partnerships/first/")
    code.cache_clear()
    assert code("https://example.org/partnerships/first/") == first
    assert first.size >= 21 + 8, "the quiet zone is four modules wide on every side"


def test_no_cards_where_the_settings_say_so(site: Site) -> None:
    site.write("site_config.yaml", CONFIG + "cards: false\n").write("content/fit.yaml", TREE).build()
    assert paths(site) == []
    assert "/card/" not in site.page("partnerships/first/index.html") + site.page("fit/lesson/index.html")


def test_a_large_directory_has_cards_only_if_it_asks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.directory.directory.MOST_WITH_CARDS", 1)
    site.build()
    assert paths(site) == ["card/partnerships/first/index.html"]
    site.entry("second").build()
    assert paths(site) == []
    assert "/card/" not in site.page("partnerships/first/index.html"), "a page made before is made anew"
    site.write("site_config.yaml", CONFIG + "cards: true\n").build()
    assert len(paths(site)) == 2


# ---------------------------------------------------------------- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["partnerships/long", "ar/partnerships/first", "fit/lesson"])
def test_the_code_leads_to_the_page_in_its_language(tab: tuple[Page, str], page: str, scheme: str) -> None:
    shown, address = tab
    lang, _, rest = page.rpartition("ar/")
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown.goto(f"{address}{lang}{'ar/' if page.startswith('ar/') else ''}card/{rest}/")
    picture = Image.open(io.BytesIO(shown.locator("svg").screenshot()))
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [f"https://example.org/{page}/"]


@pytest.mark.browser
def test_every_card_is_one_sheet_of_a4_with_nothing_else_on_it(tab: tuple[Page, str], cards: Site) -> None:
    shown, address = tab
    for path in paths(cards):
        shown.goto(address + path)
        printed = PdfReader(io.BytesIO(shown.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == 1, path
        box = printed.pages[0].mediabox
        assert (round(box.width), round(box.height)) == A4
        text = " ".join(printed.pages[0].extract_text().split())
        assert "https://example.org" in text.replace(" ", "")
        assert "<http" not in text, "an address is printed once, below the code"
        assert "Licences:" not in text, "the foot of the site"
        assert "Back to the page" not in text, "what is for the screen"


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["", "ar/"])
def test_a_card_and_a_question_fit_a_narrow_telephone(tab: tuple[Page, str], lang: str) -> None:
    shown, address = tab
    shown.set_viewport_size({"width": 320, "height": 640})
    for page in ("card/partnerships/long", "card/fit/lesson", "fit", "fit/what", "fit/lesson"):
        shown.goto(f"{address}{lang}{page}/")
        assert shown.evaluate("document.documentElement.scrollWidth") <= 320, page
    shown.goto(f"{address}{lang}fit/")
    heights = shown.locator(".choices a").evaluate_all("them => them.map(each => each.getBoundingClientRect().height)")
    assert min(heights) >= 44
