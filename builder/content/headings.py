"""The ids of headings: made from their words, in any script, each once in a text."""

import re
import unicodedata

from builder.content.fragment import ID_PREFIX, anchor_id

_NO_WORD = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")


def slug(text: str) -> str:
    """Return the id that words have by themselves: small letters, digits, `_`, hyphens for blanks; without prefix.

    Marks that belong to a letter (vowel signs of Hindi or Tamil, say) stay: without them words fall together.
    """
    text = unicodedata.normalize("NFC", text.lower())
    return _GAPS.sub("-", _NO_WORD.sub(_mark_or_nothing, text)).strip("-")


def _mark_or_nothing(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0])[0] == "M" else ""


def free_id(wanted: str, taken: dict[str, int]) -> str:
    """Return the id for these wanted words, with a number behind it where it must be, and note it as taken.

    `taken` holds the ids given so far, each with the last number that was put behind it.
    """
    id_ = anchor_id(wanted) or ID_PREFIX
    if id_ != ID_PREFIX and id_ not in taken:
        taken[id_] = 0
        return id_
    number = taken.get(id_, 0) + 1
    while f"{id_}_{number}" in taken:
        number += 1
    taken[id_] = number
    taken[f"{id_}_{number}"] = 0
    return f"{id_}_{number}"
