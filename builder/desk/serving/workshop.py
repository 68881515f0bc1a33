"""The engine process as the web process sees it: started when there is something to do, and again when it died."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path

import builder
from builder.desk.serving.messages import LENGTH, Changed, Crashed, FromEngine, Start, ToEngine, framed, from_engine

Hear = Callable[[FromEngine], None]
Begin = Callable[[Coroutine[None, None, None]], object]

GRACE = 0.3
"""So many seconds an engine has to end by itself; one that is building is ended: the next build goes on from there."""
LOOK = 0.5
"""An engine that was killed leaves workers that hold its pipe open; this often we look whether it is still there."""


class Workshop:
    """Keeps one engine process at work for a site.

    `hear` is called with everything that it says; `begin` runs a coroutine beside the others, and ends it with them.
    """

    def __init__(self, start: Start, hear: Hear, begin: Begin) -> None:
        self._start = start
        self._hear = hear
        self._begin = begin
        self._engine: Process | None = None
        self._asking = asyncio.Lock()

    async def ask(self, changed: Changed) -> None:
        """Tell the engine what changed; a fresh engine is asked for everything."""
        async with self._asking:
            if self._engine is None:
                self._engine = await _launch()
                self._begin(self._listen(self._engine))
                self._begin(_watch_over(self._engine))
                await _send(self._engine, self._start)
                changed = Changed(changed.paths, changed.screen, whole=True)
            await _send(self._engine, changed)

    async def close(self) -> None:
        """End the engine, with all that it started."""
        if self._engine is not None:
            await _end(self._engine)

    async def _listen(self, engine: Process) -> None:
        crashed = False
        while (message := await _receive(engine)) is not None:
            crashed = crashed or isinstance(message, Crashed)
            self._hear(message)
        code = await engine.wait()
        self._engine = None
        if not crashed:
            self._hear(Crashed(f"the engine process ended by itself ({_how(code)})"))


async def _launch() -> Process:
    """Start an engine that finds this very package, in a session of its own: a Ctrl-C is for us alone."""
    home = str(Path(builder.__file__).parent.parent)
    search = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
    command = (sys.executable, "-P", "-m", "builder.desk.serving")
    environment = {**os.environ, "PYTHONPATH": search}
    return await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, env=environment, start_new_session=True
    )


async def _send(engine: Process, message: ToEngine) -> None:
    assert engine.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):  # it died just now: whoever listens will tell
        engine.stdin.write(framed(message))
        await engine.stdin.drain()


async def _receive(engine: Process) -> FromEngine | None:
    assert engine.stdout is not None
    try:
        length = LENGTH.unpack(await engine.stdout.readexactly(LENGTH.size))[0]
        return from_engine(await engine.stdout.readexactly(length))
    except asyncio.IncompleteReadError:
        return None


async def _watch_over(engine: Process) -> None:
    """Wait for the end of an engine, then end what it left running."""
    while engine.returncode is None:
        await asyncio.sleep(LOOK)
    _signal(engine, "SIGKILL")


async def _end(engine: Process) -> None:
    assert engine.stdin is not None
    engine.stdin.close()
    for seconds, name in ((GRACE, "SIGTERM"), (5.0, "SIGKILL")):
        with suppress(TimeoutError):
            await asyncio.wait_for(engine.wait(), seconds)
            break
        _signal(engine, name)
    _signal(engine, "SIGKILL")


def _signal(engine: Process, name: str) -> None:
    """Send a signal to an engine and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(engine.pid, getattr(signal, name))
        else:
            engine.kill()


def _how(code: int) -> str:
    with suppress(ValueError):
        if code < 0:
            return signal.Signals(-code).name
    return f"exit code {code}"
