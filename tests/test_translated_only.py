"""A language with translated entries only (`translated_only`): everything in it agrees about what stands there."""

import json
import re

import pytest
from playwright.sync_api import Browser

from builder.build.preview import preview
from builder.core.noting import noting
from builder.directory.facets import entries_by
from builder.site.kinds import Unit
from builder.site.standing import stands
from tests.browser import served
from tests.conftest import CONFIG, Site
from tests.published import BASE, run_build

MORE = "translated_only: [cy]\nmenu: [{label: Gifts, to: /browse/kinds/content-donation/}]\n"
HOME = """---
title: Home
doors: [{title: All, text: "{partnerships} in {countries}", to: /partnerships/}, {title: One, to: /partnerships/first/}]
examples: [{partnership: first, had: Maps, did: Scans}, {partnership: second, had: Boats, did: Photos}]
---
See [the first](../partnerships/first.md#c-more), [the French one](../partnerships/third.md)
and [the second](/partnerships/second/).
"""
GUIDE = """---
title: How
summary: How.
audience: [partner]
stages: [scoping]
based_on: [{partnership: first, what: worked}, {partnership: second, what: mixed}]
---
"""


@pytest.fixture
def welsh(site: Site) -> Site:
    """A site in English, Welsh and Arabic: of four entries two have a Welsh text, and one has a French one only."""
    languages = "languages: [en, cy, ar, fr]"
    site.write("site_config.yaml", CONFIG.replace("languages: [en]", languages) + MORE).write(
        "content/pages/home.md", HOME
    )
    site.group("helpers").group("others", "{territories: [SE]}")
    first = "title: Old maps\nkinds: [content-donation]\ngroups: [helpers]\nterritories: [FI]\n"
    first += "related: {partnerships: [{id: second, rel: follows}]}"
    site.entry("first", first, "Some words.\n\n## More\n\nWords.")
    site.entry(
        "second", "title: Boats\ngroups: [helpers]\nrelated: {partnerships: [{id: first, rel: similar}]}", "Words."
    )
    site.write("content/partnerships/second.cy.md", "---\ntitle: Cychod\n---\nGeiriau, a [mapiau](first.md).\n")
    site.entry("third", "title: Cartes\nlang: fr\nkinds: [content-donation]", "Des mots.")
    site.entry("fourth", "title: Llongau\nlang: cy", "Geiriau.")
    site.write("content/guides/start.md", GUIDE)
    site.write("content/redirects.yaml", "partnerships/older: {to: first}\n")
    assert [each.message for each in site.problems() if each.level == "error"] == []
    return site


def links(page: str) -> dict[str, str]:
    """Return the languages of the switch of a page, each with the text and the address."""
    switch = page.partition('<nav class="languages"')[2].partition("</nav>")[0]
    return {
        lang: f"{text} {href}"
        for href, lang, text in re.findall(r'<a href="(\S+)" hreflang="(\w+)"[^>]*>([^<]+)<', switch)
    }


def test_only_translated_entries_have_pages_in_the_language(welsh: Site) -> None:
    files = welsh.build().difference and welsh.files()
    assert files
    entries = {path.removesuffix("/index.html") for path in files if re.search(r"partnerships/\w+/index.html$", path)}
    for prefix in ("", "ar/", "fr/"):
        assert {f"{prefix}partnerships/{id_}" for id_ in ("first", "second", "third", "fourth")} <= entries
    assert {each for each in entries if each.startswith("cy/") and "card" not in each} == {
        "cy/partnerships/second", "cy/partnerships/fourth", "cy/partnerships/older",
    }  # fmt: skip
    assert {each for each in entries if each.startswith("cy/card")} == {
        "cy/card/partnerships/second", "cy/card/partnerships/fourth",
    }  # fmt: skip
    for path in ("", "groups/helpers/", "organisations/museum/", "guides/start/", "near/no/", "record/", "map/"):
        assert f"cy/{path}index.html" in files, path


