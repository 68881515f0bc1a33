"""The web process: the server, the watcher and the engine process at work together, until Ctrl-C."""

import asyncio
import signal
import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from builder.core.problems import USAGE, Span, Stop, problem
from builder.desk.serving.app import app
from builder.desk.serving.hosts import address_of, is_loopback
from builder.desk.serving.live import Live
from builder.desk.serving.messages import Changed, FromEngine, Start
from builder.desk.serving.terminal import Terminal
from builder.desk.serving.watching import CONFIG, watch
from builder.desk.serving.workshop import Hear, Workshop

OUTPUT = ".cache/serve"
"""Where the served site is built: beside public/, which stays what `build` made of it, without drafts."""


def site_root(given: Path) -> Path:
    """Return the absolute path of a site; Stop (FP406) where there is none."""
    root = given.resolve()
    if not (root / CONFIG).is_file():
        raise Stop(problem("FP406", f'there is no {CONFIG} in "{root}"', Span(CONFIG)), USAGE)
    return root


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve: a bound socket, the host that was asked for, and whether to open a browser there."""

    listening: socket.socket
    host: str
    open: bool = False

    @property
    def address(self) -> str:
        """Return the address of the server for a browser on this machine."""
        return address_of(self.host, self.listening.getsockname()[1])


def serve(start: Start, place: Place, terminal: Terminal) -> None:
    """Build a site, serve it and follow its changes until SIGINT or SIGTERM; then end everything that was started."""
    try:
        asyncio.run(_serve(start, place, terminal))
    except KeyboardInterrupt:  # only where the event loop cannot be told of signals
        pass
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from group
    finally:
        terminal.close()
        place.listening.close()


async def _serve(start: Start, place: Place, terminal: Terminal) -> None:
    live, settled, stop = Live(Path(start.root), Path(start.output)), asyncio.Event(), _stop_event()

    def hear(message: FromEngine) -> None:
        live.hear(message)
        terminal.hear(message)
        if live.state.kind != "starting":
            settled.set()

    server = _server(live, place)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve([place.listening]))
        _say_where(place, terminal)
        work = group.create_task(_follow(start, live, hear))
        opening = group.create_task(_open(place, settled))
        await stop.wait()
        opening.cancel()
        work.cancel()
        live.end()
        server.should_exit = True


async def _follow(start: Start, live: Live, hear: Hear) -> None:
    """Build the site, then again whatever changes, until cancelled."""
    try:
        async with asyncio.TaskGroup() as group:
            workshop = Workshop(start, hear, group.create_task)

            async def ask(paths: tuple[str, ...]) -> None:
                await workshop.ask(Changed(paths, live.on_screen()))

            group.create_task(watch(Path(start.root), ask))  # first, so that nothing is missed
            group.create_task(ask(()))
    finally:
        await workshop.close()


async def _open(place: Place, settled: asyncio.Event) -> None:
    if place.open:
        await settled.wait()
        await asyncio.to_thread(webbrowser.open, place.address)


def _say_where(place: Place, terminal: Terminal) -> None:
    terminal.say(f"Serving at {place.address} (stop with Ctrl-C)")
    if not is_loopback(place.host):
        terminal.say("Warning: others can reach this address and see the site, drafts included, while this runs.")


def _stop_event() -> asyncio.Event:
    """Return an event that is set by the first SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: the interrupt ends asyncio.run
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


class _Server(uvicorn.Server):
    """Leaves signals to us: the streams of all tabs must end first."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server(live: Live, place: Place) -> _Server:
    config = uvicorn.Config(
        app(live, place.host),
        http="h11", ws="none", loop="asyncio", lifespan="off",
        log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    return _Server(config)
