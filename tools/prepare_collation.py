"""Write builder/site/letters.json.gz: the weights of the Unicode Collation Algorithm, for lists from A to Z.

Run it when pyuca has a newer table, then look at what moves in the lists of a site and run the tests:

    pip install pyuca
    python tools/prepare_collation.py

pyuca itself needs a fifth of a second to read its table and sixty microseconds for a title: more than all else that a
list costs. So its table is made into one that `str.translate` reads: each character becomes the letters that it counts
as (its primary weights, numbered in order), and its marks (secondary weights). Left out are characters that sort by
their number anyway (Han, Hangul), the rare scripts behind them, and the difference of capitals. The weights are
Unicode's, under the licence in builder/model/territory_facts/LICENSE-unicode.txt.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pyuca.collator import Collator_10_0_0

TARGET = Path(__file__).parent.parent / "builder" / "site" / "letters.json.gz"
RANGES = ((0x20, 0x2190), (0x2C00, 0x3100), (0xA640, 0xA800), (0xAB30, 0xAB70), (0xFB00, 0xFB50))
CASED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")
SMALL = "LETTER SMALL"
"""In the name of a small kana, which is no heading."""
FIRST = 0x100
"""Where numbers of letters begin: behind what may stand in a key otherwise, before all that is not in the table."""
PLAIN = 32
"""The secondary weight of a letter without marks."""


def main() -> None:
    """Write the table."""
    uca = Collator_10_0_0()
    found = {char: _elements(uca, char) for char in _characters()}
    primaries = sorted({primary for elements in found.values() for primary, _, _ in elements if primary})
    ranks = {primary: chr(FIRST + at) for at, primary in enumerate(primaries)}
    letters: dict[str, str] = {}
    table: dict[str, str | list[str]] = {}
    for char, elements in sorted(found.items(), key=lambda each: (each[1], each[0])):
        primary = "".join(ranks[p] for p, _, _ in elements if p)
        marks = "".join(chr(s) for _, s, _ in elements if s)
        table[char] = primary if marks == chr(PLAIN) else [primary, marks]
        name = unicodedata.name(char, "")
        if len(primary) == 1 and unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo") and SMALL not in name:
            letters.setdefault(primary, char.upper() if name.startswith(CASED) else char)
    content = json.dumps({"unicode": uca.UCA_VERSION, "letters": letters, "weights": table}, ensure_ascii=False)
    TARGET.write_bytes(gzip.compress(content.encode(), mtime=0))


def _characters() -> Iterator[str]:
    for start, end in RANGES:
        yield from (chr(code) for code in range(start, end) if unicodedata.category(chr(code))[0] not in "C")


def _elements(uca: Collator_10_0_0, char: str) -> list[tuple[int, int, int]]:
    """Return the weights of a character; the alefs of Arabic count as one letter, as its indexes have it."""
    parts = unicodedata.normalize("NFD", char)
    whole = [parts] if not "\u0600" <= char < "\u0700" else list(parts)
    return [(p, s, t) for part in whole for p, s, t in uca.collation_elements(part)]


if __name__ == "__main__":
    main()
