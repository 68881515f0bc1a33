"""The rules of a directory that are errors: nothing is published while one is broken (data-model section 9)."""

import re
from collections.abc import Iterator
from typing import Any

from builder.content.records import Record
from builder.core.problems import Keys, Problem, Span, problem
from builder.directory.directory import Directory
from builder.directory.wording import refused_phrases
from builder.model.partnership import Partnership

PROSE_TYPES = ("partnerships", "guides", "groups", "organisations", "pages")


def check_rules(directory: Directory) -> Iterator[Problem]:
    """Yield every broken rule; references are checked elsewhere."""
    yield from _shared_ids(directory)
    yield from _retired(directory)
    for entry in directory.partnerships.values():
        yield from _stewards(entry)
        yield from _own_word(entry)
        yield from _required(directory, entry)
    for type_ in PROSE_TYPES:
        for record in directory.records(type_).values():
            yield from _persons(record)
    yield from _circles(directory)
    yield from refused_phrases(directory)


def _at(record: Record[Any], *keys: str | int) -> Span:
    return Span(record.path, keys=keys)


def _shared_ids(directory: Directory) -> Iterator[Problem]:
    for id_ in sorted(directory.groups.keys() & directory.organisations.keys()):
        group, organisation = directory.groups[id_], directory.organisations[id_]
        message = f'the id "{id_}" is used by a group and by an organisation ({group.path})'
        yield problem("FP202", message, Span(organisation.path, 1, 1, 1), f"rename {organisation.path} or {group.path}")
    for id_ in sorted(directory.content.organisations.keys()):
        for entry in directory.partnerships.values():
            for at, share in enumerate(entry.facts.partners):
                if share.inline and share.org == id_:
                    path = directory.content.organisations[id_].path
                    message = f'"{id_}" is described here and in {path}'
                    yield problem("FP202", message, _at(entry, "partners", at, "id"), f"write {id_} only")


def _retired(directory: Directory) -> Iterator[Problem]:
    for key in directory.content.retired:
        type_, _, id_ = key.partition("/")
        if type_ in PROSE_TYPES and id_ in directory.records(type_):
            record = directory.records(type_)[id_]
            yield problem("FP203", f'the id "{id_}" is retired in content/redirects.yaml', Span(record.path, 1, 1, 1))


def _stewards(entry: Record[Partnership]) -> Iterator[Problem]:
    for at, share in enumerate(entry.facts.groups or ()):
        if share.role == "steward" and share.agreed is None:
            yield problem("FP206", f'"{share.group}" is named steward without agreed', _at(entry, "groups", at, "role"))


def _own_word(entry: Record[Partnership]) -> Iterator[Problem]:
    if entry.facts.lifecycle in {"exploring", "declined"} and not any(each.by == "partner" for each in entry.facts.sources):
        message = f'"{entry.facts.lifecycle}" needs a public statement of the partner among the sources'
        yield problem("FP207", message, _at(entry, "lifecycle"))


def _required(directory: Directory, entry: Record[Partnership]) -> Iterator[Problem]:
    if entry.facts.kept_by != "group":
        return
    for at, kind in enumerate(entry.facts.kinds):
        term = directory.term("kinds", kind)
        for field in term.requires if term else ():
            if not getattr(entry.facts, field, None):
                yield problem("FP205", f'"{kind}" needs {field}', _at(entry, "kinds", at), f"add {field}:")


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
        },
    }
    for type_, graph in steps.items():
        for circle, keys in _find_circles(graph):
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
    }


def _find_circles(graph: dict[str, list[tuple[str, Keys]]]) -> list[tuple[list[str], Keys]]:
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


_PERSONAL_MAIL = re.compile(
    r"mailto:|[\w.+-]+@(gmail|googlemail|outlook|hotmail|yahoo|icloud|gmx|proton|protonmail|web|mail)\.\w+|\b[a-z]+\.[a-z]+@[\w-]+\.\w+",
    re.IGNORECASE,
)
_USER_PAGE = re.compile(r"/wiki/(User|User_talk|Benutzer|Usuario|Utilisateur|Usuari|Anv%C3%A4ndare)(:|%3A)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.=-])\+\d[\d ()-]{7,}\d")


def _persons(record: Record[Any]) -> Iterator[Problem]:
    """Yield private contacts in routes and prose; addresses of roles (role-email) are allowed."""
    for at, route in enumerate(getattr(record.facts, "routes", ())):
        if _USER_PAGE.search(route.url) or (route.kind != "role-email" and route.url.startswith("mailto:")):
            yield problem("FP209", f'"{route.url}" leads to a person', _at(record, "routes", at, "url"))
        elif route.kind == "role-email" and _PERSONAL_MAIL.search(route.url.removeprefix("mailto:")):
            yield problem("FP209", f'"{route.url}" looks like a person\'s address', _at(record, "routes", at, "url"))
    for path, text in [(record.path, record.body.text), *((each.path, each.body.text) for each in record.translations)]:
        for pattern, what in ((_PERSONAL_MAIL, "mail address"), (_PHONE, "phone number")):
            if found := pattern.search(text):
                yield problem("FP209", f'a {what} in the text: "{found[0]}"', Span(path, 1, 1, 1))