def test_no_page_of_the_language_leads_nowhere(welsh: Site) -> None:
    """Every address of every page is that of a file; what is no page here is nowhere but in the switch and in prose."""
    welsh.build(search=False)
    files = welsh.files()
    for path, content in files.items():
        if path.endswith((".html", ".xml")):
            text = content.decode()
            for href in re.findall(
                r'(?:href|content|src)="(?:https://example.org)?(/[^"#?]*)',
                text.replace("https://example.org/source", ""),
            ):
                target = href.lstrip("/")
                assert (f"{target}index.html" if target == "" or target.endswith("/") else target) in files, (
                    path,
                    href,
                )


def test_no_list_of_the_language_has_what_does_not_stand_in_it(welsh: Site) -> None:
    welsh.build()
    files = welsh.files()
    for path, content in files.items():
        if path.startswith("cy/") and path.endswith((".html", ".xml", ".json")):
            assert b"/cy/partnerships/first/" not in content, path
            assert b"Cartes" not in content, path
    kinds = {path.split("/")[-2] for path in files if re.match(r"cy/browse/kinds/[^/]+/index.html", path)}
    assert kinds == {"training"}
    assert "browse/kinds/content-donation/index.html" in files
    assert "cy/near/fi/index.html" not in files
    assert welsh.page("cy/partnerships/feed.xml").count("<entry>") == 2
    assert "2 in 1" in welsh.page("cy/index.html")
    assert "4 in 2" in welsh.page("index.html")


def test_the_finder_of_the_language_counts_what_stands(welsh: Site) -> None:
    welsh.build()
    page = welsh.page("cy/partnerships/index.html")
    assert 'data-total="2"' in page
    assert 'data-files="/cy/finder/"' in page
    assert json.loads(welsh.page("cy/finder/ids.json")) == ["fourth", "second"]
    assert json.loads(welsh.page("cy/finder/titles.json")) == [1, 0]
    assert json.loads(welsh.page("cy/finder/facets.json"))["kinds"] == {"training": [0, 1]}
    assert [row[0] for row in json.loads(welsh.page("cy/finder/cards-0.json"))] == ["second", "fourth"]
    assert len(json.loads(welsh.page("finder/ids.json"))) == 4
    assert 'data-files="/finder/"' in welsh.page("ar/partnerships/index.html")
    assert "ar/finder/ids.json" not in welsh.files()


def test_other_languages_say_where_the_switch_leads(welsh: Site) -> None:
    welsh.build()
    first = welsh.page("partnerships/first/index.html")
    assert links(first)["cy"] == "Cymraeg: Partneriaethau /cy/partnerships/"
    assert links(first)["ar"].endswith("/ar/partnerships/first/")
    assert 'hreflang="cy" href' not in first
    assert links(welsh.page("partnerships/second/index.html"))["cy"] == "Cymraeg /cy/partnerships/second/"
    assert 'hreflang="cy" href="https://example.org/cy/partnerships/second/"' in welsh.page(
        "partnerships/second/index.html"
    )
    donation = welsh.page("browse/kinds/content-donation/index.html")
    assert 'hreflang="cy" href' not in donation
    assert 'hreflang="ar" href' in donation


def test_the_sitemap_has_what_stands(welsh: Site) -> None:
    welsh.build()
    sitemap = welsh.page("sitemap-1.xml")
    assert "https://example.org/cy/partnerships/second/" in sitemap
    assert "https://example.org/cy/groups/helpers/" in sitemap
    for gone in ("partnerships/first/", "partnerships/third/", "browse/kinds/content-donation/", "near/fi/"):
        assert f"https://example.org/cy/{gone}" not in sitemap, gone
        assert f"https://example.org/{'fr/' if gone == 'partnerships/third/' else ''}{gone}" in sitemap


