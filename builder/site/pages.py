"""Every page of the site, unit by unit: its path, its template, its view. A view reads the directory, no more."""

from collections.abc import Callable, Iterator
from typing import Any

from builder.content.records import Record
from builder.core.noting import Noted
from builder.core.text import is_slug
from builder.directory.directory import Directory
from builder.model.page import Door, Page
from builder.site import data, finder, labels
from builder.site.alphabet import A_TO_Z
from builder.site.bodies import SHOWN, group_view, organisation_view
from builder.site.entry import entry_view
from builder.site.fit import FIT_PAGES
from builder.site.frames import make_chrome
from builder.site.kinds import Bodies, Edition, FileRecipe, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.lists import (
    Listing,
    body_listing,
    browse_views,
    facets,
    list_views,
    not_found_view,
    search_view,
    type_listing,
    value_listing,
)
from builder.site.meeting import CARDS
from builder.site.near import NEAR
from builder.site.outputs.feeds import feed, newest_of, newest_of_all
from builder.site.outputs.sitemap import HOST, SITEMAP, sitemap_units
from builder.site.prose import Told
from builder.site.reader import Reader
from builder.site.record import RECORD
from builder.site.routes import (
    RECORD_TYPES,
    body_list_route,
    facet_route,
    feed_route,
    list_route,
    record_route,
)
from builder.site.standing import everything
from builder.site.stretches import firsts, list_pages, list_units, stretch
from builder.site.texts import guide_view, home_view, plain_view, retired_view
from builder.site.views.parts import Chrome
from builder.site.world import MAP

TEMPLATES = (
    "entry.html", "guide.html", "group.html", "organisation.html", "page.html", "home.html", "list.html", "browse.html",
    "search.html", "404.html", "map.html", "near.html", "near-index.html", "a-z.html", "fit.html", "answer.html",
    "meeting-card.html", "finder.html", "record.html", "record-results.html",
    "data.html",
)  # fmt: skip
LISTED = ("partnerships", "guides", "groups", "organisations")


MAKERS: dict[str, tuple[str, Callable[[Reader, Chrome, Told[Any]], object]]] = {
    "partnerships": ("entry.html", entry_view), "guides": ("guide.html", guide_view),
    "groups": ("group.html", group_view), "organisations": ("organisation.html", organisation_view),
    "pages": ("page.html", plain_view),
}  # fmt: skip


def make_edition(reader: Reader, indexes: Indexes, units: Noted[Unit] | None = None) -> Edition:
    """Return the edition of a reader's language; `units` are its own, see `Edition`."""
    return Edition(reader, make_chrome(reader), facets(reader, indexes), indexes, units)


# ------------------------------------------------------------------------------------------------ records


def _records_of(type_: str) -> Kind:
    def units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
        ids = list(directory.records(type_))
        if type_ == "pages" and "home" not in ids:
            ids.append("home")
        yield from (Unit(type_, id_, (record_route(type_, id_),)) for id_ in ids)

    return Kind(type_, units, _record_page)


def _record_page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    reader, chrome = edition.reader, edition.chrome
    record = reader.directory.records(unit.kind).get(unit.id) or default_home(reader)
    told = Told(record, bodies)
    template, make = ("home.html", home_view) if unit.routes == ("/",) else MAKERS[unit.kind]
    yield PageRecipe(reader.addresses.path(record_route(unit.kind, unit.id)), template, make(reader, chrome, told))


def default_home(reader: Reader) -> Record[Page]:
    """Return a home page for a directory that has not written one: its name, and a door to each list."""
    config = reader.directory.config
    doors = tuple(
        Door(title={reader.lang: reader.say(labels.LISTS[type_])}, to=list_route(type_))
        for type_ in LISTED
        if everything(reader).records(type_)
    )
    facts = Page(title=config.name, summary=config.description, doors=doors)
    return Record("pages", "home", "site_config.yaml", "", facts)


def _retired_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    for key in directory.content.retired:
        type_, _, id_ = key.partition("/")
        if type_ in RECORD_TYPES and is_slug(id_):
            yield Unit("retired", key, (record_route(type_, id_),))


def _retired_page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    reader = edition.reader
    type_, _, id_ = unit.id.partition("/")
    gone = retired_view(reader, edition.chrome, type_, id_, reader.directory.content.retired[unit.id])
    yield PageRecipe(reader.addresses.path(record_route(type_, id_)), "page.html", gone)


def _broken_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield from (Unit("broken", path) for path in directory.content.broken if path.endswith(".md"))


