"""The rules of a directory that are errors: nothing is published while one is broken (data-model section 9)."""

from collections.abc import Iterator
from typing import Any

from builder.content.records import Record
from builder.core.problems import Keys, Problem, Span, problem
from builder.directory.directory import Directory
from builder.directory.persons import persons
from builder.directory.wording import check_wording, facts_said, refused_phrases
from builder.model.partnership import Partnership


def check_rules(directory: Directory) -> Iterator[Problem]:
    """Yield every broken rule; references are checked elsewhere."""
    yield from _shared_ids(directory)
    for entry in directory.partnerships.values():
        yield from _stewards(entry)
        yield from _own_word(entry)
        yield from _required(directory, entry)
        yield from _amounts(entry)
    for guide in directory.guides.values():
        if guide.facts.status == "superseded" and not guide.facts.replaced_by:
            remedy = "add replaced_by: the id of the guide to read instead"
            yield problem("FP119", "a superseded guide names no successor", _at(guide, "status"), remedy)
    yield from persons(directory)
    yield from _circles(directory)
    yield from check_wording(refused_phrases(directory.content.wording), facts_said(directory))


def _at(record: Record[Any], *keys: str | int) -> Span:
    return Span(record.path, keys=keys)


def _shared_ids(directory: Directory) -> Iterator[Problem]:
    for id_ in sorted(directory.groups.keys() & directory.organisations.keys()):
        group, organisation = directory.groups[id_], directory.organisations[id_]
        if id_ not in directory.inline:
            message = f'the id "{id_}" is used by a group and by an organisation ({group.path})'
            yield problem(
                "FP202", message, Span(organisation.path, 1, 1, 1), f"rename {organisation.path} or {group.path}"
            )
    for entry in directory.partnerships.values():
        for at, share in enumerate(entry.facts.partners):
            if share.inline:
                yield from _described_twice(directory, entry, at, share.org)


def _described_twice(directory: Directory, entry: Record[Partnership], at: int, id_: str) -> Iterator[Problem]:
    """Yield a problem where an organisation that is described inside an entry is something else already."""
    span = _at(entry, "partners", at, "id")
    earlier = directory.partnerships.get(directory.inline.get(id_, ""))
    first = [place for place, share in enumerate(earlier.facts.partners) if share.org == id_] if earlier else []
    if id_ in directory.content.organisations:
        other = directory.content.organisations[id_].path
        yield problem(
            "FP202", f'"{id_}" is described here and in {other}', span, f"write {id_} only, without name and type"
        )
    elif earlier and (earlier is not entry or at != first[0]):
        remedy = f"describe it once, in content/organisations/{id_}.md, and write {id_} only here and there"
        yield problem("FP202", f'"{id_}" is described here and in {earlier.path}', span, remedy)
    elif id_ in directory.groups:
        yield problem(
            "FP202", f'the id "{id_}" is used by a group ({directory.groups[id_].path})', span, "choose another id"
        )


def _stewards(entry: Record[Partnership]) -> Iterator[Problem]:
    for at, share in enumerate(entry.facts.groups or ()):
        if share.role == "steward" and share.agreed is None:
            message = f'"{share.group}" is said to look after this entry, but not when and where it agreed'
            yield problem("FP206", message, _at(entry, "groups", at, "role"))


def _own_word(entry: Record[Partnership]) -> Iterator[Problem]:
    if entry.facts.lifecycle in {"exploring", "declined"} and not any(
        each.by == "partner" for each in entry.facts.sources
    ):
        message = f'"{entry.facts.lifecycle}" needs a public statement of the partner among the sources'
        yield problem("FP207", message, _at(entry, "lifecycle"))


def _amounts(entry: Record[Partnership]) -> Iterator[Problem]:
    for at, each in enumerate(entry.facts.resources):
        if each.currency and each.amount is None:
            yield problem(
                "FP119", "a currency without an amount", _at(entry, "resources", at, "currency"), "add amount:"
            )
        elif each.kind == "money" and each.amount is not None and not each.currency:
            remedy = "add currency: and its code, such as EUR"
            yield problem(
                "FP119", "an amount of money without a currency", _at(entry, "resources", at, "amount"), remedy
            )


def _required(directory: Directory, entry: Record[Partnership]) -> Iterator[Problem]:
    if entry.facts.kept_by != "group":
        return
    for at, kind in enumerate(entry.facts.kinds):
        term = directory.term("kinds", kind)
        for field in term.requires if term else ():
            if not getattr(entry.facts, field, None):
                message = f'"{kind}" needs {field}, as a group keeps this entry'
                yield problem("FP205", message, _at(entry, "kinds", at), f"add {field}: with what is known")


def _circles(directory: Directory) -> Iterator[Problem]:
    """Yield each circle of predecessors, parents, earlier guides or entries once, at the record that is first by id."""
    steps: dict[str, dict[str, list[tuple[str, Keys]]]] = {
        "groups": _related(directory, "groups", "group", {"parent", "predecessor"}),
        "organisations": _related(directory, "organisations", "org", {"parent", "predecessor"}),
        "guides": {
            id_: [(each, ("prerequisites", at)) for at, each in enumerate(record.facts.prerequisites)]
            for id_, record in directory.guides.items()
        },
        "partnerships": {
            id_: [
                (each.id, ("related", "partnerships", at, "id"))
                for at, each in enumerate(record.facts.related.partnerships)
                if each.rel in {"part-of", "follows", "replaced-by"}
            ]
            for id_, record in directory.partnerships.items()
            if record.facts.related.partnerships
        },
    }
    for type_, graph in steps.items():
        for circle, keys in find_circles(graph):
            span = Span(directory.records(type_)[circle[0]].path, keys=keys)
            yield problem("FP204", "a circle: " + " → ".join([*circle, circle[0]]), span)


def _related(directory: Directory, type_: str, field: str, rels: set[str]) -> dict[str, list[tuple[str, Keys]]]:
    return {
        id_: [
            (getattr(each, field), ("relations", at, field))
            for at, each in enumerate(record.facts.relations)
            if each.rel in rels
        ]
        for id_, record in directory.records(type_).items()
        if record.facts.relations
    }


def find_circles(graph: dict[str, list[tuple[str, Keys]]]) -> list[tuple[list[str], Keys]]:
    """Return circles in which the smallest id stands first; a walk without recursion, each node left once."""
    found: list[tuple[list[str], Keys]] = []
    done: set[str] = set()
    for start in sorted(graph):
        path: list[str] = []
        stack = [(start, 0)] if start not in done else []
        while stack:
            here, at = stack.pop()
            del path[len(stack) :]
            path.append(here)
            if at < len(graph.get(here, [])):
                stack.append((here, at + 1))
                after, _ = graph[here][at]
                if after in path:
                    circle = path[path.index(after) :]
                    first = circle.index(min(circle))
                    circle = circle[first:] + circle[:first]
                    keys = next(place for step, place in graph[circle[0]] if step == circle[1 % len(circle)])
                    found.append((circle, keys))
                elif after not in done:
                    stack.append((after, 0))
            else:
                done.add(here)
    return found
