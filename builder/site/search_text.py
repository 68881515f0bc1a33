"""Text as the search index needs it: one preparation for what is indexed and for what is typed.

`layouts/assets/search-text.js` does the same to a query; `tests/search_text.json` holds both to it. Why: the small
search program splits words at spaces only, folds case and diacritics only, and knows no inflection in a mixed index.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

import Stemmer

MARK = "␞"
"""Stands between what people wrote (excerpts are taken from it) and the words that only the index needs."""

_PRIVATE = re.compile(r"___\S*PAGEFIND\S*")
_ASCII_EDGES = re.compile(r"[\s!-/:-@\[-`{-~]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN_LETTERS = {code: chr(code).lower() if chr(code) in string.ascii_letters else " " for code in range(128)}
"""Parts text of plain letters into words of lower case, ten times as fast as `_WORD`."""

_MOST_WORDS = 200_000
"""Words of a language whose stems are remembered at a time."""

_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
"""Hebrew and Arabic vowel points: stemmers know words without them."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\U00020000-\U0003ffff]+"
)
"""Runs of Thai, Lao, Burmese, Khmer, Kana, Han and Hangul: written without spaces, or with endings stuck on."""

_LETTERS = dict(
    zip(
        "øđðłħŧıəςٱىةکیےەہھۃךםןףץ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯",
        "oddlhtieσايهكييههههכמנפצ" + "0123456789" * 4,
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ـ": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": ""}
"""Letters that Unicode does not take apart but people type for one another; the same table is in search-text.js."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Not Hindi, Nepali and Tamil: the search program drops all vowel signs, and with them most of their endings."""


def prepare(text: str) -> str:
    """Return the words of a text as they are compared: folded, no punctuation, unspaced scripts as overlapping pairs.

    The last sign of an unspaced run also stands alone, so that a query of one sign finds every place.
    """
    return " ".join(_UNSPACED.sub(_pairs, _folded(text)).split())


def stems(text: str, lang: str) -> str:
    """Return the stems of a text's words that are not just their beginnings (a search finds those without help).

    `lang` is a BCP 47 tag; a language without a stemmer gives an empty string.
    """
    language = lang.partition("-")[0].lower()
    if language != "he" and language not in _STEMMERS:
        return ""
    lines = filter(None, map(_known_stems(language).__getitem__, dict.fromkeys(_words(text))))
    return " ".join(dict.fromkeys("\n".join(lines).split("\n")))


def content(passages: Iterable[tuple[str, str]]) -> str:
    """Return the content of a search record from passages of (text, language tag).

    First the text as people wrote it, then, after `MARK`, the words under which the search program would miss it.
    """
    written, hidden = [], []
    for text, lang in passages:
        plain = _without_private(text)
        written.append(plain)
        hidden.append(_missed(plain))
        hidden.append(stems(plain, lang))
    shown, extra = (" ".join(" ".join(parts).split()) for parts in (written, hidden))
    return f"{shown} {MARK} {extra}" if extra else shown


def _without_private(text: str) -> str:
    """Take out the search program's own commands, and the mark, and compose the letters."""
    if "___" in text:
        text = _PRIVATE.sub(" ", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text.replace(MARK, " "))


def _words(text: str) -> list[str]:
    """Return the words that may have a stem, in lower case, without points."""
    if text.isascii():
        return text.translate(_PLAIN_LETTERS).split()
    return _WORD.findall(_POINTS.sub("", unicodedata.normalize("NFKC", text).lower()))


def _missed(text: str) -> str:
    """Return the prepared words that the search program does not make of this text by itself."""
    if text.isascii():
        return ""
    harder = " ".join(piece for piece in text.split() if not piece.isascii())
    known = {_program_word(piece) for piece in _ASCII_EDGES.split(harder)}
    return " ".join(word for word in prepare(harder).split() if word not in known)


def _program_word(piece: str) -> str:
    """Fold a piece as Pagefind 1.5 does: letters and digits in lower case, taken apart, without marks."""
    apart = unicodedata.normalize("NFD", piece.lower())
    return unicodedata.normalize("NFC", apart.translate(_table(_kept)))


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", _PRIVATE.sub(" ", text)).lower())
    return unicodedata.normalize("NFC", apart.translate(_table(_sign)))


class _Table(dict[int, str]):
    """What each character becomes, asked once: the loop over a text is then `str.translate`'s own."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self._becomes(chr(code)))


_table = cache(_Table)


def _kept(char: str) -> str:
    return char if char.isalnum() else ""


def _sign(char: str) -> str:
    """Return what a character of lower-case, taken-apart text is compared as; a space where it parts words."""
    if char in _LETTERS:
        return _LETTERS[char]
    category = unicodedata.category(char)
    if category[0] in "LN":
        return char
    return "" if category[0] == "M" or category == "Cf" else " "


def _pairs(run: re.Match[str]) -> str:
    signs = run[0]
    return f" {' '.join(signs[at : at + 2] for at in range(len(signs)))} "


class _Stems(dict[str, str]):
    """The stems of each word of a language, one a line, asked once."""

    def __init__(self, stemmed: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._stemmed = stemmed

    def __missing__(self, word: str) -> str:
        if len(word) < 3:
            return ""
        if len(self) >= _MOST_WORDS:
            self.clear()
        whole = prepare(word)
        stems = (stem for stem in map(prepare, self._stemmed(word)) if len(stem) > 2 and not whole.startswith(stem))
        return self.setdefault(word, "\n".join(stems))


@cache
def _known_stems(language: str) -> _Stems:
    if language == "he":
        return _Stems(_without_particles)
    stemmer = Stemmer.Stemmer(_STEMMERS[language], 0)  # it need not remember words: `_Stems` does
    return _Stems(lambda word: (stemmer.stemWord(word),))


def _without_particles(word: str) -> tuple[str, ...]:
    """Return a Hebrew word without the one or two particles that may be written as its first letters."""
    particles = re.match("[ובכלמשה]{0,2}", word)
    most = min(particles.end() if particles else 0, len(word) - 3)
    return tuple(word[cut:] for cut in range(1, most + 1))
