"""The engine process: one thread that hears of changes, rebuilds, and tells; it ends when its pipe does."""

import time
from collections.abc import Callable, Generator
from contextlib import closing

from builder.build.options import Progress
from builder.core.problems import Stop
from builder.desk.serving import messages
from builder.desk.serving.connection import Connection
from builder.desk.serving.messages import Answer, Built, Changed, Refused, Start, joined
from builder.desk.serving.rebuilding import Open, Rebuild

OFTEN = 0.1
"""Progress is told at most once in so many seconds."""


def engine(connection: Connection, open_site: Open) -> None:
    """Rebuild a site whenever the other side says that something changed, until it is gone.

    Raises BrokenPipeError when it goes while a build is running.
    """
    start = connection.receive()
    if not isinstance(start, Start):
        return
    rebuild = open_site(start, _telling(connection))
    unfinished: tuple[Changed, ...] = ()
    while asked := _asked(connection):
        changed = joined(*unfinished, *asked)
        unfinished = () if _settled(connection, rebuild, changed) else (changed,)


def _asked(connection: Connection) -> list[Changed]:
    """Wait for a change and return all that have come in; none when the other side is gone."""
    asked: list[Changed] = []
    while not asked or connection.waiting():
        message = connection.receive()
        if not isinstance(message, Changed):
            return []
        asked.append(message)
    return asked


def _settled(connection: Connection, rebuild: Rebuild, changed: Changed) -> bool:
    """Rebuild and tell; say whether it came to an end or was left for something newer."""
    settled = False
    with closing(_answers(rebuild, changed)) as answers:
        for answer in answers:
            settled = settled or isinstance(answer, Built | Refused)
            if answer is not None:
                connection.send(answer)
            if connection.waiting():
                break
    return settled


def _answers(rebuild: Rebuild, changed: Changed) -> Generator[Answer | None, None, None]:
    try:
        yield from rebuild(changed)
    except Stop as stop:
        yield Refused(changed.paths, (stop.problem,))


def _telling(connection: Connection, clock: Callable[[], float] = time.monotonic) -> Progress:
    """Return what tells the other side how far a step is; so the engine also learns in time that nobody listens."""
    told: dict[str, float] = {}

    def tell(step: str, done: int, total: int | None) -> None:
        now = clock()
        if done == total or now - told.get(step, 0.0) >= OFTEN:
            told[step] = now
            connection.send(messages.Progress(step, done, total))

    return tell
