"""Writes in batches, here or in worker processes; each byte is checked against its digest before it is written."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from hashlib import sha256

from builder.publish.artifacts import Artifact, NotAsPromised, Read
from builder.publish.disk import make_directory, put
from builder.publish.takeover import Target, holding

Told = Callable[[int], object]
"""Told how many files were written since it was last told."""

MOST_FILES, MOST_BYTES = 200, 16 << 20
"""What one batch holds at most: small enough that workers end together, large enough that handing over costs little."""


def write(target: Target, artifacts: Sequence[Artifact], read: Read, pool: Executor | None, told: Told) -> None:
    """Write these files; when this returns or raises, nobody writes any more.

    Raises `Stop` (FP504: the system refuses; FP503: another build took the output over) and `NotAsPromised`.
    """
    if pool is None or len(artifacts) <= MOST_FILES:
        _write_batch(target, _plain(artifacts), read, told)
        return
    waiting = {pool.submit(_write_batch, target, _plain(batch), read) for batch in batches(artifacts)}
    try:
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for each in done:
                told(each.result())
    finally:
        _end(waiting)


def batches(artifacts: Sequence[Artifact]) -> Iterator[Sequence[Artifact]]:
    """Cut into batches, in order; a file that is larger than all of a batch may be is one of its own."""
    start = size = 0
    for at, each in enumerate(artifacts):
        if at > start and (at - start == MOST_FILES or size + each.size > MOST_BYTES):
            yield artifacts[start:at]
            start, size = at, 0
        size += each.size
    if start < len(artifacts):
        yield artifacts[start:]


def _end(waiting: set[Future[int]]) -> None:
    for each in waiting:
        each.cancel()
    wait(waiting)


Plain = list[tuple[str, str, int, str, str]]
"""Artifacts as they travel to a worker: plain tuples cost a third."""


def _plain(artifacts: Sequence[Artifact]) -> Plain:
    return [(each.path, each.sha256, each.size, each.origin, each.twin) for each in artifacts]


def _write_batch(target: Target, batch: Plain, read: Read, told: Told = lambda done: None) -> int:
    output, made = target.output, set[str]()
    with holding(target) as hold:
        for fields in batch:
            artifact = Artifact(*fields)
            content = read(artifact)
            if len(content) != artifact.size or sha256(content).hexdigest() != artifact.sha256:
                raise NotAsPromised(artifact.path)
            folder, slash, name = artifact.path.rpartition("/")
            where = f"{output}/{folder}" if slash else output
            with hold:
                if slash and folder not in made:
                    make_directory(where, output)
                    made.add(folder)
                put(where, name, content, artifact.twin)
            told(1)
    return len(batch)
