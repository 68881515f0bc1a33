"""Every page of the site: its path, its template, its view. Making a view reads the directory and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.content.fragment import EMPTY
from builder.content.records import Record
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex
from builder.model.page import Door, Page
from builder.model.values import is_slug
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
from builder.site.reader import Reader
from builder.site.routes import RECORD_TYPES, body_list_route, facet_route, list_route, numbered_route, record_route
from builder.site.texts import guide_view, home_view, plain_view, retired_view
from builder.site.views.parts import Chrome, Facet

TEMPLATES = (
    "entry.html", "guide.html", "group.html", "organisation.html", "page.html", "home.html", "list.html", "browse.html",
    "search.html", "404.html",
)  # fmt: skip
LISTED = ("partnerships", "guides", "groups", "organisations")


@dataclass(frozen=True, slots=True)
class PageRecipe:
    """A page to be made: output path, language, template and view; `source` is the file that it comes from."""

    path: str
    lang: str
    template: str
    view: object
    source: str


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
    links = directory.backlinks
    return [
        (type_, id_, ids)
        for type_, entries in (("groups", links.of_group), ("organisations", links.of_organisation))
        for id_, ids in entries.items()
        if len(ids) > SHOWN and id_ in directory.records(type_)
    ]


def pages(reader: Reader, indexes: tuple[FacetIndex, ...]) -> Iterator[PageRecipe]:
    """Yield every page of one language, in a fixed order."""
    directory, chrome = reader.directory, make_chrome(reader)
    path, lang = reader.addresses.path, reader.lang
    home = directory.pages.get("home") or default_home(reader)
    yield PageRecipe(path("/"), lang, "home.html", home_view(reader, chrome, home), home.path)
    makers: tuple[tuple[str, str, Callable[[Reader, Chrome, Record[Any]], object]], ...] = (
        ("partnerships", "entry.html", entry_view), ("guides", "guide.html", guide_view),
        ("groups", "group.html", group_view), ("organisations", "organisation.html", organisation_view),
        ("pages", "page.html", plain_view),
    )  # fmt: skip
    for type_, template, make in makers:
        for id_, record in directory.records(type_).items():
            if (type_, id_) != ("pages", "home"):
                yield PageRecipe(
                    path(record_route(type_, id_)), lang, template, make(reader, chrome, record), record.path
                )
    for type_, id_ in retired(directory):
        gone = retired_view(reader, chrome, type_, id_, directory.content.retired[f"{type_}/{id_}"])
        yield PageRecipe(path(record_route(type_, id_)), lang, "page.html", gone, "content/redirects.yaml")
    shown = facets(reader, indexes)
    for listing, source in _listings(reader, indexes, shown):
        for route, view in list_views(reader, chrome, listing):
            yield PageRecipe(path(route), lang, "list.html", view, source)
    for route, browse in browse_views(reader, chrome, indexes):
        yield PageRecipe(path(route), lang, "browse.html", browse, "the pages to browse by")
    yield PageRecipe(path("/search/"), lang, "search.html", search_view(reader, chrome, shown), "the search page")
    not_found = path("/").removesuffix("index.html") + "404.html"
    yield PageRecipe(not_found, lang, "404.html", not_found_view(reader, chrome, shown), "the page for missing pages")


def _listings(
    reader: Reader, indexes: tuple[FacetIndex, ...], shown: tuple[Facet, ...]
) -> Iterator[tuple[Listing, str]]:
    directory = reader.directory
    for type_ in LISTED:
        yield type_listing(reader, type_, shown), f"the list of {type_}"
    for index in indexes:
        for value in index.entries:
            yield value_listing(reader, index, value), f"the list of {index.name} {value}"
    for type_, id_, ids in long_bodies(directory):
        yield body_listing(reader, type_, id_, ids), directory.records(type_)[id_].path


def default_home(reader: Reader) -> Record[Page]:
    """Return a home page for a directory that has not written one: its name, and a door to each list."""
    config = reader.directory.config
    doors = tuple(
        Door(title={reader.lang: reader.say(labels.LISTS[type_])}, to=list_route(type_))
        for type_ in LISTED
        if reader.directory.records(type_)
    )
    facts = Page(title=config.name, summary=config.description, doors=doors)
    return Record("pages", "home", "site_config.yaml", "", facts, EMPTY)
