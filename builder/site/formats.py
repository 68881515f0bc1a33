"""Numbers, dates and lists as each language writes them, from CLDR through Babel.

Digits are 0 to 9 everywhere: that is CLDR's default for Arabic (`ar`), Babel knows no others for dates, and prose has
them too. A language that Babel does not know is written as the one it falls back to, else as English.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from builder.core.text import fold
from builder.model.dates import PartialDate
from builder.model.languages import locale_of
from builder.site.i18n import Catalogue

WELSH_AND = " a(c) "
WELSH_VOWELS = tuple("aeiouwy")

INTERNATIONAL = "en-001"
"""Bare English is read all over the world: 3 May 2016, not May 3, 2016."""


@cache
def locale(lang: str) -> Locale:
    """Return what Babel knows of a language, of the nearest that it falls back to, else of English."""
    found = locale_of(INTERNATIONAL if lang == "en" else lang) or locale_of(INTERNATIONAL)
    assert found is not None
    return found


@cache
def plurals(lang: str) -> dict[str, int]:
    """Return the plural categories of a language (CLDR), each with the first whole number that takes it."""
    form = locale(lang).plural_form
    found: dict[str, int] = {}
    for each in (*range(201), 1000, 1_000_000):
        found.setdefault(form(each), each)
    return found


def number(value: Decimal | int, lang: str) -> str:
    """Return a number with the separators of a language; no digit is added or lost."""
    return _written(str(value), lang)


@lru_cache(maxsize=5000)
def _written(value: str, lang: str) -> str:
    """Return a number that comes as text, because `1` and `1.0` are equal numbers but not written alike."""
    return format_decimal(Decimal(value), locale=locale(lang), decimal_quantization=False)


def partial_date(on: PartialDate, lang: str, catalogue: Catalogue) -> str:
    """Return a date as far as it is known: 3 May 2016, May 2016, 2016, about 2014, 2014?, not known."""
    if not on.known:
        return catalogue.gettext("not known")
    text = _calendar(on, lang)
    if on.mark == "~":
        return catalogue.gettext("about %(date)s") % {"date": text}
    return catalogue.gettext("%(date)s?") % {"date": text} if on.mark else text


def machine_date(on: PartialDate | None) -> str:
    """Return a date as `<time datetime>` has it, 2014 or 2014-05, without its mark; empty when it is not known."""
    return str(on).rstrip("~?") if on and on.known else ""


@lru_cache(maxsize=5000)
def _calendar(on: PartialDate, lang: str) -> str:
    here = locale(lang)
    if on.day:
        return format_date(on.earliest, "long", locale=here)
    return format_skeleton("yMMMM" if on.month else "y", on.earliest, locale=here)


def join(texts: Sequence[str], lang: str) -> str:
    """Return a list in words: a, b and c."""
    if len(texts) < 2:
        return "".join(texts)
    joined = format_list(list(texts), locale=locale(lang))
    if WELSH_AND in joined:  # CLDR leaves it to the reader which of the two it is: *ac* stands before a vowel
        return joined.replace(WELSH_AND, " ac " if fold(texts[-1]).startswith(WELSH_VOWELS) else " a ")
    return joined
