"""Write builder/model/territory_facts/: what the builder knows of territories and scripts, from CLDR and Natural Earth.

Run it when CLDR has a new release, in a scratch folder, then look at the difference and run the tests:

    npm install --ignore-scripts cldr-core cldr world-atlas
    python tools/prepare_territories.py node_modules

`cldr-core` gives codes, containment and languages, `world-atlas` the borders, `cldr` the names of subdivisions: they
are provisional in CLDR, so the JSON packages leave all but three of them out, and the XML in `cldr` has them.
The names are compressed, because five megabytes of text would be most of the program.
"""

import argparse
import gzip
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

LANGUAGES = """
    en cy ca es fr de sv ar he pt it nl eu gl no da fi pl cs sk hu ro uk ru bg mk sq sr hr sl et lv lt el tr hy ka
    fa ur hi bn te mr or ta id ms vi th ja ko zh zh-Hant sw af
"""
"""Languages to ship names of subdivisions in; `no` serves `nb` and `nn`."""

DRAWN_WITHOUT_CODE = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Shapes of Natural Earth that ISO 3166 gives no number; they border what the country of that code borders."""

DRAWN_WITH_ANOTHER = {("FR", "BR"): "GF", ("FR", "SR"): "GF"}
"""Natural Earth draws French Guiana as a part of France; ISO 3166 and readers do not."""

WIDELY_SPOKEN = 20.0
"""Per cent of a country's people from which a language without status counts as one of its languages."""

Names = dict[str, Any]


class Packages:
    """The unpacked packages; reads their files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aliases: Names = self.supplemental("aliases", "metadata")["alias"]

    def json(self, path: str) -> Names:
        """Return a JSON file."""
        found: Names = json.loads((self.folder / path).read_text(encoding="utf-8"))
        return found

    def supplemental(self, file: str, key: str = "") -> Names:
        """Return the table of a supplemental file of CLDR; it is called as the file is, or `key`."""
        found: Names = self.json(f"cldr-core/supplemental/{file}.json")["supplemental"][key or file]
        return found

    def about(self, *packages: str) -> Names:
        """Return the header of a prepared file."""
        versions = {name: self.json(f"{name}/package.json")["version"] for name in packages}
        licences = {"cldr-core": "Unicode-3.0", "cldr": "Unicode-3.0", "world-atlas": "public domain (Natural Earth)"}
        return {
            "made_by": "tools/prepare_territories.py",
            "from": [f"{name} {version}: {licences[name]}" for name, version in versions.items()],
        }


# ------------------------------------------------------------------------------------------------ codes and containment


def numbers(packages: Packages) -> dict[str, str]:
    """Return alpha-2 by ISO 3166-1 number; Kosovo's is CLDR's own."""
    current = {
        mapping["_numeric"]: code
        for code, mapping in packages.supplemental("codeMappings").items()
        if len(code) == 2 and "_numeric" in mapping and code not in packages.aliases["territoryAlias"]
    }
    private = 900
    return {number: code for number, code in current.items() if int(number) < private or code == "XK"}


def subdivision(code: str) -> str:
    """Return ISO 3166-2's form of a code of CLDR: `esct` is `ES-CT`; others in capitals."""
    return f"{code[:2]}-{code[2:]}".upper() if re.fullmatch(r"[a-z]{2}[a-z0-9]{1,3}", code) else code.upper()


def subdivisions(packages: Packages) -> dict[str, list[str]]:
    """Return the subdivisions directly in each country or subdivision; a country's second code (`US-PR`) is none."""
    second_codes = packages.aliases["subdivisionAlias"]
    return {
        subdivision(outer): sorted(subdivision(code) for code in entry["_contains"] if code not in second_codes)
        for outer, entry in packages.supplemental("subdivisionContainment").items()
    }


def regions(packages: Packages) -> dict[str, set[str]]:
    """Return what each UN M49 region contains, at any depth; groupings such as 419 are regions too."""
    direct: dict[str, set[str]] = {}
    for key, entry in packages.supplemental("territoryContainment").items():
        outer, _, status = key.partition("-status-")
        if status != "deprecated":
            direct.setdefault(outer, set()).update(entry["_contains"])

    def inside(outer: str) -> set[str]:
        return direct[outer].union(*(inside(inner) for inner in direct[outer] if inner in direct))

    return {code: inside(code) for code in direct if code.isdigit()}


def around(code: str, inside: Mapping[str, set[str]]) -> list[str]:
    """Return the regions that contain a code, the smallest first."""
    return sorted((region for region in inside if code in inside[region]), key=lambda each: (len(inside[each]), each))


def replacements(packages: Packages, known: set[str]) -> dict[str, str]:
    """Return the current code for each deprecated, overlong or second one that has exactly one."""
    entries = packages.aliases["territoryAlias"] | packages.aliases["subdivisionAlias"]
    found = {subdivision(code): subdivision(entry["_replacement"]) for code, entry in entries.items()}
    return {code: current for code, current in found.items() if current in known}


# --------------------------------------------------------------------------------------------- neighbours and languages


def arcs(shape: Any) -> Iterator[int]:
    """Yield the numbers of all arcs of a TopoJSON geometry; an arc walked backwards has the complement."""
    if isinstance(shape, int):
        yield max(shape, ~shape)
    else:
        for part in shape:
            yield from arcs(part)


