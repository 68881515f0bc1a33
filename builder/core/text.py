"""Small words about words: folding and nearest spellings."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def fold(text: str) -> str:
    """Return text without case and diacritics, for comparing what people type."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a person who typed `word` most likely meant, or None."""
    by_folded: dict[str, str] = {}
    for choice in choices:
        by_folded.setdefault(fold(choice), choice)
    found = difflib.get_close_matches(fold(word), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `did you mean "…"?` for the nearest choice, or an empty string."""
    found = nearest(word, choices)
    return f'did you mean "{found}"?' if found else ""


def is_slug(text: str) -> bool:
    """Say whether a text can be an id: small letters, digits, single hyphens, at most 80."""
    return len(text) <= 80 and _SLUG.fullmatch(text) is not None


def as_id(text: str) -> str:
    """Return the id that a name suggests: `Museum of the Sea` is `museum-of-the-sea`; empty where it has no a to z."""
    return "-".join(re.findall("[a-z0-9]+", fold(text)))[:80].strip("-")


def shortened(text: str, most: int = 300) -> str:
    """Return a text of at most `most` characters: what is too long loses its middle, so that both ends can be read."""
    half = (most - 1) // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 entry`, `2 entries`: a number with its English noun, for the terminal."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