def test_what_stands_elsewhere_is_read_there_and_the_language_is_said(welsh: Site) -> None:
    welsh.build()
    home = welsh.page("cy/index.html")
    assert '<a href="/partnerships/first/#c-more" hreflang="en">the first</a>' in home
    assert '<a href="/fr/partnerships/third/" hreflang="fr">the French one</a>' in home
    assert '<a href="/cy/partnerships/second/">the second</a>' in home
    assert '<a href="/partnerships/first/" lang="en" dir="ltr">One</a> <span class="note">Iaith: Saesneg</span>' in home
    assert (
        '/browse/kinds/content-donation/" lang="en" dir="ltr">Gifts</a> <span class="note">Iaith: Saesneg</span>'
        in home
    )
    assert '<a href="/partnerships/first/" hreflang="en">mapiau</a>' in welsh.page("cy/partnerships/second/index.html")
    assert 'url=/partnerships/first/"' in welsh.page("cy/partnerships/older/index.html")
    assert 'url=/ar/partnerships/first/"' in welsh.page("ar/partnerships/older/index.html")
    assert welsh.page("cy/partnerships/second/index.html").count("/partnerships/first/") == 1, "and no card"


@pytest.mark.parametrize(
    "path",
    ["partnerships/", "browse/kinds/training/", "browse/", "browse/kinds/", "browse/a-z/partnerships/", "record/",
     "map/", "near/no/", "search/", "groups/helpers/", "organisations/museum/", "guides/start/"],
)  # fmt: skip
def test_a_list_says_once_that_more_stands_elsewhere(welsh: Site, path: str) -> None:
    welsh.build()
    notice = re.compile(rf'<p class="notice">[^<]+<a href="/{path}" hreflang="en">[^<]+</a></p>')
    assert len(notice.findall(welsh.page(f"cy/{path}index.html"))) == 1
    assert not notice.findall(welsh.page(f"ar/{path}index.html"))
    assert not notice.findall(welsh.page(f"{path}index.html"))


def test_a_body_with_nothing_left_out_says_nothing(welsh: Site) -> None:
    welsh.build()
    assert 'hreflang="en">' not in welsh.page("cy/groups/others/index.html").partition("<main")[2]


def test_open_data_holds_everything_once(welsh: Site) -> None:
    welsh.build()
    assert len(json.loads(welsh.page("data/directory.json"))["partnerships"]) == 4
    assert len(welsh.page("data/partnerships.csv").splitlines()) == 5


def test_a_language_without_any_entry_still_has_its_pages(welsh: Site) -> None:
    for path in ("second.cy.md", "fourth.md"):
        (welsh.root / "content/partnerships" / path).unlink()
    assert welsh.build().difference
    assert 'data-total="0"' in welsh.page("cy/partnerships/index.html")
    assert json.loads(welsh.page("cy/finder/ids.json")) == []


def test_a_menu_that_nobody_wrote_keeps_the_list_that_says_where_all_are(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, cy]") + "translated_only: [cy]\n").build()
    assert site.page("cy/index.html").count('<a href="/cy/partnerships/"') == 2, "in the menu and as a door"


@pytest.mark.parametrize("id_", ["first", "fifth"])
def test_translating_an_entry_brings_it_into_the_language_and_back(welsh: Site, id_: str) -> None:
    """The first brings lists and places of its own along, the fifth stands in those that there are."""
    welsh.entry("fifth", "title: Trains\ngroups: [helpers]", "Words.").build()
    before = welsh.files()
    path = f"content/partnerships/{id_}.cy.md"
    report = welsh.write(path, "---\ntitle: Hen bethau\n---\nGeiriau.\n").build()
    for shown in ("partnerships/", "groups/helpers/", f"card/partnerships/{id_}/", "browse/lifecycle/unknown/"):
        assert "Hen bethau" in welsh.page(f"cy/{shown}index.html"), shown
    assert ("cy/browse/kinds/content-donation/index.html" in welsh.files()) == (id_ == "first")
    assert links(welsh.page(f"partnerships/{id_}/index.html"))["cy"] == f"Cymraeg /cy/partnerships/{id_}/"
    assert report.counts["rendered"] < report.pages / 2
    assert welsh.files() == clean(welsh)
    (welsh.root / path).unlink()
    welsh.build()
    assert welsh.files() == before


