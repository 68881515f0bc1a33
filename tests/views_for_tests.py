"""Views made by hand, one rich and one minimal for each template, in English and Arabic: what a page must bear."""

from collections.abc import Callable

from builder.site.views import data as data_views
from builder.site.views import finder, fit, pages
from builder.site.views import near as near_views
from builder.site.views import record as record_views
from builder.site.views.parts import Facet, Fact, Group, Link, PostView, TargetView, Term, Words
from tests import fit_views_for_tests as fit_views
from tests import record_views_for_tests as records
from tests.view_parts_for_tests import (
    HEADINGS,
    WELSH_GROUP,
    WELSH_LIBRARY,
    at,
    bare_frame,
    body,
    card,
    chrome,
    contacts,
    facets,
    facts,
    foreign,
    frame,
    own,
    results,
    routes,
    say,
    sources,
)

AnyView = (
    pages.EntryView
    | pages.GuideView
    | pages.GroupView
    | pages.OrganisationView
    | pages.PlainView
    | pages.HomeView
    | pages.ListView
    | finder.FinderView
    | pages.BrowseView
    | pages.SearchView
    | pages.NotFoundView
    | near_views.NearView
    | near_views.NearIndexView
    | record_views.RecordView
    | record_views.ResultsView
    | data_views.DataView
    | near_views.AlphabetView
    | fit.QuestionView
    | fit.AnswerView
    | fit.MeetingCardView
)


def entry(lang: str) -> pages.EntryView:
    """Return a partnership about which everything is known; in Arabic its prose is English."""
    rows = facts(lang)
    return pages.EntryView(
        frame=frame(lang, "National Library of Wales", "Partnerships", fallback=lang == "ar"),
        title=foreign(lang, "National Library of Wales: opening a nation’s pictures with a Wikipedian in residence"),
        summary=foreign(
            lang, "A library opened its pictures, trained its staff and held writing days in two languages."
        ),
        state=say(lang, "Running when last described (2014)"),
        kept=say(lang, "Compiled from public pages; nobody who took part was asked"),
        contacts_are="groups",
        contacts=contacts(lang),
        partners=(Fact(say(lang, "Host"), (WELSH_LIBRARY,)),),
        facts=rows,
        body=body(lang, fallback=True),
        results=results(lang),
        targets=(
            TargetView(foreign(lang, "Half of all speakers meet an article"), rows[4:], (foreign(lang, "A third"),)),
        ),
        posts=(PostView(foreign(lang, "Wikipedian in residence"), rows[2:]),),
        interests=(Fact(say(lang, "Resident at Wikimedia UK"), (Link(say(lang, "is paid by")), WELSH_LIBRARY)),),
        interests_state="",
        agreement=rows[4:5],
        resources=rows[:1],
        rights=rows[3:4],
        guides=(card(lang, "Hiring a resident with open selection"), card(lang, "Giving pictures and files")),
        related=(Group(say(lang, "Builds on"), (card(lang),)), Group(say(lang, "Similar"), (card(lang), card(lang)))),
        sources=sources(lang),
        history=(say(lang, "Added in May 2026"),),
        unknown=(say(lang, "how it began"), say(lang, "whether anything was signed")),
        data=(Link("JSON", "/data/partnerships/wales.json"), Link("Markdown", "/data/content/partnerships/wales.md")),
    )


