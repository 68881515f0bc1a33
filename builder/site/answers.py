"""What a site answers while it is made, by the names under which it is noted (`core.noting`): each answer's digest."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from builder.content.records import Record
from builder.core.digest import digest

_CANONICAL = msgspec.msgpack.Encoder(order="deterministic")


class Answers:
    """The digests of all answers, each made when it is first asked for."""

    def __init__(self, asked: Mapping[str, Mapping[str, Any]]) -> None:
        """Take what can be asked, by place."""
        self._asked = asked
        self._named: dict[str, str] = {}

    def named(self, names: Iterable[str]) -> list[str]:
        """Return a name for each of these with its answer: it is the same as long as the answer is."""
        known = self._named
        return [known[name] if name in known else self._name(name) for name in names]

    def _name(self, name: str) -> str:
        place, one, key = name.partition("/")
        there = self._asked.get(place, {})
        if one:
            answer = _digest(there[key]) if key in there else ""
        else:
            answer = digest(*(each.encode() for each in self.named(f"{place}/{key}" for key in sorted(there))))
        return self._named.setdefault(name, f"{name}={answer}")


def _digest(answer: object) -> str:
    """Return the digest of an answer; a record's has nothing of the bytes of its files, so that prose is not in it."""
    if isinstance(answer, Record):
        told = [[each.lang, each.path, each.title, each.summary, each.made_from] for each in answer.translations]
        held = answer.held if isinstance(answer.held, bytes) else _CANONICAL.encode(answer.held)
        named = [answer.type, answer.id, answer.path, answer.sections, answer.prose, told]
        return digest(_CANONICAL.encode(named), held)
    return digest(_CANONICAL.encode(answer))
