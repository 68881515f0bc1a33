"""A piece: everything that one unit gives to the site. What others need of it is a value in it, never a side effect.

`make_piece` is a pure function of the plan and the unit's own files; what is remembered only saves time.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.kept import parsed_prose, stop_if_changed
from builder.content.parse import Body, Parsed, read_body
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
    """Make what a unit gives. `known` are the pages of the last build by path: one of the same key is not rendered.

    Raises `Stop` (FP509) when a file is no longer what it was when it was hashed.
    """
    rows: list[Row] = []
    own = _read_own(plan, memory, unit, rows)
    record, bodies = plan.record(unit), {path: parsed.value for path, (_, parsed) in own.items()}
    found = [each for _, parsed in own.values() for each in parsed.problems]
    problems = (*found, *check_prose(plan.refused, _said(plan, record, bodies)))
    linked = {path: Linked(body.links, body.anchors) for path, body in bodies.items()}
    if not render_pages:
        return Fresh(Piece({}, linked, problems), 0, rows)
    pages: dict[str, Made] = {}
    before = len(rows)
    for edition in plan.editions:
        for recipe in unit_pages(edition, plan.indexes, unit, bodies):
            pages[recipe.path] = _make_page(plan, memory, edition, recipe, known, rows)
    search, data = None, b""
    if record:
        readers = tuple(edition.reader for edition in plan.editions)
        search = search_record(readers, record, bodies) if plan.search else None
        data = record_json(plan.directory, record, {path: body.text for path, (body, _) in own.items()})
    return Fresh(Piece(pages, linked, problems, search, data), len(rows) - before, rows)


def _read_own(plan: Plan, memory: Memory, unit: Unit, rows: list[Row]) -> dict[str, tuple[Body, Parsed[Fragment]]]:
    """Return the Markdown and the prose of a unit's own files by path; each file is read once."""
    own = {}
    for path, named in plan.own_files(unit):
        body = read_body(plan.root, path)
        stop_if_changed(path, body.digest, named)
        parsed, row = parsed_prose(body, memory)
        own[path] = (body, parsed)
        rows += [row] if row else []
    return own


def _said(
    plan: Plan, record: Record[Any] | None, bodies: Mapping[str, Fragment]
) -> Iterator[tuple[str, str, Fragment]]:
    """Yield the prose of a record's files, each with its path and language."""
    if record and bodies:
        yield record.path, record.facts.lang or plan.directory.config.default_language, bodies[record.path]
        yield from ((each.path, each.lang, bodies[each.path]) for each in record.translations)


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
        content = render(language_environment(plan.layouts, edition.reader.catalogue), recipe.template, recipe.view)
        rows.append(sealed("page", key, content))
    return Made(key, hashlib.sha256(content).hexdigest(), len(content))
