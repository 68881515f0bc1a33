"""The search bundle beside the pages: where none is kept it is made while they are, else only if a record changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event

from builder.build.options import Report
from builder.build.publishing import of_search, publish, published
from builder.build.run import Run
from builder.publish.artifacts import Artifact
from builder.publish.commit import Difference
from builder.publish.lock import building
from builder.publish.search_bundle import Bundle, bundle_key, kept_bundle, make_bundle
from builder.publish.search_listing import read_listing
from builder.publish.search_stream import Making, making_bundle
from builder.site.search_record import SearchRecord, record_digest

FOLDER = Path(".cache/search")


class Search:
    """Takes the records of a site in their order, then gives their bundle."""

    def __init__(self, run: Run, making: Making | None) -> None:
        """Hand the records on to a bundle that is being made, or keep them until all are known."""
        self.run, self.making = run, making
        self.folder = run.root / FOLDER
        self.records: list[SearchRecord] = []

    def add(self, record: SearchRecord) -> None:
        """Take the next record."""
        if self.making:
            self.making.add([record])
        else:
            self.records.append(record)

    def end(self) -> None:
        """Say that these were all, so that the bundle is made while others work."""
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
        if self.is_late:
            listing = read_listing(self.folder)
            return kept_bundle(self.folder, listing.key) if listing else None
        return self.fresh()

    def fresh(self, cancelled: Event | None = None) -> Bundle:
        """Return the bundle of all records, the kept one if it is theirs; raises as `make_bundle` does."""
        engine = self.run.memory.engine
        kept = kept_bundle(self.folder, bundle_key(engine, map(record_digest, self.records)))
        return kept or make_bundle(self.records, self.folder, engine, cancelled=cancelled)


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
                bundle = self.search.fresh(cancelled)
                if self.older and self.older.key == bundle.key:
                    return None
                difference = publish(self.run, chain(self.files, of_search(bundle)))
                published(self.run, self.report, difference)
                return difference
            finally:
                self.run.memory.release()


@contextmanager
def searching(run: Run, wanted: bool) -> Iterator[Search | None]:
    """Give what takes the records, or None where no search is wanted; what is unfinished at the end is cancelled."""
    folder, options = run.root / FOLDER, run.options
    if not wanted:
        yield None
    elif options.stale_search or read_listing(folder) is not None:
        yield Search(run, None)
    else:
        with making_bundle(folder, run.memory.engine) as making:
            yield Search(run, making)
