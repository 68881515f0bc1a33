"""Territories: countries (ISO 3166-1 and Kosovo's `XK`), subdivisions (ISO 3166-2), regions of the world (UN M49).

Codes, containment, languages and names are CLDR's; land borders are Natural Earth's. All answers are cached.
"""

import difflib
from collections import Counter
from collections.abc import Mapping
from functools import cache

from builder.core.text import fold
from builder.model.languages import fallbacks, locale_of
from builder.model.spelling import longer_name, near_name, same_name
from builder.model.world import prepared_languages, subdivision_names, world


@cache
def territory(code: str) -> str:
    """Return the code in capitals; ValueError if no territory has it, or has another one today (`UK`)."""
    canonical = code.upper()
    if canonical not in world():
        raise ValueError(f'"{code}" is not the code of a territory')
    return canonical


def is_country(code: str) -> bool:
    """Say whether a code is a country's, and no subdivision's or region's."""
    return code in world().countries


@cache
def country_of(code: str) -> str | None:
    """Return the country that a territory is or lies in; None for a region of the world."""
    return next((each for each in (code, *containers(code)) if is_country(each)), None)


@cache
def containers(code: str) -> tuple[str, ...]:
    """Return what contains a territory, from near to far: `ES-CT` lies in `ES`, `039`, `150`, `001`.

    Regions include groupings such as `419`, Latin America.
    """
    if code in world().parents:
        parent = world().parents[code]
        return (parent, *containers(parent))
    country = world().countries.get(code)
    return country.regions if country else world().regions.get(code, ())


def contains(outer: str, inner: str) -> bool:
    """Say whether a territory is the other one or lies in it."""
    return outer == inner or outer in containers(inner)


@cache
def neighbours(code: str) -> tuple[str, ...]:
    """Return the countries with a land border to a territory's country; none for a region or an island."""
    country = country_of(code)
    return world().countries[country].neighbours if country else ()


@cache
def official_languages(code: str) -> tuple[str, ...]:
    """Return the official languages of all of a territory's country, the most widely spoken first."""
    country = country_of(code)
    return world().countries[country].official if country else ()


def languages_of(code: str) -> tuple[str, ...]:
    """Return the languages of a territory's country: official, official in a part, spoken by more than a fifth."""
    country = country_of(code)
    return official_languages(code) + (world().countries[country].spoken if country else ())


@cache
def name(code: str, lang: str) -> str:
    """Return the name of a territory in a language, else in its wider languages, else in English, else the code."""
    for tag in (lang, *fallbacks(lang), "en"):
        if found := _names(code, tag).get(code):
            return found
    return code


def _names(code: str, lang: str) -> Mapping[str, str]:
    return subdivision_names(lang) if "-" in code else _country_names(lang)


def _country_names(lang: str) -> Mapping[str, str]:
    locale = locale_of(lang)
    return locale.territories if locale else {}


# ------------------------------------------------------------------------------------------------ what someone meant


@cache
def suggest_territory(text: str) -> str | None:
    """Return the territory that someone meant who wrote a wrong code or a name; None if none is near."""
    written = text.strip().replace("_", "-").upper()
    code = world().replaced.get(written, written)
    if code in world():
        return code
    if code.isascii() and len(code) <= 3:
        return None  # it was meant as a code; names in all languages would take a second to read
    return (
        _in_its_country(code)
        or same_name(text, _countries())
        or longer_name(text, _countries())
        or same_name(text, _subdivisions())
        or same_name(text, _native())
        or near_name(text, _countries())
    )


def _in_its_country(code: str) -> str | None:
    """Return the nearest subdivision of the country whose code comes first, else that country."""
    start, hyphen, part = code.partition("-")
    country = world().replaced.get(start, start)
    if not hyphen or not is_country(country):
        return None
    parts = [each.partition("-")[2] for each in world().parents if each.startswith(f"{country}-")]
    close = difflib.get_close_matches(part, parts, n=1, cutoff=0.7)
    return f"{country}-{close[0]}" if close else country


@cache
def _countries() -> dict[str, str]:
    """Return countries and regions by folded name in English."""
    return {fold(name(code, "en")): code for code in (*world().regions, *world().countries)}


@cache
def _subdivisions() -> dict[str, str]:
    """Return subdivisions by folded name in English, without names that several have."""
    names = [(fold(written), code) for code, written in subdivision_names("en").items()]
    shared = Counter(written for written, _ in names)
    return {written: code for written, code in names if shared[written] == 1}


@cache
def _native() -> dict[str, str]:
    """Return codes by folded name: countries in all prepared languages, subdivisions in those of their country."""
    found: dict[str, str] = {}
    for lang in prepared_languages():
        spoken = {code for code in world().countries if lang in languages_of(code)}
        parts = subdivision_names(lang)
        found |= {fold(parts[code]): code for code in parts if code.partition("-")[0] in spoken}
    for lang in prepared_languages():
        found |= {fold(written): code for code, written in _country_names(lang).items() if is_country(code)}
    return found
