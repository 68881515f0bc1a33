"""Every page of the site, unit by unit: its path, its template, its view. A view reads the directory, no more."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.content.fragment import Fragment
from builder.content.records import Record
from builder.core.noting import note
from builder.core.text import is_slug
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex
from builder.model.page import Door, Page
from builder.site import labels
from builder.site.bodies import SHOWN, group_view, organisation_view
from builder.site.entry import entry_view
from builder.site.frames import make_chrome
from builder.site.lists import (
    Listing,
    body_listing,
    browse_views,
    facets,
    list_pages,
    list_views,
    not_found_view,
    search_view,
    type_listing,
    value_listing,
)
from builder.site.prose import Told
from builder.site.reader import Reader
from builder.site.routes import RECORD_TYPES, body_list_route, facet_route, list_route, numbered_route, record_route
from builder.site.texts import guide_view, home_view, plain_view, retired_view
from builder.site.views.parts import Chrome, Facet

TEMPLATES = (
    "entry.html", "guide.html", "group.html", "organisation.html", "page.html", "home.html", "list.html", "browse.html",
    "search.html", "404.html",
)  # fmt: skip
FACETS = "facets"
LISTED = ("partnerships", "guides", "groups", "organisations")


MAKERS: dict[str, tuple[str, Callable[[Reader, Chrome, Told[Any]], object]]] = {
    "partnerships": ("entry.html", entry_view), "guides": ("guide.html", guide_view),
    "groups": ("group.html", group_view), "organisations": ("organisation.html", organisation_view),
    "pages": ("page.html", plain_view),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageRecipe:
    """A page to be made: output path, template and view."""

    path: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class Unit:
    """What is made at one go, in all languages: a record (`kind` is its type), a list with its pages, or a single page.

    `pages` is how many pages it has in each language: a broken file has none, and is there for the links in its prose.
    """

    kind: str
    id: str
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language: its reader, and what many of its pages show."""

    reader: Reader
    chrome: Chrome
    counted: tuple[Facet, ...]

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Return all facets with their first values and counts; noted, because few pages show them."""
        note(f"{FACETS}/{self.reader.lang}")
        return self.counted


def make_edition(reader: Reader, indexes: tuple[FacetIndex, ...]) -> Edition:
    """Return the edition of a reader's language."""
    return Edition(reader, make_chrome(reader), facets(reader, indexes))


def all_units(directory: Directory, indexes: tuple[FacetIndex, ...]) -> tuple[Unit, ...]:
    """Return everything that there is to make, in a fixed order."""
    size = directory.config.page_size
    units = [Unit(type_, id_) for type_ in RECORD_TYPES for id_ in directory.records(type_)]
    if "home" not in directory.pages:
        units.append(Unit("pages", "home"))
    units += [Unit("retired", f"{type_}/{id_}") for type_, id_ in retired(directory)]
    units += [Unit("list", type_, list_pages(len(directory.records(type_)), size)) for type_ in LISTED]
    for index in indexes:
        units += [
            Unit(f"facet/{index.name}", value, list_pages(len(ids), size)) for value, ids in index.entries.items()
        ]
    units += [
        Unit(f"taking-part/{type_}", id_, list_pages(len(ids), size)) for type_, id_, ids in long_bodies(directory)
    ]
    units += [Unit("browse", "", 1 + len(indexes)), Unit("search", ""), Unit("not-found", "")]
    units += [Unit("broken", path, 0) for path in directory.content.broken if path.endswith(".md")]
    return tuple(units)


def all_routes(directory: Directory, indexes: tuple[FacetIndex, ...]) -> frozenset[str]:
    """Return every page route of the site, without language."""
    routes = {"/", "/browse/", "/search/"}
    for type_ in RECORD_TYPES:
        routes |= {record_route(type_, id_) for id_ in directory.records(type_)}
    routes |= {record_route(type_, id_) for type_, id_ in retired(directory)}
    for type_ in LISTED:
        routes |= _paged(list_route(type_), len(directory.records(type_)), directory)
    for index in indexes:
        routes.add(facet_route(index.name))
        for value, ids in index.entries.items():
            routes |= _paged(facet_route(index.name, value), len(ids), directory)
    for type_, id_, ids in long_bodies(directory):
        routes |= _paged(body_list_route(type_, id_), len(ids), directory)
    return frozenset(routes)


