"""What `serve` says in the terminal: where the site is, a line for each rebuild, problems as `check` prints them."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from rich.console import Console

from builder.core.problems import Level, Problem, Problems
from builder.core.text import count
from builder.desk.printer import show
from builder.desk.serving.messages import Built, Crashed, FromEngine, Progress, Refused
from builder.desk.summary import tally

Show = Callable[[str, int, int | None], None]
"""Hears how far a long step is, as `builder.build.Progress`, whose module this process need not load."""

Bars = Callable[[], AbstractContextManager[Show]]

SOME = 2
"""So many changed files are named; of more, the number is told."""


class Terminal:
    """Tells what the engine says; a warning is printed once, errors as long as they are there."""

    def __init__(self, console: Console, root: Path, progress: Bars, *, quiet: bool, debug: bool) -> None:
        self._console, self._root = console, root
        self._quiet, self._debug = quiet, debug
        self._known: frozenset[Problem] = frozenset()
        self._bars = ExitStack()
        self._draw: Show | None = self._bars.enter_context(progress())

    def say(self, words: str) -> None:
        """Print a line, unless nothing but problems is wanted."""
        if not self._quiet:
            self._console.print(words, highlight=False, soft_wrap=True)

    def hear(self, message: FromEngine) -> None:
        """Tell what the engine says."""
        if isinstance(message, Progress):
            if self._draw:
                self._draw(message.step, message.done, message.total)
        elif isinstance(message, Built | Refused | Crashed):
            self.close()
            self._settled(message)

    def close(self) -> None:
        """Stop drawing: the long work is done."""
        self._bars.close()
        self._draw = None  # later builds are short, and a bar would flicker

    def _settled(self, message: Built | Refused | Crashed) -> None:
        if isinstance(message, Crashed):
            bug = f"This is a bug in fingerpost, not in your content: {message.text}\n"
            more = message.where if self._debug else "The next change starts the builder afresh.\n"
            self._console.print(bug + more, end="", highlight=False, soft_wrap=True)
            return
        found = Problems(message.problems)
        show(self._console, [each for each in found if self._is_news(each)], self._root)
        self._known = frozenset(found)
        if isinstance(message, Built):
            self.say(f"{_what(message.changed)}{_done(message)}; {tally(found)}")
        else:
            self.say(f"{_what(message.changed)}{tally(found)}. The site stays as it was.")

    def _is_news(self, each: Problem) -> bool:
        return each.level is Level.ERROR or each not in self._known


def _what(changed: tuple[str, ...]) -> str:
    if not changed:
        return ""
    return f"{', '.join(changed) if len(changed) <= SOME else count(len(changed), 'file')}: "


def _done(message: Built) -> str:
    took = f"in {message.seconds * 1000:,.0f} ms"
    written = sum(path.endswith(".html") for path in message.written)
    others = len(message.written) - written
    parts = [count(written, "page"), *([count(others, "other file")] if others else [])]
    deleted = f", {len(message.deleted):,} deleted" if message.deleted else ""
    if not message.written and not message.deleted:
        return f"nothing to do, {took}"
    return f"{' and '.join(parts)} written{deleted}, of {count(message.pages, 'page')}, {took}"
