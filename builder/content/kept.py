"""What a file gave before is not made again while its bytes are the same: parsed files as bytes, and back."""

from functools import cache
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.parse import Body, Parsed, parse_prose
from builder.core.memory import Memory, key_of
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Row, sealed


def encoded(kind: str, engine: str, path: str, wanted: str, parsed: Parsed[Any]) -> tuple[bytes, Row | None]:
    """Return a parsed file as bytes, and as a row to keep; Stop when its bytes are not those that were hashed.

    What could not be read is not kept.
    """
    stop_if_changed(path, parsed.digest, wanted)
    value = msgspec.msgpack.encode(parsed)
    return value, sealed(kind, key_of(kind, engine, path, wanted), value) if parsed.digest else None


def stop_if_changed(path: str, named: str, wanted: str) -> None:
    """Stop (FP509) when the bytes that were read are not those that were hashed before."""
    if named and named != wanted:
        raise Stop(problem("FP509", f'"{path}" changed while it was read', Span(path)), MACHINE)


def decoded(value: bytes, kind: Any) -> Parsed[Any]:
    """Return a parsed file from its bytes."""
    found: Parsed[Any] = _decoder(kind).decode(value)
    return found


def decoded_facts(value: bytes) -> Parsed[bytes | None]:
    """Return the parsed facts of a file from their bytes, but leave the facts themselves in bytes, None for none."""
    parsed: Parsed[msgspec.Raw] = decoded(value, msgspec.Raw)
    facts = bytes(parsed.value)
    return Parsed(parsed.digest, None if facts == _NONE else facts, parsed.problems, parsed.prose)


_NONE = msgspec.msgpack.encode(None)


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(Parsed[kind])


def parsed_prose(body: Body, memory: Memory) -> tuple[Parsed[Fragment], Row | None]:
    """Return the prose of a file, remembered or parsed; with what is to be kept of it, if it was not."""
    kept = kept_prose(body.path, body.digest, memory)
    if kept is not None:
        return kept, None
    parsed = parse_prose(body)
    return parsed, encoded("prose", memory.engine, body.path, body.digest, parsed)[1]


def kept_prose(path: str, named: str, memory: Memory) -> Parsed[Fragment] | None:
    """Return the prose of a file whose bytes have this digest, if it is remembered."""
    kept = memory.get("prose", memory.key("prose", path, named)) if named else None
    return decoded(kept, Fragment) if kept is not None else None
