"""A real browser for tests: a Chromium that is found, or got; and a site served under the strict policy."""

import functools
import gzip
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock
from playwright.sync_api import Browser, Playwright

from tests.tools import TOOLS

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'; "
    "style-src 'self'; base-uri 'none'; form-action 'self'"
)
TEXTS = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv", ".md"})
"""What hosts compress while they send it."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@functools.cache
def find_chromium() -> str | None:
    """Return a Chromium: on the PATH, else from Playwright's installer, else from apt-get as root; else None."""
    if (found := _there()) is not None:
        return found
    TOOLS.mkdir(parents=True, exist_ok=True)
    with FileLock(TOOLS / "chromium.lock"):  # what another process got meanwhile is there
        for get in (None, _from_playwright, _from_debian):
            if get is not None:
                get()
            if (found := _there()) is not None:
                return found
    return None


def _there() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def _of_playwright() -> str | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    return next(
        (
            str(each)
            for each in sorted(folder.glob("chromium*/chrome-linux*/*"))
            if each.name in {"chrome", "headless_shell"}
        ),
        None,
    )


def _from_playwright() -> None:
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=300, check=False
    )


def _from_debian() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, capture_output=True, timeout=600, check=False, env=environment)


def launch(playwright: Playwright, program: str) -> Browser:
    """Start the browser without talking to the outside."""
    return playwright.chromium.launch(executable_path=program, args=list(FLAGS))


class _Files(http.server.SimpleHTTPRequestHandler):
    """Serves one folder under a base path as a good host does: the strict policy as a header, texts compressed."""

    protocol_version = "HTTP/1.1"
    base = "/"

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self.base.rstrip("/")) if path.startswith(self.base) else "/nowhere"
        return super().translate_path(inside)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        asked = self.path.partition("?")[0]
        path = Path(self.translate_path(asked + "index.html" if asked.endswith("/") else asked))
        if path.suffix not in TEXTS or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        content = packed(path)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def packed(path: Path) -> bytes:
    """Return a file as it is sent: texts compressed (gzip, level 6, as hosts do), others as they are."""
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if path.suffix in TEXTS else content


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that hangs up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a built site on loopback and give its address, with the base path and a final slash."""
    handler = functools.partial(type("Files", (_Files,), {"base": base}), directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
