"""References: every id, term and source that a record names must be there; the links of the prose are in `links`."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from builder.content.records import TYPES, Record
from builder.core.problems import Keys, Problem, Span, problem
from builder.core.text import count, did_you_mean
from builder.directory.directory import Directory
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.page import Page
from builder.model.partnership import Partnership

Reference = tuple[Keys, str, str]
"""Where it stands, the type or vocabulary that it names (`vocabulary:kinds`), and the id."""

BLANKS = {"not-asked", "none-declared", "declined", "not-public", "unknown", "not-applicable"}


def check_references(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for every reference, term and place of a source that is not there."""
    known = _known(directory)
    for type_ in TYPES:
        for record in directory.records(type_).values():
            if record.id in directory.inline and type_ == "organisations":
                continue
            for keys, target, id_ in references(record):
                if id_ not in known[target]:
                    yield from check_reference(directory, record.path, keys, target, id_)
    for entry in directory.partnerships.values():
        yield from _check_places(entry)


def _known(directory: Directory) -> dict[str, Container[str]]:
    """Return the ids that a reference may name, by what it calls their kind; see `Reference`."""
    terms = {f"vocabulary:{name}": terms.keys() for name, terms in directory.vocabularies.items()}
    bodies = directory.organisations.keys() | directory.groups.keys()
    return {**{type_: directory.records(type_).keys() for type_ in TYPES}, **terms, "bodies": bodies}


def references(record: Record[Any]) -> Iterable[Reference]:
    """Return everything that a record names by id, with its place in the front matter."""
    match record.facts:
        case Partnership() as facts:
            return [*_of_partnership(facts), *_of_bodies(facts)]
        case Guide() as facts:
            return _of_guide(facts)
        case Group() as facts:
            return [
                *_terms(facts.covers.topics, "topics", ("covers", "topics")),
                *((("relations", at, "group"), "groups", each.group) for at, each in enumerate(facts.relations)),
            ]
        case Organisation() as facts:
            return [
                *_terms(facts.type, "org-types", ("type",)),
                *((("relations", at, "org"), "organisations", each.org) for at, each in enumerate(facts.relations)),
            ]
        case Page() as facts:
            return [
                (("examples", at, "partnership"), "partnerships", each.partnership)
                for at, each in enumerate(facts.examples)
            ]
    return []


def _terms(ids: Iterable[str], vocabulary: str, keys: Keys) -> list[Reference]:
    target = f"vocabulary:{vocabulary}"
    return [((*keys, at), target, id_) for at, id_ in enumerate(ids)]


def _of_partnership(facts: Partnership) -> Iterator[Reference]:
    for vocabulary in ("kinds", "projects", "topics"):
        yield from _terms(getattr(facts, vocabulary), vocabulary, (vocabulary,))
    for at, share in enumerate(facts.partners):
        if share.inline:
            yield ("partners", at, "type"), "vocabulary:org-types", share.inline.type
        else:
            yield ("partners", at, "org"), "organisations", share.org
    for at, part in enumerate(facts.groups or ()):
        yield ("groups", at, "group"), "groups", part.group
    for at, claim in enumerate(facts.outcomes):
        yield ("outcomes", at, "metric"), "vocabulary:metrics", claim.metric
    for at, guide in enumerate(facts.related.guides):
        yield ("related", "guides", at), "guides", guide
    for at, link in enumerate(facts.related.partnerships):
        yield ("related", "partnerships", at, "id"), "partnerships", link.id


def _of_bodies(facts: Partnership) -> Iterator[Reference]:
    """Yield the bodies that give, employ, fund or hold an interest: groups or organisations."""
    for at, resource in enumerate(facts.resources):
        yield ("resources", at, "from"), "bodies", resource.from_
    for at, post in enumerate(facts.posts):
        for field in ("employer", "funder", "fiscal_sponsor"):
            if (body := getattr(post, field)) not in BLANKS:
                yield ("posts", at, field), "bodies", body
    if not isinstance(facts.interests, str):
        for at, interest in enumerate(facts.interests):
            yield ("interests", at, "holder", "of"), "bodies", interest.holder.of
            yield ("interests", at, "in"), "bodies", interest.in_


