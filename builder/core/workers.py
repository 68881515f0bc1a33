"""Worker processes, when there is enough to do for them to pay."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from threading import current_thread, main_thread

ENOUGH = 400
"""Below this many pieces of work, starting processes costs more than they save."""


@contextmanager
def workers(pieces: int, jobs: int, preload: tuple[str, ...]) -> Iterator[Executor | None]:
    """Give a pool of processes for the block, or None where this one is enough.

    `jobs` is how many processes may run, 0 for one a core; `preload` are the modules that each of them needs.
    An interrupt is for this process alone: it ends the others as soon as each has finished its piece.
    """
    jobs = jobs or os.cpu_count() or 1
    if jobs < 2 or pieces < ENOUGH:
        yield None
        return
    with _deaf_to_interrupts():
        pool = _pool(jobs, preload)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int, preload: tuple[str, ...]) -> Executor:
    """Start the pool; processes keep how they were started, and so do those that they start."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(preload))
    pool = ProcessPoolExecutor(jobs, mp_context=context)
    pool.submit(int).result()
    return pool


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C for the block; a terminal sends it to every process, and each would print where it was."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
