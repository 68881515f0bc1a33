"""The search bundle beside the pages: where none is kept it is made while they are, else only if a record changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.build.run import Run
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

    def bundle(self) -> Bundle | None:
        """Return the bundle of all records that were added, or one that is older, or none yet, where that will do.

        Raises `Stop` (FP504 to FP506).
        """
        if self.making:
            return self.making.bundle()
        if self.run.options.stale_search:
            listing = read_listing(self.folder)
            return kept_bundle(self.folder, listing.key) if listing else None
        engine = self.run.memory.engine
        kept = kept_bundle(self.folder, bundle_key(engine, map(record_digest, self.records)))
        return kept or make_bundle(self.records, self.folder, engine, cancelled=self.run.options.cancelled)


@contextmanager
def searching(run: Run, wanted: bool) -> Iterator[Search | None]:
    """Give what takes the records, or None where no search is wanted; what is unfinished at the end is cancelled."""
    folder, options = run.root / FOLDER, run.options
    if not wanted:
        yield None
    elif options.stale_search or read_listing(folder) is not None:
        yield Search(run, None)
    else:
        with making_bundle(folder, run.memory.engine, cancelled=options.cancelled) as making:
            yield Search(run, making)
