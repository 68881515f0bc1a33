"""Prepare tests/schema_org.json: the classes and properties of schema.org that pages may use, with what they belong to.

    python tools/prepare_schema_org.py FOLDER

FOLDER holds schemaorg-current-https-types.csv and -properties.csv of one release (30.0 was the last), from
https://schema.org/docs/developers.html. Their texts are under CC BY-SA 3.0; only names and relations are taken.
"""

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USED = ("WebSite", "Project", "Event", "NGO", "ContactPoint", "Article", "CollectionPage", "ItemList", "ListItem",
        "BreadcrumbList", "DataCatalog", "Dataset", "DataDownload", "Place", "PostalAddress", "Organization", "Museum",
        "Library", "ArchiveOrganization", "CollegeOrUniversity", "School", "GovernmentOrganization",
        "ResearchOrganization", "NewsMediaOrganization", "Corporation", "EducationalOrganization")  # fmt: skip


def main(folder: Path) -> None:
    types = _rows(folder / "schemaorg-current-https-types.csv")
    parents = {_name(row["id"]): _names(row["subTypeOf"]) for row in types}
    above = {name: sorted(_above(name, parents)) for name in USED}
    known = {each for names in above.values() for each in names}
    properties = {
        row["label"]: {"of": of, "is": _names(row["rangeIncludes"])}
        for row in _rows(folder / "schemaorg-current-https-properties.csv")
        if (of := [each for each in _names(row["domainIncludes"]) if each in known])
    }
    file = ROOT / "tests" / "schema_org.json"
    file.write_text(json.dumps({"classes": above, "properties": properties}, indent=0, sort_keys=True) + "\n")
    print(f"{file.relative_to(ROOT)}: {len(above)} classes, {len(properties)} properties")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _name(address: str) -> str:
    return address.strip().rpartition("/")[2]


def _names(addresses: str) -> list[str]:
    return sorted(_name(each) for each in addresses.split(",") if each.strip())


def _above(name: str, parents: dict[str, list[str]]) -> set[str]:
    """Return a class with all that it is a kind of."""
    return {name}.union(*(_above(each, parents) for each in parents.get(name, ())))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
