"""The finder: the list of partnerships as a page of its own, and the files from which its script filters and sorts.

Entries are known by their ordinal, their place among all ids in order. What is the same in every language is made
once: the ids, the entries of each value, the entries by the day of their description. Each language has the titles
in its own order, cards in that order by the `CHUNK`, and the words of the values.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, zip_longest

import msgspec

from builder.core.digest import digest
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex, told_last
from builder.directory.freshness import seen
from builder.site import labels
from builder.site.cards import cards
from builder.site.collation import sort_key
from builder.site.kinds import Bodies, Edition, FileRecipe, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.lists import FEW, by_title, list_views, type_listing
from builder.site.outputs.feeds import feed, newest_of
from builder.site.reader import Reader
from builder.site.routes import FIT, facet_route, feed_route, list_route, near_route
from builder.site.stretches import in_stretches, list_pages, list_units, stretch
from builder.site.views.finder import Choice, FinderView, Form, Value
from builder.site.views.pages import ListView
from builder.site.views.parts import Card

FILES = "/finder/"
ROUTE = list_route("partnerships")
CHUNK = 25
"""Cards of one file: what a search finds first stands apart, and is loaded with its neighbours."""

SMALL = 1000
"""Up to so many entries all facets are in one file, which is smaller than what several requests cost."""

LEFT_OUT = "topics"
"""A facet that only has its pages: there are too many of them for each to find much."""

_JSON = msgspec.json.Encoder()


# ------------------------------------------------------------------------------------------------ what is the same


def _data_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield the columns; the ids are part of each unit's name, so that nothing else has to ask for all records."""
    named = digest(*map(str.encode, _ids(directory)))
    for name in _columns(directory, indexes):
        yield Unit(f"finder-data/{name}", named, (_column_route(name),))


def _columns(directory: Directory, indexes: Indexes) -> tuple[str, ...]:
    small = len(_ids(directory)) <= SMALL
    return ("ids", "described", *(["facets"] if small else [index.name for index in _shown(indexes)]))


def _column_route(name: str) -> str:
    return f"{FILES}{name}.json"


