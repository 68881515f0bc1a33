"""Each list has an Atom feed (RFC 4287) in each language: newest first, by dates of the content and of nothing else."""

import re
from datetime import date
from xml.etree import ElementTree

from tests.conftest import CONFIG, Site

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def feed(site: Site, path: str) -> ElementTree.Element:
    """Return a feed of a site; it is valid as far as the RFC says what must be there, and once."""
    found = ElementTree.fromstring(site.page(path))
    assert found.tag == f"{ATOM}feed"
    for each in (found, *found.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(each.findall(ATOM + needed)) == 1, needed
        assert MOMENT.fullmatch(each.findtext(f"{ATOM}updated", ""))
        assert each.findtext(f"{ATOM}id", "").startswith("https://example.org/")
        (alternate,) = [link for link in each.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert alternate.get("href") == each.findtext(f"{ATOM}id")
    ids = [each.text for each in found.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert len(found.findall(f"{ATOM}author/{ATOM}name")) == 1
    return found


def entries(site: Site, path: str) -> dict[str, str]:
    """Return the days of a feed's entries by id, in order."""
    return {
        each.findtext(f"{ATOM}id", "").rstrip("/").rpartition("/")[2]: each.findtext(f"{ATOM}updated", "")[:10]
        for each in feed(site, path).findall(f"{ATOM}entry")
    }


def test_the_newest_come_first_by_what_is_told_of_them(site: Site) -> None:
    site.write("site_config.yaml", CONFIG + "compiled: 2026-11\n")
    site.entry("described", "described: 2020-05\nstart: 2025")
    site.entry("checked", "verified: {on: 2024-03-02, by: helpers, method: read-source, result: confirmed}")
    site.entry("began", "start: 2019~")
    site.entry("published", "sources: [{url: 'https://example.org/a', published: 2021-02-03}]")
    site.build()
    assert list(entries(site, "partnerships/feed.xml").items()) == [
        ("checked", "2024-03-02"), ("published", "2021-02-03"), ("described", "2020-05-01"), ("began", "2019-01-01"),
        ("first", "2026-11-01"),
    ]  # fmt: skip


def test_the_day_of_the_build_is_in_no_feed(site: Site) -> None:
    site.build()
    before = site.page("partnerships/feed.xml")
    site.build(as_of=date(2027, 5, 5))
    assert site.page("partnerships/feed.xml") == before
    assert entries(site, "partnerships/feed.xml") == {"first": "1970-01-01"}


def test_a_feed_holds_twenty(site: Site) -> None:
    for number in range(1, 26):
        site.entry(f"entry-{number:02}", f"described: 2020-01-{number:02}")
    site.build()
    assert list(entries(site, "browse/kinds/training/feed.xml")) == [
        f"entry-{number:02}" for number in range(25, 5, -1)
    ]
    assert next(iter(entries(site, "organisations/museum/partnerships/feed.xml"))) == "entry-25"


def test_texts_say_their_language_and_are_escaped(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar]"))
    site.entry("pictures", 'title: "Maps & <plans>"\nsummary: {ar: صور قديمة, en: Old pictures}').build()
    made = feed(site, "ar/partnerships/feed.xml")
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    (entry,) = [each for each in made.iter(f"{ATOM}entry") if "pictures" in each.findtext(f"{ATOM}id", "")]
    title, summary = entry.find(f"{ATOM}title"), entry.find(f"{ATOM}summary")
    assert title is not None
    assert summary is not None
    assert (made.get(xml), title.get(xml), title.text) == ("ar", "en", "Maps & <plans>")
    assert (summary.get(xml), summary.text) == (None, "صور قديمة")


def test_a_list_leads_to_its_feed(site: Site) -> None:
    site.build()
    for path in ("partnerships", "organisations", "browse/kinds/training"):
        page = site.page(f"{path}/index.html")
        assert f'<link rel="alternate" type="application/atom+xml" href="/{path}/feed.xml"' in page
        assert f'<a href="/{path}/feed.xml"' in page
        assert feed(site, f"{path}/feed.xml").find(f"{ATOM}link[@rel='self']") is not None
    assert "feed.xml" not in site.page("partnerships/first/index.html")
