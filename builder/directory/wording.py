"""The wording guard: whole phrases that this site never uses, per language, in facts, prose and labels."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from builder.content.records import TYPES
from builder.core.problems import Keys, Problem, Span, problem
from builder.core.text import fold
from builder.directory.directory import Directory
from builder.model.fit import FIT
from builder.model.vocabulary import RefusedPhrase, Wording

_ENDS = ".:;!?\u037e\u061b\u061f\u06d4\u0964\u3002"
_WORD = re.compile(f"[{_ENDS}\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")

Said = tuple[str, Keys, str, str]
"""Path, place, language and the text that stands there."""


Refused = dict[str, list[tuple[str, RefusedPhrase]]]
"""Refused phrases with their folded words, by language without region."""


def refused_phrases(wording: Wording) -> Refused:
    """Return the phrases of content/vocabulary/terms.yaml, ready to be looked for."""
    refused: Refused = {}
    for lang, given in wording.refused.items():
        refused.setdefault(lang.partition("-")[0], []).extend((_words(each.phrase).strip(" ."), each) for each in given)
    return refused


def check_wording(refused: Refused, said: Iterable[Said]) -> Iterator[Problem]:
    """Yield every phrase that is used in a language that it is refused in."""
    if not refused:
        return
    for path, keys, lang, text in said:
        phrases = refused.get(lang.partition("-")[0], [])
        folded = f" {_words(text)} " if phrases else ""
        for words, phrase in phrases:
            if f" {words} " in folded:
                remedy = f'write "{phrase.instead}"' if phrase.instead else ""
                span = Span(path, keys=keys, words=phrase.phrase)
                yield problem("FP208", f'this site does not say "{phrase.phrase}"', span, remedy)


def _words(text: str) -> str:
    """Return a text as folded words with single spaces: case, accents, quotes and commas do not matter.

    The end of a sentence does: no phrase reaches across it. Chinese and Japanese are written without spaces: each
    character counts as a word.
    """
    return " ".join("." if found[0] in _ENDS else found for found in _WORD.findall(fold(text)))


def facts_said(directory: Directory) -> Iterator[Said]:
    """Yield every text that a reader may see, in configuration, vocabularies and facts; the prose is not here."""
    default = directory.config.default_language
    yield from _texts(directory.config, "site_config.yaml", (), default)
    for name, terms in directory.vocabularies.items():
        for id_, term in terms.items():
            yield from _texts(term, f"content/vocabulary/{name}.yaml", (id_,), default)
    if directory.content.fit:
        yield from _texts(directory.content.fit, FIT, (), default)
    for type_ in TYPES:
        for record in directory.records(type_).values():
            lang = record.facts.lang or default
            yield from _texts(record.facts, record.path, (), lang)
            for each in record.translations:
                yield each.path, ("title",), each.lang, each.title
                yield each.path, ("summary",), each.lang, each.summary


def _texts(record: object, path: str, keys: Keys, lang: str) -> Iterator[Said]:
    """Yield the `Text` values anywhere inside a record: mappings from language to words."""
    kind: Any = type(record)
    for name, key in _fields(kind):
        value = getattr(record, name)
        if value is not None:
            yield from _value(value, path, (*keys, key), lang)


def _value(value: object, path: str, keys: Keys, lang: str) -> Iterator[Said]:
    """Yield the texts of a value: a text, records by id, a list of either, or a record."""
    if isinstance(value, dict):
        for tag, words in value.items():
            if isinstance(words, str):
                yield path, (*keys, tag) if tag else keys, tag or lang, words
            else:
                yield from _value(words, path, (*keys, tag), lang)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _value(each, path, (*keys, at), lang)
    else:
        yield from _texts(value, path, keys, lang)


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, str], ...]:
    """Return the fields of a type of record that may hold a text, by name and as they are written.

    A plain value has none. Most fields are ids, codes and dates: not to look at them is most of the speed.
    """
    types: dict[str, Any] = get_type_hints(kind) if is_dataclass(kind) else {}
    return tuple((name, name.rstrip("_")) for name, type_ in types.items() if _may_tell(type_))


def _may_tell(type_: Any) -> bool:
    """Say whether values of a type may hold a mapping from language to words, as its declaration goes."""
    origin = get_origin(type_)
    if origin in (tuple, Union, UnionType):
        return any(_may_tell(each) for each in get_args(type_))
    return dict in (type_, origin) or bool(_fields(type_))
