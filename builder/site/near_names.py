"""Places and languages from A to Z, each under its own letter: in the reader's language and in its own."""

import unicodedata
from collections.abc import Iterable

from builder.core.text import fold
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex, entries_by
from builder.directory.nearness import is_local
from builder.model import territories
from builder.model.group import Group
from builder.model.territories import containers, country_of, is_country, languages_of
from builder.model.world import own_names as world_names
from builder.model.world import prepared_languages, world
from builder.site.collation import by_letter
from builder.site.reader import Reader, once
from builder.site.routes import near_language_route, near_route
from builder.site.views.near import Letter, Place
from builder.site.views.parts import Words

CONTINENTS = ("002", "019", "142", "150", "009")
"""The regions of the world by which lists of places are narrowed (UN M49)."""

WORLD = "001"

MOST = 160
"""So many names stand in one list; of a longer one, parts of countries stand on the page of their country only."""


def near_places(directory: Directory, indexes: Iterable[FacetIndex]) -> list[str]:
    """Return every territory that has a group, an entry or an organisation, with its country and its continent."""
    found = {code for group in directory.groups.values() for code in group.facts.covers.territories}
    found.update(directory.backlinks.of_territory)
    found.update(entries_by(indexes, "territories"))
    found |= {country for code in found if (country := country_of(code))}
    found |= {code for each in found for code in containers(each) if code in CONTINENTS}
    return sorted(found - {WORLD})


def near_languages(directory: Directory, indexes: Iterable[FacetIndex]) -> list[str]:
    """Return every language of a group or of an entry."""
    found = {tag for group in directory.groups.values() for tag in group_languages(group.facts)}
    found.update(entries_by(indexes, "languages"))
    return sorted(found)


def group_languages(group: Group) -> set[str]:
    """Return the languages that a group works in or answers in anywhere."""
    answers = {tag for route in group.routes for tag in route.languages}
    return answers | set(group.covers.languages) | set(group.intake.languages if group.intake else ())


@once
def listed(reader: Reader) -> tuple[str, ...]:
    """Return the territories that have a page: all of them are in the world's key, so that nothing is to be noted."""
    known = (*world().regions, *world().countries, *world().parents)
    return tuple(code for code in known if near_route(code) in reader.routes)


@once
def inside(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return the countries and parts of countries that have a page, by each territory around them."""
    found: dict[str, list[str]] = {}
    for code in filter(is_local, listed(reader)):
        for outer in containers(code):
            found.setdefault(outer, []).append(code)
    return {outer: tuple(codes) for outer, codes in found.items()}


def place_letters(reader: Reader, codes: Iterable[str]) -> tuple[Letter, ...]:
    """Return places from A to Z; of too many the countries only, of too many countries none."""
    for wanted in (is_local, is_country):
        places = [each for code in codes if wanted(code) for each in _entries(reader, code)]
        if len(places) <= MOST:
            return letters(reader, places)
    return ()


def language_letters(reader: Reader, tags: Iterable[str]) -> tuple[Letter, ...]:
    """Return languages from A to Z."""
    return letters(reader, [Place(Words(reader.language(tag)), reader.page(near_language_route(tag))) for tag in tags])


def letters(reader: Reader, places: list[Place]) -> tuple[Letter, ...]:
    """Return places under their letters, in the order of the reader's language."""
    found = by_letter(reader.lang, places, lambda place: place.name.text)
    return tuple(Letter(letter, f"az-{at}", tuple(under)) for at, (letter, under) in enumerate(found, 1))


def _entries(reader: Reader, code: str) -> list[Place]:
    """Return a place as it stands in a list: once, and once more for each own name that is found elsewhere in it.

    That is one in the same script that begins otherwise: `Cymru`, but not `Brasil` beside `Brazil`.
    """
    name, href = reader.territory(code), reader.page(near_route(code))
    own = own_names(reader, code)
    apart = [each for each in own if _script(each.text) == _script(name) and fold(each.text)[:3] != fold(name)[:3]]
    beside = tuple(each for each in own if each not in apart)
    return [Place(Words(name), href, beside), *(Place(each, href) for each in apart)]


@once
def own_names(reader: Reader, code: str) -> tuple[Words, ...]:
    """Return the names of a place in its own languages, where they are others than the reader's.

    A country's languages are its official ones; those of a part of a country are spoken there by a group of this list.
    """
    if is_country(code):
        names = world_names().get(code, {})
    else:
        tags = [tag for tag in _spoken(reader).get(code, ()) if tag in languages_of(code)]
        names = {tag: territories.name(code, tag) for tag in tags if tag in prepared_languages()}
    override = reader.directory.content.territory_names.get(code)
    found = {fold(reader.territory(code)): Words("")}
    for tag, name in names.items():
        if tag != reader.lang:
            own = override.label.get(tag, name) if override else name
            found.setdefault(fold(own), reader.words(own, tag))
    return tuple(found.values())[1:]


@once
def _spoken(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Return the languages of the groups of each place."""
    found: dict[str, dict[str, None]] = {}
    for group in reader.directory.groups.values():
        for code in group.facts.covers.territories:
            found.setdefault(code, {}).update(dict.fromkeys(group.facts.covers.languages))
    return {code: tuple(tags) for code, tags in found.items()}


def _script(text: str) -> str:
    """Return the script of the first letter of a text, as Unicode names it."""
    first = next(filter(str.isalpha, text), " ")
    return unicodedata.name(first).partition(" ")[0]
