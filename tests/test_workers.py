"""Worker processes: they share what they hold, and end with the process that started them."""

import os
import signal
import subprocess
import sys
import time

import pytest

from builder.core import workers
from builder.core.workers import on_held

KILLED = """
import os, signal
from builder.core import workers
workers.ENOUGH = 1
with workers.workers(9, 2, ()) as pool:
    print(*{each.result() for each in [pool.submit(os.getpid) for _ in range(40)]}, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def plus(held: int, more: int) -> int:
    return held + more


def test_workers_have_what_they_were_given_at_their_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ENOUGH", 1)
    with workers.workers(9, 2, (), held=40) as pool:
        assert pool is not None
        assert pool.submit(on_held, plus, 2).result() == 42


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
def test_workers_end_when_the_process_that_started_them_is_killed() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    waiting = [int(each) for each in done.stdout.split()]
    assert waiting
    until = time.monotonic() + 10
    while waiting and time.monotonic() < until:
        waiting = [each for each in waiting if _runs(each)]
        time.sleep(0.1)
    assert not waiting


def _runs(process: int) -> bool:
    """Say whether a process is at work; one that has ended and is not buried yet is not."""
    try:
        os.kill(process, 0)
        with open(f"/proc/{process}/stat", encoding="ascii") as stat:  # noqa: PTH123 - no file to keep
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
