"""The entry page: where it is edited, how old it is by the reader's clock, results beside what was planned first."""

import re
import time
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import served
from tests.conftest import CONFIG, Site

EDIT = "edit_url: https://example.org/edit/{path}\n"
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""
CLAIM = "{metric: files-uploaded, value: %s, unit: files, year: %s, as: %s, source: 1}"


def test_a_page_leads_to_its_file_and_a_translation_to_its_own(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, cy]") + EDIT)
    site.write("content/partnerships/first.cy.md", "---\ntitle: Cyntaf\n---\nGeiriau.\n")
    site.build()
    assert 'href="https://example.org/edit/content/partnerships/first.md"' in site.page("partnerships/first/index.html")
    assert "edit/content/partnerships/first.cy.md" in site.page("cy/partnerships/first/index.html")
    assert "https://example.org/edit/" not in site.page("partnerships/index.html")


def test_without_an_address_nothing_is_edited_and_one_without_a_place_is_a_problem(site: Site) -> None:
    site.build()
    assert "Edit this page" not in site.page("partnerships/first/index.html")
    site.write("site_config.yaml", CONFIG + "edit_url: https://example.org/edit/\n")
    assert [each.code for each in site.problems()] == ["FP112"]


def test_what_somebody_said_of_its_end_is_marked_with_its_language(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar]"))
    site.entry("first", "lifecycle: ended-early\nlifecycle_reason: No more pictures.").build()
    page = site.page("ar/partnerships/first/index.html")
    assert '<dd><bdi lang="en" dir="ltr">No more pictures.</bdi></dd>' in page
    assert "<dd>No more pictures.</dd>" in site.page("partnerships/first/index.html")


def test_a_bar_stands_only_beside_a_result_of_what_was_planned(site: Site) -> None:
    told = [(400, 2012, "planned"), (900, 2014, "planned"), (100, 2013, "reported"), (70, 2011, "announced")]
    site.entry("first", "outcomes: [" + ", ".join(CLAIM % each for each in told) + "]")
    site.entry("second", "outcomes: [" + CLAIM % (100, 2013, "reported") + "]")
    site.build()
    page = site.page("partnerships/first/index.html")
    assert page.count("<meter") == 1
    assert '<meter max="400" value="100" aria-hidden="true">' in page
    assert "400 were planned at first" in page
    assert "bars.css" in page
    assert "<meter" not in (other := site.page("partnerships/second/index.html"))
    assert "bars.css" not in other


def test_only_what_is_told_in_the_present_has_an_age(site: Site) -> None:
    site.entry("runs", "lifecycle: active\ndescribed: 2014-05~").entry("over", "lifecycle: completed\ndescribed: 2014")
    site.group("here", more="activity: {state: on-hold, as_of: 2020, source: https://example.org/}\n").group("quiet")
    site.build()
    assert '<time datetime="2014-05"></time>' in site.page("partnerships/runs/index.html")
    assert "age.js" not in site.page("partnerships/over/index.html")
    assert '<time datetime="2020"></time>' in site.page("groups/here/index.html")
    assert "age.js" not in site.page("groups/quiet/index.html")


def _late(route: Route) -> None:
    time.sleep(0.3)  # what stands above the script is drawn before it comes
    route.continue_()


@pytest.mark.browser
def test_the_age_comes_from_the_readers_clock_and_moves_nothing(site: Site, browser: Browser) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar]"))
    site.entry("old", "lifecycle: active\ndescribed: 2014").entry("new", "lifecycle: active\ndescribed: 2026-06")
    site.build()
    with served(site.root / "public") as address:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.route("**/age.js", _late)
        page.clock.set_fixed_time(datetime(2026, 11, 22, 12))
        page.goto(f"{address}partnerships/old/")
        line = page.locator(".age")
        assert line.inner_text() == "Newest word on this: 12 years ago. Much may have changed since."
        assert page.evaluate(SHIFTS) == 0
        page.goto(f"{address}partnerships/new/")
        assert line.inner_text() == "Newest word on this: 5 months ago."
        page.goto(f"{address}ar/partnerships/old/")
        assert "12" in line.inner_text()
        page.clock.set_fixed_time(datetime(2013, 1, 1))
        page.goto(f"{address}partnerships/old/")
        assert line.is_hidden()
        page.close()
        still = browser.new_page(java_script_enabled=False)
        still.goto(f"{address}partnerships/old/")
        assert still.locator(".age").is_hidden()
        still.close()


UNITS = "files: {label: {en: files, cy: o ffeiliau, ar: من الملفات}}\npictures: {label: {en: old}, redirect: files}\n"
FIGURE = re.compile(r'<li>(?:<span class="note">(.*?)</span>)?\s*<b class="figure"><bdi>(.*?)</bdi></b>', re.DOTALL)


def figures(site: Site, lang: str) -> list[tuple[str, str]]:
    """Return what stands before and in each figure on the first entry's page in a language."""
    return FIGURE.findall(site.page(f"{lang}/partnerships/first/index.html".lstrip("/")))


def test_unit_and_qualifier_are_told_in_the_readers_language_and_own_words_as_they_are(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, cy, ar]"))
    site.write("content/vocabulary/units.yaml", UNITS)
    site.write("content/vocabulary/qualifiers.yaml", "more-than: {label: {en: more than, cy: mwy na, ar: أكثر من}}\n")
    claim = "{metric: files-uploaded, value: 40, year: 2020, as: reported, source: 1, %s}"
    told = ("unit: files, qualifier: more-than", "unit: pictures", "unit: reels of film, qualifier: by weight",
            "unit: boxes, qualifier: {en: nearly, cy: bron}")  # fmt: skip
    site.entry("first", f"outcomes: [{', '.join(claim % each for each in told)}]").build()
    foreign = '<bdi lang="en" dir="ltr">%s</bdi>'
    assert figures(site, "") == [
        ("more than", "40 files"), ("", "40 files"), ("by weight", "40 reels of film"), ("nearly", "40 boxes"),
    ]  # fmt: skip
    assert figures(site, "cy") == [
        ("mwy na", "40 o ffeiliau"), ("", "40 o ffeiliau"),
        (foreign % "by weight", f"40 {foreign % 'reels of film'}"), ("bron", f"40 {foreign % 'boxes'}"),
    ]  # fmt: skip
    assert [(before, figure.partition(" ")[2]) for before, figure in figures(site, "ar")] == [
        ("أكثر من", "من الملفات"), ("", "من الملفات"),
        (foreign % "by weight", foreign % "reels of film"), (foreign % "nearly", foreign % "boxes"),
    ]  # fmt: skip
