"""What the extracts of all units come to: problems, open data, and what the search must know of."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from builder.build.gathering import passing, write_open_data
from builder.build.options import Progress
from builder.build.run import Run
from builder.build.searching import Search
from builder.build.steps import EXTRACTS, Done, Making, verified
from builder.content.inputs import MANY
from builder.core.beside import beside
from builder.core.problems import Problem
from builder.publish.artifacts import Artifact
from builder.site.extract import Extract
from builder.site.search_record import SearchRecord


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with the prose, the open data, and the digests of the search records if they were not handed on."""

    problems: list[Problem]
    digests: list[str]
    data: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Gives what was told, as often as it is asked; what is told `apart` is found out while pages are made."""

    apart: bool
    told: Callable[[], Told]


def telling(run: Run, made: Making, search: Search | None, folder: Path, ends: ExitStack) -> Telling:
    """Begin to go through the extracts; the open data goes to files in a folder of ours.

    Where few are new, the rest is read in a copy of this process, until `ends` at the latest; otherwise here, when
    somebody asks: then the search is made beside, or pages wait for the prose.
    """
    plan = made.held.plan
    if not made.hurries or made.pool or run.options.verify or (search and search.making):
        extracts = verified(EXTRACTS, made.begin(EXTRACTS), plan, run)
        return Telling(False, cache(lambda: _told(made, extracts, search, folder, run.progress)))
    made.settle(EXTRACTS)

    def told_apart() -> bytes:
        return msgspec.msgpack.encode(_told(made, made.begin(EXTRACTS), search, folder, _quiet))

    run.memory.release()  # an open store must not be carried into another process
    packed = ends.enter_context(beside(told_apart, pays=len(plan.units) >= MANY))
    return Telling(True, lambda: msgspec.msgpack.decode(packed(), type=Told))


def _told(
    made: Making, extracts: Iterable[Done[Extract]], search: Search | None, folder: Path, progress: Progress
) -> Told:
    problems: list[Problem] = []
    coming = passing(extracts, made.held.plan, problems, progress)
    data = write_open_data(made.held.plan, coming, folder, search.add if search else None)
    return Told(problems, search.digests if search else [], data)


def _quiet(step: str, done: int, total: int | None) -> None:
    """Tell nobody."""


def search_records(made: Making) -> Iterator[SearchRecord]:
    """Yield all search records, once all extracts were made."""
    return (done.value.search for done in made.begin(EXTRACTS) if done.value.search)
