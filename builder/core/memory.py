"""What is remembered between builds, by keys that name everything it was made from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from builder.core.digest import digest
from builder.core.store import Row, Store

AT_ONCE = 1_000
"""So many rows are kept at a time: each time costs about as much as fifty rows."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A store, or none, and the digest of the engine that fills it: another engine finds nothing of what it kept.

    Kinds of which there is nothing in the store need not be looked for: it `lacks` them.
    """

    engine: str
    store: Store | None = None
    lacks: frozenset[str] = frozenset()

    def key(self, kind: str, path: str, named: str) -> str:
        """Return the key of what a file of these bytes gives."""
        return key_of(kind, self.engine, path, named)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, if anything is."""
        return self.store.get(kind, key) if self.store and kind not in self.lacks else None

    def all(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (key, bytes) for those of the keys under which something is kept."""
        return self.store.get_all(kind, keys) if self.store else iter(())

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep what was made."""
        if self.store:
            self.store.put(rows)

    @contextmanager
    def gathering(self) -> Iterator[list[Row]]:
        """Give a list for rows: whoever adds some calls `spill`, and what is left at the end of the block is kept."""
        rows: list[Row] = []
        yield rows
        self.keep(rows)

    def spill(self, rows: list[Row]) -> None:
        """Keep gathered rows and empty their list, once they are many."""
        if len(rows) >= AT_ONCE:
            self.keep(rows)
            rows.clear()

    def release(self) -> None:
        """Close the store until it is needed again."""
        if self.store:
            self.store.release()


NOTHING = Memory("")
"""No memory: everything is made anew."""


def key_of(kind: str, engine: str, *names: str) -> str:
    """Return the key of what this engine makes of things with these names, none of which has a NUL in it."""
    return digest("\0".join((kind, engine, *names)).encode())
