"""Parts of the views made by hand (views_for_tests.py): frames, bodies, cards, contacts, facts.

In Arabic some texts are Arabic, others English and marked so, as on a site that is half translated.
"""

from pathlib import Path
from typing import Any

import yaml

from builder.site.views.parts import (
    Card,
    Chrome,
    Claim,
    Contact,
    Facet,
    Fact,
    Frame,
    Heading,
    Link,
    Prose,
    Result,
    Route,
    Share,
    SourceView,
    Term,
    Words,
    changed,
)

TEXTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("views_for_tests.yaml").read_text(encoding="utf-8"))
WELSH_LIBRARY = Link("Llyfrgell Genedlaethol Cymru", "/organisations/llgc/", lang="cy", dir="ltr")
WELSH_GROUP = Words("Grŵp Defnyddwyr Cymuned Wicimedia Cymru", "cy", "ltr")
HOST = "https://fingerpost.example"


def say(lang: str, english: str) -> str:
    """Return a text in the language of the page; it stands in views_for_tests.yaml."""
    return str(TEXTS["arabic"][english]) if lang == "ar" else english


def foreign(lang: str, english: str) -> Words:
    """Return an English text as each language's reader meets it."""
    return Words(english) if lang == "en" else Words(english, "en", "ltr")


def own(lang: str, english: str) -> Words:
    """Return a text that is translated."""
    return Words(say(lang, english))


def at(lang: str, path: str) -> str:
    """Return the address of a page in a language."""
    return path if lang == "en" else f"/{lang}{path}"


# ---------------------------------------------------------------- frame
def chrome(lang: str) -> Chrome:
    """Return the chrome of a site that says all it can; in Arabic somebody looks after it."""
    menu = {"Partnerships": "/partnerships/", "Guides": "/guides/", "Groups": "/groups/", "Partners": "/organisations/"}
    foot = {
        "About this site": "/about/",
        "Questions partners ask": "/questions/",
        "Who looks after it": "/stewardship/",
    }
    kept = lang == "ar"
    return Chrome(
        lang=lang,
        dir="rtl" if lang == "ar" else "ltr",
        site_name=say(lang, "Working with Wikimedia"),
        home=at(lang, "/"),
        menu=tuple(Link(say(lang, label), at(lang, to)) for label, to in menu.items()),
        footer=tuple(Link(say(lang, label), at(lang, to)) for label, to in foot.items()),
        search=at(lang, "/search/"),
        assets="/assets/",
        notice=own(lang, "A demonstration compiled from public pages. No group asked for it, runs or endorses it."),
        licence_facts="CC0-1.0",
        licence_prose="CC-BY-SA-4.0",
        compiled=say(lang, "November 2026"),
        unreviewed=lang != "en",
        corrections=Link("https://example.org/write", "https://example.org/write") if kept else None,
        looked_after_by=foreign(lang, "The volunteers of an example group") if kept else None,
        corrections_languages=say(lang, "Welsh and English") if kept else "",
    )


def frame(lang: str, title: str, crumb: str = "", fallback: bool = False) -> Frame:
    """Return the frame of a page that is in both languages, or only in English (`fallback`)."""
    languages = {"en": ("English", "ltr"), "ar": ("العربية", "rtl")}
    path = "/partnerships/wales/"
    alternates = (*(Link(tag, HOST + at(tag, path)) for tag in languages), Link("x-default", HOST + path))
    return Frame(
        chrome=chrome(lang),
        title=title,
        description=f"{title}: what <it> is & whom to ask",
        canonical=HOST + path,
        languages=tuple(
            Link(name, at(tag, path), lang=tag, dir=dir_, current=tag == lang)
            for tag, (name, dir_) in languages.items()
        ),
        alternates=() if fallback else alternates,
        crumbs=(Link(say(lang, crumb), at(lang, "/partnerships/")),) if crumb else (),
        fallback=fallback,
        own=say(lang, "English") if fallback else "",
        indexed=not fallback,
        also=(Link("English", path, lang="en", dir="ltr"),) if lang == "ar" else (),
        wrong="https://example.org/write" if lang == "ar" else "",
        share=None if fallback else Share("article", f"{HOST}/assets/og-site.png", "A <drawing>", "cy_GB", ("ar_EG",)),
        feed=Link(title, at(lang, "/partnerships/feed.xml")),
        things=('{"@context":"https://schema.org","@type":"WebSite"}',),
    )


def bare_frame(lang: str) -> Frame:
    """Return the frame of a page of a site that says nothing but its name."""
    bare = changed(
        chrome(lang),
        menu=(),
        footer=(),
        notice=None,
        compiled="",
        unreviewed=False,
        corrections=None,
        looked_after_by=None,
        corrections_languages="",
    )
    return Frame(bare, "X", "", "", (), (), ())


