"""What editors are told but readers never see: ages, dates past, bare claims, likely doubles (section 9, W)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from builder.content.records import TYPES, Record
from builder.core.problems import Problem, Span, problem
from builder.core.text import count, fold
from builder.directory.claims import is_result, side_by_side
from builder.directory.directory import Directory
from builder.directory.facets import facet_index
from builder.directory.freshness import seen, stale
from builder.directory.translations import changed_since
from builder.model.partnership import Partnership


def check_warnings(directory: Directory) -> Iterator[Problem]:
    """Yield every warning."""
    for entry in directory.partnerships.values():
        yield from _ages(directory, entry)
        yield from _dates(directory, entry)
        yield from _claims(entry)
    for group in directory.groups.values():
        intake = group.facts.intake
        if intake and intake.until.latest < directory.as_of:
            message = f'the answer to "taking new partners?" held until {intake.until}'
            yield problem("FP702", message, _at(group, "intake", "until"))
    yield from _doubles(directory)
    yield from _translations(directory)
    yield from _expected(directory)


def _at(record: Record[Any], *keys: str | int) -> Span:
    return Span(record.path, keys=keys)


def _ages(directory: Directory, entry: Record[Partnership]) -> Iterator[Problem]:
    facts = entry.facts
    if stale(facts, directory.as_of):
        last = seen(facts)
        word = "confirmed" if last.confirmed else "described"
        dated = last.on is not None and last.on.known
        message = f'"active", last {word} {last.on}' if dated else '"active", but neither described nor confirmed'
        yield problem("FP701", message, _at(entry, "lifecycle"))
    agreement = facts.agreement
    if agreement and agreement.until and agreement.until.latest < directory.as_of and facts.lifecycle == "active":
        yield problem("FP702", f"the agreement held until {agreement.until}", _at(entry, "agreement", "until"))
    if facts.rights and facts.rights.cultural_protocols == "applies":
        for at, claim in enumerate(facts.outcomes):
            if "everything" in fold(str(claim.qualifier or "")):
                yield problem(
                    "FP709", "a cultural protocol applies, yet everything was uploaded", _at(entry, "outcomes", at)
                )


def _dates(directory: Directory, entry: Record[Partnership]) -> Iterator[Problem]:
    facts = entry.facts
    if facts.start and facts.end and facts.start.known and facts.end.known and facts.end.latest < facts.start.earliest:
        yield problem("FP705", f"it ends {facts.end}, before it starts {facts.start}", _at(entry, "end"))
    ended = facts.lifecycle in {"completed", "ended-early", "declined"}
    for field in ("start", "described", *(["end"] if ended else [])):
        on = getattr(facts, field)
        if on and on.known and on.earliest > directory.as_of:
            yield problem("FP706", f"{field} is in the future: {on}", _at(entry, field))


def _claims(entry: Record[Partnership]) -> Iterator[Problem]:
    outcomes = entry.facts.outcomes
    for at, claim in enumerate(outcomes):
        missing = [name for name in ("year", "source") if getattr(claim, name) is None]
        if missing:
            yield problem("FP703", f"a figure without {' and '.join(missing)}", _at(entry, "outcomes", at))
    for rivals in side_by_side(outcomes) if len(outcomes) > 1 else ():
        if rivals.disagree:
            places = [at for at in rivals.places if is_result(outcomes[at])]
            values = " and ".join(f"{outcomes[at].value:,f}" for at in places)
            yield problem("FP704", f"{values} for one thing", _at(entry, "outcomes", places[0], "value"))


def _doubles(directory: Directory) -> Iterator[Problem]:
    known: dict[tuple[str, str], Record[Any]] = {}
    records: list[Record[Any]] = [*directory.organisations.values(), *directory.groups.values()]
    for record in records:
        facts = record.facts
        ids = getattr(facts, "ids", None)
        marks = [("Wikidata", facts.wikidata if ids is None else ids.wikidata), ("ROR", ids.ror if ids else None)]
        names = [("name", fold(each.value)) for each in facts.names if "acronym" not in each.types]
        for mark in dict.fromkeys((what, value) for what, value in [*marks, *names] if value):
            other = known.setdefault(mark, record)
            if other is not record:
                yield problem("FP707", f"the same {mark[0]} as {other.path}: {mark[1]}", _at(record, "names"))


def _translations(directory: Directory) -> Iterator[Problem]:
    for type_ in TYPES:
        for record in directory.records(type_).values():
            for each in record.translations:
                if behind := changed_since(record, each):
                    parts = ", ".join(part or "what stands before the first heading" for part in behind)
                    message = f"{count(len(behind), 'section')} of {record.path} changed since: {parts}"
                    remedy = f"bring it up to date, then run: fingerpost translated {each.path}"
                    yield problem("FP708", message, Span(each.path, keys=("made_from",)), remedy)


def _expected(directory: Directory) -> Iterator[Problem]:
    for type_, number in directory.config.expect.items():
        span = Span("site_config.yaml", keys=("expect", type_))
        if type_ not in TYPES:
            key = replace(span, of_key=True)
            yield problem("FP710", f'there is no list "{type_}"', key, f"the lists are {', '.join(TYPES)}")
        elif (found := len(directory.records(type_))) != number:
            yield problem("FP710", f"{type_}: {number:,} expected, {found:,} found", span)


def notes(directory: Directory) -> Iterator[Problem]:
    """Yield what a report may tell and no build needs: terms of one entry, entries that say little yet."""
    for index in facet_index(directory):
        if index.name in directory.vocabularies:
            for term, ids in index.entries.items():
                if len(ids) == 1:
                    span = Span(f"content/vocabulary/{index.name}.yaml", keys=(term,))
                    yield problem("FP901", f'"{term}" is used by one entry, {ids[0]}', span)
    for entry in directory.partnerships.values():
        missing = [name for name in ("origin", "outcomes") if not getattr(entry.facts, name)]
        if missing:
            yield problem("FP902", f"nothing on {' and '.join(missing)} yet", Span(entry.path, 1, 1, 1))
