"""The tally of a whole directory: what its entries document, and what they do not. Counts of all, never of a group.

Each count keeps the ids of its entries, so that a number can lead to what it counts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from builder.content.records import Record
from builder.directory.claims import Rivals, is_result, side_by_side
from builder.directory.directory import Directory, Ids
from builder.directory.gaps import gaps
from builder.model.partnership import Outcome, Partnership
from builder.model.posts import Post
from builder.model.territories import country_of, is_country

LEAST = 2
"""A figure of one entry alone is no total."""

_Found = defaultdict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one entry adds to a total: its id, and the place of the claim among its outcomes."""

    entry: str
    place: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """One metric in one unit over several entries, the largest first; every entry adds one claim, see `_figure`.

    `several` says that there are totals of the metric in other units too.
    """

    metric: str
    unit: str
    parts: tuple[Part, ...]
    several: bool = False

    @property
    def value(self) -> Decimal:
        """Return the sum."""
        return sum((part.value for part in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class Tally:
    """What all entries of a directory say, each mapping from a value to ids of entries.

    `results` have a figure of what came of them, `rivals` figures that differ; `claims` are counted by status. `pay`,
    `calls` and `chosen` have an id for each post; `described` is by year, `0` for those without a date; `confirmed` by
    the method of whoever checked; `gaps` by what is not said. Countries are in the order of their codes.
    """

    entries: int
    groups: int
    groups_kept: int
    results: Ids
    rivals: Ids
    totals: tuple[Total, ...]
    claims: Mapping[str, Ids]
    pay: Mapping[str, Ids]
    calls: Mapping[str, Ids]
    chosen: Mapping[str, Ids]
    interests: Mapping[str, Ids]
    described: Mapping[str, Ids]
    confirmed: Mapping[str, Ids]
    origins: Mapping[str, Ids]
    gaps: Mapping[str, Ids]
    without_entry: Ids
    without_group: Ids


@dataclass(frozen=True, slots=True)
class _Sums:
    """The figures of all entries by metric and unit, and which entries belong to others."""

    parts: defaultdict[tuple[str, str], dict[str, Part]] = field(default_factory=lambda: defaultdict(dict))
    inside: dict[str, Ids] = field(default_factory=dict)


def tally(directory: Directory, places: Iterable[str]) -> Tally:
    """Count a whole directory; `places` are the territories in which it has entries."""
    found: defaultdict[str, _Found] = defaultdict(lambda: defaultdict(list))
    sums = _Sums()
    for id_, entry in directory.partnerships.items():
        claims = side_by_side(entry.facts.outcomes)
        for name, values in _said(entry.facts, claims).items():
            for value in values:
                found[name][value].append(id_)
        _add(directory, entry, claims, sums)
    counted = {name: {value: tuple(ids) for value, ids in values.items()} for name, values in found.items()}
    groups = [group.facts for group in directory.groups.values()]
    there = {country for group in groups for country in _countries(group.covers.territories)}
    known = _countries(places)
    whole = counted.get("whole", {})
    return Tally(
        entries=len(directory.partnerships),
        groups=len(groups),
        groups_kept=sum(group.kept_by == "group" for group in groups),
        results=whole.get("results", ()),
        rivals=whole.get("rivals", ()),
        totals=_totals(sums),
        **{name: counted.get(name, {}) for name in _BY_VALUE},
        without_entry=tuple(sorted(there - known)),
        without_group=tuple(sorted(known - there)),
    )


_BY_VALUE = ("claims", "pay", "calls", "chosen", "interests", "described", "confirmed", "origins", "gaps")


def _said(facts: Partnership, every: Iterable[Rivals]) -> dict[str, list[str]]:
    """Return what one entry adds to the counts: values by the name of the count."""
    claims, posts, verified = facts.outcomes, facts.posts, facts.verified
    described = facts.described
    return {
        "whole": [
            *(["results"] if any(map(is_result, claims)) else []),
            *(["rivals"] if any(each.disagree for each in every) else []),
        ],
        "claims": [claim.as_ for claim in claims],
        "pay": [post.paid for post in posts],
        "calls": [post.selection.open_call for post in posts],
        "chosen": [who for post in posts for who in _chosen_by(post)],
        "interests": [_interests(facts)],
        "described": [str(described.year) if described else "0"],
        "confirmed": [verified.method] if verified and verified.result != "could-not-confirm" else [],
        "origins": [facts.origin.how if facts.origin else "unknown"],
        "gaps": list(gaps(facts)),
    }  # fmt: skip


def _chosen_by(post: Post) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post.selection.decided_by)) or ("unknown",)


def _interests(facts: Partnership) -> str:
    """Return how far an entry answers: `declared` as soon as one interest is, else why there is none."""
    if isinstance(facts.interests, str):
        return facts.interests
    stated = [each.statement for each in facts.interests]
    return "declared" if "declared" in stated else next(iter(stated), "not-asked")


def _countries(territories: Iterable[str]) -> set[str]:
    found = {code if is_country(code) else country_of(code) for code in territories}
    return {code for code in found if code}


# ------------------------------------------------------------------------------------------------ totals


def _add(directory: Directory, entry: Record[Partnership], every: Iterable[Rivals], sums: _Sums) -> None:
    """Take from an entry its largest figure of each metric that can be added up, in each unit."""
    outcomes = entry.facts.outcomes
    for rivals in every:
        first = outcomes[rivals.places[0]]
        term = directory.term("metrics", first.metric)
        part = _figure(entry.id, outcomes, rivals) if term and term.adds else None
        if part:
            of_metric = sums.parts[first.metric, directory.successor("units", first.unit or "")]
            of_metric[entry.id] = max(of_metric.get(entry.id, part), part, key=lambda each: each.value)
    around = tuple(link.id for link in entry.facts.related.partnerships if link.rel in {"part-of", "replaced-by"})
    if around:
        sums.inside[entry.id] = around


def _figure(id_: str, outcomes: tuple[Outcome, ...], rivals: Rivals) -> Part | None:
    """Return the figure of claims about one thing: the largest result, or the smallest where they contradict.

    What was announced or planned is no result.
    """
    parts = [Part(id_, at, outcomes[at].value) for at in rivals.places if is_result(outcomes[at])]
    choose = min if rivals.disagree else max
    return choose(parts, key=lambda part: part.value) if parts else None


def _totals(sums: _Sums) -> tuple[Total, ...]:
    """Return the totals of what several entries have figures of; what lies within another entry is not added to it."""
    found = []
    for (metric, unit), parts in sums.parts.items():
        apart = [part for id_, part in parts.items() if not set(sums.inside.get(id_, ())) & parts.keys()]
        if len(apart) >= LEAST:
            apart.sort(key=lambda part: (-part.value, part.entry))
            found.append(Total(metric, unit, tuple(apart)))
    metrics = Counter(total.metric for total in found)
    found = [replace(total, several=metrics[total.metric] > 1) for total in found]
    return tuple(sorted(found, key=lambda total: (-len(total.parts), total.metric, total.unit)))
