"""One measurement: commands in fresh processes, their time, and the memory of all that they start. Linux only."""

import os
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LOOK = 0.01
"""Seconds between two looks at the memory in the first half second."""
RARELY = 0.05
"""Seconds between two looks later."""
RESTRAINT = 20
"""After each look we wait at least this many times the CPU seconds that it took: looking, too, needs the machine."""


class Failed(Exception):  # noqa: N818  what it is, not that it is one
    """A command that was measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: seconds, and KiB at the highest point.

    `tree` is the memory of all processes together (proportional set sizes, sampled), `largest` that of the largest one.
    """

    wall: float
    cpu: float
    tree: int
    largest: int
    program: str
    written: int = 0


@dataclass(slots=True)
class Peak:
    """The highest that a sampler saw."""

    tree: int = 0
    largest: int = 0
    program: str = ""


def measure(commands: tuple[tuple[str, ...], ...], folder: Path) -> Measured:
    """Run commands one after the other; raises Failed with what the first one said that failed."""
    wall = cpu = 0.0
    peak = Peak()
    for command in commands:
        with tempfile.TemporaryFile() as said:
            begun = time.perf_counter()
            running = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            ended = threading.Event()
            looking = threading.Thread(target=_look, args=(running.pid, ended, peak), daemon=True)
            looking.start()
            _, status, used = os.wait4(running.pid, 0)
            wall += time.perf_counter() - begun
            cpu += used.ru_utime + used.ru_stime  # of the process and of all that it waited for
            running.returncode = os.waitstatus_to_exitcode(status)
            ended.set()
            looking.join()
            if status:
                said.seek(0)
                words = said.read()[-3000:].decode(errors="replace")
                raise Failed(f"{shlex.join(command)} in {folder} ended with {running.returncode}:\n{words}")
    return Measured(wall, cpu, peak.tree, peak.largest, peak.program)


def family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [root]
    for pid in found:
        for task in _listed(PROC / str(pid) / "task"):
            found.extend(int(child) for child in _text(task / "children").split())
    return found


def seconds_used(pids: list[int]) -> float:
    """Return the CPU seconds that living processes have used so far, with the children they waited for."""
    ticks = 0
    for pid in pids:
        fields = _text(PROC / str(pid) / "stat").rpartition(")")[2].split()
        ticks += sum(int(each) for each in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pids: list[int]) -> int:
    """Return the memory of processes together in KiB; what several share is counted once."""
    return sum(_number(PROC / str(pid) / "smaps_rollup", "Pss:") for pid in pids)


def written_since(folder: Path, begun: float) -> Iterator[Path]:
    """Yield the files in a folder that were written after a moment of `time.time()`."""
    for top, _, names in os.walk(folder):
        for name in names:
            path = Path(top, name)
            if path.stat().st_mtime >= begun:
                yield path


def _look(pid: int, ended: threading.Event, peak: Peak) -> None:
    pause, begun = LOOK, time.perf_counter()
    while not ended.wait(pause):
        look = time.thread_time()
        pids = family(pid)
        peak.tree = max(peak.tree, memory(pids))
        for each in pids:
            if (size := _number(PROC / str(each) / "status", "VmHWM:")) > peak.largest:
                peak.largest, peak.program = size, _text(PROC / str(each) / "comm").strip()
        least = LOOK if time.perf_counter() - begun < 0.5 else RARELY
        pause = max(least, RESTRAINT * (time.thread_time() - look))


def _number(path: Path, key: str) -> int:
    for line in _text(path).splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def machine() -> dict[str, str]:
    """Return what the figures depend on: cores, memory, system, Python, and how busy the machine is already."""
    models = (line.partition(": ")[2] for line in _text(PROC / "cpuinfo").splitlines() if "model name" in line)
    return {
        "cores": f"{len(os.sched_getaffinity(0))} ({next(models, 'model not told')})",
        "memory": f"{_number(PROC / 'meminfo', 'MemTotal:') / 2**20:.1f} GiB",
        "system": f"{os.uname().sysname} {os.uname().release}",
        "Python": sys.version.split()[0],
        "load": f"{os.getloadavg()[0]:.1f} before the first run",
    }
