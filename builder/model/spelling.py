"""What someone meant who wrote a name instead of a code: the same name, the only longer one, a very near one.

A wrong country offered in a message is worse than none, so this is stricter than `core.text.nearest`.
All take what was written and codes by folded name; texts as short as a code are only looked up as they are.
"""

import difflib
import re
from collections.abc import Mapping

from builder.core.text import fold

_SHORT = 3


def same_name(written: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of this name, whatever its case and accents."""
    return codes.get(fold(written.strip()))


def longer_name(written: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of the only name with these words in it: `Hong Kong` in `Hong Kong SAR China`."""
    typed = fold(written.strip())
    words = re.compile(rf"\b{re.escape(typed)}\b")
    found = {code for name, code in codes.items() if len(typed) > _SHORT and words.search(name)}
    return found.pop() if len(found) == 1 else None


def near_name(written: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of the nearest name, if it is nearly the same: one letter in five may differ."""
    typed = fold(written.strip())
    close = difflib.get_close_matches(typed, codes, n=1, cutoff=0.8) if len(typed) > _SHORT else []
    return codes[close[0]] if close else None
