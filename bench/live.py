"""How long a saved edit takes to reach the screen under `fingerpost serve`: asked as a browser asks, without one."""

import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from bench.corpus import Corpus, Entry
from bench.measuring import Failed, family, seconds_used, written_since
from bench.scenarios import Place, edited_body, edited_title

OUTPUT = ".cache/serve"
PATIENCE = 600.0
QUIET, IDLE = 2.0, 0.1
"""All is done when the server, with all its processes, used less than `IDLE` CPU seconds in `QUIET` seconds."""

EDITS: dict[str, tuple[Callable[[Corpus, int], Entry], str]] = {
    "body": (edited_body, "Fresh words {}."),
    "title": (edited_title, "Fresh title {}"),
}
"""What is edited while the site is served, and the words that the page must show afterwards."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """Seconds from the moment before an edit was saved.

    `screen`: until a tab was told to reload and had got the new page; `current`: until the last file was written, those
    of the search among them.
    """

    screen: float
    current: float


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, and its port."""

    process: "subprocess.Popen[bytes]"
    port: int

    @contextmanager
    def asked(self, path: str) -> Iterator[HTTPResponse]:
        """Ask for a path."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            yield connection.getresponse()
        finally:
            connection.close()

    def page(self, path: str) -> tuple[int, str]:
        """Return the status of a page and what is in it."""
        with self.asked(path) as answer:
            return answer.status, answer.read().decode()

    def settle(self) -> None:
        """Wait until nothing is done any more."""
        before, now = -1.0, seconds_used(family(self.process.pid))
        while now - before > IDLE:
            time.sleep(QUIET)
            before, now = now, seconds_used(family(self.process.pid))


def reactions(place: Place, turns: Iterable[int]) -> dict[str, list[Reaction]]:
    """Serve a directory and save edits, in turn; raises Failed when one does not reach the screen."""
    found: dict[str, list[Reaction]] = {name: [] for name in EDITS}
    with _serving(place) as server:
        server.settle()
        for turn in turns:
            for name, (edited, words) in EDITS.items():
                found[name].append(_react(place, server, edited(place.corpus, turn), words.format(turn)))
    return found


@contextmanager
def _serving(place: Place) -> Iterator[Server]:
    """Serve a directory until the end of the block, from the moment when its first page is there."""
    (command,) = place.program.commands["serve"]
    with tempfile.NamedTemporaryFile() as said:
        process = subprocess.Popen(command, cwd=place.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            port = _until(process, lambda: _port(Path(said.name)), "an address")
            server = Server(process, port)
            _until(process, lambda: int(server.page("/")[0] == 200), "the first page")
            yield server
        except Failed as fault:
            raise Failed(f"{fault}\n{Path(said.name).read_text(errors='replace')[-3000:]}") from None
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _port(said: Path) -> int:
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", said.read_text(errors="replace"))
    return int(found[1]) if found else 0


def _react(place: Place, server: Server, entry: Entry, words: str) -> Reaction:
    address = f"/partnerships/{entry.id}/"
    version = re.search(r'data-version="([^"]+)"', server.page(address)[1])
    if not version:
        raise Failed(f"{address} does not follow changes")
    with server.asked(f"/.fingerpost/events?page={address}&version={version[1]}") as events:
        _hear(events, b"event: state")
        begun, clock = time.perf_counter(), time.time()
        place.write(place.dialect.entry(entry))
        _hear(events, b"event: reload")
        page = server.page(address)[1]
        screen = time.perf_counter() - begun
    if words not in page:
        raise Failed(f"{address} was reloaded, but does not show {words!r}")
    server.settle()
    output = place.folder / OUTPUT
    written = list(written_since(output, clock))
    if output / address.strip("/") / "index.html" not in written:
        raise Failed(f"{address} was shown, but was not written to {output}")
    search = output / "pagefind"
    if words == entry.prose.title and search.is_dir() and not any(search in path.parents for path in written):
        raise Failed(f"{address} was shown, but the search did not follow")
    return Reaction(screen, max(screen, *(path.stat().st_mtime - clock for path in written)))


def _hear(events: HTTPResponse, line: bytes) -> None:
    """Read events until a line comes."""
    while found := events.readline():
        if found.strip() == line:
            return
    raise Failed(f"the server ended its events before {line.decode()!r}")


def _until(process: "subprocess.Popen[bytes]", look: Callable[[], int], what: str) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := look():
            return found
        time.sleep(0.02)
    raise Failed(f"`serve` ended, or took too long, before there was {what}")
