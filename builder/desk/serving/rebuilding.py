"""The seam between serving and building: what the engine process asks for, and how the build gives it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.build.options import Options, Progress, Report
from builder.build.pipeline import build
from builder.content.load import load_config
from builder.core.problems import Stop
from builder.desk.serving.messages import Answer, Built, Changed, Refused, Start

Rebuild = Callable[[Changed], Iterator[Answer | None]]
"""Brings the output directory up to date and tells of it: any number of `Preview`, one `Built` or `Refused`, and then
perhaps `SearchReady`. It may remember what it likes from one call to the next.

Each time it yields, None included, it may be closed because something newer is to be done: None says that here is a
good moment. Closed before `Built` or `Refused`, it is called again with the old changes and the new ones; closed after,
it must itself remember what is left to do. `Stop` may be raised, and becomes `Refused`.
"""

Open = Callable[[Start, Progress], Rebuild]
"""Prepares one site for rebuilding, in the engine process; the progress may raise BrokenPipeError: let it pass."""

PATIENCE, PAUSE = 120, 0.25
"""How often another build of the same site is waited for, and how many seconds each time."""


def whole_builds(start: Start, progress: Progress) -> Rebuild:
    """Rebuild the whole site at every change."""
    root = Path(start.root)
    options = Options(Path(start.output), start.as_of, drafts=start.drafts, search=start.search)

    def rebuild(changed: Changed) -> Iterator[Answer | None]:
        begun = time.monotonic()
        report = _when_free(lambda: build(root, options, progress))
        config, _ = load_config(root)
        problems = tuple(report.problems)
        base_path = config.base_path if config else ""
        if report.difference is None:
            yield Refused(changed.paths, problems, base_path)
            return
        seconds = time.monotonic() - begun
        written, deleted = report.difference.write, report.difference.delete
        yield Built(changed.paths, written, deleted, problems, report.pages, seconds, base_path or "/")

    return rebuild


def _when_free(run: Callable[[], Report]) -> Report:
    """Build as soon as no other build of the site holds the lock, such as a `fingerpost build` beside us."""
    for _ in range(PATIENCE):
        try:
            return run()
        except Stop as stop:
            if stop.problem.code != "FP503":
                raise
            time.sleep(PAUSE)
    return run()
