"""What a file gave before is not made again while its bytes are the same: parsed files as bytes, and back."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.parse import Parsed, parse_prose
from builder.core.memory import Memory, key_of
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Row, sealed


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