def _of_guide(facts: Guide) -> Iterator[Reference]:
    yield from _terms(facts.kinds, "kinds", ("kinds",))
    yield from _terms(facts.projects, "projects", ("projects",))
    yield from _terms(facts.org_types, "org-types", ("org_types",))
    for at, ground in enumerate(facts.based_on):
        yield ("based_on", at, "partnership"), "partnerships", ground.partnership
    for field in ("prerequisites", "next"):
        for at, id_ in enumerate(getattr(facts, field)):
            yield (field, at), "guides", id_
    if facts.replaced_by:
        yield ("replaced_by",), "guides", facts.replaced_by


def check_reference(directory: Directory, path: str, keys: Keys, target: str, id_: str) -> Iterator[Problem]:
    """Yield a problem if what `target` calls its kind has no record or term of this id; see `Reference`."""
    span = Span(path, keys=keys)
    if target.startswith("vocabulary:"):
        name = target.partition(":")[2]
        terms, file = directory.vocabularies[name], f"content/vocabulary/{name}.yaml"
        if id_ not in terms and file not in directory.content.broken:
            few = f"use one of: {', '.join(terms)}; or" if 0 < len(terms) <= 20 else "use a term of the vocabulary, or"
            remedy = did_you_mean(id_, terms) or f"{few} add it to {file}"
            yield problem("FP104", f'unknown {_SINGULAR.get(name, name)} "{id_}"', span, remedy)
        return
    types = ("organisations", "groups") if target == "bodies" else (target,)
    files = [f"content/{type_}/{id_}.md" for type_ in types]
    there = any(id_ in directory.records(type_) for type_ in types)
    if there or any(file in directory.content.broken for file in files):
        return
    if any(id_ in getattr(directory.content, type_) for type_ in types):
        message = f'the {_SINGULAR[target]} "{id_}" is a draft, and has no page yet'
        yield problem("FP201", message, span, "take it out for now, or take draft: true out of that file")
        return
    near = did_you_mean(id_, (each for type_ in types for each in directory.records(type_)))
    remedy = _elsewhere(directory, types, id_) or (
        f"{near} If not, add {files[0]}" if near else f"correct the id, or add {files[0]}"
    )
    yield problem("FP201", f'there is no {_SINGULAR[target]} "{id_}"', span, remedy)


def _elsewhere(directory: Directory, types: tuple[str, ...], id_: str) -> str:
    """Say so when the id is a group's where an organisation is needed, or the other way round."""
    for type_, field in (("organisations", "partners"), ("groups", "groups")):
        if type_ not in types and types[0] in ("organisations", "groups") and id_ in directory.records(type_):
            return f'"{id_}" is {"an" if type_ == "organisations" else "a"} {_SINGULAR[type_]}: name it under {field}'
    return ""


def _check_places(entry: Record[Partnership]) -> Iterator[Problem]:
    """Yield a problem for every `source: 3` of an entry that has no third source."""
    facts = entry.facts
    told: dict[str, tuple[Any, ...]] = {
        "resources": facts.resources,
        "outcomes": facts.outcomes,
        "targets": facts.targets,
        "interests": () if isinstance(facts.interests, str) else facts.interests,
    }
    named: list[tuple[Keys, object]] = [
        ((field, at, "source"), each.source) for field, values in told.items() for at, each in enumerate(values)
    ]
    results = [(at, each.result) for at, each in enumerate(facts.targets) if each.result]
    named += [(("targets", at, "result", "source"), result.source) for at, result in results]
    for keys, place in named:
        if isinstance(place, int) and not 1 <= place <= len(facts.sources):
            remedy = f"the list sources has {count(len(facts.sources), 'item')}; the first is 1"
            yield problem("FP201", f"there is no source {place}", Span(entry.path, keys=keys), remedy)


_SINGULAR = {
    "kinds": "kind", "projects": "project", "org-types": "type of organisation", "topics": "topic", "metrics": "metric",
    "units": "unit", "qualifiers": "qualifier",
    "partnerships": "partnership", "guides": "guide", "groups": "group", "organisations": "organisation",
    "bodies": "group or organisation", "pages": "page",
}  # fmt: skip
