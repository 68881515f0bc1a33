"""The plan of a site: every page as a recipe, every other file as bytes, and the problems that only a plan can see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.content.parse import read_body
from builder.content.records import Record
from builder.core.problems import Problem, Span, problem
from builder.core.text import did_you_mean
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex, facet_index
from builder.site.claims import claim
from builder.site.frames import language_addresses
from builder.site.i18n import load_catalogue
from builder.site.layouts import Layouts, assets
from builder.site.outputs.open_data import directory_json
from builder.site.outputs.search_records import search_records
from builder.site.pages import PageRecipe, all_routes, pages
from builder.site.reader import Reader
from builder.site.routes import RECORD_TYPES, content_route, is_outside, record_route
from builder.site.search_record import SearchRecord

File = tuple[str, Callable[[], bytes], str]
"""A file that is no page: its path, how its bytes are got, and the source that it comes from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site consists of, before anything is rendered."""

    readers: tuple[Reader, ...]
    indexes: tuple[FacetIndex, ...]
    layouts: Layouts
    files: tuple[File, ...]
    search: bool

    @property
    def page_count(self) -> int:
        """Return how many pages there will be, the one for missing pages included."""
        return sum(len(reader.routes) + 1 for reader in self.readers)

    def pages(self) -> Iterator[PageRecipe]:
        """Yield the recipe of every page, language by language; views are made as they are asked for."""
        for reader in self.readers:
            yield from pages(reader, self.indexes)

    def search_records(self) -> tuple[SearchRecord, ...]:
        """Return what full-text search is to know."""
        return search_records(self.readers) if self.search else ()


def plan_site(root: Path, directory: Directory, layouts: Layouts, search: bool = True) -> tuple[Plan, list[Problem]]:
    """Plan every page and file of a site; the problems are labels, addresses and paths that do not work out."""
    indexes = facet_index(directory)
    routes = all_routes(directory, indexes)
    readers, problems = _readers(directory, layouts, routes, search)
    files = tuple(_files(root, directory, layouts))
    plan = Plan(readers, indexes, layouts, files, search)
    problems += _check_addresses(directory, routes, {path for path, _, _ in files})
    claims = [*((path, source) for path, _, source in files), *_page_paths(directory, readers, routes)]
    problems += claim([*claims, ("pagefind", "the search index")] if search else claims)
    return plan, problems


def _readers(
    directory: Directory, layouts: Layouts, routes: frozenset[str], search: bool
) -> tuple[tuple[Reader, ...], list[Problem]]:
    config = directory.config
    made, problems = [], []
    for tag in config.languages:
        catalogue, found = load_catalogue(layouts.folders, tag)
        problems += found
        prefix = "" if tag == config.default_language else tag
        addresses = language_addresses(config.base_url, config.base_path, prefix)
        made.append(Reader(directory, tag, catalogue, addresses, routes, search))
    return tuple(made), problems


def _page_paths(directory: Directory, readers: tuple[Reader, ...], routes: frozenset[str]) -> Iterator[tuple[str, str]]:
    sources = {
        record_route(type_, id_): record.path
        for type_ in RECORD_TYPES
        for id_, record in directory.records(type_).items()
    }
    for reader in readers:
        yield from (
            (reader.addresses.path(route), sources.get(route, "a list of the site")) for route in sorted(routes)
        )


def _files(root: Path, directory: Directory, layouts: Layouts) -> Iterator[File]:
    """Yield assets, pictures, static files, the sources of entries, and the open data."""
    for name, file in assets(layouts).items():
        yield f"assets/{name}", file.read_bytes, f"layouts/assets/{name}"
    for path in directory.content.media:
        yield path.removeprefix("content/"), (root / path).read_bytes, path
    for path in directory.content.static:
        yield path.removeprefix("content/static/"), (root / path).read_bytes, path
    for id_, entry in directory.partnerships.items() if directory.config.publish_markdown else ():
        yield record_route("partnerships", id_).lstrip("/") + "entry.md", (root / entry.path).read_bytes, entry.path
    yield "data/directory.json", lambda: directory_json(directory, _bodies(root, directory)), "the open data"


def _bodies(root: Path, directory: Directory) -> dict[str, str]:
    """Return the Markdown of every record and translation by path."""
    paths = {
        path for type_ in RECORD_TYPES for record in directory.records(type_).values() for path, _ in record.bodies
    }
    return {path: read_body(root, path).strip() for path in sorted(paths)}


def _check_addresses(directory: Directory, routes: frozenset[str], files: set[str]) -> list[Problem]:
    """Return a problem for each menu item, door or link to an address of the site that does not exist."""
    config = directory.config
    wanted: list[tuple[Span, str]] = []
    for field in ("menu", "footer"):
        items = getattr(config, field)
        wanted += [(Span("site_config.yaml", keys=(field, at, "to")), item.to) for at, item in enumerate(items)]
    for page in directory.pages.values():
        wanted += [(Span(page.path, keys=("doors", at, "to")), door.to) for at, door in enumerate(page.facts.doors)]
    records: list[Record[Any]] = [each for type_ in RECORD_TYPES for each in directory.records(type_).values()]
    for record in records:
        wanted += [
            (Span(path, link.line, link.column, link.column + len(link.target)), link.target)
            for path, body in record.bodies
            for link in body.links
            if link.kind == "address"
        ]
    return [found for span, target in wanted for found in _check_address(span, target, routes, files)]


def _check_address(span: Span, target: str, routes: frozenset[str], files: set[str]) -> list[Problem]:
    route = content_route(target) or target.partition("#")[0]
    if route in routes or route.lstrip("/") in files or is_outside(target):
        return []
    remedy = did_you_mean(target, routes)
    if target.endswith(".md"):
        remedy = f"add content/{target.removeprefix('content/')}, or correct the path"
    return [problem("FP405", f'there is no page "{target}" on this site', span, remedy)]
