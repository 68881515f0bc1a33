"""The order of a language: keys to sort by, and the letter of the alphabet that a text stands under.

The weights are those of the Unicode Collation Algorithm (`tools/prepare_collation.py`), with the letters that some
languages have of their own. Capitals, and signs before the first letter, count for nothing. In Arabic the article is
passed over and all alefs are one letter, as in the index of an Arabic book. Honest limits: a Welsh *ng* is always one
letter here (a dictionary alone can tell that of *Bangor*), and Chinese characters follow their numbers.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count, groupby
from pathlib import Path
from typing import TypeVar

from builder.model.languages import fallbacks

Item = TypeVar("Item")
Key = tuple[str, str, str]

DIGITS = "0–9"
IDEOGRAPHS = "文"
"""The heading of all Chinese characters: there are too many of them for one each."""

_OWN = {
    "cy": "c<ch d<dd f<ff g<ng l<ll p<ph r<rh t<th",
    "da": "z<æ=ä<ø=ö<å=aa",
    "es": "n<ñ",
    "fi": "z<å<ä=æ<ö=ø",
    "no": "z<æ=ä<ø=ö<å=aa",
    "sv": "z<å<ä=æ<ö=ø",
}
"""Letters of their own by language, behind the letter that they follow, with what else counts as the same."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_SYLLABLES = 588
"""So many syllables of Korean begin with each of the letters above."""

_PRIVATE = 0xE000
_AFTER = "\U0010ffff"
"""Stands behind the weight of the letter that one of a language's own follows: behind all that begins with that one."""

_ARTICLE = re.compile(r"ال(?=\w{2})")
_BEFORE = re.compile(r"[\W_ʻʼ]+")
_PREPOSED = re.compile("([เ-ไ])([ก-ฮ])|([ເ-ໄ])([ກ-ຮ])")
"""Vowels of Thai and Lao that are written before the consonant and sorted behind it."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of one language: weights by character, and the letter of each weight; `own` become one character."""

    lang: str
    primary: dict[int, str]
    marks: dict[int, str]
    letters: dict[str, str]
    own: re.Pattern[str] | None
    single: dict[str, str]

    def key(self, text: str) -> Key:
        """Return what a text is sorted by: its letters, then their marks, then itself."""
        filed = self._filed(text)
        return filed.translate(self.primary), filed.translate(self.marks), text

    def letter(self, text: str) -> str:
        """Return the letter that a text stands under, a capital where its script has them; `#` for none."""
        weight = self._filed(text)[:1].translate(self.primary)
        first = weight[:3] if weight[1:2] == _AFTER else weight[:1]
        if first in self.letters:
            return self.letters[first]
        if not first or first < "\u3400":
            return DIGITS if first and first in _digits() else "#"
        if "가" <= first <= "힣":
            return _INITIALS[(ord(first) - ord("가")) // _SYLLABLES]
        return IDEOGRAPHS if first < "\ua000" or first > "\uffff" else first

    def _filed(self, text: str) -> str:
        """Return a text as it is filed: from its first letter or digit, letters of the language's own as one."""
        text = unicodedata.normalize("NFC", text)
        if before := _BEFORE.match(text):
            text = text[before.end() :] or text
        if self.lang == "ar":
            text = _ARTICLE.sub("", text, count=1) if text.startswith("ال") else text
        if "เ" <= max(text, default="") <= "ໄ":
            text = _PREPOSED.sub(r"\2\1\4\3", text)
        return self.own.sub(lambda found: self.single[found[0].lower()], text) if self.own else text


def sort_key(lang: str) -> Callable[[str], Key]:
    """Return the function that gives the key by which a language sorts a text."""
    return order(lang).key


def letter(lang: str) -> Callable[[str], str]:
    """Return the function that gives the letter under which a language lists a text."""
    return order(lang).letter


def by_letter(lang: str, items: Iterable[Item], text: Callable[[Item], str]) -> list[tuple[str, list[Item]]]:
    """Return items from A to Z, under their letters."""
    here = order(lang)
    return under_letters(lang, sorted(items, key=lambda item: here.key(text(item))), text)


def under_letters(lang: str, ordered: Iterable[Item], text: Callable[[Item], str]) -> list[tuple[str, list[Item]]]:
    """Return items that stand from A to Z under their letters."""
    here = order(lang)
    return [(under, list(some)) for under, some in groupby(ordered, key=lambda item: here.letter(text(item)))]


@cache
def order(lang: str) -> Order:
    """Return the order of a language, or of its nearest wider one; the weights are read when first asked for."""
    primary, marks, letters = _weights()
    known = next((each for each in (lang, *fallbacks(lang)) if each in _OWN), "")
    base = lang.partition("-")[0]
    if not known:
        return Order(base, primary, marks, letters, None, {})
    primary, letters = dict(primary), dict(letters)
    single: dict[str, str] = {}
    numbers = count(_PRIVATE)
    for rule in _OWN[known].split():
        after, *own = rule.split("<")
        for place, written in enumerate(own):
            same = written.split("=")
            weight = primary[ord(after)] + _AFTER + chr(_PRIVATE + place)
            char = chr(next(numbers))
            primary[ord(char)], letters[weight] = weight, same[0].title()
            single |= dict.fromkeys(same, char)
    pattern = re.compile("|".join(sorted(single, key=len, reverse=True)), re.IGNORECASE)
    return Order(base, primary, marks, letters, pattern, single)


@cache
def _weights() -> tuple[dict[int, str], dict[int, str], dict[str, str]]:
    """Return the letters and the marks that each character counts as, and the letter of each weight."""
    packed = Path(__file__).with_name("letters.json.gz").read_bytes()
    facts = json.loads(gzip.decompress(packed))
    primary: dict[int, str] = {}
    marks: dict[int, str] = {}
    for char, weight in facts["weights"].items():
        primary[ord(char)], marks[ord(char)] = (weight, " ") if isinstance(weight, str) else weight
    return primary, marks, facts["letters"]


@cache
def _digits() -> frozenset[str]:
    primary, _, _ = _weights()
    return frozenset(primary[ord(digit)] for digit in "0123456789")
