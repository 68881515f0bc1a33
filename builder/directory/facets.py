"""Facets: what an entry can be found by, and the entries of each value; browse pages and the finder come from them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from builder.content.records import Record
from builder.core.noting import Noted, in_part
from builder.directory.directory import Directory, Ids
from builder.directory.freshness import day_told, year_known
from builder.model.partnership import Partnership
from builder.model.territories import country_of

FACETS = ("kinds", "territories", "projects", "languages", "org-types", "lifecycle", "topics", "years")
"""The facets in the order in which they are shown; the names are part of addresses."""


Ages = Mapping[str, int]
"""A number for each entry, the larger the newer."""

FIRST = 20
"""So many entries of each value are known in the order of their age, and stand in a feed: no page asks for more."""


@dataclass(frozen=True, slots=True)
class FacetIndex:
    """The ids of the entries of every value of one facet, values by id; `core.noting.Noted`.

    `told` are the first ones by the day of the newest word on them, `known` by the newest year in which they are known.
    To sort all of a large directory for each page that names a few would open every record a dozen times.
    """

    name: str
    entries: Noted[Ids]
    told: Noted[Ids]
    known: Noted[Ids]

    @property
    def noted(self) -> tuple[Noted[Ids], ...]:
        """Return all that can be asked for."""
        return self.entries, self.told, self.known


def facet_index(directory: Directory) -> tuple[FacetIndex, ...]:
    """Return every facet that some entry has a value of."""
    found: dict[str, defaultdict[str, list[str]]] = {name: defaultdict(list) for name in FACETS}
    told: dict[str, int] = {}
    known: dict[str, int] = {}
    for entry in directory.partnerships.values():
        told[entry.id], known[entry.id], filed = _filed(directory, entry)
        for name, values in filed.items():
            entries = found[name]
            for value in values:
                entries[value].append(entry.id)
    ranks = _ranks(told), _ranks(known)
    return tuple(_made(name, directory.only, entries, *ranks) for name, entries in found.items() if entries)


def facets_after(directory: Directory, before: Directory, indexes: tuple[FacetIndex, ...]) -> tuple[FacetIndex, ...]:
    """Return every facet as `facet_index` does, given those of an earlier directory: mostly nothing has changed."""
    entries, were = directory.partnerships, before.partnerships
    is_same = (
        directory.content.vocabularies == before.content.vocabularies
        and dict.__eq__(directory.organisations, before.organisations)
        and dict.keys(entries) == dict.keys(were)
        and all(
            each is were[id_] or _filed(directory, each) == _filed(before, were[id_]) for id_, each in entries.items()
        )
    )
    return indexes if is_same else facet_index(directory)


def _filed(directory: Directory, entry: Record[Partnership]) -> tuple[int, int, dict[str, Ids]]:
    """Return all that an entry's places in the facets come from."""
    return day_told(entry.facts), year_known(entry.facts), facet_values(directory, entry)


def entries_by(indexes: Iterable[FacetIndex], facet: str) -> Mapping[str, Ids]:
    """Return the ids of the entries of each value of a facet, of none where no entry has one.

    Nothing is noted of a facet that is not there: with its first value comes a page, and that moves the world.
    """
    return next((index.entries for index in indexes if index.name == facet), {})


def known_by(indexes: Iterable[FacetIndex], facet: str) -> Mapping[str, Ids]:
    """Return the first entries of each value of a facet by the newest year in which they are known; as `entries_by`."""
    return next((index.known for index in indexes if index.name == facet), {})


def told_last(indexes: Iterable[FacetIndex]) -> Ids:
    """Return entries among which the `FIRST` of all by the newest word on them are: every entry has a lifecycle."""
    return tuple(id_ for index in indexes if index.name == "lifecycle" for ids in index.told.values() for id_ in ids)


def _ranks(ages: Ages) -> dict[str, int]:
    """Return the place of each entry among all, the largest number first: one number is quicker to compare than two."""
    return {id_: rank for rank, id_ in enumerate(sorted(ages, key=lambda id_: (-ages[id_], id_)))}


def _made(facet: str, only: str, entries: Mapping[str, Iterable[str]], told: Ages, known: Ages) -> FacetIndex:
    def first(place: str, rank: Callable[[str], int]) -> Noted[Ids]:
        return Noted(
            in_part(place, only), {value: tuple(nsmallest(FIRST, ids, key=rank)) for value, ids in entries.items()}
        )

    return FacetIndex(
        facet,
        Noted(in_part(f"by-{facet}", only), {value: tuple(ids) for value, ids in sorted(entries.items())}),
        first(f"told-by-{facet}", told.__getitem__),
        first(f"known-by-{facet}", known.__getitem__),
    )


def newest(ids: Iterable[str], age: Callable[[str], int]) -> Ids:
    """Return the first of some records, the largest number first."""
    return tuple(nsmallest(FIRST, ids, key=lambda id_: (-age(id_), id_)))


def facet_values(directory: Directory, entry: Record[Partnership]) -> dict[str, Ids]:
    """Return the values of one entry in every facet; a term that redirects counts as its successor."""
    facts = entry.facts
    types = [
        type_
        for share in facts.partners
        if share.role not in {"funder", "fiscal-sponsor"} and (partner := directory.organisations.get(share.org))
        for type_ in partner.facts.type
    ]
    return {
        "kinds": _terms(directory, "kinds", facts.kinds),
        "territories": places(directory, entry),
        "projects": _terms(directory, "projects", facts.projects),
        "languages": tuple(dict.fromkeys(facts.languages)),
        "org-types": _terms(directory, "org-types", types),
        "lifecycle": (facts.lifecycle,),
        "topics": _terms(directory, "topics", facts.topics),
        "years": (str(facts.start.year),) if facts.start and facts.start.known else (),
    }


def places(directory: Directory, entry: Record[Partnership]) -> Ids:
    """Return the territories of an entry with the countries that hold them: Wales is found under the United Kingdom."""
    own = directory.territories(entry)
    around = [country for territory in own if (country := country_of(territory))]
    return tuple(dict.fromkeys([*own, *around]))


def _terms(directory: Directory, vocabulary: str, ids: tuple[str, ...] | list[str]) -> Ids:
    if not ids:
        return ()
    terms = directory.content.vocabularies[vocabulary]
    return tuple(dict.fromkeys([terms[id_].redirect or id_ for id_ in ids if id_ in terms]))
