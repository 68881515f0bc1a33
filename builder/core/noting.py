"""What was asked for while something was made, noted by name: it stands as long as the answers are the same.

Whatever may be asked is a mapping with a place: `place/key` names one of its values, there or not, `place` all of them.
"""

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, overload

V = TypeVar("V")
D = TypeVar("D")

_NOTES: ContextVar[set[str] | None] = ContextVar("notes", default=None)


def note(*names: str) -> None:
    """Note what is asked for, if somebody wants to know."""
    notes = _NOTES.get()
    if notes is not None:
        notes.update(names)


@contextmanager
def noting() -> Iterator[set[str]]:
    """Give the names of all that is asked for in the block; whoever is noting around it hears of them as well."""
    around = _NOTES.get()
    notes: set[str] = set()
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)
        if around is not None:
            around |= notes


@contextmanager
def coarsely() -> Iterator[None]:
    """Let whoever is noting around the block hear only of the places: for something that goes through whole ones."""
    around = _NOTES.get()
    notes: set[str] = set()
    token = _NOTES.set(notes)
    try:
        yield
    finally:
        _NOTES.reset(token)
        if around is not None:
            around |= {name.partition("/")[0] for name in notes}


@contextmanager
def unnoted() -> Iterator[None]:
    """Let nobody hear of the block: for what makes an answer that is itself noted."""
    token = _NOTES.set(None)
    try:
        yield
    finally:
        _NOTES.reset(token)


def in_part(place: str, part: str) -> str:
    """Return the place of what is asked in a part of the whole; without a part it is the whole's."""
    return f"{place}@{part}" if part else place


class Noted(dict[str, V]):
    """A mapping that notes what it is asked for; nobody changes it."""

    __slots__ = ("place",)

    def __init__(self, place: str, values: Mapping[str, V]) -> None:
        """Take values by key; `place` is their name among all that can be asked."""
        super().__init__(values)
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return (Noted, (self.place, dict(self)))

    def __getitem__(self, key: str) -> V:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: D = None) -> V | D:  # type: ignore[assignment]
        """Return a value; that it is not there is an answer too."""
        self._note(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return super().__contains__(key)

    def _note(self, key: object) -> None:
        notes = _NOTES.get()
        if notes is not None:
            notes.add(f"{self.place}/{key}")

    def __iter__(self) -> Iterator[str]:
        note(self.place)
        return super().__iter__()

    def __len__(self) -> int:
        note(self.place)
        return super().__len__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """Return all keys."""
        note(self.place)
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """Return all values."""
        note(self.place)
        return super().values()

    def items(self) -> ItemsView[str, V]:  # type: ignore[override]
        """Return all keys with their values."""
        note(self.place)
        return super().items()


RUN = 50
"""So many ids of an order are one answer: about as many as stand on a page."""


class NotedOrder(Sequence[str]):
    """Ids in an order; it notes which runs of them are asked for, so that what moves elsewhere does not matter."""

    __slots__ = ("ids", "place")

    def __init__(self, place: str, ids: tuple[str, ...]) -> None:
        """Take all ids; `place` is the order's name among all that can be asked."""
        self.place, self.ids = place, ids

    def answers(self) -> dict[str, object]:
        """Return all that can be asked: how many there are (under an empty key), and each run."""
        runs = {str(at // RUN): self.ids[at : at + RUN] for at in range(0, len(self.ids), RUN)}
        return {"": len(self.ids), **runs}

    def __len__(self) -> int:
        note(f"{self.place}/")
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        note(self.place)
        return iter(self.ids)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        places = range(len(self.ids))[at if isinstance(at, slice) else slice(at, at + 1)]
        note(*(f"{self.place}/{run}" for run in {place // RUN for place in places}))
        return self.ids[at]
