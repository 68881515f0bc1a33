"""Worker processes, when there is enough to do for them to pay."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

ENOUGH = 400
"""Below this many pieces of work, starting processes costs more than they save."""


@contextmanager
def workers(pieces: int, jobs: int, preload: tuple[str, ...]) -> Iterator[Executor | None]:
    """Give a pool of processes for the block, or None where this one is enough.

    `jobs` is how many processes may run, 0 for one a core; `preload` are the modules that each of them needs.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs < 2 or pieces < ENOUGH:
        yield None
        return
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(preload))
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield pool
