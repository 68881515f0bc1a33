"""The prepared facts of territories and scripts, as tools/prepare_territories.py wrote them; each file is read once.

The files are in `territory_facts/`; they come from CLDR and Natural Earth and are never edited by hand.
"""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FACTS = Path(__file__).with_name("territory_facts")


@dataclass(frozen=True, slots=True)
class Country:
    """A country's regions (the smallest first), land neighbours, official and other languages, the larger first."""

    regions: tuple[str, ...]
    neighbours: tuple[str, ...]
    official: tuple[str, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """All territories by code; `parents` gives the country or larger subdivision that a subdivision lies directly in.

    `replaced` gives the current code for deprecated ones, for three letters or digits of a country, and for a
    subdivision that is a country of its own code (`US-PR` is `PR`).
    """

    countries: dict[str, Country]
    regions: dict[str, tuple[str, ...]]
    parents: dict[str, str]
    replaced: dict[str, str]

    def __contains__(self, code: str) -> bool:
        return code in self.countries or code in self.parents or code in self.regions


@cache
def world() -> World:
    """Return all territories."""
    facts = _read("world.json")
    return World(
        countries={
            code: Country(*(tuple(each[key]) for key in ("in", "beside", "official", "spoken")))
            for code, each in facts["countries"].items()
        },
        regions={code: tuple(around) for code, around in facts["regions"].items()},
        parents={code: outer for outer, inner in facts["subdivisions"].items() for code in inner},
        replaced=facts["replaced"],
    )


@cache
def subdivision_names(lang: str) -> dict[str, str]:
    """Return the names of subdivisions in exactly this language; empty where none are prepared.

    A name that is the same in English is found only there, so ask `en` last.
    """
    file = _FACTS.joinpath("names", f"{lang}.json.gz")
    names: dict[str, str] = json.loads(gzip.decompress(file.read_bytes()))["names"] if file.is_file() else {}
    return names


@cache
def own_names() -> dict[str, dict[str, str]]:
    """Return what countries are called in their official languages, the most widely spoken first."""
    names: dict[str, dict[str, str]] = _read("own-names.json")
    return names


@cache
def prepared_languages() -> tuple[str, ...]:
    """Return the languages that names of subdivisions are prepared in: those a directory is most likely read in."""
    return tuple(sorted(file.name.removesuffix(".json.gz") for file in _FACTS.joinpath("names").iterdir()))


@cache
def right_to_left_scripts() -> frozenset[str]:
    """Return the scripts that run from right to left, such as `Arab`."""
    return frozenset(_read("directions.json")["scripts"])


@cache
def usual_directions() -> dict[str, str]:
    """Return the direction of languages, and of languages in a country, that is not what one would expect.

    One expects from left to right, and in a country what the language does elsewhere.
    """
    directions: dict[str, str] = _read("directions.json")["languages"]
    return directions


def _read(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(_FACTS.joinpath(name).read_text(encoding="utf-8"))
    return facts
