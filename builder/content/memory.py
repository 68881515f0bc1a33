"""What a file gave before is not made again while its bytes are the same: values by path and digest, in the store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.parse import Parsed, parse_prose
from builder.core.digest import digest
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Row, Store, sealed

__all__ = ["NOTHING", "Memory", "Row", "decoded", "encoded", "read_prose"]


@dataclass(frozen=True, slots=True)
class Memory:
    """A store, or none, and the digest of the engine that fills it: another engine finds nothing of what it kept."""

    engine: str
    store: Store | None = None

    def key(self, kind: str, path: str, named: str) -> str:
        """Return the key of what a file of these bytes gives."""
        return key_of(kind, self.engine, path, named)

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, if anything is."""
        return self.store.get(kind, key) if self.store else None

    def all(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (key, bytes) for those of the keys under which something is kept."""
        return self.store.get_all(kind, keys) if self.store else iter(())

    def there(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return those of the keys under which something is kept."""
        return self.store.there(kind, keys) if self.store else set()

    def keep(self, rows: Iterable[Row]) -> None:
        """Keep what was made."""
        if self.store:
            self.store.put(rows)

    def release(self) -> None:
        """Close the store until it is needed again."""
        if self.store:
            self.store.release()


NOTHING = Memory("")
"""No memory: everything is made anew."""


def key_of(kind: str, engine: str, *names: str) -> str:
    """Return the key of what this engine makes of things with these names."""
    return digest(kind.encode(), engine.encode(), *(name.encode() for name in names))


def encoded(kind: str, engine: str, path: str, wanted: str, parsed: Parsed[Any]) -> tuple[bytes, Row | None]:
    """Return a parsed file as bytes, and as a row to keep; Stop when its bytes are not those that were hashed.

    What could not be read is not kept.
    """
    if parsed.digest and parsed.digest != wanted:
        message = f'"{path}" changed while it was read'
        raise Stop(problem("FP509", message, Span(path)), MACHINE)
    value = msgspec.msgpack.encode(parsed)
    return value, sealed(kind, key_of(kind, engine, path, wanted), value) if parsed.digest else None


def decoded(value: bytes, kind: Any) -> Parsed[Any]:
    """Return a parsed file from its bytes."""
    found: Parsed[Any] = _decoder(kind).decode(value)
    return found


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(Parsed[kind])


def read_prose(root: Path, path: str, named: str, memory: Memory) -> tuple[Parsed[Fragment], Row | None]:
    """Return the prose of a file, remembered or parsed; with what is to be kept of it, if it was not."""
    kept = memory.get("prose", memory.key("prose", path, named)) if named else None
    if kept is not None:
        return decoded(kept, Fragment), None
    parsed = parse_prose(root, path)
    return parsed, encoded("prose", memory.engine, path, named, parsed)[1]
