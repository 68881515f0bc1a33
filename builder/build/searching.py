"""The search bundle beside the pages: where none is kept it is made while they are, else only if a record changed."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from builder.build.run import Run
from builder.publish.search_bundle import Bundle, bundle_key, kept_bundle, make_bundle
from builder.publish.search_listing import read_listing
from builder.site.search_record import SearchRecord, record_digest

FOLDER = Path(".cache/search")


class Search:
    """Takes the records of a site in their order, then gives their bundle."""

    def __init__(
        self, folder: Path, engine: str, cancelled: Event, beside: ThreadPoolExecutor | None, stale: bool
    ) -> None:
        """Make the bundle in a folder; with `beside` from the first record on, else when all are known."""
        self.stale = stale
        self.folder, self.engine, self.cancelled = folder, engine, cancelled
        self.records: list[SearchRecord] = []
        self.arriving: SimpleQueue[SearchRecord | None] = SimpleQueue()
        self.making: Future[Bundle] | None = None
        if beside:
            stream = iter(self.arriving.get, None)
            self.making = beside.submit(make_bundle, stream, folder, engine, cancelled=cancelled)

    def add(self, record: SearchRecord) -> None:
        """Take the next record."""
        if self.making:
            self.arriving.put(record)
        else:
            self.records.append(record)

    def bundle(self) -> Bundle | None:
        """Return the bundle of all records that were added, or one that is older, or none yet, where that will do.

        Raises `Stop` (FP504 to FP506).
        """
        if self.making:
            self.arriving.put(None)
            return self.making.result()
        if self.stale:
            listing = read_listing(self.folder)
            return kept_bundle(self.folder, listing.key) if listing else None
        kept = kept_bundle(self.folder, bundle_key(self.engine, map(record_digest, self.records)))
        return kept or make_bundle(self.records, self.folder, self.engine, cancelled=self.cancelled)


@contextmanager
def searching(run: Run, wanted: bool) -> Iterator[Search | None]:
    """Give what takes the records, or None where no search is wanted; what is unfinished at the end is cancelled."""
    if not wanted:
        yield None
        return
    folder, options = run.root / FOLDER, run.options
    cancelled = options.cancelled or Event()
    fresh = read_listing(folder) is None and not options.stale_search
    with ThreadPoolExecutor(1) as beside:
        search = Search(folder, run.memory.engine, cancelled, beside if fresh else None, options.stale_search)
        try:
            yield search
        finally:
            cancelled.set()
            search.arriving.put(None)
