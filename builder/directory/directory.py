"""The directory: all records indexed, references known both ways. It answers questions and changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.content.records import Content, Record
from builder.model.config import SiteConfig
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.page import Page
from builder.model.partnership import InlineOrganisation, Partnership
from builder.model.values import Name
from builder.model.vocabulary import Term, Vocabularies

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backlinks:
    """Who refers to a record: ids of partnerships, or of guides, by the id of what they name."""

    of_organisation: dict[str, Ids]
    of_group: dict[str, Ids]
    of_partnership: dict[str, Ids]
    guides_of_partnership: dict[str, Ids]
    guides_of_kind: dict[str, Ids]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that is known about one site; `as_of` is the day that ages are counted to."""

    config: SiteConfig
    content: Content
    as_of: date
    partnerships: dict[str, Record[Partnership]]
    guides: dict[str, Record[Guide]]
    groups: dict[str, Record[Group]]
    organisations: dict[str, Record[Organisation]]
    pages: dict[str, Record[Page]]
    inline: dict[str, str]
    backlinks: Backlinks

    @property
    def vocabularies(self) -> Vocabularies:
        """Return the terms by vocabulary and id."""
        return self.content.vocabularies

    def records(self, type_: str) -> dict[str, Record[Any]]:
        """Return the records of one type by id."""
        found: dict[str, Record[Any]] = getattr(self, type_)
        return found

    def term(self, vocabulary: str, id_: str) -> Term | None:
        """Return a term, following one redirect."""
        terms = self.vocabularies[vocabulary]
        found = terms.get(id_)
        return terms.get(found.redirect, found) if found and found.redirect else found

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
    partnerships = _shown(content.partnerships, drafts)
    inline: dict[str, str] = {}
    for entry in partnerships.values():
        for share in entry.facts.partners:
            if share.inline and share.org not in content.organisations:
                inline.setdefault(share.org, entry.id)
    organisations = dict(content.organisations)
    for entry in partnerships.values():
        for share in entry.facts.partners:
            if share.inline and inline.get(share.org) == entry.id:
                organisations[share.org] = _from_inline(share.inline, entry, config)
    guides = _shown(content.guides, drafts)
    return Directory(
        config=config, content=content, as_of=as_of, partnerships=partnerships, guides=guides,
        groups=_shown(content.groups, drafts), organisations=_shown(organisations, drafts),
        pages=_shown(content.pages, drafts), inline=inline, backlinks=_backlinks(partnerships, guides),
    )  # fmt: skip


def _shown(records: dict[str, Any], drafts: bool) -> dict[str, Any]:
    return {id_: each for id_, each in sorted(records.items()) if drafts or not each.facts.draft}


def _from_inline(inline: InlineOrganisation, entry: Record[Partnership], config: SiteConfig) -> Record[Organisation]:
    """Give a partner that is described inside an entry a record of its own, with the entry's first source."""
    lang = entry.facts.lang or config.default_language
    facts = Organisation(
        names=(Name(value=inline.name, lang=lang),), type=(inline.type,), territory=inline.territory,
        website=inline.website, sources=entry.facts.sources[:1],
    )  # fmt: skip
    return Record("organisations", inline.id, entry.path, entry.digest, facts)


def _backlinks(partnerships: dict[str, Record[Partnership]], guides: dict[str, Record[Guide]]) -> Backlinks:
    entries = [(id_, entry.facts) for id_, entry in partnerships.items()]
    advice = [(id_, guide.facts) for id_, guide in guides.items()]
    return Backlinks(
        of_organisation=_grouped((share.org, id_) for id_, facts in entries for share in facts.partners),
        of_group=_grouped((share.group, id_) for id_, facts in entries for share in facts.groups or ()),
        of_partnership=_grouped((link.id, id_) for id_, facts in entries for link in facts.related.partnerships),
        guides_of_partnership=_grouped((ground.partnership, id_) for id_, facts in advice for ground in facts.based_on),
        guides_of_kind=_grouped((kind, id_) for id_, facts in advice for kind in facts.kinds),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Ids]:
    found: dict[str, dict[str, None]] = {}
    for key, id_ in pairs:
        found.setdefault(key, {})[id_] = None
    return {key: tuple(sorted(ids)) for key, ids in sorted(found.items())}