def _data_file(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    yield FileRecipe(unit.routes[0].lstrip("/"), _column(edition, unit.kind.partition("/")[2]))


def _column(edition: Edition, name: str) -> bytes:
    directory = edition.reader.directory
    match name:
        case "ids":
            column: object = _ids(directory)
        case "described":
            column = _described(directory)
        case _:
            ordinals = {id_: ordinal for ordinal, id_ in enumerate(_ids(directory))}
            asked = [index for index in _shown(edition.indexes) if name in ("facets", index.name)]
            column = {index.name: facet_column(index.entries, ordinals) for index in asked}
    return _JSON.encode(column)


def _ids(directory: Directory) -> list[str]:
    """Return all ids in order, unnoted: whoever asks has them in the name of the unit."""
    return list(dict.keys(directory.partnerships))


def _shown(indexes: Indexes) -> Iterator[FacetIndex]:
    return (index for index in indexes if index.name != LEFT_OUT)


def facet_column(entries: Mapping[str, Iterable[str]], ordinals: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the ordinals of the entries of each value, in order: the first, then the steps from each to the next."""
    column = {}
    for value, ids in entries.items():
        known = sorted(ordinals[id_] for id_ in ids)
        column[value] = [*known[:1], *(after - before for before, after in pairwise(known))]
    return column


def _described(directory: Directory) -> list[int]:
    """Return the ordinals of all entries, the one that was last heard of first; unknown days come last."""
    days = [seen(entry.facts).on for entry in directory.partnerships.values()]
    known = [day.earliest.toordinal() if day and day.known else 0 for day in days]
    return sorted(range(len(known)), key=lambda ordinal: (-known[ordinal], ordinal))


# ------------------------------------------------------------------------------------------------ the page


def _page_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield the pages and the files of cards side by side: both go through all cards in the same order."""
    total = len(directory.partnerships)
    pages = list_units("finder", "", ROUTE, list_pages(total, directory.config.page_size))
    for some in zip_longest(pages, _card_units(total)):
        yield from filter(None, some)


def _card_units(total: int) -> Iterator[Unit]:
    routes = [_chunk_route(at) for at in range(0, total, CHUNK)]
    return (Unit("finder/cards", id_, some) for id_, some in in_stretches("", routes))


def _column_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    routes = tuple(_column_route(name) for name in ("titles", "labels", *_own_columns(directory, indexes)))
    yield Unit("finder-columns", "", routes)


def _own_columns(directory: Directory, indexes: Indexes) -> tuple[str, ...]:
    """Return the columns that a language has for itself: all, where only translated entries stand in it."""
    return _columns(directory, indexes) if directory.only else ()


def _chunk_route(at: int) -> str:
    """Return the route of the cards that begin with the one at a place."""
    return f"{FILES}cards-{at // CHUNK}.json"


def _pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    part = stretch(unit)[1]
    yield from _card_files(edition.reader, part) if unit.kind == "finder/cards" else _list_pages(edition, part)


def _list_pages(edition: Edition, part: slice) -> Iterator[Recipe]:
    reader = edition.reader
    path = reader.addresses.path
    listing = type_listing(reader, "partnerships", ())
    for route, page in list_views(reader, edition.chrome, listing, part):
        if page.number == 1:
            yield PageRecipe(path(route), "finder.html", finder_view(edition, page, len(listing.ids)))
        else:
            yield PageRecipe(path(route), "list.html", page)
    if part.start == 0:
        words, newest = (listing.title, listing.intro), newest_of(reader, "partnerships", told_last(edition.indexes))
        told = feed(reader, ROUTE, words, "partnerships", newest)
        yield FileRecipe(path(feed_route(ROUTE)), told)


def _column_files(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    """Yield what this language has of its own for all entries."""
    reader = edition.reader
    ids = by_title(reader, "partnerships")
    ordinals = {id_: ordinal for ordinal, id_ in enumerate(sorted(ids))}
    yield _file(reader, _column_route("titles"), _JSON.encode([ordinals[id_] for id_ in ids]))
    yield _file(reader, _column_route("labels"), _JSON.encode(_labels(reader, edition.indexes)))
    for name in _own_columns(reader.directory, edition.indexes):
        yield _file(reader, _column_route(name), _column(edition, name))


def _file(reader: Reader, route: str, content: bytes) -> FileRecipe:
    return FileRecipe(reader.addresses.path(route), content)


def _card_files(reader: Reader, part: slice) -> Iterator[Recipe]:
    """Yield the cards in the order of their titles, so that what is listed first stands together, in few files."""
    ids = by_title(reader, "partnerships")
    for at in range(0, len(ids), CHUNK)[part]:
        some = ids[at : at + CHUNK]
        told = [card_row(id_, card) for id_, card in zip(some, cards(reader, "partnerships", some), strict=True)]
        yield _file(reader, _chunk_route(at), _JSON.encode(told))


def card_row(id_: str, card: Card) -> list[object]:
    """Return a card as [id, title, summary, place, state, terms, language and direction of title, of summary]."""
    summary = card.summary
    foreign = [f"{each.lang} {each.dir}".strip() if each else "" for each in (card.title, summary)]
    text = summary.text if summary else ""
    row: list[object] = [id_, card.title.text, text, card.place, card.state, list(card.terms), *foreign]
    while not row[-1]:
        row.pop()
    return row


def finder_view(edition: Edition, page: ListView, total: int) -> FinderView:
    """Return the finder from the first page of the list."""
    reader, addresses = edition.reader, edition.reader.addresses
    only = bool(reader.directory.only)
    return FinderView(
        frame=page.frame,
        title=page.title,
        intro=page.intro,
        count=page.count,
        forms=tuple(Form(*each) for each in reader.forms("%(num)s partnership", "%(num)s partnerships")),
        cards=page.cards,
        pages=page.pages,
        next=page.next,
        total=total,
        facets=tuple(_choice(reader, index) for index in _shown(edition.indexes)),
        data=addresses.page(FILES) if only else addresses.file(FILES.lstrip("/")),
        own=addresses.page(FILES),
        list=addresses.page(ROUTE),
        whole=total <= SMALL,
        chunk=CHUNK,
        browse=addresses.page("/browse/"),
        feed=reader.page(feed_route(ROUTE)),
        feeds=all(_has_feed(reader, index) for index in edition.indexes),
        search=reader.page("/search/") if reader.search else "",
        bundle=addresses.file("pagefind/") if reader.search else "",
        near=reader.page(near_route()),
        fit=reader.page(FIT),
        guides=reader.page(list_route("guides")),
        licence=reader.directory.config.licences.facts,
        wider=page.wider,
        only=only,
    )


def _has_feed(reader: Reader, index: FacetIndex) -> bool:
    value = next(iter(index.entries))
    return reader.has(feed_route(facet_route(index.name, value)))


def _choice(reader: Reader, index: FacetIndex) -> Choice:
    """Return a facet with its largest values, or for years its last ones."""
    count = {value: len(ids) for value, ids in index.entries.items()}
    years = index.name == "years"
    largest = sorted(count, reverse=True) if years else sorted(count, key=lambda value: (-count[value], value))
    values = tuple(
        Value(
            value, reader.facet_value(index.name, value).text, reader.page(facet_route(index.name, value)), count[value]
        )
        for value in largest[:FEW]
    )
    label, href = reader.say(labels.FACETS[index.name]), reader.page(facet_route(index.name))
    return Choice(index.name, label, href, values, len(count) > FEW)


def _labels(reader: Reader, indexes: Indexes) -> dict[str, list[tuple[str, ...]]]:
    """Return every value with its words, in the order in which they are shown; places with who is near, if known."""
    told: dict[str, list[tuple[str, ...]]] = {}
    key = sort_key(reader.lang)
    for index in _shown(indexes):
        terms = [(value, reader.facet_value(index.name, value).text) for value in index.entries]
        terms.sort(key=lambda term: (key(term[1]), term[0]), reverse=index.name == "years")
        if index.name == "territories":
            told[index.name] = [(*term, reader.page(near_route(term[0]))) for term in terms]
        else:
            told[index.name] = [*terms]
    return told


KINDS = (
    Kind("finder", _page_units, _pages),
    Kind("finder-columns", _column_units, _column_files, long=True),
    Kind("finder-data", _data_units, _data_file, once=True, long=True),
)