# ---------------------------------------------------------------- parts
def body(lang: str, fallback: bool = False) -> Prose:
    """Return a body with everything that Markdown gives; in Arabic a plainer one, or the English one."""
    if lang == "ar" and fallback:
        return Prose(TEXTS["body"], "en", "ltr")
    return Prose(TEXTS["arabic_body" if lang == "ar" else "body"])


def card(lang: str, english: str = "National Library of Wales: a Wikipedian in residence") -> Card:
    """Return a card with all its parts."""
    return Card(
        href=at(lang, "/partnerships/wales/"),
        title=foreign(lang, english),
        summary=foreign(lang, "A library opened its pictures and trained its staff. Last described in 2014."),
        state=say(lang, "Running when last described (2014)"),
        place=say(lang, "Wales"),
        terms=(say(lang, "Wikimedian in residence"), say(lang, "Content donation")),
    )


def routes(lang: str) -> tuple[Route, ...]:
    """Return ways to write: a public one with languages, one with a note."""
    return (
        Route(
            say(lang, "Talk page"),
            "https://meta.wikimedia.org/wiki/Talk:Wales",
            True,
            say(lang, "Welsh and English"),
            None,
        ),
        Route(say(lang, "Mail"), "mailto:group@example.org", False, "", foreign(lang, "read twice a month")),
    )


def contacts(lang: str) -> tuple[Contact, ...]:
    """Return two groups that say the same of new partners, one without a page and a way to write."""
    unknown = say(
        lang, "We do not know whether they take new partners now. Most are volunteers; no answer is not a no."
    )
    kept, held = say(lang, "Listed from public pages; not asked"), say(lang, "On hold since 2020, says its page")
    return (
        Contact(WELSH_GROUP, "/groups/wales/", say(lang, "Took part"), kept, False, (held, unknown), routes(lang)),
        Contact(foreign(lang, "Wikimedia UK"), "", "", kept, True, (unknown,), ()),
    )


def sources(lang: str) -> tuple[SourceView, ...]:
    """Return two sources, the second with nothing but a long address."""
    title, page = foreign(lang, "Annual report 2014"), "https://meta.wikimedia.org/wiki/" + "A_long_name_" * 8
    report = Link(title.text, "https://www.library.wales/annual-report", lang=title.lang, dir=title.dir)
    return (
        SourceView(1, report, "library.wales", say(lang, "by the partner, May 2014")),
        SourceView(2, Link(page, page), "meta.wikimedia.org", ""),
    )


def facts(lang: str) -> tuple[Fact, ...]:
    """Return rows with one value, several, plain ones, and one with a note."""

    def row(label: str, *values: str) -> Fact:
        return Fact(say(lang, label), tuple(Link(say(lang, each), at(lang, "/browse/x/y/")) for each in values))

    return (
        row("Kind of work", "Wikimedian in residence", "Content donation"),
        row("Place", "Wales"),
        row("Projects", "Wikipedia", "Wikimedia Commons"),
        row("Languages of the work", "Welsh", "English"),
        Fact(say(lang, "Began"), (Link(say(lang, "about 2014")),)),
        Fact(say(lang, "Last described"), (Link("2014", note=say(lang, "not confirmed")),)),
    )


def results(lang: str) -> tuple[Result, ...]:
    """Return rival figures, and one figure of which little is known."""
    reported, about = say(lang, "reported"), foreign(lang, "about")
    return (
        Result(
            say(lang, "Pictures"),
            foreign(lang, "uploaded to Commons"),
            (
                Claim(
                    "4,500",
                    foreign(lang, "pictures"),
                    about,
                    "2015",
                    reported,
                    "National Library of Wales",
                    Link("1", "#source-1"),
                ),
                Claim(
                    "8,000",
                    foreign(lang, "pictures"),
                    None,
                    "2015",
                    reported,
                    "",
                    Link("source", "https://example.org/press"),
                ),
            ),
            True,
        ),
        Result(
            say(lang, "Writing days"),
            None,
            (Claim("17", None, None, say(lang, "year not given"), reported, "", None),),
            False,
        ),
    )


def facets(lang: str) -> tuple[Facet, ...]:
    """Return two facets, the first with descriptions, the second cut short."""
    kinds = ("Wikimedian in residence", "Content donation", "Wikipedia", "Wikimedia Commons")
    about = say(lang, "Choose a place and see who has worked together there, and with whom.")
    many = tuple(Term(f"{say(lang, 'Wales')} {number}", "/browse/territories/x/", number) for number in range(1, 12))
    return (
        Facet(
            say(lang, "Kind of work"),
            "/browse/kinds/",
            tuple(Term(say(lang, each), "/browse/kinds/x/", 12, about) for each in kinds),
        ),
        Facet(say(lang, "Place"), "/browse/territories/", many, True),
    )


HEADINGS = (Heading("Steps", "#steps"), Heading("Checklist", "#checklist"), Heading("What this rests on", "#rests"))
