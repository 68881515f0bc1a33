"""What the browsers are told: which version of the site stands, which pages are newer than a tab's, what is wrong.

Every answer of the engine makes a version. A tab says which page it shows and of which version; from that alone follows
what it must do, however often it was away.
"""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from builder.core.problems import Problem
from builder.desk.serving.messages import Built, Crashed, FromEngine, Preview, Refused
from builder.desk.serving.overlay import overlay
from builder.desk.serving.shelf import Shelf

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
_SCRIPTS, _STYLES = frozenset({".js", ".mjs"}), frozenset({".css"})


class State(NamedTuple):
    """How the site stands: `starting`, `fine`, `refused` or `crashed`."""

    kind: str
    problems: tuple[Problem, ...] = ()
    text: str = ""
    where: str = ""


class Live:
    """The one thing here that changes: fed by what the engine says, asked by requests and tabs."""

    def __init__(self, root: Path, output: Path) -> None:
        self.ended = False
        self._root, self._output = root, output
        self._boot = secrets.token_hex(4)  # a tab of an earlier server is told apart by it
        self._version = 0
        self._base_path = "/"
        self._state = State("starting")
        self._previews: dict[str, bytes] = {}
        self._changed: dict[str, int] = {}
        self._styles = self._scripts = 0
        self._tabs: dict[int, str] = {}
        self._moved = asyncio.Event()

    @property
    def version(self) -> str:
        """Return the version that stands, as pages and tabs carry it."""
        return f"{self._boot}-{self._version}"

    @property
    def state(self) -> State:
        """Return how the site stands."""
        return self._state

    @property
    def shelf(self) -> Shelf:
        """Return the site as it is to be shown now."""
        return Shelf(self._output, self._base_path, self._previews)

    def on_screen(self) -> tuple[str, ...]:
        """Return the pages that tabs show, by output path, the newest tab's first."""
        shelf = self.shelf
        return tuple(dict.fromkeys(shelf.page_of(address) for address in reversed(self._tabs.values())))

    @contextmanager
    def tab(self, address: str) -> Iterator[None]:
        """Count a tab in for the block."""
        key = max(self._tabs, default=0) + 1
        self._tabs[key] = address
        try:
            yield
        finally:
            del self._tabs[key]

    def hear(self, message: FromEngine) -> None:
        """Take in what the engine says."""
        if isinstance(message, Preview):
            self._step(self._news_of_preview(message))
        elif isinstance(message, Built):
            changed = self._news_of_build(message)
            self._previews = {}
            self._settle(State("fine", message.problems), message.base_path)
            self._step(changed)
        elif isinstance(message, Refused):
            self._settle(State("refused", message.problems), message.base_path)
            self._step(set())
        elif isinstance(message, Crashed):
            self._settle(State("crashed", (), message.text, message.where), "")
            self._step(set())

    def news(self, address: str, seen: str) -> str:
        """Return what a tab must do that shows an address as of a version: `reload`, `styles` or nothing."""
        boot, _, number = seen.partition("-")
        if boot != self._boot or not number.isdecimal():
            return "" if self._state.kind == "starting" else "reload"
        before = int(number)
        if max(self._scripts, *(self._changed.get(path, 0) for path in self._shown(address))) > before:
            return "reload"
        return "styles" if self._styles > before else ""

    def told(self) -> dict[str, Any]:
        """Return how the site stands, for the overlay."""
        kind, problems, text, where = self._state
        return {"kind": kind, "text": text, "where": where, **overlay(problems, self._root)}

    async def moved(self, seen: str, seconds: float) -> None:
        """Wait until another version stands than this one, or for so many seconds."""
        if self.version == seen and not self.ended:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), seconds)

    def end(self) -> None:
        """Let go of every tab."""
        self.ended = True
        self._wake()

    def _shown(self, address: str) -> Iterator[str]:
        """Yield the files that a tab may show: its page, and what stands in for a page that is not there."""
        yield self.shelf.page_of(address)
        found = self.shelf.find(address)
        if found.path:
            yield found.path

    def _news_of_preview(self, message: Preview) -> set[str]:
        shelf = self.shelf
        changed = {path for path, page in message.pages.items() if shelf.read(path) != page}
        self._previews = {**self._previews, **message.pages}
        return changed

    def _news_of_build(self, message: Built) -> set[str]:
        """Return what looks otherwise now; a page that was previewed rightly does not."""
        on_disk = Shelf(self._output, self._base_path, {})
        outdated = {path for path, page in self._previews.items() if on_disk.read(path) != page}
        return outdated | {path for path in (*message.written, *message.deleted) if path not in self._previews}

    def _settle(self, state: State, base_path: str) -> None:
        """Take over a state; the first one ends all waiting pages, and so does another address of the site."""
        moved = bool(base_path) and base_path != self._base_path
        if self._state.kind == "starting" or moved:
            self._scripts = self._version + 1
        if state != self._state:  # else the same one stays, so that nobody is told twice
            self._state = state
        self._base_path = base_path or self._base_path

    def _step(self, changed: set[str]) -> None:
        """Make a new version in which these files look otherwise."""
        self._version += 1
        suffixes = {PurePosixPath(path).suffix for path in changed if not path.startswith("pagefind/")}
        self._styles = self._version if suffixes & _STYLES else self._styles
        self._scripts = self._version if suffixes & _SCRIPTS else self._scripts
        pictures = {path for path in changed if PurePosixPath(path).suffix in _PICTURES}
        for path in changed | self._showing(pictures):
            self._changed[path] = self._version
        self._wake()

    def _showing(self, pictures: set[str]) -> set[str]:
        """Return which of the pages on screen show one of these pictures."""
        pages = self.on_screen() if pictures else ()
        return {page for page in pages if any(name.encode() in (self.shelf.read(page) or b"") for name in pictures)}

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
