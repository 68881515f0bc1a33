"""The editions of a site: each language with its directory, its facets and its pages.

All share one directory, but for languages in which only translated entries stand (`translated_only`): each of these
has one of its own, so that all that is made from it agrees by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from builder.core.noting import Noted, in_part
from builder.directory.directory import Directory
from builder.directory.facets import facet_index
from builder.directory.translated import only_translated
from builder.site import labels
from builder.site.answers import Late
from builder.site.i18n import Catalogue
from builder.site.kinds import Edition, Indexes, Unit
from builder.site.lists import by_title, titled
from builder.site.pages import language_units, make_edition
from builder.site.reader import Narrow, Reader
from builder.site.routes import ROUTES, language_addresses

UNITS = "units"
"""The place of the units of a language among all that is noted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What there is in a language; `units` where they are not those of the whole site, by kind and id."""

    directory: Directory
    indexes: Indexes
    routes: frozenset[str]
    units: Noted[Unit] | None = None


def make_editions(whole: Scope, catalogues: Iterable[Catalogue], search: bool) -> tuple[Edition, ...]:
    """Return the edition of each language; `whole` is what there is where everything stands."""
    config, every = whole.directory.config, tuple(catalogues)
    own = {each.lang: _narrowed(whole.directory, each.lang) for each in every if each.lang in config.translated_only}
    narrow = {each.lang: _narrow(own[each.lang], each) for each in every if each.lang in own}
    found = []
    for catalogue in every:
        lang, scope = catalogue.lang, own.get(catalogue.lang, whole)
        addresses = language_addresses(config, lang)
        reader = Reader(scope.directory, lang, catalogue, addresses, scope.routes, search, narrow)
        found.append(make_edition(reader, scope.indexes, scope.units))
    return tuple(found)


def _narrowed(directory: Directory, lang: str) -> Scope:
    there = only_translated(directory, lang)
    indexes = facet_index(there)
    units = {f"{unit.kind}/{unit.id}": unit for unit in language_units(there, indexes)}
    routes = frozenset(route for unit in units.values() for route in unit.routes)
    return Scope(there, indexes, routes, Noted(in_part(UNITS, lang), units))


def _narrow(scope: Scope, catalogue: Catalogue) -> Narrow:
    return Narrow(scope.routes, catalogue.gettext(labels.LISTS["partnerships"]))


def asked(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return all that can be asked of an edition, by the place under which it is noted."""
    reader = edition.reader
    by_facet: dict[str, Any] = {noted.place: noted for each in edition.indexes for noted in each.noted}
    found = reader.directory.asked() | by_facet
    if edition.units is not None:
        found |= {edition.units.place: edition.units, in_part(ROUTES, reader.lang): dict.fromkeys(reader.routes, True)}
    return found


def asked_late(edition: Edition) -> dict[str, Late]:
    """Return what can be asked of an edition and takes a moment to make: the orders of its records."""
    reader = edition.reader
    return {titled(reader, type_): partial(_by_title, reader, type_) for type_ in labels.LISTS}


def _by_title(reader: Reader, type_: str) -> dict[str, object]:
    return by_title(reader, type_).answers()


def with_directory(editions: Iterable[Edition], directory: Directory) -> tuple[Edition, ...] | None:
    """Return editions with another directory in their place; None where other entries would stand in a language.

    Facets and pages stay as they are.
    """
    found = []
    for edition in editions:
        before = edition.reader.directory
        there = only_translated(directory, before.only) if before.only else directory
        if before.only and there.partnerships.keys() != before.partnerships.keys():
            return None
        reader = replace(edition.reader, directory=there, kept={}, orders={})
        found.append(make_edition(reader, edition.indexes, edition.units))
    return tuple(found)
