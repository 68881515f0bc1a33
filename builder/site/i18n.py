"""Labels in the reader's language: gettext catalogues, the site's own over the default ones, English as the source.

A catalogue is a value: it is made from the bytes of its files, never changes, and is rebuilt from them in any process.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from builder.core.digest import digest
from builder.core.problems import Problem, Span, problem
from builder.model.languages import fallbacks

SOURCE_LANGUAGE = "en"
CONFIG = "site_config.yaml"

_REVIEWED = re.compile(r'^"X-Reviewed-By-Speaker: *(\w+)', re.MULTILINE)
_PLACEHOLDER = re.compile(r"%\((\w+)\)")

PoFile = tuple[str, bytes]
"""The name of a catalogue's file, as problems show it, and its bytes."""

MoFile = tuple[bytes, tuple[Problem, ...]]
"""A catalogue's file made ready for looking up (the MO format), and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The labels of one language; `reviewed` when a speaker has read them, `digest` names the bytes of its files.

    `compiled` are its files in the MO format, the nearest first.
    """

    lang: str
    reviewed: bool
    digest: str
    compiled: tuple[bytes, ...] = field(default=(), repr=False)

    def gettext(self, message: str) -> str:
        """Return a label; the English text where there is no translation."""
        return self._labels.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the label in the form that a number takes."""
        return self._labels.ngettext(one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        """Return a label whose English text means different things; the context tells which."""
        return self._labels.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Return the label of a context in the form that a number takes."""
        return self._labels.npgettext(context, one, many, number)

    def knows(self, message: str, many: str = "", context: str = "") -> bool:
        """Say whether a label is translated here."""
        labels = _labels(self.compiled, strict=True)
        with suppress(LookupError):
            if many:
                labels.npgettext(context, message, many, 1) if context else labels.ngettext(message, many, 1)
            else:
                labels.pgettext(context, message) if context else labels.gettext(message)
            return True
        return False

    @property
    def _labels(self) -> NullTranslations:
        return _labels(self.compiled)


class _Nobody(NullTranslations):
    """Stands behind the last catalogue where it matters whether any of them knows a label."""

    def gettext(self, message: str) -> str:
        raise LookupError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise LookupError(msgid1)

    def pgettext(self, context: str, message: str) -> str:
        raise LookupError(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        raise LookupError(msgid1)


@lru_cache(maxsize=100)
def compile_labels(name: str, content: bytes) -> MoFile:
    """Return a catalogue's file in the MO format without what is unusable in it, and the problems.

    A pure function: whoever keeps the answer by the digest of the bytes may hand it to `load_catalogue`.
    """
    problems: list[Problem] = []
    catalog = _parsed(name, content, problems)
    _drop_unusable(name, catalog, problems)
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue(), tuple(problems)


def load_catalogue(
    folders: tuple[Path, ...], lang: str, compiler: Callable[[str, bytes], MoFile] = compile_labels
) -> tuple[Catalogue, list[Problem]]:
    """Return the labels of a language from `locale/` of each layout folder (the site's own first), and what is wrong.

    A language that falls back reads the wider one's files behind its own: `pt-BR`, then `pt`. `compiler` is
    `compile_labels`, or one that remembers what it answered.
    """
    files = tuple(_read(folders, lang))
    made = [compiler(name, content) for name, content in files]
    problems = [each for _, found in reversed(made) for each in found]
    if not files and lang != SOURCE_LANGUAGE:
        missing = f'there are no labels in the language "{lang}"'
        remedy = f'add layouts/locale/{lang}.po, or take "{lang}" out of languages'
        problems.append(problem("FP404", missing, Span(CONFIG, keys=("languages",)), remedy))
    named = digest(lang.encode(), *(content for _, content in files))
    return Catalogue(lang, _reviewed(files, lang), named, tuple(each for each, _ in made)), problems


def _read(folders: tuple[Path, ...], lang: str) -> Iterator[PoFile]:
    for tag in (lang, *fallbacks(lang)):
        for folder in folders:
            path = folder / "locale" / f"{tag}.po"
            if path.is_file():
                yield f"layouts/locale/{tag}.po", path.read_bytes()


def _reviewed(files: tuple[PoFile, ...], lang: str) -> bool:
    """Say whether a speaker has read the labels: the nearest file that says so decides; English is the source."""
    said = [found[1] for _, content in files if (found := _REVIEWED.search(content.decode(errors="replace")))]
    return said[0] == "yes" if said else lang.partition("-")[0] == SOURCE_LANGUAGE


@lru_cache(maxsize=100)
def _labels(compiled: tuple[bytes, ...], strict: bool = False) -> NullTranslations:
    """Return the labels of compiled files, each behind the one before it; `strict` ones raise at what nobody knows."""
    labels = _Nobody() if strict else NullTranslations()
    for content in reversed(compiled):
        here = GNUTranslations(BytesIO(content))
        here.add_fallback(labels)
        labels = here
    return labels


def _parsed(name: str, content: bytes, problems: list[Problem]) -> Catalog:
    try:
        content.decode()
        return read_po(BytesIO(content), charset="utf-8", abort_invalid=True)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(problem("FP001", "this line is not UTF-8", Span(name, line, 1, 1)))
    except PoFileError as error:
        remedy = 'each label is a line msgid "…" and a line msgstr "…", with a blank line behind'
        place = Span(name, (error.lineno or 0) + 1, 1, 1)
        problems.append(problem("FP401", f'this line is not part of a catalogue: "{error.line}"', place, remedy))
    return Catalog()


def _drop_unusable(name: str, catalog: Catalog, problems: list[Problem]) -> None:
    """Leave out translations that would stop the page: with a name in `%(…)s` that the English text does not have."""
    for message in [each for each in catalog if each.id and each.string]:
        english, own = _texts(message.id), _texts(message.string)
        names = sorted({found for text in english for found in _PLACEHOLDER.findall(text)})
        for text in own:
            if not _fits(text, names):
                allowed = ", ".join(f"%({each})s" for each in names) or "no %(…)s"
                remedy = f"this label may hold {allowed}; a percent sign of its own is written %%"
                wrong = f'"{text}" holds something that is not in "{english[0]}"'
                problems.append(problem("FP402", wrong, Span(name, message.lineno or 0, 1, 1), remedy))
                catalog.delete(message.id, message.context)
                break


def _texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _fits(text: str, names: Iterable[str]) -> bool:
    try:
        return bool(text % dict.fromkeys(names, 0)) or not text
    except (KeyError, TypeError, ValueError):
        return False
