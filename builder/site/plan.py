"""The plan of a site: what there is to make, what is copied, and the problems that only a plan can see."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from builder.content.inputs import Inputs
from builder.content.kept import stop_if_changed
from builder.content.records import Record
from builder.core.digest import digest
from builder.core.problems import Problem, Span, problem
from builder.core.text import did_you_mean
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex
from builder.directory.links import Linked
from builder.directory.wording import Refused, refused_phrases
from builder.site.answers import Answers, Late
from builder.site.claims import claim
from builder.site.data import SUMS
from builder.site.editions import Scope, asked, asked_late, make_editions
from builder.site.i18n import Catalogue
from builder.site.kinds import FACETS, Edition, Unit
from builder.site.layouts import Layouts, assets
from builder.site.outputs import open_data, table
from builder.site.pages import all_units, kind_of
from builder.site.routes import RECORD_TYPES, ROUTES, content_route, is_outside, is_steady, record_route

DATA_FILES = (open_data.PATH, table.PATH, SUMS)
"""What is made of all extracts together."""

LISTING = "build.json"
"""The list of all files, which the commit adds."""

TEMPLATE = "template"
"""The place of templates among all that is noted: what each can reach is named by `Plan.closures`."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that is published as it is: where it goes, where it lies, the SHA-256 and the size of its bytes."""

    path: str
    file: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a site is made: with full-text search, or `offline`, to be read without a server."""

    search: bool = True
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """How pages look: the layouts, what rendering each template can reach, and the labels of each language."""

    layouts: Layouts
    closures: Mapping[str, str]
    catalogues: tuple[Catalogue, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site consists of, before anything is rendered.

    `world` names what any page may depend on, `answers` what is noted when a page asks for it; `closures` name what
    rendering a template can reach; `routes` are all pages without language, `files` what is the same in all.
    """

    root: Path
    directory: Directory
    editions: tuple[Edition, ...]
    indexes: tuple[FacetIndex, ...]
    layouts: Layouts
    closures: Mapping[str, str]
    routes: frozenset[str]
    files: frozenset[str]
    units: tuple[Unit, ...]
    copied: tuple[Copied, ...]
    refused: Refused
    form: Form
    world: str
    answers: Answers

    @property
    def search(self) -> bool:
        """Say whether there is full-text search."""
        return self.form.search

    @property
    def page_count(self) -> int:
        """Return how many pages there will be."""
        return sum(len(each.reader.routes) for each in self.editions) + len(self.files)

    def record(self, unit: Unit) -> Record[Any] | None:
        """Return the record of a unit; None for lists and single pages."""
        return self.directory.records(unit.kind).get(unit.id) if unit.kind in RECORD_TYPES else None

    def own_files(self, unit: Unit) -> tuple[tuple[str, str], ...]:
        """Return path and digest of the files whose prose belongs to a unit.

        Lists have none, nor has a partner that is described inside an entry.
        """
        if unit.kind == "broken":
            return ((unit.id, self.directory.content.broken[unit.id]),)
        record = self.record(unit)
        inline = unit.kind == "organisations" and unit.id in self.directory.inline
        return record.files if record and not inline else ()


def plan_site(
    root: Path,
    inputs: Inputs,
    directory: Directory,
    indexes: tuple[FacetIndex, ...],
    looks: Looks,
    form: Form = Form(),
) -> tuple[Plan, list[Problem]]:
    """Plan every page and file of a site; the problems are addresses and paths that do not work out."""
    units = all_units(directory, indexes)
    routes, files = (frozenset(_routes(units, once)) for once in (False, True))
    editions = make_editions(Scope(directory, indexes, routes), looks.catalogues, form.search)
    copied = tuple(_copied(root, inputs, directory, looks.layouts))
    plan = Plan(
        root=root,
        directory=directory,
        editions=editions,
        indexes=indexes,
        layouts=looks.layouts,
        closures=looks.closures,
        routes=routes,
        files=files,
        units=units,
        copied=copied,
        refused=refused_phrases(directory.content.wording),
        form=form,
        world=_world(directory, editions, routes, form),
        answers=Answers(_asked(editions, looks.closures), _asked_late(editions)),
    )
    problems = _check_menus(plan)
    problems += claim(_claims(plan))
    return plan, problems


def _routes(units: Iterable[Unit], once: bool) -> Iterator[str]:
    """Yield what is made once for the site, or all else, which is made for each language."""
    return (route for unit in units if kind_of(unit).once == once for route in unit.routes)


def _world(directory: Directory, editions: Iterable[Edition], routes: frozenset[str], form: Form) -> str:
    """Name all that a view may ask for and that is not noted: it changes seldom, and then everything may change.

    Tables enter in their order: of a text without the reader's language and the site's, the first language is shown.
    """
    content = directory.content
    tables = [content.vocabularies, content.territory_names, content.retired, content.pictures, content.wording]
    more = [directory.has_cards, content.fit, form]
    steady = [sorted(filter(is_steady, each)) for each in (routes, *_narrow_routes(editions))]
    facts = [directory.config, more, tables, content.media, content.static, steady]
    said = [[each.reader.catalogue.digest, each.reader.search, each.chrome] for each in editions]
    return digest(msgspec.msgpack.encode([facts, said]))


