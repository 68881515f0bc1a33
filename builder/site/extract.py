"""What a unit tells without its pages: its links, its problems, its search record and its open data.

`make_extract` is a pure function of the plan and the unit's own files; what is remembered only saves time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from builder.content.fragment import Fragment
from builder.content.kept import parsed_prose, stop_if_changed
from builder.content.parse import Body, Parsed, read_body
from builder.content.records import Record
from builder.core.memory import Memory
from builder.core.problems import Problem
from builder.core.store import Row
from builder.directory.links import Linked
from builder.directory.prose import check_prose
from builder.site.kinds import Unit
from builder.site.outputs import table
from builder.site.outputs.open_data import record_json
from builder.site.outputs.search_records import search_record
from builder.site.plan import Plan
from builder.site.search_record import SearchRecord

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Fresh(Generic[V]):
    """Something that was made now, how many pages were rendered for it, and the rows that are to be kept of it."""

    value: V
    rows: list[Row]
    rendered: int = 0


@dataclass(frozen=True, slots=True)
class Extract:
    """Links and anchors of a unit's prose by file, what is wrong there, a search record, open data (JSON, a row)."""

    linked: dict[str, Linked] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    search: SearchRecord | None = None
    data: bytes = b""
    row: bytes = b""


def make_extract(plan: Plan, memory: Memory, unit: Unit, before: object = None) -> Fresh[Extract]:
    """Make what a unit tells; what it told before is of no use.

    Raises `Stop` (FP509) when a file is no longer what it was when it was hashed.
    """
    rows: list[Row] = []
    own = _read_own(plan, memory, unit, rows)
    record, bodies = plan.record(unit), {path: parsed.value for path, (_, parsed) in own.items()}
    found = [each for _, parsed in own.values() for each in parsed.problems]
    problems = (*found, *check_prose(plan.refused, _said(plan, record, bodies)))
    linked = {path: Linked(body.links, body.anchors) for path, body in bodies.items()}
    if record is None:
        return Fresh(Extract(linked, problems), rows)
    readers = tuple(edition.reader for edition in plan.editions)
    search = search_record(readers, record, bodies) if plan.search else None
    data = record_json(plan.directory, record, {path: body.text for path, (body, _) in own.items()})
    row = table.row(readers[0], record) if unit.kind == "partnerships" else b""
    return Fresh(Extract(linked, problems, search, data, row), rows)


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