def test_what_a_language_has_of_its_own_is_noted_and_answered_under_its_name(welsh: Site) -> None:
    report = welsh.build()
    assert report.earlier
    plan = report.earlier.plan
    edition = next(each for each in plan.editions if each.reader.lang == "cy")
    reader, directory = edition.reader, edition.reader.directory
    with noting() as notes:
        assert edition.own(Unit("card/partnerships", "first")) is None
        assert edition.own(Unit("card/partnerships", "second"))
        assert not reader.has("/partnerships/first/")
        assert stands(plan.editions[0].reader, "/partnerships/second/", "cy")
        assert "first" not in directory.partnerships
        assert directory.backlinks.of_group["helpers"] == ("second",)
        assert entries_by(edition.indexes, "kinds")["training"] == ("fourth", "second")
        assert "helpers" in directory.groups
    there = {"units@cy/card/partnerships/second", "routes@cy//partnerships/second/", "of_group@cy/helpers",
             "by-kinds@cy/training", "groups/helpers"}  # fmt: skip
    gone = {"units@cy/card/partnerships/first", "routes@cy//partnerships/first/", "partnerships@cy/first"}
    assert notes == there | gone
    assert {each for each in notes if plan.answers.named([each]) == [f"{each}="]} == gone


def clean(site: Site) -> dict[str, bytes]:
    """Return what a clean build makes."""
    other = Site(site.root.parent / "clean")
    for path in site.root.rglob("*"):
        inside = path.relative_to(site.root)
        if path.is_file() and inside.parts[0] not in {"public", ".cache"}:
            other.write(inside.as_posix(), path.read_bytes())
    other.build()
    return other.files()


@pytest.mark.parametrize(
    ("said", "remedy"),
    [("[de]", "add it to languages"), ("[en]", "put another language first"), ("[cy, ar]", ""), ("[]", "")],
)
def test_only_another_language_of_the_site_can_leave_entries_out(welsh: Site, said: str, remedy: str) -> None:
    config = (welsh.root / "site_config.yaml").read_text(encoding="utf-8")
    welsh.write("site_config.yaml", config.replace("translated_only: [cy]", f"translated_only: {said}"))
    found = welsh.problems("FP409")
    assert [(each.span.path, each.span.line, remedy in each.remedy) for each in found] == (
        [("site_config.yaml", 4, True)] if remedy else []
    )


def test_a_preview_waits_for_the_build_where_an_entry_leaves_the_language(welsh: Site) -> None:
    report = welsh.build()
    assert report.earlier
    plan = report.earlier.plan
    path, pages = (
        "content/partnerships/fourth.md",
        ["cy/partnerships/fourth/index.html", "cy/partnerships/first/index.html"],
    )
    welsh.entry("fourth", "title: Llongau mawr\nlang: cy", "Geiriau.")
    shown = preview(plan, [path], pages)
    assert list(shown) == pages[:1]
    assert "Llongau mawr" in shown[pages[0]].decode()
    welsh.entry("fourth", "title: Big ships", "Words.")
    assert preview(plan, [path], pages) == {}


@pytest.mark.browser
def test_search_and_finder_find_what_stands(welsh: Site, browser: Browser) -> None:
    """All four entries were given by the museum: in Welsh two of them stand, and are found."""
    output = welsh.root / "served"
    run_build(welsh.root, output)
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    with served(output, BASE) as address:
        for prefix, ids in (("", {"first", "second", "third", "fourth"}), ("cy/", {"second", "fourth"})):
            results = f"{BASE}{prefix}partnerships/"
            page.goto(f"{address}{prefix}search/?q=museum")
            page.locator("[data-search-results] a").first.wait_for()
            found = page.locator("[data-search-results] a").evaluate_all("all => all.map((one) => one.pathname)")
            assert {path for path in found if "/partnerships/" in path} == {f"{results}{id_}/" for id_ in ids}
            page.goto(f"{address}{prefix}partnerships/?q=museum&kinds=training")
            page.locator("[data-tags] button").first.wait_for()
            page.locator("#results .pages").wait_for(state="detached")
            page.locator("[data-results]:not([aria-busy])").wait_for()
            found = page.locator("#results .cards a").evaluate_all("all => all.map((one) => one.pathname)")
            assert set(found) == {f"{results}{id_}/" for id_ in ids & {"second", "fourth"}}
    assert errors == []
    page.close()
