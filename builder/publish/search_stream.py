"""Makes the search bundle beside other work: records are added as they come, and nothing is left running at the end."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from builder.publish.search_bundle import LIMIT, Bundle, make_bundle
from builder.site.search_record import SearchRecord

_Queue = SimpleQueue[SearchRecord | None]


class Making:
    """A bundle that is being made: `add` records in their order, then ask for the `bundle`."""

    def __init__(self, arriving: _Queue, made: Future[Bundle]) -> None:
        self._arriving, self._made = arriving, made

    def add(self, records: Iterable[SearchRecord]) -> None:
        """Give more records; never waits. Raises the `Stop` of a making that has failed meanwhile."""
        if self._made.done():
            self._made.result()
        for record in records:
            self._arriving.put(record)

    def end(self) -> None:
        """Say that these were all; never waits."""
        self._arriving.put(None)

    def bundle(self) -> Bundle:
        """Say that these were all, wait, and return the bundle; raises what `make_bundle` does."""
        self.end()
        return self._made.result()


@contextmanager
def making_bundle(
    folder: Path,
    engine: str,
    *,
    limit: float = LIMIT,
    progress: Callable[[int], None] = lambda done: None,
    cancelled: Event | None = None,
) -> Iterator[Making]:
    """Make a bundle in a thread during the block; leaving it without the bundle ends the search program at once.

    So does setting `cancelled`.
    """
    arriving, cancelled = _Queue(), cancelled or Event()
    with ThreadPoolExecutor(1, thread_name_prefix="search") as beside:
        stream = iter(arriving.get, None)
        made = beside.submit(make_bundle, stream, folder, engine, limit=limit, progress=progress, cancelled=cancelled)
        try:
            yield Making(arriving, made)
        finally:
            cancelled.set()
            arriving.put(None)
