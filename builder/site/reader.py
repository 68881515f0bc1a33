"""A reader: the directory as someone meets it who reads one language, with names, terms, dates and addresses in it.

Whatever exists only in another language comes as `Words` with its own `lang` and `dir`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from builder.content.records import Record, Translation
from builder.core.bounded import make_room
from builder.core.noting import NotedOrder, in_part, note, noting
from builder.directory.directory import Directory
from builder.model import languages, territories
from builder.model.dates import PartialDate
from builder.model.values import Name
from builder.site import formats, labels
from builder.site.i18n import Catalogue
from builder.site.routes import ROUTES, Addresses, asked_by, facet_route, record_route
from builder.site.views.parts import Link, Words

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

MOST_KEPT = 130_000
"""So many answers a reader keeps; then the oldest go, so that memory does not grow with the directory (120 MB)."""


def once(make: "Callable[[Reader, *Asked], Answer]") -> "Callable[[Reader, *Asked], Answer]":
    """Let a reader keep an answer: for pure functions of few, hashable things that many pages ask for.

    Answers are shared: they are frozen values, or nobody changes them. What was asked for is noted each time.
    """
    name = f"{make.__module__}.{make.__qualname__}"  # and not `make` itself: readers also travel to other processes

    @wraps(make)
    def kept(reader: "Reader", *asked: *Asked) -> Answer:
        key = (name, asked)
        try:
            answer: Answer
            answer, notes = reader.kept[key]
            if notes:
                note(*notes)
        except KeyError:
            make_room(reader.kept, MOST_KEPT)
            with noting() as asked_for:
                answer = make(reader, *asked)
            reader.kept[key] = answer, tuple(asked_for)
        return answer

    return kept


@dataclass(frozen=True, slots=True)
class Narrow:
    """A language in which only translated entries stand: its routes, and what it calls the list of partnerships."""

    routes: frozenset[str]
    list: str


@dataclass(frozen=True, slots=True)
class Reader:
    """One language of the site.

    `routes` are all its routes: nothing links to others. `narrow` are the languages in which only translated entries
    stand. `kept` are answers given so far, see `once`; `orders` are those of lists.
    """

    directory: Directory
    lang: str
    catalogue: Catalogue
    addresses: Addresses
    routes: frozenset[str]
    search: bool = True
    narrow: Mapping[str, Narrow] = field(default_factory=dict)
    kept: dict[Hashable, tuple[Any, tuple[str, ...]]] = field(default_factory=dict, compare=False, repr=False)
    orders: dict[str, NotedOrder] = field(default_factory=dict, compare=False, repr=False)

    @property
    def default(self) -> str:
        """Return the site's first language."""
        return self.directory.config.default_language

    def say(self, message: str, **values: object) -> str:
        """Return a message in this language, with values put in; an empty message stays empty."""
        text = self._label(message)
        return text % values if values else text

    @once
    def _label(self, message: str) -> str:
        return self.catalogue.gettext(message) if message else ""

    def count(self, one: str, many: str, number: int) -> str:
        """Return a message with `%(num)s` in the plural form that the number takes in this language."""
        return self.catalogue.ngettext(one, many, number) % {"num": self.number(number)}

    def forms(self, one: str, many: str) -> tuple[tuple[str, str], ...]:
        """Return each plural category of this language with its form of a message, `{count}` for the number."""
        known = formats.plurals(self.lang)
        return tuple((each, self.catalogue.ngettext(one, many, known[each]) % {"num": "{count}"}) for each in known)

    def number(self, value: int | Decimal) -> str:
        """Return a number as this language writes it."""
        return formats.number(value, self.lang)

    def date(self, on: PartialDate | None) -> str:
        """Return a partial date in words; empty for none."""
        return formats.partial_date(on, self.lang, self.catalogue) if on else ""

    def join(self, texts: Iterable[str]) -> str:
        """Return a list in words: a, b and c."""
        return formats.join(list(texts), self.lang)

    def words(self, text: str, lang: str) -> Words:
        """Return a text that is in `lang`, marked where that is not the reader's."""
        return Words(text) if lang == self.lang else Words(text, lang, languages.direction(lang))

    def text(self, texts: Mapping[str, str] | None, own: str = "") -> Words | None:
        """Return the wording nearest to the reader; the key "" stands for the record's own language."""
        if not texts:
            return None
        own = own or self.default
        if len(texts) == 1:
            ((lang, text),) = texts.items()
            return self.words(text, lang or own)
        lang, text = languages.pick({key or own: value for key, value in texts.items()}, self.lang, own)
        return self.words(text, lang)

    def plain(self, texts: Mapping[str, str] | None, own: str = "") -> str:
        """Return the nearest wording as plain text; empty for none."""
        found = self.text(texts, own)
        return found.text if found else ""

    def name(self, record: Record[Any]) -> Words:
        """Return the name of a group or organisation by the reader's language first, then its label."""
        names: tuple[Name, ...] = record.facts.names
        if len(names) == 1:
            return self.words(names[0].value, names[0].lang)
        shown = [each for each in names if not {"acronym", "former"} & set(each.types)] or list(names)
        mine = [each for each in shown if each.lang == self.lang] or [
            each for each in shown if each.lang.partition("-")[0] == self.lang.partition("-")[0]
        ]
        best = sorted(mine or shown, key=lambda each: "label" not in each.types)[0]
        return self.words(best.value, best.lang)

    def translation(self, record: Record[Any]) -> Translation | None:
        """Return the record's translation into this language, if there is one."""
        for each in record.translations:
            if each.lang == self.lang:
                return each
        return None

    def own_language(self, record: Record[Any]) -> str:
        """Return the language in which a record's prose is written."""
        return record.facts.lang or self.default

    @once
    def term(self, vocabulary: str, id_: str) -> Words:
        """Return the label of a term; its id where the vocabulary does not know it."""
        term = self.directory.term(vocabulary, id_)
        return (self.text(term.label) if term else None) or Words(id_)

    def territory(self, code: str) -> str:
        """Return the name of a territory, in the directory's own way where it has one."""
        override = self.directory.content.territory_names.get(code)
        return (override.label.get(self.lang) if override else "") or territories.name(code, self.lang)

    def language(self, tag: str) -> str:
        """Return the name of a language."""
        return languages.language_name(tag, self.lang)

    def facet_value(self, facet: str, value: str) -> Words:
        """Return the label of a value of a facet."""
        if facet == "territories":
            return Words(self.territory(value))
        if facet == "languages":
            return Words(self.language(value))
        if facet == "lifecycle":
            return Words(self.say(labels.LIFECYCLE[value]))
        return Words(value) if facet == "years" else self.term(facet, value)

    def has(self, route: str) -> bool:
        """Say whether there is such a page; noted where a change of the facts can make it come or go."""
        if name := asked_by(route):
            note(f"{in_part(ROUTES, self.lang)}/{route}" if self.lang in self.narrow else name)
        return route in self.routes

    def page(self, route: str) -> str:
        """Return the address of a page, empty when there is no such page."""
        return self.addresses.page(route) if self.has(route) else ""

    def record_address(self, type_: str, id_: str) -> str:
        """Return the address of a record's page, empty when there is none."""
        return self.page(record_route(type_, id_))

    @once
    def facet_link(self, facet: str, value: str) -> Link:
        """Return a link to the page of a facet's value."""
        words, there = self.facet_value(facet, value), self.directory.successor(facet, value)
        return Link(words.text, self.page(facet_route(facet, there)), lang=words.lang, dir=words.dir)

    @once
    def body_link(self, id_: str) -> Link:
        """Return a link to a group or organisation by id; a blank comes as its words."""
        if id_ in labels.BLANKS:
            return Link(self.say(labels.BLANKS[id_]))
        for type_ in ("organisations", "groups"):
            if record := self.directory.records(type_).get(id_):
                name = self.name(record)
                return Link(name.text, self.record_address(type_, id_), lang=name.lang, dir=name.dir)
        return Link(id_)


def term_or_text(reader: Reader, vocabulary: str, texts: Mapping[str, str] | None, own: str = "") -> Words | None:
    """Return the label of a term where a text without a language is its id, else the text as `Reader.text` does."""
    id_ = texts.get("", "") if texts else ""
    known = id_ in reader.directory.vocabularies[vocabulary]
    return reader.term(vocabulary, id_) if known else reader.text(texts, own)
