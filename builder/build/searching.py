"""The search bundle beside the pages: where none is kept it is made while they are, else only if a record changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from threading import Event

from builder.build.options import Report
from builder.build.publishing import of_search, publish, published
from builder.build.run import Run
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Damaged
from builder.publish.artifacts import Artifact
from builder.publish.commit import Difference
from builder.publish.lock import building
from builder.publish.search_bundle import Bundle, bundle_key, kept_bundle, make_bundle
from builder.publish.search_listing import read_listing
from builder.publish.search_stream import Making, making_bundle
from builder.site.search_record import SearchRecord, record_digest

FOLDER = Path(".cache/search")


Records = Callable[[], Iterator[SearchRecord]]
"""Gives all records of a site in their order, as often as it is asked."""


class Search:
    """Hears of the records of a site in their order, then gives their bundle."""

    def __init__(self, run: Run, records: Records, making: Making | None) -> None:
        """Hand the records on to a bundle that is being made, or keep no more of them than their digests."""
        self.run, self.making = run, making
        self.folder = run.root / FOLDER
        self.digests: list[str] = []
        self._records = records
        self.there = cache(partial(kept_bundle, self.folder))
        """Gives the bundle that is there, of whatever records; its files are looked at once, which takes a moment."""

    def add(self, record: SearchRecord) -> None:
        """Take the next record."""
        if self.making:
            self.making.add([record])
        else:
            self.digests.append(record_digest(record))

    def end(self, digests: list[str]) -> None:
        """Say that these were all, so that the bundle is made while others work; `digests` are theirs if it is not."""
        self.digests = digests
        if self.making:
            self.making.end()

    @property
    def is_late(self) -> bool:
        """Say whether an older bundle will do for now."""
        return self.run.options.stale_search

    def bundle(self) -> Bundle | None:
        """Return the bundle of all records that were added, or one that is older, or none yet, where that will do.

        Raises `Stop` (FP504 to FP506).
        """
        if self.making:
            return self.making.bundle()
        there = self.there()
        return there if self.is_late or (there and there.key == self._key()) else self._made(Event())

    def fresh(self, cancelled: Event) -> Bundle:
        """Return the bundle of all records, the kept one if it is theirs now; raises as `make_bundle` does."""
        return kept_bundle(self.folder, self._key()) or self._made(cancelled)

    def _key(self) -> str:
        return bundle_key(self.run.memory.engine, self.digests)

    def _made(self, cancelled: Event) -> Bundle:
        records = list(self._records())  # all, before anything changes: the store may have lost them
        return make_bundle(records, self.folder, self.run.memory.engine, cancelled=cancelled)


@dataclass(frozen=True, slots=True)
class Later:
    """What is left of a run that was published with an older search bundle, or with none."""

    run: Run
    report: Report
    search: Search
    older: Bundle | None
    files: tuple[Artifact, ...]

    def finish(self, cancelled: Event) -> Difference | None:
        """Bring the search up to date, and return what that changed; None where it was.

        Setting `cancelled` ends it at once (`Cancelled`), and all is as it was. Raises as a build does.
        """
        with building(self.run.root):
            try:
                return self._finished(cancelled)
            except Damaged as fault:  # by another build or another hand
                raise Stop(problem("FP509", f"what .cache held changed ({fault})", Span(".cache")), MACHINE) from fault
            finally:
                self.run.memory.release()

    def _finished(self, cancelled: Event) -> Difference | None:
        bundle = self.search.fresh(cancelled)
        if self.older and self.older.key == bundle.key:
            return None
        difference = publish(self.run, chain(self.files, of_search(bundle)))
        published(self.run, self.report, difference)
        return difference


@contextmanager
def searching(run: Run, records: Records, wanted: bool) -> Iterator[Search | None]:
    """Give what takes the records, or None where no search is wanted; what is unfinished at the end is cancelled."""
    folder, options = run.root / FOLDER, run.options
    if not wanted:
        yield None
    elif options.stale_search or read_listing(folder) is not None:
        yield Search(run, records, None)
    else:
        with making_bundle(folder, run.memory.engine) as making:
            yield Search(run, records, making)
