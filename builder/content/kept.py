"""What a file gave before is not made again while its bytes are the same: parsed files as bytes, and back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec

from builder.content.fragment import Fragment
from builder.content.parse import Body, Parsed, parse_prose
from builder.core.memory import Memory
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Row, sealed


def encoded(path: str, wanted: str, parsed: Parsed[Any]) -> bytes:
    """Return a parsed file as bytes; Stop when its bytes are not those that were hashed."""
    stop_if_changed(path, parsed.digest, wanted)
    return msgspec.msgpack.encode(parsed)


def stop_if_changed(path: str, named: str, wanted: str) -> None:
    """Stop (FP509) when the bytes that were read are not those that were hashed before."""
    if named and named != wanted:
        raise Stop(problem("FP509", f'"{path}" changed while it was read', Span(path)), MACHINE)


def decoded(value: bytes, kind: Any) -> Parsed[Any]:
    """Return a parsed file from its bytes."""
    found: Parsed[Any] = _decoder(kind).decode(value)
    return found


Facts = Parsed[bytes | None]
"""The parsed facts of a file, themselves left in bytes; None for none."""


def decoded_facts(value: bytes) -> Facts:
    """Return the parsed facts of a file from their bytes."""
    return _closed(decoded(value, msgspec.Raw))


def packed_facts(some: Mapping[str, Facts]) -> bytes:
    """Return the facts of some files, by path, as bytes to keep; what could not be read is left out."""
    return msgspec.msgpack.encode(
        {
            path: replace(each, value=msgspec.Raw(_NONE if each.value is None else each.value))
            for path, each in some.items()
            if each.digest
        }
    )


def unpacked_facts(value: bytes) -> dict[str, Facts]:
    """Return the facts of some files, by path, from their bytes."""
    return {path: _closed(each) for path, each in _SOME.decode(value).items()}


def _closed(parsed: Parsed[msgspec.Raw]) -> Facts:
    facts = bytes(parsed.value)
    return Parsed(parsed.digest, None if facts == _NONE else facts, parsed.problems, parsed.prose)


_NONE = msgspec.msgpack.encode(None)
_SOME = msgspec.msgpack.Decoder(dict[str, Parsed[msgspec.Raw]])


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(Parsed[kind])


def parsed_prose(body: Body, memory: Memory) -> tuple[Parsed[Fragment], Row | None]:
    """Return the prose of a file, remembered or parsed; with what is to be kept of it, if it was not."""
    kept = kept_prose(body.path, body.digest, memory)
    if kept is not None:
        return kept, None
    parsed = parse_prose(body)
    value = encoded(body.path, body.digest, parsed)
    return parsed, sealed("prose", memory.key("prose", body.path, body.digest), value) if parsed.digest else None


def kept_prose(path: str, named: str, memory: Memory) -> Parsed[Fragment] | None:
    """Return the prose of a file whose bytes have this digest, if it is remembered."""
    kept = memory.get("prose", memory.key("prose", path, named)) if named else None
    return decoded(kept, Fragment) if kept is not None else None
