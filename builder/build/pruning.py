"""The store is kept in bounds: once most of it is in use no more, all but what the last build used is forgotten."""

from collections.abc import Iterator, Mapping, Sequence

from builder.build.last import remembered
from builder.build.run import Run
from builder.build.traces import ROWS, Batch, in_use
from builder.content.load import place_of, record_paths
from builder.core.store import SPARE
from builder.site.made import Made


def prune(run: Run, batches: Sequence[Batch], pages: Mapping[str, Made]) -> int:
    """Forget what is not in use, if that is most of the store, and return how many values went."""
    store = run.memory.store
    about = len(record_paths(run.looked.inputs)) + len(pages) + ROWS * len(batches)
    if store is None or store.count() <= 2 * about + SPARE:
        return 0
    return store.prune(set(_in_use(run, batches, pages)))


def _in_use(run: Run, batches: Sequence[Batch], pages: Mapping[str, Made]) -> Iterator[tuple[str, str]]:
    inputs, memory = run.looked.inputs, run.memory
    for path in record_paths(inputs):
        yield "facts", memory.key("facts", str(place_of(path)), "")
        yield "prose", memory.key("prose", path, inputs.digests[path])
    yield from in_use(run, batches)
    yield from (("page", made.key) for made in pages.values())
    yield from remembered(memory, run.options)