def _narrow_routes(editions: Iterable[Edition]) -> Iterator[frozenset[str]]:
    return (each.reader.routes for each in editions if each.units is not None)


def _asked(editions: tuple[Edition, ...], closures: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return all that is noted when it is asked for, by place."""
    own = {place: answers for edition in editions for place, answers in asked(edition).items()}
    counted = {each.reader.lang: each.counted for each in editions}
    routes = dict.fromkeys(editions[0].reader.routes, True)
    return {**own, FACETS: counted, TEMPLATE: dict(closures), ROUTES: routes}


def _asked_late(editions: Iterable[Edition]) -> dict[str, Late]:
    return {place: make for edition in editions for place, make in asked_late(edition).items()}


def _claims(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every path of the site with what claims it."""
    yield from ((each.path, each.file.removeprefix(f"{plan.root}/")) for each in plan.copied)
    yield from ((path, "the open data") for path in DATA_FILES)
    yield LISTING, "the list of all files"
    yield from _page_paths(plan)
    yield from ((route.lstrip("/"), "a list of the site") for route in sorted(plan.files))
    if plan.search:
        yield "pagefind", "the search index"


def _page_paths(plan: Plan) -> Iterator[tuple[str, str]]:
    sources = {
        record_route(type_, id_): record.path
        for type_ in RECORD_TYPES
        for id_, record in plan.directory.records(type_).items()
    }
    for edition in plan.editions:
        path = edition.reader.addresses.path
        yield from ((path(each), sources.get(each, "a list of the site")) for each in sorted(edition.reader.routes))


def _copied(root: Path, inputs: Inputs, directory: Directory, layouts: Layouts) -> Iterator[Copied]:
    """Yield assets, pictures, static files, and the sources of entries where they are published."""
    for name, file in assets(layouts).items():
        yield _copy(f"assets/{name}", file)
    for path in (*directory.content.media, *directory.content.static):
        place = path.removeprefix("content/").removeprefix("static/")
        yield Copied(place, f"{root}/{path}", inputs.digests[path], inputs.sizes[path])
    for id_, entry in directory.partnerships.items() if directory.config.publish_markdown else ():
        yield _copy(record_route("partnerships", id_).lstrip("/") + "entry.md", root / entry.path, entry.digest)


def _copy(path: str, file: Path, named: str = "") -> Copied:
    content = file.read_bytes()
    if named:
        stop_if_changed(path, digest(content), named)
    return Copied(path, str(file), hashlib.sha256(content).hexdigest(), len(content))


def _check_menus(plan: Plan) -> list[Problem]:
    """Return a problem for each menu item or door to an address of the site that does not exist."""
    config = plan.directory.config
    wanted: list[tuple[Span, str]] = []
    for field in ("menu", "footer"):
        items = getattr(config, field)
        wanted += [(Span("site_config.yaml", keys=(field, at, "to")), item.to) for at, item in enumerate(items)]
    if config.near.movement_list:
        wanted.append((Span("site_config.yaml", keys=("near", "movement_list", "to")), config.near.movement_list.to))
    for at, item in enumerate(config.near.on_your_own):
        wanted.append((Span("site_config.yaml", keys=("near", "on_your_own", at, "to")), item.to))
    for page in plan.directory.pages.values():
        wanted += [(Span(page.path, keys=("doors", at, "to")), door.to) for at, door in enumerate(page.facts.doors)]
    return check_addresses(plan, wanted)


def check_prose_addresses(plan: Plan, prose: Mapping[str, Linked]) -> list[Problem]:
    """Return a problem for each link in prose to an address of the site that does not exist."""
    return check_addresses(
        plan,
        [
            (Span(path, link.line, link.column, link.column + len(link.target)), link.target)
            for path, here in prose.items()
            for link in here.links
            if link.kind == "address"
        ],
    )


def check_addresses(plan: Plan, wanted: list[tuple[Span, str]]) -> list[Problem]:
    """Return a problem for each target that is neither a page nor a file of the site, nor outside."""
    files = {*DATA_FILES, *(each.path for each in plan.copied), *(route.lstrip("/") for route in plan.files)}
    return [found for span, target in wanted for found in _check_address(span, target, plan.routes, files)]


def _check_address(span: Span, target: str, routes: frozenset[str], files: set[str]) -> list[Problem]:
    route = content_route(target) or target.partition("#")[0]
    if route in routes or route.lstrip("/") in files or is_outside(target):
        return []
    remedy = did_you_mean(target, routes)
    if target.endswith(".md"):
        remedy = f"add content/{target.removeprefix('content/')}, or correct the path"
    return [problem("FP405", f'there is no page "{target}" on this site', span, remedy)]
