"""One file becomes one record or translation, or problems: a pure function of its path and bytes."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from builder.content import markdown
from builder.content.fragment import EMPTY, Fragment
from builder.content.front_matter import split
from builder.content.records import TYPES, Record, Translation
from builder.content.sources import Source, read_source
from builder.content.strict_yaml import read_yaml
from builder.core.problems import Problem, Span, problem
from builder.model.page import TranslationFacts
from builder.model.schema import R, check


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file gave: a record, a translation of the record with this type and id, or nothing but problems.

    `body` is the prose of a file that gave nothing else: its links are checked all the same.
    """

    path: str
    type: str
    id: str
    made: Record[Any] | Translation | None
    problems: tuple[Problem, ...]
    body: Fragment = EMPTY


def parse_file(root: Path, path: str) -> Parsed:
    """Read and parse one Markdown file of content; `path` is relative to the site's root."""
    parts = PurePosixPath(path)
    type_ = parts.parts[1]
    stem, _, lang = parts.stem.partition(".")
    source, found = read_source(root, path)
    if source is None:
        return Parsed(path, type_, stem, None, tuple(found))
    facts, body, line, faults = _facts(cast(type[Any], TranslationFacts if lang else TYPES[type_]), source)
    fragment, more = markdown.render(body, path, line)
    found = [*found, *faults, *more]
    if facts is None:
        return Parsed(path, type_, stem, None, tuple(found), fragment)
    made: Record[Any] | Translation
    if lang:
        made = Translation(lang, path, facts.title or "", facts.summary or "", fragment, facts.made_from)
    else:
        made = Record(type_, stem, path, source.digest, facts, fragment)
    return Parsed(path, type_, stem, made, tuple(found))


def check_facts(kind: type[R], facts: object, path: str) -> tuple[R | None, list[Problem]]:
    """Check plain facts against a record's schema; the problems carry keys that `places.locate` turns into lines."""
    made, faults = check(kind, facts)
    return made, [
        problem(each.code, each.message, Span(path, keys=each.keys, of_key=each.of_key), each.remedy) for each in faults
    ]


def _facts(kind: type[R], source: Source) -> tuple[R | None, str, int, list[Problem]]:
    """Return the checked front matter, the body and the line on which it begins."""
    front, found = split(source)
    if front is None:
        return None, "", 1, found
    facts, more = read_yaml(front.yaml, source.path, 2)
    if more:
        return None, front.body, front.body_line, found + more
    made, faults = check_facts(kind, facts if facts is not None else {}, source.path)
    return made, front.body, front.body_line, found + faults


def read_body(root: Path, path: str) -> str:
    """Return the Markdown of a file below its front matter; empty where there is none."""
    source, _ = read_source(root, path)
    front, _ = split(source) if source else (None, [])
    return front.body if front else ""
