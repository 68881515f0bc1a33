"""A progress bar on long work, in a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

STEPS = {"read": "Reading", "render": "Making pages", "write": "Writing"}


@contextmanager
def showing_progress(console: Console, quiet: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that hears `(step, done, total)`; it draws only when the console is a terminal."""
    if quiet or not console.is_terminal:
        yield lambda step, done, total: None
        return
    columns = TextColumn("{task.description:14}"), BarColumn(), MofNCompleteColumn()
    bars = Progress(*columns, console=console, transient=True)
    tasks = {step: bars.add_task(label, total=None, visible=False) for step, label in STEPS.items()}

    def hear(step: str, done: int, total: int | None) -> None:
        bars.start()  # only now: drawing needs a thread, and processes start faster before there is one
        bars.update(tasks[step], completed=done, total=total, visible=True)

    try:
        yield hear
    finally:
        bars.stop()
