"""What search programs and people who share a page are told: languages, sitemaps, JSON-LD, Open Graph, redirects."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from tests.conftest import CONFIG, Site
from tests.published import HOME, Published

ROOT = Path(__file__).parent.parent
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
VOCABULARY = json.loads((ROOT / "tests/schema_org.json").read_text(encoding="utf-8"))


class Head(HTMLParser):
    """The head of a page: its canonical address, its languages, its metas and its JSON-LD."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.canonical: list[str] = []
        self.languages: dict[str, str] = {}
        self.metas: dict[str, str] = {}
        self.things: list[dict[str, Any]] = []
        self._data = False
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._data = tag == "script" and has.get("type") == "application/ld+json"
        if tag == "link" and has.get("rel") == "canonical":
            self.canonical.append(has["href"])
        if tag == "link" and "hreflang" in has:
            self.languages[has["hreflang"]] = has["href"]
        if tag == "meta":
            self.metas[has.get("property") or has.get("name") or has.get("http-equiv") or ""] = has.get("content", "")

    def handle_endtag(self, tag: str) -> None:
        self._data = False

    def handle_data(self, data: str) -> None:
        if self._data:
            self.things.append(json.loads(data))


Heads = dict[str, Head]
"""Pages by their addresses."""


def heads(folder: Path, base: str) -> Heads:
    found = {}
    for path in folder.rglob("*.html"):
        address = base + path.relative_to(folder).as_posix().removesuffix("index.html")
        found[address] = Head(path.read_text(encoding="utf-8").partition("</head>")[0])
    return found


