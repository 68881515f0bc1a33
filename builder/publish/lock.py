"""One build of a site at a time: a second one stops at once and says who is at work.

The lock is the operating system's, so that it ends with its process, however that dies.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from builder.core.problems import MACHINE, Span, Stop, problem
from builder.publish.disk import stopping_at

LOCK, HOLDER = "build.lock", "build.pid"


@contextmanager
def building(root: Path) -> Iterator[None]:
    """Hold the lock of a site (`.cache/build.lock` below its root) while the block runs.

    Raises `Stop`: FP503 when another build holds it, FP504 when there is no right to write there.
    """
    cache = root / ".cache"
    lock, holder = FileLock(cache / LOCK, timeout=0), cache / HOLDER
    with stopping_at(cache / LOCK):
        cache.mkdir(exist_ok=True)
        try:
            lock.acquire()
        except Timeout as timeout:
            raise _busy(holder) from timeout
    try:
        with suppress(OSError):  # the number is a courtesy
            holder.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _busy(holder: Path) -> Stop:
    pid = ""
    with suppress(OSError, ValueError):
        pid = f" (process {int(holder.read_text(encoding='ascii'))})"
    message = f"another build of this site is at work{pid}"
    return Stop(problem("FP503", message, Span(str(holder.with_name(LOCK)))), MACHINE)
