"""Write builder/model/territory_facts/own-names.json: what countries are called in their official languages, from CLDR.

Run it when Babel has a new release, then look at the difference and run the tests:

    python -m tools.prepare_own_names

Babel knows all of these names, but must read the whole of a language for one of them: a third of a second for a list
of places.
"""

import json
from pathlib import Path

from builder.model.languages import locale_of
from builder.model.territories import official_languages
from builder.model.world import world

TARGET = Path(__file__).parent.parent / "builder" / "model" / "territory_facts" / "own-names.json"
MOST = 4
"""The languages of a country that is called so many things; South Africa has eleven."""


def main() -> None:
    """Write the names by country and language; a language without a name for its country is left out."""
    names = {code: own for code in sorted(world().countries) if (own := _own(code))}
    lines = [f"{json.dumps(code)}: {json.dumps(own, ensure_ascii=False)}" for code, own in names.items()]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _own(code: str) -> dict[str, str]:
    locales = {tag: locale_of(tag) for tag in official_languages(code)[:MOST]}
    return {tag: locale.territories[code] for tag, locale in locales.items() if locale and code in locale.territories}


if __name__ == "__main__":
    main()
