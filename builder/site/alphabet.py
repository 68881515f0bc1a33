"""Partnerships and partners from A to Z, by the alphabet of the reader's language, some pages of names each."""

from collections.abc import Iterator

from builder.core.noting import coarsely
from builder.directory.directory import Directory
from builder.site import labels
from builder.site.cards import title
from builder.site.collation import under_letters
from builder.site.frames import make_frame
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.lists import by_title
from builder.site.reader import Reader
from builder.site.routes import alphabet_route, list_route, numbered_route
from builder.site.standing import partly
from builder.site.views.near import AlphabetView, Letter, Place
from builder.site.views.parts import Frame, Link

TYPES = ("partnerships", "organisations")

PAGE = 150
"""So many records stand on a page."""


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    for type_ in TYPES:
        pages = max(1, -(-len(directory.records(type_)) // PAGE))
        yield Unit("a-z", type_, tuple(numbered_route(alphabet_route(type_), number) for number in range(1, pages + 1)))


def _pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    reader = edition.reader
    parts = _parts(_letters(reader, unit.id), len(unit.routes))
    jumps: dict[str, Link] = {}
    for route, part in zip(unit.routes, parts, strict=True):
        for each in part:
            jumps.setdefault(each.letter, Link(each.letter, f"{reader.addresses.page(route)}#{each.anchor}"))
    kind = reader.say(labels.LISTS[unit.id])
    name = reader.say(N_("%(list)s from A to Z"), list=kind)
    crumbs = (Link(kind, reader.page(list_route(unit.id))),)
    for number, (route, part) in enumerate(zip(unit.routes, parts, strict=True), 1):
        heading = name
        if number > 1:
            heading = reader.say(N_("%(title)s, page %(number)s"), title=name, number=reader.number(number))
        view = AlphabetView(
            frame=_frame(reader, unit, make_frame(reader, edition.chrome, route, heading, "", crumbs)),
            title=name,
            jumps=tuple(jumps.values()),
            letters=part,
            number=number,
            pages=len(parts),
            previous=reader.addresses.page(unit.routes[number - 2]) if number > 1 else "",
            next=reader.addresses.page(unit.routes[number]) if number < len(parts) else "",
        )
        yield PageRecipe(reader.addresses.path(route), "a-z.html", view)


def _frame(reader: Reader, unit: Unit, frame: Frame) -> Frame:
    return partly(reader, frame, unit.routes[0]) if unit.id == "partnerships" else frame


def _letters(reader: Reader, type_: str) -> list[tuple[str, list[Place]]]:
    """Return all records of a type under their letters."""
    records = reader.directory.records(type_)
    with coarsely():
        places = [
            Place(title(reader, records[id_]), reader.record_address(type_, id_)) for id_ in by_title(reader, type_)
        ]
    return under_letters(reader.lang, places, lambda place: place.name.text)


def _parts(letters: list[tuple[str, list[Place]]], pages: int) -> list[tuple[Letter, ...]]:
    """Return what stands on each page; a letter that goes on is named again."""
    parts: list[list[Letter]] = [[] for _ in range(pages)]
    before = 0
    for at, (letter, places) in enumerate(letters, 1):
        rest = places
        while rest:
            here = rest[: PAGE - before % PAGE]
            parts[before // PAGE].append(Letter(letter, f"az-{at}", tuple(here)))
            before, rest = before + len(here), rest[len(here) :]
    return [tuple(part) for part in parts]


A_TO_Z = Kind("a-z", _units, _pages, long=True)