def data(lang: str) -> data_views.DataView:
    """Return a file with a schema and one without."""
    title, file = say(lang, "Pictures"), Link("directory.json", "/data/directory.json")
    known = Fact(say(lang, "reported"), (Link("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),))
    exports = (data_views.Export(title, file, (known, known)), data_views.Export(title, Link("entry.md"), ()))
    return data_views.DataView(frame(lang, "Data", ""), title, title, exports, Link("SUMS", "/data/SUMS"), "check it")


def bare_entry(lang: str) -> pages.EntryView:
    """Return a partnership of three lines."""
    nothing = dict.fromkeys(
        [
            "contacts",
            "partners",
            "facts",
            "results",
            "targets",
            "posts",
            "interests",
            "agreement",
            "resources",
            "rights",
            "guides",
            "related",
            "sources",
            "history",
            "unknown",
            "data",
        ],
        (),
    )
    return pages.EntryView(
        bare_frame(lang),
        Words("X"),
        None,
        state="",
        kept="",
        contacts_are="none",
        body=None,
        interests_state="",
        near=None,
        meeting_card="",
        seen="",
        bars=False,
        **nothing,
    )


def guide(lang: str) -> pages.GuideView:
    """Return a guide with all its parts."""
    return pages.GuideView(
        frame=frame(lang, "Guide", "Guides", fallback=lang == "ar"),
        title=foreign(lang, "Giving pictures and files to Wikimedia Commons"),
        summary=foreign(lang, "Rights first, and communities before licences. Then a test batch, and care afterwards."),
        status=say(lang, "Draft, not yet read by a group"),
        facts=facts(lang)[:3],
        not_for=foreign(lang, "Material that a community wishes to keep in its own care."),
        body=body(lang, fallback=True),
        headings=HEADINGS,
        before=(card(lang, "Choosing the project that fits"),),
        after=(card(lang, "Measuring results honestly"),),
        based_on=(Group(say(lang, "Where it worked"), (card(lang), card(lang))),),
        sources=sources(lang),
    )


def group(lang: str) -> pages.GroupView:
    """Return a group with all its parts."""
    return pages.GroupView(
        frame=frame(lang, "Group", "Groups"),
        title=foreign(lang, "Wikimedia Community User Group Wales"),
        other_names=(WELSH_GROUP, Words("WCUGW", "en", "ltr")),
        kept=say(lang, "Listed from public pages; not asked"),
        notes=contacts(lang)[0].notes,
        routes=routes(lang),
        facts=facts(lang)[1:4],
        offers=(foreign(lang, "Coaching for a first talk"),),
        body=body(lang),
        partnerships=(card(lang), card(lang), card(lang)),
        more=Link(say(lang, "All 24 partnerships"), "/browse/groups/wales/"),
        sources=sources(lang),
    )


def organisation(lang: str) -> pages.OrganisationView:
    """Return a partner with all its parts."""
    return pages.OrganisationView(
        frame=frame(lang, "Partner", "Partners"),
        title=Words(WELSH_LIBRARY.text, "cy", "ltr"),
        other_names=(foreign(lang, "National Library of Wales"),),
        facts=facts(lang)[1:4],
        holdings=foreign(lang, "Paintings, photographs, maps and manuscripts of Wales."),
        routes=routes(lang)[1:],
        body=body(lang),
        partnerships=(card(lang),),
        more=None,
        sources=sources(lang),
    )


def plain(lang: str) -> pages.PlainView:
    """Return a plain page with a table of contents."""
    title = own(lang, "Questions partners ask")
    offers = near_views.Rung("offers", say(lang, "Groups"), say(lang, "Not here"), contacts(lang))
    return pages.PlainView(frame(lang, title.text), title, own(lang, "Short answers."), body(lang), HEADINGS, offers)


def home(lang: str) -> pages.HomeView:
    """Return a home page with five doors and four examples."""
    doors = {
        "Find people near you": "Choose a place and see who has worked together there, and with whom.",
        "See what could fit": "Photographs, data, a class, a room. Choose a kind of work and see real examples.",
        "See what others did": "60 partnerships in 34 countries, with sources, and with what went wrong.",
        "Start on your own": "Things you can do today without asking anyone.",
        "I am a volunteer": "Does someone want to work with you? Prepare the first talk, and keep the contact.",
    }
    had = own(lang, "Old texts in Javanese and letters in Dutch")
    did = own(lang, "Digitised 981 sheets in five months, reported in 2017")
    small = pages.ExampleView(
        foreign(lang, "Museum Dewantara Kirti Griya: old Javanese texts"),
        "/partnerships/x/",
        had,
        did,
        say(lang, "Finished (2017)"),
    )
    return pages.HomeView(
        frame=frame(lang, chrome(lang).site_name),
        title=own(lang, "Working with Wikimedia, with people near you"),
        summary=own(
            lang, "A signpost, not a front office. Already know someone? Stay with them: you do not need this site."
        ),
        doors_title=None,
        doors=tuple(pages.DoorView(own(lang, title), own(lang, text), "/browse/x/") for title, text in doors.items()),
        examples_title=None,
        examples=(small, small, small, small),
        body=body(lang),
        counts=(say(lang, "0 of 60 entries have been confirmed by a group."),),
    )


def cards_page(lang: str) -> pages.ListView:
    """Return the second of seven pages with fifty cards."""
    title = say(lang, "Partnerships")
    return pages.ListView(
        frame=frame(lang, title, "Browse"),
        title=title,
        intro=say(lang, "What museums, libraries, schools and others did with Wikimedia."),
        count=say(lang, "312 partnerships"),
        cards=tuple(card(lang) for _ in range(50)),
        number=2,
        pages=7,
        previous="/partnerships/",
        next="/partnerships/page/3/",
        place=True,
        people=contacts(lang),
        wider=(Link(say(lang, "All partnerships"), "/partnerships/"),),
        narrower=(Term(say(lang, "Cardiff"), "/browse/territories/x/", 3),),
        facets=facets(lang),
    )


def found(lang: str) -> finder.FinderView:
    """Return the finder over a site that has everything."""
    value = finder.Value("content-donation", say(lang, "Content donation"), "/browse/kinds/content-donation/", 37)
    choice = finder.Choice("kinds", say(lang, "Kind of work"), "/browse/kinds/", (value,) * 10, True)
    forms = (finder.Form("one", "{count} partnership"), finder.Form("other", "{count} partnerships"))
    return finder.FinderView(
        frame(lang, say(lang, "Partnerships")), say(lang, "Partnerships"),
        say(lang, "What museums, libraries, schools and others did with Wikimedia."),
        say(lang, "312 partnerships"), forms, (card(lang),) * 20, 16, "/partnerships/page/2/", 312, (choice,) * 7,
        "/finder/", at(lang, "/finder/"), at(lang, "/partnerships/"), True, 50, at(lang, "/browse/"),
        "/partnerships/feed.xml", True, at(lang, "/search/"), "/pagefind/", "/near/", "/fit/", "/guides/", "CC0-1.0",
    )  # fmt: skip


def nothing_found(lang: str) -> finder.FinderView:
    """Return the finder of a site without entries, without search and without any of the other doors."""
    counted = finder.Form("other", "{count} partnerships")
    return finder.FinderView(
        bare_frame(lang), "X", "", "0", (counted,), (), 1, "", 0, (), "/", "/", "/", True, 50, "/", "", False,
        "", "", "", "", "", "CC0-1.0",
    )  # fmt: skip


def browse(lang: str) -> pages.BrowseView:
    """Return the page of several facets."""
    title = say(lang, "Browse")
    return pages.BrowseView(frame(lang, title), title, say(lang, "Every list of this site."), facets(lang))


def search(lang: str) -> pages.SearchView:
    """Return the search page."""
    return pages.SearchView(frame(lang, say(lang, "Search")), "/pagefind/", at(lang, "/")[:-1], facets(lang))


def not_found(lang: str) -> pages.NotFoundView:
    """Return the page for addresses that are not there."""
    return pages.NotFoundView(frame(lang, say(lang, "Not here")), facets(lang))


def near(lang: str) -> near_views.NearView:
    """Return the page of a place where no group is known but of one language, with every kind of rung."""
    title, way = say(lang, "Wales"), Link(say(lang, "Place"), at(lang, "/near/"))
    rung = near_views.Rung
    return near_views.NearView(
        frame=frame(lang, title),
        title=title,
        own=(Words("Cymru", "cy", "ltr"),),
        first=say(lang, "Choose a place and see who has worked together there, and with whom."),
        nobody=say(lang, "Not here"),
        tell=(way,),
        rungs=(
            rung("here", say(lang, "Wales"), "", contacts(lang)),
            rung("houses", say(lang, "Partnerships"), "", (), (card(lang),), more=way),
            rung("last", say(lang, "Not here"), say(lang, "Not here"), links=(way, WELSH_LIBRARY)),
        ),
        letters=letters(lang),
    )


def letters(lang: str) -> tuple[near_views.Letter, ...]:
    """Return more letters than go without a way to jump to them."""
    place = near_views.Place(foreign(lang, "Wales"), at(lang, "/near/gb-wls/"), (Words("Cymru", "cy", "ltr"),))
    return tuple(near_views.Letter(letter, f"az-{at}", (place, place)) for at, letter in enumerate("ABCDEFG"))


def near_index(lang: str) -> near_views.NearIndexView:
    """Return the list of all places."""
    title, way = say(lang, "Browse"), Link(say(lang, "Place"), at(lang, "/near/"))
    ways = (near_views.Ways(say(lang, "Place"), (way, way), way),)
    return near_views.NearIndexView(frame(lang, title), title, title, ways, title, letters(lang), way)


def alphabet(lang: str) -> near_views.AlphabetView:
    """Return the middle page of a list from A to Z."""
    jumps = tuple(
        Link(letter, at(lang, f"/browse/a-z/partnerships/#az-{number}")) for number, letter in enumerate("ABCDEF")
    )
    title = say(lang, "Partnerships")
    around = at(lang, "/browse/a-z/partnerships/"), at(lang, "/browse/a-z/partnerships/page/3/")
    return near_views.AlphabetView(frame(lang, title), title, jumps, letters(lang), 2, 3, *around)


X = Words("X")
VIEWS: dict[str, tuple[Callable[[str], AnyView], Callable[[str], AnyView]]] = {
    "entry.html": (entry, bare_entry),
    "guide.html": (guide, lambda lang: pages.GuideView(bare_frame(lang), X, X, "", (), None, None, (), (), (), (), ())),
    "group.html": (
        group,
        lambda lang: pages.GroupView(bare_frame(lang), X, (), "", (), (), (), (), None, (), None, ()),
    ),
    "organisation.html": (
        organisation,
        lambda lang: pages.OrganisationView(bare_frame(lang), X, (), (), None, (), None, (), None, ()),
    ),
    "page.html": (plain, lambda lang: pages.PlainView(bare_frame(lang), X, None, None, ())),
    "home.html": (home, lambda lang: pages.HomeView(bare_frame(lang), X, None, None, (), None, (), None, ())),
    "list.html": (
        cards_page,
        lambda lang: pages.ListView(bare_frame(lang), "X", "", "", (), 1, 1, "", "", False, (), (), (), ()),
    ),
    "finder.html": (found, nothing_found),
    "browse.html": (browse, lambda lang: pages.BrowseView(bare_frame(lang), "X", "", (Facet("Y", "/y/", ()),))),
    "search.html": (search, lambda lang: pages.SearchView(bare_frame(lang), "/pagefind/", "", ())),
    "near.html": (near, lambda lang: near_views.NearView(bare_frame(lang), "X", (), "Y", "", (), (), ())),
    "near-index.html": (
        near_index,
        lambda lang: near_views.NearIndexView(bare_frame(lang), "X", "Y", (), "Z", (), None),
    ),
    "a-z.html": (alphabet, lambda lang: near_views.AlphabetView(bare_frame(lang), "X", (), (), 1, 1, "", "")),
    "404.html": (not_found, lambda lang: pages.NotFoundView(bare_frame(lang), ())),
    "fit.html": (
        fit_views.question,
        lambda lang: fit.QuestionView(bare_frame(lang), X, None, "", (Link("Y", "/y/"),), (), ""),
    ),
    "answer.html": (fit_views.answer, fit_views.bare_answer),
    "record.html": (records.record, records.bare_record),
    "record-results.html": (records.results, records.bare_results),
    "data.html": (data, lambda lang: data_views.DataView(bare_frame(lang), "X", "Y", (), Link("Z", "/z"), "")),
    "meeting-card.html": (fit_views.meeting_card, fit_views.bare_card),
}
"""For each template a rich and a minimal view, made for a language."""
