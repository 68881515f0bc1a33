"""What loading gives: records, translations, and everything else that stands in content/."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from builder.model.fit import Fit
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.page import Page
from builder.model.partnership import Partnership
from builder.model.vocabulary import Retirement, TerritoryOverride, Vocabularies, Wording

Facts = TypeVar("Facts", Partnership, Guide, Group, Organisation, Page)
AnyFacts = Partnership | Guide | Group | Organisation | Page

TYPES: dict[str, type[AnyFacts]] = {
    "partnerships": Partnership,
    "guides": Guide,
    "groups": Group,
    "organisations": Organisation,
    "pages": Page,
}


@dataclass(frozen=True, slots=True)
class Translation:
    """A record in another language; `made_from` names the sections of the original that it was made from."""

    lang: str
    path: str
    digest: str
    title: str
    summary: str
    made_from: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record(Generic[Facts]):
    """One file of content: its id and its checked facts; `digest` names the bytes of the file.

    The prose is not here: it is read when a page is made that shows it (`content.prose`), so that nothing else can
    depend on it; `prose` says whether there is any. `sections` are the digests of its parts, known where there are
    translations to compare with them.
    `held` are the facts as bytes (or as they are, of a record that no file holds): see `facts`.
    """

    type: str
    id: str
    path: str
    digest: str
    held: Facts | bytes
    translations: tuple[Translation, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    prose: bool = False
    _facts: Facts | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def facts(self) -> Facts:
        """Return the checked facts, taken out of their bytes when they are asked for.

        Bytes are a third of the size. Of all records together `MOST_OPEN` have their facts at hand, those asked last.
        """
        return self._facts or self._opened()

    def _opened(self) -> Facts:
        if not isinstance(self.held, bytes):
            return self.held
        kind: Any = TYPES[self.type]
        facts: Facts = facts_decoder(kind).decode(self.held)
        object.__setattr__(self, "_facts", facts)
        _OPEN.append(self)
        _close_down_to(_MOST_OPEN.get())
        return facts

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Return path and digest of the record's file and of each translation's."""
        return ((self.path, self.digest), *((each.path, each.digest) for each in self.translations))


MOST_OPEN = 30_000
"""About 60 MB."""

_OPEN: deque[Record[Any]] = deque()
_MOST_OPEN: ContextVar[int] = ContextVar("most_open", default=MOST_OPEN)


@contextmanager
def keeping_open(number: int = 150_000) -> Iterator[None]:
    """Let so many records keep their facts at hand in the block: for whoever goes through all of them several times."""
    token = _MOST_OPEN.set(number)
    try:
        yield
    finally:
        _MOST_OPEN.reset(token)
        _close_down_to(_MOST_OPEN.get())


def _close_down_to(most: int) -> None:
    while len(_OPEN) > most:
        object.__setattr__(_OPEN.popleft(), "_facts", None)


@cache
def facts_decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    """Return what makes facts of this type out of their bytes."""
    return msgspec.msgpack.Decoder(kind)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of content/media, with the words that it is owed; width and height in pixels."""

    path: str
    width: int
    height: int
    licence: str
    credit: str
    source: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read, by type and id; `broken` names the files that gave no record, with their digests."""

    partnerships: dict[str, Record[Partnership]]
    guides: dict[str, Record[Guide]]
    groups: dict[str, Record[Group]]
    organisations: dict[str, Record[Organisation]]
    pages: dict[str, Record[Page]]
    vocabularies: Vocabularies
    wording: Wording
    territory_names: dict[str, TerritoryOverride]
    retired: dict[str, Retirement]
    pictures: dict[str, Picture]
    media: tuple[str, ...]
    static: tuple[str, ...]
    broken: dict[str, str]
    fit: Fit | None


def taken_over(content: Content, before: Content) -> Content:
    """Return content with those records of an earlier one that are the same: their facts may be at hand."""
    found: dict[str, Any] = {}
    for type_ in TYPES:
        were = getattr(before, type_)
        found[type_] = {
            id_: was if (was := were.get(id_)) == each else each for id_, each in getattr(content, type_).items()
        }
    return replace(content, **found)
