"""How a build is asked for, and what it says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from builder.core.problems import Problems
from builder.publish.commit import Difference

if TYPE_CHECKING:
    from builder.build.earlier import Earlier
    from builder.build.searching import Later

Progress = Callable[[str, int, int | None], None]
"""Hears how far a long step is: (step, done, total); the total is None where nobody knows it beforehand."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; `as_of` is the day that ages are counted to, `jobs` the number of processes (0: one a core).

    An `offline` site is one to be read without a server. `verify` is how many units are made anew and compared with
    what was kept; with `stale_search` the search bundle may be that of an earlier build, or be missing: making it is
    left for `Report.later`.
    """

    output: Path
    as_of: date
    base_url: str = ""
    strict: bool = False
    drafts: bool = False
    search: bool = True
    offline: bool = False
    jobs: int = 0
    verify: int = 0
    stale_search: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found and did.

    `difference` is None when nothing was published; `configuration` is true when the configuration itself is broken.
    `counts` are files parsed, pages rendered and reused; `seconds` is how long each stage took; `note` is what a person
    should know of the run itself; `earlier` is what a later run in this process may know of it, None where nothing had
    to be read; `later` brings the search up to date where that was left for later.
    """

    problems: Problems
    entries: int = 0
    pages: int = 0
    files: int = 0
    difference: Difference | None = None
    configuration: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    note: str = ""
    earlier: "Earlier | None" = field(default=None, compare=False, repr=False)
    later: "Later | None" = field(default=None, compare=False, repr=False)
