"""One file is read twice: once for its facts, once for its prose. Each is a pure function of its path and bytes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from builder.content import markdown
from builder.content.fragment import EMPTY, Fragment
from builder.content.front_matter import FrontMatter, split
from builder.content.records import TYPES
from builder.content.sources import Source, read_source
from builder.content.strict_yaml import read_yaml
from builder.core.problems import Problem, Span, problem
from builder.model.page import TranslationFacts
from builder.model.schema import R, check

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[F]):
    """What a file gave and what is wrong with it; `digest` names the bytes that were read, empty for none.

    `value` is the checked facts (None where they are broken) or the fragment of its prose; with facts, `prose` says
    whether there is any below them.
    """

    digest: str
    value: F
    problems: tuple[Problem, ...]
    prose: bool = False


def parse_facts(root: Path, path: str) -> Parsed[Any]:
    """Read the front matter of a Markdown file of content; `path` is relative to the site's root."""
    source, found = read_source(root, path)
    if source is None:
        return Parsed("", None, tuple(found))
    front, fences = split(source)
    facts, more = _facts(kind_of(path), source, front) if front else (None, [])
    return Parsed(source.digest, facts, (*found, *fences, *more), bool(front and front.body.strip()))


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of a file below its front matter, and the line on which it begins; empty where there is none.

    `digest` names the bytes of the file, empty where it could not be read.
    """

    path: str
    digest: str
    text: str = ""
    line: int = 1


def read_body(root: Path, path: str) -> Body:
    """Read the Markdown of a file; what is wrong with the file as a whole is told with its facts."""
    source, _ = read_source(root, path)
    front = split(source)[0] if source else None
    named = source.digest if source else ""
    return Body(path, named, front.body, front.body_line) if front else Body(path, named)


def parse_prose(body: Body) -> Parsed[Fragment]:
    """Parse the prose of a file."""
    fragment, found = markdown.render(body.text, body.path, body.line) if body.text else (EMPTY, [])
    return Parsed(body.digest, fragment, tuple(found))


def kind_of(path: str) -> type[Any]:
    """Return the type of the facts in a file: that of its folder, or those of a translation."""
    _, folder, name = path.split("/")
    return TranslationFacts if name.count(".") > 1 else TYPES[folder]


def check_facts(kind: type[R], facts: object, path: str) -> tuple[R | None, list[Problem]]:
    """Check plain facts against a record's schema; the problems carry keys that `places.locate` turns into lines."""
    made, faults = check(kind, facts)
    return made, [
        problem(each.code, each.message, Span(path, keys=each.keys, of_key=each.of_key), each.remedy) for each in faults
    ]


def _facts(kind: type[R], source: Source, front: FrontMatter) -> tuple[R | None, list[Problem]]:
    """Return the checked front matter."""
    facts, found = read_yaml(front.yaml, source.path, 2)
    if found:
        return None, found
    return check_facts(kind, facts if facts is not None else {}, source.path)
