"""`fingerpost serve` for tests: started as a command on a free port, listened to, and ended."""

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from tests.conftest import Site

PATIENCE = 60.0


def until(look: Callable[[], Any], what: str) -> Any:
    """Look again and again until there is something, and return it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


@dataclass
class Serving:
    """A running server: its process, its address, and the lines that it has printed."""

    process: "subprocess.Popen[str]"
    port: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, host: str = "", method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        """Ask for a path; return the status, the headers in small letters, and the body."""
        with self._asked(path, host, method) as answer:
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def page(self, path: str) -> str:
        """Return what stands at a path."""
        return self.get(path)[2].decode()

    @contextmanager
    def tab(self, page: str, version: str = "") -> Iterator["queue.Queue[tuple[str, dict[str, Any]]]"]:
        """Listen as a tab does that shows a page of a version (that which stands now); give its events as they come."""
        version = version or self.version(page)
        with self._asked(f"/.fingerpost/events?page={page}&version={version}") as answer:
            events: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
            threading.Thread(target=_listen, args=(answer, events), daemon=True).start()
            yield events

    def version(self, page: str) -> str:
        """Return the version that a page carries."""
        found = re.search(r'data-version="([^"]+)"', self.page(page))
        assert found
        return found[1]

    def said(self, words: str, after: int = 0) -> str:
        """Wait for a printed line with these words."""
        try:
            line: str = until(lambda: next((each for each in self.lines[after:] if words in each), ""), repr(words))
        except AssertionError as vain:
            raise AssertionError(f"{vain}; it said:\n{''.join(self.lines)}") from None
        return line

    def engines(self) -> list[int]:
        """Return the process ids of what the server started."""
        return [pid for pid, parent in processes().items() if parent == self.process.pid]

    @contextmanager
    def _asked(self, path: str, host: str = "", method: str = "GET") -> Iterator[HTTPResponse]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers={"Host": host} if host else {})
            stream = connection.sock
            yield connection.getresponse()
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)  # else closing waits for whoever reads
        finally:
            connection.close()


def _listen(answer: HTTPResponse, events: "queue.Queue[tuple[str, dict[str, Any]]]") -> None:
    name = ""
    try:
        while line := answer.readline().decode():
            if line.startswith("event: "):
                name = line[7:].strip()
            elif line.startswith("data: "):
                events.put((name, json.loads(line[6:])))
    except (OSError, ValueError, AttributeError):  # the connection was closed while we read
        pass
    events.put(("end", {}))


def processes() -> dict[int, int]:
    """Return every living process with its parent."""
    done = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


@contextmanager
def serving(site: Site, *words: str, settled: str = "; ") -> Iterator[Serving]:
    """Serve a site; wait until a line with the words `settled` is printed."""
    options = ["--no-search", "--as-of", "2026-11-22", *words]
    command = [sys.executable, "-m", "builder", "serve", *(options if "--port" in words else ["--port", "0", *options])]
    process = subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    found = Serving(process)
    reading = threading.Thread(target=lambda: found.lines.extend(process.stdout or ()), daemon=True)
    reading.start()
    try:
        found.port = int(found.said("Serving at").split(":")[2].partition("/")[0])
        found.said(settled)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        reading.join(PATIENCE)
