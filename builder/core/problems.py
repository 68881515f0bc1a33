"""One way to complain: a problem has a code, a place and a remedy, and all are told at once.

Whatever is wrong with what a user wrote is a `Problem`; exceptions are for bugs and for "cannot go on" (`Stop`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from builder.core.catalogue import rule_of
from builder.core.text import shortened


class Level(StrEnum):
    """How much a problem weighs: an error stops the build, a warning does under `--strict`, info never."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Keys = tuple[str | int, ...]
"""A place in front matter or a YAML file: `("partners", 0, "role")`."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: line and columns in code points from 1, `end_column` one past the last.

    Line 0 means the file as a whole, or, with `keys`, a place that is not looked up yet: records keep no spans,
    so `content.places.locate` reads the file again and finds the line when there is something to say about it.
    `words` are looked for from there on: a phrase or an address somewhere in a long text.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    keys: Keys = ()
    of_key: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with what a user wrote, where, and what to do about it."""

    code: str
    message: str
    span: Span
    remedy: str
    level: Level

    @property
    def order(self) -> tuple[str, int, int, str, str, str, int]:
        """Return the place in which a list of problems shows this one."""
        span = self.span
        return (span.path, span.line, span.column, self.code, self.message, self.remedy, span.end_column)


def problem(code: str, message: str, span: Span, remedy: str = "") -> Problem:
    """Make a problem; its level, and its remedy where none is given, come from the catalogue."""
    rule = rule_of(code)
    return Problem(code, shortened(message), span, remedy or rule.remedy, Level(rule.level))


class Problems:
    """The collector that the rooms fill; iterating gives the problems by file and line, each once."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        self._found: set[Problem] = set(found)

    def add(self, code: str, message: str, span: Span, remedy: str = "") -> None:
        """Add one problem; see `problem`."""
        self._found.add(problem(code, message, span, remedy))

    def extend(self, found: Iterable[Problem]) -> None:
        """Add problems that were made elsewhere."""
        self._found.update(found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda each: each.order))

    def __len__(self) -> int:
        return len(self._found)

    def count(self, level: Level) -> int:
        """Return how many problems are of a level."""
        return Counter(each.level for each in self._found)[level]

    def block(self, strict: bool = False) -> bool:
        """Say whether nothing may be published: any error, with `strict` any warning."""
        return bool(self.count(Level.ERROR) or (strict and self.count(Level.WARNING)))


class Stop(Exception):  # noqa: N818 - it is no error of ours: the word says what happens
    """The run cannot go on (configuration, disk, missing program); carries the problem to show and the exit code."""

    def __init__(self, found: Problem, exit_code: int) -> None:
        super().__init__(found.message)
        self.problem = found
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type["Stop"], tuple[Problem, int]]:
        return (Stop, (self.problem, self.exit_code))


USAGE, BUG, MACHINE = 2, 4, 5
"""Exit codes of a `Stop`: usage or configuration; a bug of ours; the machine (disk, permissions, search program)."""


def moved(found: Problem, span: Span) -> Problem:
    """Return the problem at another place."""
    return replace(found, span=span)
