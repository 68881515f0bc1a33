"""One run: what it is asked for, what it may remember, what it has found so far, and how long its stages took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from builder.build.earlier import Earlier
from builder.build.last import Looked, slot
from builder.build.options import Options, Progress
from builder.core.memory import Memory
from builder.core.problems import Problems


@dataclass(frozen=True, slots=True)
class Run:
    """A build or a check of a site; problems and seconds are collected while it goes on.

    `before` is an earlier run in this process, where there was one.
    """

    root: Path
    options: Options
    looked: Looked
    memory: Memory
    progress: Progress
    before: Earlier | None = None
    problems: Problems = field(default_factory=Problems)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def slot(self) -> str:
        """Return the name under which a build like this one is remembered."""
        return slot(self.memory.engine, self.options)

    @property
    def is_followed(self) -> bool:
        """Say whether more builds of this site may follow in this process."""
        return self.before is not None or self.options.stale_search

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a block; what has several adds up."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - begun, 4)

    def blocked(self) -> bool:
        """Say whether what was found so far keeps the site from being published."""
        return self.problems.block(self.options.strict)
