"""What a site answers while it is made, by the names under which it is noted (`core.noting`): each answer's digest."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import msgspec

from builder.content.records import Record
from builder.core.digest import digest

_CANONICAL = msgspec.msgpack.Encoder(order="deterministic")
_JSON = msgspec.json.Encoder(order="deterministic")

Late = Callable[[], dict[str, Any]]
"""Makes the answers of a place."""

_NONE = object()
_NOTHING: dict[str, Any] = {}

SHORT = 64
"""Shorter answers than this take longer to digest than to compare."""


class Answers:
    """The digests of all answers, each made when it is first asked for."""

    def __init__(self, asked: Mapping[str, dict[str, Any]], late: Mapping[str, Late] = MappingProxyType({})) -> None:
        """Take what can be asked, by place; some of it is only made when somebody asks."""
        self._asked = dict(asked)
        self._late = late
        self._named: dict[str, str] = {}

    def prepare(self) -> None:
        """Make the answers that take a moment now."""
        for place in self._late:
            self._there(place)

    def named(self, names: Iterable[str]) -> list[str]:
        """Return a name for each of these with its answer: it is the same as long as the answer is."""
        names = tuple(names)
        for name in set(names).difference(self._named):  # nearly all are known: a loop takes three times as long
            self._name(name)
        return list(map(self._named.__getitem__, names))

    def changed_since(self, before: "Answers") -> set[str]:
        """Return those of the names asked for before to which there is another answer now."""
        for name, answer in before._named.items():
            place, one, key = name.partition("/")
            if one and _is_same(dict.get(self._there(place), key, _NONE), dict.get(before._there(place), key, _NONE)):
                self._named[name] = answer
        self.named(before._named)
        return {name for name, answer in before._named.items() if self._named[name] != answer}

    def _name(self, name: str) -> None:
        place, one, key = name.partition("/")
        there = self._there(place)
        if one:
            found = dict.get(there, key, _NONE)  # and not as a `Noted`, which would note it
            answer = "" if found is _NONE else _digest(found)
        else:
            answer = digest(*(each.encode() for each in self.named(f"{place}/{key}" for key in sorted(there))))
        self._named[name] = f"{name}={answer}"

    def _there(self, place: str) -> dict[str, Any]:
        """Return the answers of a place, none where nothing can be asked."""
        if place not in self._asked and place in self._late:
            self._asked[place] = self._late[place]()
        return self._asked.get(place, _NOTHING)


def _is_same(answer: object, before: object) -> bool:
    """Say whether an answer is surely the same; to compare everything takes longer than to name it."""
    return answer is before or (type(answer) is tuple and answer == before)


def _digest(answer: object) -> str:
    """Return a name for an answer: a short one is its own, as JSON.

    A record's has nothing of the bytes of its files, so that prose is not in it.
    """
    if isinstance(answer, Record):
        return _of_record(answer)
    told = _JSON.encode(answer)
    return told.decode() if len(told) < SHORT else digest(told)


def _of_record(record: Record[Any]) -> str:
    held = record.held if isinstance(record.held, bytes) else _CANONICAL.encode(record.held)
    if held is record.held and not record.translations:  # as nearly all are: type and id say where it lies
        return sha256(held + b"\1" if record.prose else held).hexdigest()
    told = [[each.lang, each.path, each.title, each.summary, each.made_from] for each in record.translations]
    return digest(_CANONICAL.encode([record.type, record.id, record.path, record.sections, record.prose, told]), held)
