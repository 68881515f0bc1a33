"""The seam between serving and building: what the engine process asks for, and how the build gives it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TypeVar

from builder.build.earlier import Earlier
from builder.build.options import Options, Progress
from builder.build.pipeline import build
from builder.build.preview import preview
from builder.build.searching import Later
from builder.content.load import load_config
from builder.core.problems import Stop
from builder.desk.serving.messages import Answer, Built, Changed, Preview, Refused, SearchReady, Start
from builder.site.plan import Plan

Rebuild = Callable[[Changed], Iterator[Answer | None]]
"""Brings the output directory up to date and tells of it: any number of `Preview`, one `Built` or `Refused`, and then
perhaps `SearchReady`. It may remember what it likes from one call to the next.

Each time it yields, None included, it may be closed because something newer is to be done: None says that here is a
good moment. Closed before `Built` or `Refused`, it is called again with the old changes and the new ones; closed after,
it must itself remember what is left to do. `Stop` may be raised, and becomes `Refused`.
"""

Open = Callable[[Start, Progress], Rebuild]
"""Prepares one site for rebuilding, in the engine process; the progress may raise BrokenPipeError: let it pass."""

Done = TypeVar("Done")

MOMENT = 0.02

PATIENCE, PAUSE = 120, 0.25
"""How often another build of the same site is waited for, and how many seconds each time."""


def following(start: Start, progress: Progress) -> Rebuild:
    """Follow the changes of a site: the pages on screen first, then all pages, then the search."""
    root = Path(start.root)
    options = Options(Path(start.output), start.as_of, drafts=start.drafts, search=start.search, stale_search=True)
    earlier: Earlier | None = None

    def rebuild(changed: Changed) -> Iterator[Answer | None]:
        nonlocal earlier
        begun = time.monotonic()
        if earlier and not changed.whole and (pages := _previewed(earlier.plan, changed)):
            yield Preview(pages)
        before, earlier = earlier, earlier and earlier.plan_alone()  # a build that breaks off may have kept something
        report = _when_free(lambda: build(root, options, progress, before=before))
        earlier = report.earlier or earlier
        base_path = earlier.plan.directory.config.base_path if earlier and not report.configuration else ""
        problems = tuple(report.problems)
        if report.difference is None:
            yield Refused(changed.paths, problems, base_path)
            return
        seconds = time.monotonic() - begun
        written, deleted = report.difference.write, report.difference.delete
        yield Built(changed.paths, written, deleted, problems, report.pages, seconds, base_path or _base_path(root))
        if report.later:
            yield from _search(report.later)

    return rebuild


def _base_path(root: Path) -> str:
    config, _ = load_config(root)
    return config.base_path if config else "/"


def _previewed(plan: Plan, changed: Changed) -> dict[str, bytes]:
    with suppress(Stop):  # a mistake in a layout: the build tells of it
        return preview(plan, changed.paths, changed.screen)
    return {}


def _search(later: Later) -> Iterator[Answer | None]:
    """Bring the search bundle up to date beside whoever waits for changes; closed, it is left as it was."""
    cancelled = Event()
    with ThreadPoolExecutor(1) as beside:
        made = beside.submit(lambda: _when_free(lambda: later.finish(cancelled)))
        try:
            while not made.done():
                yield None
                time.sleep(MOMENT)
        finally:
            cancelled.set()
        try:
            difference = made.result()
        except Stop as stop:
            if stop.problem.code != "FP509":
                raise
            return  # something changed meanwhile, and is built next
    if difference and difference.write:
        yield SearchReady(difference.write)


def _when_free(run: Callable[[], Done]) -> Done:
    """Build as soon as no other build of the site holds the lock, such as a `fingerpost build` beside us."""
    for _ in range(PATIENCE):
        try:
            return run()
        except Stop as stop:
            if stop.problem.code != "FP503":
                raise
            time.sleep(PAUSE)
    return run()
