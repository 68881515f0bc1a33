"""A piece: everything that one unit gives to the site. What others need of it is a value in it, never a side effect.

`make_piece` is a pure function of the plan and the unit's own files; what is remembered only saves time.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.kept import read_prose
from builder.content.records import Record
from builder.core.digest import digest
from builder.core.memory import Memory, key_of
from builder.core.problems import Problem
from builder.core.store import Row, sealed
from builder.directory.links import Linked
from builder.directory.prose import check_prose
from builder.site.made import Made
from builder.site.outputs.open_data import record_json
from builder.site.outputs.search_records import search_record
from builder.site.pages import Edition, PageRecipe, Unit, unit_pages
from builder.site.plan import Plan
from builder.site.rendering import language_environment, render
from builder.site.search_record import SearchRecord


@dataclass(frozen=True, slots=True)
class Piece:
    """What a unit gives: pages by path, the links and anchors of its prose by file, a search record, its open data."""

    pages: dict[str, Made]
    linked: dict[str, Linked] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    search: SearchRecord | None = None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A piece that was made now, how many of its pages were rendered, and the rows that are to be kept of it."""

    piece: Piece
    rendered: int
    rows: list[Row]


def piece_key(plan: Plan, memory: Memory, unit: Unit) -> str:
    """Return the key of a piece: the engine, all that a view may ask for, and the unit's own files."""
    own = [f"{path}={named}" for path, named in plan.own_files(unit)]
    return key_of("piece", memory.engine, plan.digest, unit.kind, unit.id, *own)


def make_piece(plan: Plan, memory: Memory, unit: Unit, known: Mapping[str, Made], render_pages: bool = True) -> Fresh:
    """Make what a unit gives. `known` are the pages of the last build by path: one of the same key is not rendered."""
    rows: list[Row] = []
    bodies, found = _read_own(plan, memory, unit, rows)
    record = plan.record(unit)
    problems = (*found, *check_prose(plan.refused, _said(plan, record, bodies)))
    pages: dict[str, Made] = {}
    before = len(rows)
    for edition in plan.editions if render_pages else ():
        for recipe in unit_pages(edition, plan.indexes, unit, bodies):
            pages[recipe.path] = _make_page(plan, memory, edition, recipe, known, rows)
    linked = {path: Linked(body.links, body.anchors) for path, body in bodies.items()}
    search, data = _for_others(plan, record, bodies) if record and render_pages else (None, b"")
    return Fresh(Piece(pages, linked, problems, search, data), len(rows) - before, rows)


def _read_own(plan: Plan, memory: Memory, unit: Unit, rows: list[Row]) -> tuple[dict[str, Fragment], list[Problem]]:
    bodies: dict[str, Fragment] = {}
    problems: list[Problem] = []
    for path, named in plan.own_files(unit):
        parsed, row = read_prose(plan.root, path, named, memory)
        bodies[path] = parsed.value
        problems += parsed.problems
        rows += [row] if row else []
    return bodies, problems


def _said(
    plan: Plan, record: Record[Any] | None, bodies: Mapping[str, Fragment]
) -> Iterator[tuple[str, str, Fragment]]:
    """Yield the prose of a record's files, each with its path and language."""
    if record and bodies:
        yield record.path, record.facts.lang or plan.directory.config.default_language, bodies[record.path]
        yield from ((each.path, each.lang, bodies[each.path]) for each in record.translations)


def _for_others(plan: Plan, record: Record[Any], bodies: Mapping[str, Fragment]) -> tuple[SearchRecord | None, bytes]:
    readers = tuple(edition.reader for edition in plan.editions)
    search = search_record(readers, record, bodies) if plan.search else None
    return search, record_json(plan.root, plan.directory, record, bodies)


def _make_page(
    plan: Plan, memory: Memory, edition: Edition, recipe: PageRecipe, known: Mapping[str, Made], rows: list[Row]
) -> Made:
    """Return a page as it was made before, if that was from the same; else render it and add what is to be kept."""
    labels = edition.reader.catalogue.digest
    view = digest(msgspec.msgpack.encode(recipe.view))
    key = key_of("page", memory.engine, plan.closures[recipe.template], labels, recipe.template, view)
    before = known.get(recipe.path)
    if before and before.key == key:
        return before
    content = memory.get("page", key)
    if content is None:
        content = render(language_environment(plan.layouts, edition.reader.lang), recipe.template, recipe.view)
        rows.append(sealed("page", key, content))
    return Made(key, hashlib.sha256(content).hexdigest(), len(content))
