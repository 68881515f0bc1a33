"""Worker processes, when there is enough to do for them to pay."""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.synchronize import Barrier
from threading import Thread
from typing import Any, TypeVar

from builder.core.forking import interrupts_held_back, may_fork

R = TypeVar("R")

NICE = 5
"""Workers give way to the first process, for which all wait, and to the search program, which works alone."""

ENOUGH = 200
"""Below this many pieces of work, starting processes costs more than they save."""


def job_count(jobs: int) -> int:
    """Return how many processes may work; 0 means one a core."""
    return jobs or os.cpu_count() or 1


@contextmanager
def workers(pieces: int, jobs: int, preload: tuple[str, ...], held: object = None) -> Iterator[Executor | None]:
    """Give a pool of processes for the block, or None where this one is enough.

    `jobs` is how many processes may run, 0 for one a core; `preload` are the modules that each of them needs; `held`
    is a value that all of them have from their start (`on_held`): forked processes share it, others get a copy.
    An interrupt is for this process alone; it ends the others as soon as each has finished its piece.
    """
    jobs = job_count(jobs)
    if jobs < 2 or pieces < ENOUGH:
        yield None
        return
    gc.freeze()  # what is there now is shared with the workers: looking through it would copy it
    pool = _pool(jobs, preload, held)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


_HELD: dict[str, Any] = {}
"""What this process was given when it started; empty in the first one."""


def on_held(work: Callable[..., R], *args: object) -> R:
    """Call `work` with the value that this process holds, then the arguments: to be submitted to a pool."""
    return work(_HELD["value"], *args)


def _begin(all_there: "Barrier", held: object) -> None:
    _HELD["value"] = held
    if hasattr(os, "nice"):
        os.nice(NICE)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    all_there.wait()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone: nobody else would tell it so."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _pool(jobs: int, preload: tuple[str, ...], held: object) -> Executor:
    """Start all processes of a pool before anything can interrupt it: half started, it would never end."""
    context = multiprocessing.get_context(_method())
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(list(preload))
    all_there = context.Barrier(jobs, timeout=60)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(all_there, held))
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # when it starts, it lets interrupts through again
    with interrupts_held_back():  # a terminal sends them to all, and each would print where it was
        for started in [pool.submit(int) for _ in range(jobs)]:
            started.result()
    return pool


def _method() -> str:
    """Return how to start processes: forking is instant, and safe on Linux while there is only one thread to copy."""
    if may_fork():
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
