"""The directory: all records indexed, references known both ways. It answers questions and changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from builder.content.records import TYPES, Content, Record
from builder.core.noting import Noted, note
from builder.model.config import SiteConfig
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.page import Page
from builder.model.partnership import InlineOrganisation, Partnership
from builder.model.territories import country_of
from builder.model.values import Name
from builder.model.vocabulary import Term, Vocabularies

Ids = tuple[str, ...]

DAY = "day"
MOST_WITH_CARDS = 2_000


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Who refers to a record: ids of partnerships, or of guides, by the id of what they name.

    `of_territory` are the organisations of a place; those of a part of a country are the country's too.
    """

    of_organisation: Noted[Ids]
    of_group: Noted[Ids]
    of_partnership: Noted[Ids]
    guides_of_partnership: Noted[Ids]
    guides_of_kind: Noted[Ids]
    of_territory: Noted[Ids]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that is known about one site; `day` is the one that ages are counted to.

    Records and backlinks are `core.noting.Noted`, so that what is made of them is made anew only when they change.
    `only` is the language whose translated entries alone stand here, `whole` then the directory with all of them
    (`directory/translated.py`).
    """

    config: SiteConfig
    content: Content
    day: date
    partnerships: Noted[Record[Partnership]]
    guides: Noted[Record[Guide]]
    groups: Noted[Record[Group]]
    organisations: Noted[Record[Organisation]]
    pages: Noted[Record[Page]]
    inline: dict[str, str]
    backlinks: Backlinks
    only: str = ""
    whole: "Directory | None" = None

    @property
    def as_of(self) -> date:
        """Return the day that ages are counted to; noted, because it is another one tomorrow."""
        note(DAY)
        return self.day

    @property
    def vocabularies(self) -> Vocabularies:
        """Return the terms by vocabulary and id."""
        return self.content.vocabularies

    def asked(self) -> dict[str, dict[str, Any]]:
        """Return all that can be asked of records, links and the day, by the place under which it is noted."""
        links = (getattr(self.backlinks, field.name) for field in fields(Backlinks))
        return {each.place: each for each in (*map(self.records, TYPES), *links)} | {DAY: {"": self.day}}

    def records(self, type_: str) -> Noted[Record[Any]]:
        """Return the records of one type by id."""
        found: Noted[Record[Any]] = getattr(self, type_)
        return found

    @property
    def has_cards(self) -> bool:
        """Say whether there are cards to print: each is a page more, so a large directory has to ask for them."""
        entries = (self.whole or self).partnerships
        return len(entries) <= MOST_WITH_CARDS if self.config.cards is None else self.config.cards

    def term(self, vocabulary: str, id_: str) -> Term | None:
        """Return a term, following one redirect."""
        return self.vocabularies[vocabulary].get(self.successor(vocabulary, id_))

    def successor(self, vocabulary: str, id_: str) -> str:
        """Return the id of the term that a term redirects to, else its own: facets know no other."""
        terms = self.vocabularies.get(vocabulary, {})
        term = terms.get(id_)
        return term.redirect if term and term.redirect in terms else id_

    def territories(self, entry: Record[Partnership]) -> Ids:
        """Return the territories of an entry: its own, else those of its partners that are no mere funders."""
        if entry.facts.territories:
            return entry.facts.territories
        near = [
            share.org for share in entry.facts.partners if share.role not in {"funder", "fiscal-sponsor", "supporter"}
        ]
        places = (self.organisations[org].facts.territory for org in near if org in self.organisations)
        return tuple(dict.fromkeys(places))


def make_directory(config: SiteConfig, content: Content, as_of: date, drafts: bool = False) -> Directory:
    """Index what was read; drafts are left out unless asked for."""
    partnerships = _shown("partnerships", content.partnerships, drafts)
    guides = _shown("guides", content.guides, drafts)
    inline, found = _references(partnerships, guides, content.organisations)
    bodies = dict(content.organisations)
    for entry in (partnerships[id_] for id_ in dict.fromkeys(inline.values())):
        for share in entry.facts.partners:
            if share.inline and inline.get(share.org) == entry.id:
                bodies[share.org] = _from_inline(share.inline, entry, config)
    organisations = _shown("organisations", bodies, drafts)
    backlinks = Backlinks(
        **{kind: _sorted(kind, some) for kind, some in found.items()},
        of_territory=_sorted("of_territory", _by_territory(organisations)),
    )
    return Directory(
        config=config, content=content, day=as_of, partnerships=partnerships, guides=guides,
        groups=_shown("groups", content.groups, drafts), organisations=organisations,
        pages=_shown("pages", content.pages, drafts), inline=inline, backlinks=backlinks,
    )  # fmt: skip


def _by_territory(organisations: dict[str, Record[Organisation]]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for id_, each in organisations.items():
        territory = each.facts.territory
        for place in {territory, country_of(territory) or territory}:
            found.setdefault(place, {})[id_] = None
    return found


def _shown(type_: str, records: dict[str, Any], drafts: bool) -> Noted[Any]:
    return Noted(type_, {id_: each for id_, each in sorted(records.items()) if drafts or not each.facts.draft})


def _from_inline(inline: InlineOrganisation, entry: Record[Partnership], config: SiteConfig) -> Record[Organisation]:
    """Give a partner that is described inside an entry a record of its own, with the entry's first source."""
    lang = entry.facts.lang or config.default_language
    facts = Organisation(
        names=(Name(value=inline.name, lang=lang),), type=(inline.type,), territory=inline.territory,
        website=inline.website, sources=entry.facts.sources[:1],
    )  # fmt: skip
    return Record("organisations", inline.id, entry.path, entry.digest, facts)


def _references(
    partnerships: dict[str, Record[Partnership]], guides: dict[str, Record[Guide]], known: Mapping[str, object]
) -> tuple[dict[str, str], dict[str, dict[str, dict[str, None]]]]:
    """Return the partners that are described inside entries, each with its entry, and who refers to whom."""
    inline: dict[str, str] = {}
    kinds = (field.name for field in fields(Backlinks) if field.name != "of_territory")
    found: dict[str, dict[str, dict[str, None]]] = {kind: {} for kind in kinds}

    def refer(kind: str, targets: Iterable[str], id_: str) -> None:
        for target in targets:
            found[kind].setdefault(target, {})[id_] = None

    for id_, entry in partnerships.items():
        facts = entry.facts
        for share in facts.partners:
            if share.inline and share.org not in known:
                inline.setdefault(share.org, id_)
        refer("of_organisation", (share.org for share in facts.partners), id_)
        refer("of_group", (share.group for share in facts.groups or ()), id_)
        refer("of_partnership", (link.id for link in facts.related.partnerships), id_)
    for id_, guide in guides.items():
        refer("guides_of_partnership", (ground.partnership for ground in guide.facts.based_on), id_)
        refer("guides_of_kind", guide.facts.kinds, id_)
    return inline, found


def _sorted(kind: str, found: dict[str, dict[str, None]]) -> Noted[Ids]:
    return Noted(kind, {key: tuple(sorted(ids)) for key, ids in sorted(found.items())})
