"""What everyone who forks has to know: when it is safe, and how Ctrl-C is kept from the new process."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def may_fork() -> bool:
    """Say whether forking is safe: on Linux, while there is only one thread to copy."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Hold Ctrl-C back for the block; processes that start in it, and theirs, never hear it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