def borders(topology: Names, code_of: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the pairs of countries that share an arc, each pair in both orders."""
    owners: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        code = code_of.get(country.get("id", "")) or DRAWN_WITHOUT_CODE.get(country["properties"]["name"])
        for arc in arcs(country.get("arcs", [])) if code else ():
            owners.setdefault(arc, set()).add(str(code))
    return {(one, other) for both in owners.values() for one in both for other in both if one != other}


def neighbours(packages: Packages, code_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the countries with a common land border; each drawing misses one or two short ones, so both count."""
    found: dict[str, set[str]] = {}
    for scale in ("50m", "10m"):
        for one, other in borders(packages.json(f"world-atlas/countries-{scale}.json"), code_of):
            here = DRAWN_WITH_ANOTHER.get((one, other), one)
            there = DRAWN_WITH_ANOTHER.get((other, one), other)
            found.setdefault(here, set()).add(there)
    return {code: sorted(others) for code, others in found.items()}


def spoken(info: Names) -> dict[str, list[str]]:
    """Return a country's official languages, and those official in a part of it or widely spoken; the larger first."""
    populations = {tag: each for tag, each in info.get("languagePopulation", {}).items() if tag != "und"}
    share = {tag: float(each["_populationPercent"]) for tag, each in populations.items()}
    status = {tag: each.get("_officialStatus", "") for tag, each in populations.items()}
    ordered = sorted(populations, key=lambda tag: (-share[tag], tag))
    official = [tag for tag in ordered if status[tag] in ("official", "de_facto_official")]
    regional = [tag for tag in ordered if status[tag] == "official_regional"]
    widely = [tag for tag in ordered if not status[tag] and share[tag] > WIDELY_SPOKEN]
    return {
        "official": [tag.replace("_", "-") for tag in official],
        "spoken": [tag.replace("_", "-") for tag in regional + widely],
    }


# ------------------------------------------------------------------------------------------------- names and directions


def names(packages: Packages, tag: str, known: set[str]) -> dict[str, str]:
    """Return a language's names of subdivisions; CLDR tells two of one name apart with a raised number, we do not."""
    path = packages.folder / "cldr/3rdparty/cldr/common/subdivisions" / f"{tag.replace('-', '_')}.xml"
    entries = ElementTree.parse(path).iter("subdivision")
    found = {subdivision(entry.get("type", "")): re.sub("[¹²³⁴⁵]+$", "", entry.text or "").strip() for entry in entries}
    return {code: found[code] for code in sorted(found) if code in known and found[code] not in ("", "↑↑↑")}


def directions(packages: Packages) -> dict[str, Names]:
    """Return the scripts that run from right to left, the languages that use them, and where these do not."""
    metadata = packages.json("cldr-core/scriptMetadata.json")["scriptMetadata"]
    scripts = {script: "rtl" for script in sorted(metadata) if metadata[script]["rtl"] == "YES"}
    likely = {
        tag: scripts.get(full.split("-")[1], "ltr")
        for tag, full in packages.supplemental("likelySubtags").items()
        if re.fullmatch("[a-z]{2,3}(-[A-Z]{2}|-[0-9]{3})?", tag) and not tag.startswith("und")
    }
    odd = {tag: way for tag, way in likely.items() if way != likely.get(tag.split("-")[0] if "-" in tag else "", "ltr")}
    return {"scripts": scripts, "languages": odd}


# ---------------------------------------------------------------------------------------------------------------- files


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text(about: Names, tables: Mapping[str, Names]) -> str:
    """Return JSON with one line for each entry, so that a new release shows what changed."""
    parts = [f'"about":{compact(about)}']
    for title, table in tables.items():
        lines = (f"{compact(key)}:{compact(table[key])}" for key in sorted(table))
        parts.append(f"{compact(title)}:{{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def world(packages: Packages) -> dict[str, Names]:
    """Return all tables of codes."""
    code_of, inside, parts = numbers(packages), regions(packages), subdivisions(packages)
    beside, info = neighbours(packages, code_of), packages.supplemental("territoryInfo")
    countries = {
        code: {"in": around(code, inside), "beside": beside.get(code, []), **spoken(info.get(code, {}))}
        for code in code_of.values()
    }
    known = {*countries, *inside, *(code for each in parts.values() for code in each)}
    return {
        "countries": countries,
        "regions": {code: around(code, inside) for code in inside},
        "subdivisions": {outer: parts[outer] for outer in parts if parts[outer]},
        "replaced": replacements(packages, known),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Prepare the facts of territories from CLDR and Natural Earth.")
    parser.add_argument("packages", type=Path, help="the folder node_modules")
    packages = Packages(parser.parse_args().packages)
    tables = world(packages)
    folder = Path(__file__).resolve().parent.parent / "builder/model/territory_facts"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "names").mkdir(parents=True)
    shutil.copy(packages.folder / "cldr-core/LICENSE", folder / "LICENSE-unicode.txt")
    about = packages.about("cldr-core", "world-atlas")
    (folder / "world.json").write_text(text(about, tables), encoding="utf-8")
    about = packages.about("cldr-core")
    (folder / "directions.json").write_text(text(about, directions(packages)), encoding="utf-8")
    known = {code for each in tables["subdivisions"].values() for code in each}
    english = names(packages, "en", known)
    for tag in LANGUAGES.split():
        # A name that is the same in English is found there.
        found = names(packages, tag, known) if tag != "en" else english
        own = {code: name for code, name in found.items() if tag == "en" or name != english.get(code)}
        content = text(packages.about("cldr"), {"names": own}).encode()
        (folder / f"names/{tag}.json.gz").write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main()