def _nothing(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    yield from ()


# ------------------------------------------------------------------------------------------------ lists


def _type_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    for type_ in LISTED[1:]:  # partnerships have the finder
        pages = list_pages(len(directory.records(type_)), directory.config.page_size)
        yield from list_units("list", type_, list_route(type_), pages)


def _value_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield the lists of all values together, by the first entry of each stretch: so cards are made once for all."""
    size = directory.config.page_size
    found: list[tuple[str, Unit]] = []
    for index in indexes:
        for value, ids in index.entries.items():
            route, pages = facet_route(index.name, value), list_pages(len(ids), size)
            units = list_units(f"facet/{index.name}", value, route, pages)
            found += zip(firsts(ids, size), units, strict=True)
    return (unit for _, unit in sorted(found, key=lambda each: each[0]))


def _body_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield the groups and organisations with more entries than their page shows."""
    for type_, entries in _entries(directory).items():
        for id_, ids in entries.items():
            if len(ids) > SHOWN and id_ in directory.records(type_):
                pages = list_pages(len(ids), directory.config.page_size)
                yield from list_units(f"taking-part/{type_}", id_, body_list_route(type_, id_), pages)


def _entries(directory: Directory) -> dict[str, dict[str, tuple[str, ...]]]:
    return {"groups": directory.backlinks.of_group, "organisations": directory.backlinks.of_organisation}


def _list_pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    id_, part = stretch(unit)
    reader, listing = edition.reader, _listing(edition, unit.kind, id_)
    for route, view in list_views(reader, edition.chrome, listing, part):
        yield PageRecipe(reader.addresses.path(route), "list.html", view)
    if part.start == 0:
        words = (listing.title, listing.intro)
        content = feed(reader, listing.route, words, listing.type, _newest(reader, unit, listing))
        yield FileRecipe(reader.addresses.path(feed_route(listing.route)), content)


def _newest(reader: Reader, unit: Unit, listing: Listing) -> tuple[str, ...]:
    if unit.kind == "list":
        return newest_of_all(reader, listing.type)
    return listing.newest or newest_of(reader, listing.type, listing.ids)


def _listing(edition: Edition, kind: str, id_: str) -> Listing:
    reader = edition.reader
    kind, _, name = kind.partition("/")
    if kind == "list":
        return type_listing(reader, id_, ())
    if kind == "facet":
        return value_listing(reader, next(index for index in edition.indexes if index.name == name), id_)
    return body_listing(reader, name, id_, _entries(reader.directory)[name][id_])


# ------------------------------------------------------------------------------------------------ single pages


def _browse_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("browse", "", ("/browse/", *(facet_route(index.name) for index in indexes)))


def _browse_pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    for route, view in browse_views(edition.reader, edition.chrome, edition.indexes):
        yield PageRecipe(edition.reader.addresses.path(route), "browse.html", view)


def _search_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("search", "", ("/search/",))


def _search_page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    view = search_view(edition.reader, edition.chrome, edition.facets)
    yield PageRecipe(edition.reader.addresses.path("/search/"), "search.html", view)


def _not_found_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("not-found", "", ("/404.html",))


def _not_found_page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    view = not_found_view(edition.reader, edition.chrome, edition.facets)
    yield PageRecipe(edition.reader.addresses.path("/404.html"), "404.html", view)


# ------------------------------------------------------------------------------------------------ all of them

KINDS: tuple[Kind, ...] = (
    *(_records_of(type_) for type_ in RECORD_TYPES),
    FIT_PAGES,
    CARDS,
    Kind("retired", _retired_units, _retired_page),
    *finder.KINDS,
    Kind("list", _type_units, _list_pages),
    Kind("facet", _value_units, _list_pages),
    Kind("taking-part", _body_units, _list_pages),
    Kind("browse", _browse_units, _browse_pages),
    MAP,
    NEAR,
    A_TO_Z,
    RECORD,
    *data.KINDS,
    Kind("search", _search_units, _search_page),
    Kind("not-found", _not_found_units, _not_found_page),
    HOST,
    SITEMAP,
    Kind("broken", _broken_units, _nothing),
)
"""Everything that a site is made of, in the order in which it is made."""

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(unit: Unit) -> Kind:
    """Return the kind of a unit."""
    return _BY_NAME[unit.kind.partition("/")[0]]


def all_units(directory: Directory, indexes: Indexes) -> tuple[Unit, ...]:
    """Return everything that there is to make, in a fixed order."""
    units = tuple(unit for kind in KINDS for unit in kind.units(directory, indexes))
    pages = (route for unit in units if not kind_of(unit).once for route in unit.routes)
    return (*units, *sitemap_units(directory, pages))


def language_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield everything that there is to make of a directory in one language."""
    return (unit for kind in KINDS if not kind.once for unit in kind.units(directory, indexes))


def unit_pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    """Yield the pages and files of a unit in one language; `bodies` is the prose of its record."""
    kind = kind_of(unit)
    if kind.once:
        yield from kind.make(edition, unit, bodies) if edition.reader.lang == edition.reader.default else ()
    elif own := edition.own(unit):
        yield from kind.make(edition, own, bodies)
