"""How long the stages of a build took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Watch:
    """Tells how many seconds each stage took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time a block."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(time.perf_counter() - begun, 4)