def sitemap(folder: Path, base: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return what the sitemaps list: `lastmod` and languages by address; they keep the rules of sitemaps.org."""
    listed: dict[str, tuple[str, dict[str, str]]] = {}
    for part in ElementTree.parse(folder / "sitemap.xml").getroot().findall(f"{SITEMAP}sitemap/{SITEMAP}loc"):
        file = folder / str(part.text).removeprefix(base)
        assert file.stat().st_size <= 50_000_000
        urls = ElementTree.parse(file).getroot().findall(f"{SITEMAP}url")
        assert 0 < len(urls) <= 50_000
        for url in urls:
            tags = [each.tag for each in url]
            assert tags == sorted(tags, key=[f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{XHTML}link"].index)
            address, lastmod = url.findtext(f"{SITEMAP}loc", ""), url.findtext(f"{SITEMAP}lastmod", "")
            assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", lastmod)
            assert address not in listed
            listed[address] = (
                lastmod,
                {each.get("hreflang", ""): each.get("href", "") for each in url.iter(f"{XHTML}link")},
            )
    return listed


@pytest.fixture(scope="module")
def real(directory: Published) -> Path:
    """The real directory, as it was built for all tests."""
    return directory.folder


@pytest.fixture(scope="module")
def pages(real: Path) -> Heads:
    return heads(real, HOME)


def test_hreflang_is_symmetric_and_each_page_has_one_canonical_address(pages: Heads) -> None:
    for address, head in pages.items():
        assert len(head.canonical) == (0 if "noindex" in head.metas.get("robots", "") and not head.canonical else 1)
        if head.languages:
            assert address in head.languages.values(), address
            assert head.canonical == [address]
            assert head.languages["x-default"] in head.languages.values()
            for other in head.languages.values():
                assert pages[other].languages == head.languages, (address, other)


def test_the_sitemap_lists_what_is_indexed_and_nothing_else(real: Path, pages: Heads) -> None:
    listed = sitemap(real, HOME)
    indexed = {address for address, head in pages.items() if head.canonical == [address] and "robots" not in head.metas}
    assert set(listed) == indexed
    for address, (_, languages) in listed.items():
        assert languages == pages[address].languages
    assert any(lastmod for lastmod, _ in listed.values())


def test_the_sitemaps_are_valid(real: Path) -> None:
    schema = etree.XMLSchema(etree.parse(ROOT / "tests/xsd/sitemap-with-languages.xsd"))
    for path in real.glob("sitemap-*.xml"):
        schema.assertValid(etree.parse(path))
    broken = etree.fromstring((real / "sitemap-1.xml").read_bytes().replace(b' hreflang="x-default"', b"", 1))
    assert not schema.validate(broken)


def test_json_ld_keeps_to_the_vocabulary(pages: Heads) -> None:
    kinds: dict[str, int] = {}
    for address, head in pages.items():
        first = [str(thing["@type"]) for thing in head.things]
        assert len(first) == len(set(first)), f"{address}: two scripts of one type"
        for thing in head.things:
            assert thing.pop("@context") == "https://schema.org"
            for name in types(thing):
                kinds[name] = kinds.get(name, 0) + 1
            assert list(faults(thing)) == [], address
    assert {
        "WebSite",
        "Project",
        "NGO",
        "Organization",
        "Museum",
        "Article",
        "CollectionPage",
        "BreadcrumbList",
        "DataCatalog",
    } <= set(kinds)


def types(thing: dict[str, Any]) -> list[str]:
    return thing["@type"] if isinstance(thing["@type"], list) else [thing["@type"]]


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """Yield each property that a thing cannot have, and each value that a property cannot have."""
    above = {each for name in types(thing) for each in VOCABULARY["classes"][name]}
    for name, values in thing.items():
        if name == "@type":
            continue
        known = VOCABULARY["properties"].get(name)
        if known is None or not above & set(known["of"]):
            yield f"{types(thing)} has no {name}"
            continue
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                inside = {each for kind in types(value) for each in VOCABULARY["classes"][kind]}
                if not inside & set(known["is"]):
                    yield f"{name} is no {types(value)}"
                yield from faults(value)
            elif not fits(value, known["is"]):
                yield f"{name}: {value!r} is none of {known['is']}"


def fits(value: object, kinds: list[str]) -> bool:
    """Say whether a plain value may stand for a property; an address may stand for any thing."""
    if isinstance(value, bool):
        return "Boolean" in kinds
    if isinstance(value, int):
        return bool({"Integer", "Number"} & set(kinds))
    text = str(value)
    if {"Date", "DateTime"} & set(kinds) and re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return True
    if text.startswith(("https://", "http://")):
        return "URL" in kinds or any(kind not in {"Date", "DateTime", "Number", "Integer"} for kind in kinds)
    return "Text" in kinds or name_of_language(text, kinds)


def name_of_language(text: str, kinds: list[str]) -> bool:
    return "Language" in kinds and bool(re.fullmatch(r"[a-z]{2,3}(-\w+)*", text))


def test_open_graph_names_a_picture_that_is_there(real: Path, pages: Heads) -> None:
    shown = set()
    for address, head in pages.items():
        if "og:image" in head.metas:
            assert head.metas["og:url"] == head.canonical[0], address
            assert {"og:title", "og:type", "og:site_name", "og:locale", "og:image:alt"} <= head.metas.keys()
            shown.add(head.metas["og:image"])
    for picture in shown:
        content = (real / picture.removeprefix(HOME)).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 20_000
    assert len(shown) == 6


def test_every_page_but_the_first_says_where_it_is(real: Path) -> None:
    for path in real.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        home = path.parent == real or (path.parent.parent == real and len(path.parent.name) == 2)
        assert ('class="crumbs"' in text) != (home and path.name == "index.html"), path


def test_prose_in_one_language_is_canonical_there_and_facts_are_in_all(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar, cy]"))
    site.write("content/partnerships/first.cy.md", "---\ntitle: Cyntaf\n---\nGeiriau.\n")
    site.entry("foreign", "lang: fr", "Des mots.").entry("bare").build()
    made = heads(site.root / "public", "https://example.org/")
    at = "https://example.org/{}partnerships/{}/".format
    assert list(made[at("cy/", "first")].languages) == ["en", "cy", "x-default"]
    fallback = made[at("ar/", "first")]
    assert (fallback.canonical, fallback.metas["robots"]) == ([at("", "first")], "noindex")
    assert made[at("", "foreign")].canonical == [at("", "foreign")]
    assert "robots" not in made[at("", "foreign")].metas
    assert made[at("cy/", "foreign")].canonical == [at("", "foreign")]
    assert list(made[at("ar/", "bare")].languages) == ["en", "ar", "cy", "x-default"]
    listed = set(sitemap(site.root / "public", "https://example.org/"))
    assert {address for address in listed if "/partnerships/first/" in address} == {at("", "first"), at("cy/", "first")}
    assert {address for address in listed if "/foreign/" in address} == {at("", "foreign")}
    assert '<p class="also">' in site.page("cy/partnerships/first/index.html")


def test_a_json_ld_text_cannot_end_its_script(site: Site) -> None:
    site.entry("bad", 'title: "</script><b>&amp;"').build()
    head = Head(site.page("partnerships/bad/index.html"))
    assert "</script><b>&amp;" in [thing.get("name") for thing in head.things]


def test_what_belongs_to_a_host_is_only_at_its_top(site: Site) -> None:
    security = "security: {contact: 'mailto:safe@example.org', expires: 2027-06-30}\n"
    site.write("site_config.yaml", CONFIG + security).build()
    assert "Sitemap: https://example.org/sitemap.xml\n" in site.page("robots.txt")
    lines = site.page(".well-known/security.txt").splitlines()
    assert lines[:2] == ["Contact: mailto:safe@example.org", "Expires: 2027-06-30T00:00:00Z"]
    site.write("content/static/robots.txt", "User-agent: *\nDisallow: /\n")
    assert not [each for each in site.build().problems if each.level == "error"]
    assert "Disallow" in site.page("robots.txt")
    site.build(base_url="https://example.org/directory/", output="below")
    assert not (site.root / "below/.well-known").exists()


def test_somethings_wrong_knows_the_page(site: Site) -> None:
    corrections = "corrections: {url: 'https://example.org/form?about={page}', looked_after_by: A group}\n"
    site.write("site_config.yaml", CONFIG + corrections).build()
    page = site.page("partnerships/first/index.html")
    assert 'href="https://example.org/form?about=https%3A%2F%2Fexample.org%2Fpartnerships%2Ffirst%2F"' in page
