"""Work done in a copy of this process while it does something else: for what will be needed soon, but not yet."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from typing import BinaryIO, NoReturn

from builder.core.forking import interrupts_held_back, may_fork

BLOCK = 1 << 16


@contextmanager
def beside(work: Callable[[], bytes], pays: bool = True) -> Iterator[Callable[[], bytes]]:
    """Begin work in a forked process, and give what waits for its answer, as often as it is asked.

    Without `pays`, and where forking is not safe or not possible, the work is done here, once somebody asks. So it is
    when anything goes wrong beside: what it raises, it raises here. It must change nothing, because it is done once,
    twice or never. Its process ends with the block at the latest, and never hears Ctrl-C.
    """
    with ExitStack() as ends:
        copy = None
        if pays and _pays():
            with interrupts_held_back():
                if copy := _Copy.begin(work):
                    ends.callback(copy.end)
        yield cache(partial(_answer, copy, work))


def _answer(copy: "_Copy | None", work: Callable[[], bytes]) -> bytes:
    answer = copy.answer() if copy else None
    return work() if answer is None else answer


def _pays() -> bool:
    """Say whether to fork: where it is safe, and there is another core for the copy."""
    return may_fork() and len(os.sched_getaffinity(0)) > 1


class _Copy:
    """A forked process, and the end of the pipe that its answer comes out of."""

    def __init__(self, pid: int, answers: int) -> None:
        self._pid, self._answers, self._there = pid, answers, True

    @classmethod
    def begin(cls, work: Callable[[], bytes]) -> "_Copy | None":
        """Fork; None where the system refuses."""
        try:
            answers, writing = os.pipe()
        except OSError:
            return None
        with os.fdopen(writing, "wb") as pipe:
            try:
                pid = os.fork()
            except OSError:
                os.close(answers)
                return None
            if pid == 0:
                os.close(answers)  # or it could not tell that nobody reads any more
                _work(work, pipe)
        return cls(pid, answers)

    def answer(self) -> bytes | None:
        """Wait for the answer; None if there is none or not all of it."""
        answer = b"".join(iter(partial(os.read, self._answers, BLOCK), b""))
        return answer if self._status() == 0 else None

    def end(self) -> None:
        """End the process, should it still work."""
        if self._there:
            os.kill(self._pid, signal.SIGKILL)
            self._status()

    def _status(self) -> int:
        """Wait for the end and return how it came, 0 for well."""
        with interrupts_held_back():  # once waited for, its number can become that of another process
            self._there = False
            os.close(self._answers)
            try:
                return os.waitpid(self._pid, 0)[1]
            except ChildProcessError:  # somebody else waited for it
                return 1


def _work(work: Callable[[], bytes], pipe: BinaryIO) -> NoReturn:
    """Be the copy: nothing of the process that it was made of is ended, flushed or told."""
    code = 1
    try:
        gc.disable()
        with pipe:
            pipe.write(work())
        code = 0
    finally:
        os._exit(code)
