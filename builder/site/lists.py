"""Lists and facets: one page after another of cards, and the pages from which all lists are reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.core.noting import NotedOrder, in_part, unnoted
from builder.directory.facets import FacetIndex
from builder.model.territories import containers, is_country
from builder.site import labels
from builder.site.cards import cards, near_link, people_near, title
from builder.site.collation import sort_key
from builder.site.frames import make_frame, telling, unlisted
from builder.site.jsonld import Thing, collection
from builder.site.labels import N_
from builder.site.reader import Reader, once
from builder.site.routes import (
    IDS,
    alphabet_route,
    body_list_route,
    facet_route,
    feed_route,
    list_route,
    numbered_route,
    record_route,
)
from builder.site.standing import partly
from builder.site.stretches import list_pages
from builder.site.views.pages import BrowseView, ListView, NotFoundView, SearchView
from builder.site.views.parts import Chrome, Contact, Facet, Frame, Link, Term, changed

FEW = 10
"""How many values of a facet stand on a page that shows several facets."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list in one language: where it stands, its words, and the records in order.

    `newest` are the records of its feed, where they are known before.
    """

    route: str
    title: str
    intro: str
    type: str
    ids: Sequence[str]
    crumbs: tuple[Link, ...] = ()
    place: bool = False
    people: tuple[Contact, ...] = ()
    wider: tuple[Link, ...] = ()
    narrower: tuple[Term, ...] = ()
    facets: tuple[Facet, ...] = ()
    near: Link | None = None
    newest: tuple[str, ...] = ()


def list_views(reader: Reader, chrome: Chrome, listing: Listing, part: slice) -> Iterator[tuple[str, ListView]]:
    """Yield the route and view of each page of a list that is in this part of them."""
    size = reader.directory.config.page_size
    pages = list_pages(len(listing.ids), size)
    for number in range(1, pages + 1)[part]:
        ids = listing.ids[(number - 1) * size : number * size]
        route = numbered_route(listing.route, number)
        yield (
            route,
            ListView(
                frame=_frame(reader, chrome, route, listing, number),
                title=listing.title,
                intro=listing.intro,
                count=count_words(reader, listing.type, len(listing.ids)),
                cards=cards(reader, listing.type, ids),
                number=number,
                pages=pages,
                previous=reader.addresses.page(numbered_route(listing.route, number - 1)) if number > 1 else "",
                next=reader.addresses.page(numbered_route(listing.route, number + 1)) if number < pages else "",
                place=listing.place,
                people=listing.people,
                wider=listing.wider,
                narrower=listing.narrower if number == 1 else (),
                facets=listing.facets if number == 1 else (),
                near=listing.near,
            ),
        )


def _frame(reader: Reader, chrome: Chrome, route: str, listing: Listing, number: int) -> Frame:
    heading = listing.title
    if number > 1:
        heading = reader.say(N_("%(title)s, page %(number)s"), title=heading, number=reader.number(number))
    frame = make_frame(reader, chrome, route, heading, listing.intro, listing.crumbs)
    if listing.type == "partnerships":
        frame = partly(reader, frame, listing.route)
    feed = Link(listing.title, reader.addresses.page(feed_route(listing.route)))
    return telling(changed(frame, feed=feed), lambda: _collection(reader, frame.canonical, listing, number))


def _collection(reader: Reader, address: str, listing: Listing, number: int) -> Thing:
    """Return one page of a list as schema.org knows it."""
    size = reader.directory.config.page_size
    before = (number - 1) * size
    shown = [reader.addresses.absolute(record_route(listing.type, id_)) for id_ in listing.ids[before : before + size]]
    words = (listing.title, listing.intro)
    return collection(reader, address, words, shown, before, len(listing.ids))


def count_words(reader: Reader, type_: str, number: int) -> str:
    """Return how many records a list has, in words."""
    match type_:
        case "partnerships":
            return reader.count("%(num)s partnership", "%(num)s partnerships", number)
        case "guides":
            return reader.count("%(num)s guide", "%(num)s guides", number)
        case "groups":
            return reader.count("%(num)s group", "%(num)s groups", number)
        case _:
            return reader.count("%(num)s partner", "%(num)s partners", number)


INTROS = {
    "partnerships": N_("What museums, libraries, universities and others did together with volunteers, with sources."),
    "guides": N_("How to do it, and which partnerships each piece of advice rests on."),
    "groups": N_(
        "Groups of volunteers and the bodies that support them. None of them has to be asked before you begin."
    ),
    "organisations": N_("The institutions that took part, each with everything it did."),
}


def type_listing(reader: Reader, type_: str, facets: tuple[Facet, ...]) -> Listing:
    """Return the list of all records of a type, sorted by title."""
    heading, intro = reader.say(labels.LISTS[type_]), reader.say(INTROS[type_])
    alphabet = reader.page(alphabet_route(type_))
    return Listing(
        route=list_route(type_),
        title=heading,
        intro=intro,
        type=type_,
        ids=by_title(reader, type_),
        wider=(Link(reader.say(N_("%(list)s from A to Z"), list=heading), alphabet),) if alphabet else (),
        facets=facets if type_ == "partnerships" else (),
    )


def by_title(reader: Reader, type_: str) -> NotedOrder:
    """Return all records of a type in the order of their titles, made once for a reader."""
    place = titled(reader, type_)
    if place not in reader.orders:
        reader.orders[place] = NotedOrder(place, _by_title(reader, type_))
    return reader.orders[place]


def _by_title(reader: Reader, type_: str) -> tuple[str, ...]:
    key = sort_key(reader.lang)
    with unnoted():
        titles = [(key(title(reader, each).text), id_) for id_, each in reader.directory.records(type_).items()]
    return tuple(id_ for _, id_ in sorted(titles))


def titled(reader: Reader, type_: str) -> str:
    """Return the place of that order among all that is noted."""
    return in_part(f"{type_}-by-title", reader.lang)


def value_listing(reader: Reader, index: FacetIndex, value: str) -> Listing:
    """Return the list of the entries of one value of a facet."""
    facet = Link(reader.say(labels.FACETS[index.name]), reader.page(facet_route(index.name)))
    return Listing(
        route=facet_route(index.name, value),
        title=reader.facet_value(index.name, value).text,
        intro=_description(reader, index, value),
        type="partnerships",
        ids=index.entries[value],
        crumbs=(Link(reader.say(N_("Browse")), reader.page("/browse/")), facet),
        place=index.name == "territories",
        people=people_near(reader, value) if index.name == "territories" else (),
        wider=_wider(reader, index, value),
        narrower=_narrower(reader, index, value),
        near=near_link(reader, value) if index.name == "territories" else None,
        newest=index.told[value],
    )


def _wider(reader: Reader, index: FacetIndex, value: str) -> tuple[Link, ...]:
    if index.name != "territories" or is_country(value):
        return ()
    around = [each for each in containers(value) if each in index.entries and is_country(each)]
    return tuple(reader.facet_link("territories", each) for each in around)


def _narrower(reader: Reader, index: FacetIndex, value: str) -> tuple[Term, ...]:
    if index.name != "territories":
        return ()
    inside = _inside(reader, tuple(index.entries)).get(value, ())
    return tuple(_term(reader, index, each) for each in inside)


@once
def _inside(reader: Reader, codes: tuple[str, ...]) -> dict[str, list[str]]:
    """Return those of some territories that lie in each other one, in their order."""
    inside: dict[str, list[str]] = {}
    for code in codes:
        for outer in containers(code):
            inside.setdefault(outer, []).append(code)
    return inside


def body_listing(reader: Reader, type_: str, id_: str, ids: tuple[str, ...]) -> Listing:
    """Return the list of all entries of one group or organisation."""
    name = reader.name(reader.directory.records(type_)[id_]).text
    crumbs = (
        Link(reader.say(labels.LISTS[type_]), reader.page(f"/{type_}/")),
        Link(name, reader.record_address(type_, id_)),
    )
    heading = reader.say(N_("Partnerships of %(name)s"), name=name)
    return Listing(body_list_route(type_, id_), heading, "", "partnerships", ids, crumbs)


def facet(reader: Reader, index: FacetIndex, limit: int | None = None) -> Facet:
    """Return a facet with its values: by number of entries when cut to the first ones, by label otherwise."""
    if limit is None or len(index.entries) <= limit:
        key = sort_key(reader.lang)
        terms = sorted((_term(reader, index, value) for value in index.entries), key=lambda term: key(term.text))
        if index.name == "years":
            terms.reverse()
        return Facet(reader.say(labels.FACETS[index.name]), reader.page(facet_route(index.name)), tuple(terms))
    largest = sorted(index.entries, key=lambda value: (-len(index.entries[value]), value))[:limit]
    key = sort_key(reader.lang)
    terms = sorted((_term(reader, index, value) for value in largest), key=lambda term: (-term.count, key(term.text)))
    return Facet(reader.say(labels.FACETS[index.name]), reader.page(facet_route(index.name)), tuple(terms), more=True)


def _term(reader: Reader, index: FacetIndex, value: str) -> Term:
    href = reader.page(facet_route(index.name, value))
    words = reader.facet_value(index.name, value).text
    return Term(words, href, len(index.entries[value]), _description(reader, index, value))


def _description(reader: Reader, index: FacetIndex, value: str) -> str:
    """Return what the vocabulary says of a term; empty for values that are no terms."""
    term = reader.directory.term(index.name, value) if index.name in reader.directory.vocabularies else None
    return reader.plain(term.description) if term else ""


def facets(reader: Reader, indexes: tuple[FacetIndex, ...], limit: int | None = FEW) -> tuple[Facet, ...]:
    """Return all facets, each with its first values."""
    return tuple(facet(reader, index, limit) for index in indexes)


def browse_views(reader: Reader, chrome: Chrome, indexes: tuple[FacetIndex, ...]) -> Iterator[tuple[str, BrowseView]]:
    """Yield the page of all facets, and the page of each facet with all of its values."""
    route, heading = "/browse/", reader.say(N_("Browse"))
    intro = reader.say(N_("Every list of partnerships, by what was done, where, with whom and when."))
    frame = partly(reader, make_frame(reader, chrome, route, heading, intro), route)
    yield route, BrowseView(frame, heading, intro, facets(reader, indexes))
    crumbs = (Link(heading, reader.page("/browse/")),)
    for index in indexes:
        whole = facet(reader, index)
        route = facet_route(index.name)
        map_ = reader.page("/map/") if index.name == "territories" else ""
        frame = partly(reader, make_frame(reader, chrome, route, whole.label, "", crumbs), route)
        yield route, BrowseView(frame, whole.label, "", (whole,), map_)


def search_view(reader: Reader, chrome: Chrome, shown: tuple[Facet, ...]) -> SearchView:
    """Return the view of the search page."""
    words = reader.say(N_("Search"))
    prefix = reader.addresses.page("/").rstrip("/")
    bundle = reader.addresses.file("pagefind/") if reader.search else ""
    frame = partly(reader, make_frame(reader, chrome, "/search/", words), "/search/")
    only = reader.addresses.page(IDS) if bundle and reader.directory.only else ""
    return SearchView(unlisted(frame), bundle, prefix, shown, only)


def not_found_view(reader: Reader, chrome: Chrome, shown: tuple[Facet, ...]) -> NotFoundView:
    """Return the view of 404.html."""
    frame = make_frame(reader, chrome, "/404.html", reader.say(N_("This page is not here")))
    return NotFoundView(unlisted(frame), shown)
