"""Who may write to an output: the run that wrote its marker last, and those who work for it.

Workers may outlive a run that is killed. The run that takes the output over writes a new marker, which tells them to
stop, and then waits for the one file that each of them may be about to write.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from builder.core.problems import MACHINE, Span, Stop, problem
from builder.publish.disk import refused, stopping_at
from builder.publish.manifest import MARKER

PATIENCE = 10.0
"""How many seconds to wait for another process to write a single file."""


@dataclass(frozen=True, slots=True)
class Target:
    """The output that is written to, and which file its marker is, by inode and time in nanoseconds."""

    output: str
    marker: tuple[int, int]


def target_of(output: Path) -> Target:
    """Return the output as it is after its marker was written; raises `Stop` (FP504) where it is gone."""
    return Target(output.as_posix(), _marker(output.as_posix()))


class Hold:
    """The hold of a run on its output: `with hold:` around each change raises `Stop` (FP503) once another took over."""

    __slots__ = ("_held", "_target")

    def __init__(self, target: Target, held: int) -> None:
        self._target, self._held = target, held

    def __enter__(self) -> None:
        _lock(self._held, shared=True)
        if _marker(self._target.output) != self._target.marker:
            _unlock(self._held)
            raise _not_ours(self._target.output, f'another build began to write to "{self._target.output}" meanwhile')

    def __exit__(self, *fault: object) -> None:
        _unlock(self._held)


@contextmanager
def holding(target: Target) -> Iterator[Hold]:
    """Give the hold of the run that wrote this marker; raises `Stop` (FP504) where no marker is any more."""
    with _opened(target.output) as held:
        yield Hold(target, held)


@contextmanager
def taking_over(output: Path) -> Iterator[None]:
    """Have the block write a new marker, then wait until nobody is about to write for the run of the old one.

    Raises `Stop` (FP503) if somebody still is after `PATIENCE` seconds.
    """
    with _opened(output.as_posix()) as held:
        yield
        until = time.monotonic() + PATIENCE
        while not _lock(held, shared=False):
            if time.monotonic() > until:
                raise _not_ours(output.as_posix(), f'a build that was killed still writes to "{output}"')
            time.sleep(0.01)


def _marker(output: str) -> tuple[int, int]:
    path = f"{output}/{MARKER}"
    try:
        found = os.stat(path)  # noqa: PTH116 - it is asked before each file
    except OSError as fault:
        raise refused(path, fault) from fault
    return found.st_ino, found.st_mtime_ns


def _not_ours(output: str, message: str) -> Stop:
    return Stop(problem("FP503", message, Span(output)), MACHINE)


if sys.platform == "win32":  # an open marker could not be replaced there

    @contextmanager
    def _opened(output: str) -> Iterator[int]:
        yield -1

    def _lock(held: int, *, shared: bool) -> bool:
        return True

    def _unlock(held: int) -> None:
        pass

else:
    import fcntl

    @contextmanager
    def _opened(output: str) -> Iterator[int]:
        """Hold the marker open: a lock is on that file, also when another one takes its name."""
        with stopping_at(path := f"{output}/{MARKER}"):
            held = os.open(path, os.O_RDONLY)
        try:
            yield held
        finally:
            os.close(held)

    def _lock(held: int, *, shared: bool) -> bool:
        """Take the lock; False where another process holds it, which none does for longer than a file takes.

        A system that knows no locks grants each.
        """
        try:
            fcntl.flock(held, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            return not isinstance(fault, BlockingIOError)
        return True

    def _unlock(held: int) -> None:
        with suppress(OSError):
            fcntl.flock(held, fcntl.LOCK_UN)