def retired(directory: Directory) -> list[tuple[str, str]]:
    """Return type and id of every retired record whose address still answers."""
    keys = [tuple(key.split("/", 1)) for key in directory.content.retired]
    return [(key[0], key[1]) for key in keys if len(key) == 2 and key[0] in RECORD_TYPES and is_slug(key[1])]


def _paged(route: str, total: int, directory: Directory) -> set[str]:
    pages = list_pages(total, directory.config.page_size)
    return {numbered_route(route, number) for number in range(1, pages + 1)}


def long_bodies(directory: Directory) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the groups and organisations with more entries than their page shows."""
    return [
        (type_, id_, ids)
        for type_, entries in _entries(directory).items()
        for id_, ids in entries.items()
        if len(ids) > SHOWN and id_ in directory.records(type_)
    ]


def _entries(directory: Directory) -> dict[str, dict[str, tuple[str, ...]]]:
    return {"groups": directory.backlinks.of_group, "organisations": directory.backlinks.of_organisation}


def unit_pages(
    edition: Edition, indexes: tuple[FacetIndex, ...], unit: Unit, bodies: Mapping[str, Fragment]
) -> Iterator[PageRecipe]:
    """Yield the pages of a unit in one language; `bodies` is the prose of its record, by path."""
    reader, chrome = edition.reader, edition.chrome
    kind = unit.kind.partition("/")[0]
    path = reader.addresses.path
    if kind in MAKERS:
        yield _record_page(edition, unit, bodies)
    elif kind == "retired":
        type_, _, id_ = unit.id.partition("/")
        gone = retired_view(reader, chrome, type_, id_, reader.directory.content.retired[unit.id])
        yield PageRecipe(path(record_route(type_, id_)), "page.html", gone)
    elif kind in {"list", "facet", "taking-part"}:
        for route, view in list_views(reader, chrome, _listing(edition, indexes, unit)):
            yield PageRecipe(path(route), "list.html", view)
    elif kind == "browse":
        for route, browse in browse_views(reader, chrome, indexes):
            yield PageRecipe(path(route), "browse.html", browse)
    elif kind == "search":
        yield PageRecipe(path("/search/"), "search.html", search_view(reader, chrome, edition.facets))
    elif kind == "not-found":
        not_found = path("/").removesuffix("index.html") + "404.html"
        yield PageRecipe(not_found, "404.html", not_found_view(reader, chrome, edition.facets))


def _record_page(edition: Edition, unit: Unit, bodies: Mapping[str, Fragment]) -> PageRecipe:
    reader, chrome = edition.reader, edition.chrome
    record = reader.directory.records(unit.kind).get(unit.id) or default_home(reader)
    told = Told(record, bodies)
    if (unit.kind, unit.id) == ("pages", "home"):
        return PageRecipe(reader.addresses.path("/"), "home.html", home_view(reader, chrome, told))
    template, make = MAKERS[unit.kind]
    return PageRecipe(reader.addresses.path(record_route(unit.kind, unit.id)), template, make(reader, chrome, told))


def _listing(edition: Edition, indexes: tuple[FacetIndex, ...], unit: Unit) -> Listing:
    reader = edition.reader
    kind, _, name = unit.kind.partition("/")
    if kind == "list":
        return type_listing(reader, unit.id, edition.facets)
    if kind == "facet":
        return value_listing(reader, next(index for index in indexes if index.name == name), unit.id)
    return body_listing(reader, name, unit.id, _entries(reader.directory)[name][unit.id])


def default_home(reader: Reader) -> Record[Page]:
    """Return a home page for a directory that has not written one: its name, and a door to each list."""
    config = reader.directory.config
    doors = tuple(
        Door(title={reader.lang: reader.say(labels.LISTS[type_])}, to=list_route(type_))
        for type_ in LISTED
        if reader.directory.records(type_)
    )
    facts = Page(title=config.name, summary=config.description, doors=doors)
    return Record("pages", "home", "site_config.yaml", "", facts)
