"""A progress bar on long work, for a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

STEPS = {"read": "Reading", "check": "Checking", "render": "Making pages", "write": "Writing"}


@contextmanager
def showing_progress(console: Console) -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that hears `(step, done, total)` and draws it."""
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
