"""Who is near a place: groups by place times language, the nearest first, the centre last (data-model section 6).

A group of one language is never shown as the whole country's: it stands under its language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.directory.directory import Directory, Ids
from builder.model.group import Group
from builder.model.languages import fallbacks
from builder.model.territories import containers, is_country, neighbours, official_languages


@dataclass(frozen=True, slots=True)
class Nearness:
    """Groups around a place: of the place itself, of one of its languages, around it (neighbours, regions), central.

    `inside` are those of a part of the place only: of a country's parts, or of the regions in a region.
    """

    here: Ids
    of_languages: dict[str, Ids]
    inside: Ids
    next_door: Ids
    regional: Ids
    central: Ids

    @property
    def around(self) -> Ids:
        """Return the groups next door, then those of the regions around, the smallest first."""
        return self.next_door + self.regional

    @property
    def nearest(self) -> Ids:
        """Return the first rung that has anybody on it; the centre only when nobody else is known."""
        of_languages = tuple(id_ for ids in self.of_languages.values() for id_ in ids)
        return self.here or of_languages or self.around or self.central


def nearness(directory: Directory, territory: str) -> Nearness:
    """Return who is near a territory; a group that is no longer recognised is not sent new people."""
    rings = (territory, *containers(territory))
    near: list[tuple[int, str]] = []
    regional: list[tuple[int, str]] = []
    of_languages: dict[str, list[str]] = {}
    central = []
    for id_, record in directory.groups.items():
        ring = _ring(record.facts, rings)
        if record.facts.central:
            central.append(id_)
        elif ring is None or _is_over(record.facts):
            continue
        elif not is_local(rings[ring]) or record.facts.type == "hub":
            regional.append((ring, id_))
        elif languages := _only_languages(record.facts, rings[ring]):
            for language in languages:
                of_languages.setdefault(language, []).append(id_)
        else:
            near.append((ring, id_))
    return Nearness(
        here=tuple(id_ for _, id_ in sorted(near)),
        of_languages={language: tuple(ids) for language, ids in sorted(of_languages.items())},
        inside=_inside(directory, rings),
        next_door=_neighbouring(directory, rings),
        regional=tuple(id_ for _, id_ in sorted(regional)),
        central=tuple(central),
    )


def houses_near(known: Mapping[str, Ids], territory: str, limit: int = 4) -> Ids:
    """Return entries of the same territory, then of the same country, newest known first.

    `known` are ids by territory in this order, as the facet has them: a country has those of its parts.
    """
    rings = [ring for ring in (territory, *containers(territory)) if is_local(ring)]
    found: dict[str, None] = {}
    for ring in rings:
        if len(found) < limit:
            found |= dict.fromkeys(known.get(ring, ()))
    return tuple(found)[:limit]


def _ring(group: Group, rings: tuple[str, ...]) -> int | None:
    """Return how far out the nearest territory is that a group covers; 0 is the place itself."""
    covered = group.covers.territories
    for at, ring in enumerate(rings):
        if ring in covered:
            return at
    return None


def _is_over(group: Group) -> bool:
    """Say whether a group is no longer recognised: nobody new is sent to it."""
    return group.recognition is not None and group.recognition.status == "no-longer"


def is_local(territory: str) -> bool:
    """Say whether a territory is a country or a part of one, and no region of the world."""
    return is_country(territory) or "-" in territory


def _only_languages(group: Group, territory: str) -> Ids:
    """Return the languages of a group that stands for its language only.

    That is a group of one language which is not the first official one, or of several none of which is official.
    """
    most = 1 if len(group.covers.languages) == 1 else None
    official = {each for tag in official_languages(territory)[:most] for each in (tag, *fallbacks(tag))}
    spoken = {each for tag in group.covers.languages for each in (tag, *fallbacks(tag))}
    if not spoken or not official or "-" in territory or official & spoken:
        return ()
    return group.covers.languages


def _inside(directory: Directory, rings: tuple[str, ...]) -> Ids:
    """Return the groups of a part of a place that do not stand for all of it; of a region, hubs and regional groups."""
    place, local = rings[0], is_local(rings[0])
    return tuple(
        id_
        for id_, record in directory.groups.items()
        if not record.facts.central
        and not _is_over(record.facts)
        and place not in record.facts.covers.territories
        and (local or record.facts.type == "hub" or not any(map(is_local, record.facts.covers.territories)))
        and any(place in containers(each) for each in record.facts.covers.territories)
    )


def _neighbouring(directory: Directory, rings: tuple[str, ...]) -> Ids:
    """Return the groups of the countries next door."""
    next_door = {code for ring in rings if is_country(ring) for code in neighbours(ring)}
    return tuple(
        id_
        for id_, record in directory.groups.items()
        if not record.facts.central
        and not _is_over(record.facts)
        and not next_door.isdisjoint(record.facts.covers.territories)
        and _ring(record.facts, rings) is None
    )
