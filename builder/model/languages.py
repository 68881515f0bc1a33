"""Languages: tags of BCP 47 in canonical form, their names, directions and fallbacks.

Validity is langcodes', names are CLDR's through Babel, directions are in the prepared facts. All answers are cached.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from builder.core.late import late
from builder.core.text import fold
from builder.model.spelling import longer_name, near_name, same_name
from builder.model.world import prepared_languages, right_to_left_scripts, usual_directions

if TYPE_CHECKING:
    import langcodes
    import langcodes.tag_parser
    import langcodes.util as langcodes_files
else:
    langcodes, langcodes_files = late("langcodes"), late("langcodes.util")

Direction = Literal["ltr", "rtl"]

_SHAPE = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE | re.ASCII
)
_NOBODY_SPEAKS = re.compile(r"q[a-t][a-z]|mis|mul|und|zxx")
_NOWHERE = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ")
_REGISTERED = re.compile(r"^Type: language\nSubtag: (.+)\nDescription: (.+(?:\n  .+)*)", re.MULTILINE)
"""A language in the registry of BCP 47 with the first of its names; a line that begins with spaces goes on."""

_KEPT = frozenset({"cnr", "prs", "sh", "swc", "tl", "xsj"})
"""CLDR counts these to a wider or a neighbouring language; the registry of BCP 47 keeps them, and so do we."""


@cache
def language(tag: str) -> str:
    """Return a tag in canonical case; ValueError if it is none (BCP 47), or another is used today (`iw`).

    Extensions and private subtags are refused: they name no language. So is a script that goes without saying
    (`en-Latn`), because one language must not have two addresses. Loading langcodes costs a tenth of a start, so that
    the languages which nearly all sites keep to are known without it.
    """
    if tag in prepared_languages():
        return tag
    modern = _modern(tag) if _SHAPE.fullmatch(tag) else None
    if modern is None or modern.lower() != tag.lower():
        raise ValueError(f'"{tag}" is not the tag of a language')
    return modern


def _modern(tag: str) -> str | None:
    """Return the tag that is used today for what langcodes makes of this one; None where that is no language."""
    try:
        found = langcodes.Language.get(tag, normalize=tag.lower() not in _KEPT).simplify_script()
    except langcodes.tag_parser.LanguageTagError:
        return None
    return found.to_tag() if _is_spoken(found) else None


def _is_spoken(found: "langcodes.Language") -> bool:
    return bool(
        found.is_valid()
        and found.language
        and not _NOBODY_SPEAKS.fullmatch(found.language)
        and not _NOWHERE.fullmatch(found.territory or "")
        and _SHAPE.fullmatch(found.to_tag())
    )


# ------------------------------------------------------------------------------------------------ from one to another


@cache
def fallbacks(tag: str) -> tuple[str, ...]:
    """Return the wider tags to read instead, from near to far: `es-MX` falls back to `es-419`, then `es`.

    The order is CLDR's where it has one (parent locales), but stays inside the language; `nb` and `nn` reach `no`.
    """
    parent = _parent(tag)
    return (parent, *fallbacks(parent)) if parent else ()


def _parent(tag: str) -> str | None:
    base, _, rest = tag.partition("-")
    parent = str(get_global("parent_exceptions").get(tag.replace("-", "_"), "")).replace("_", "-")
    if parent.partition("-")[0] in (base, "no"):
        return parent
    if re.fullmatch("[A-Z]{2}|[0-9]{3}", rest) and (script := _script(tag)) != _script(base):
        return f"{base}-{script}"
    return tag.rpartition("-")[0] or None


@cache
def _script(tag: str) -> str:
    """Return the script a language is likely written in, such as `Hant` for `zh-TW`."""
    return langcodes.Language.get(tag).maximize().script or ""


def pick(texts: Mapping[str, str], wanted: str, default: str) -> tuple[str, str]:
    """Return the language and text nearest to what a reader wants; ValueError if there is no text at all.

    The order: the very tag, its fallbacks, the same language otherwise (in the same script first), the default
    and its fallbacks, whatever comes first.
    """
    if wanted in texts:
        return wanted, texts[wanted]
    for lang in _choices(texts, wanted, default):
        if lang in texts:
            return lang, texts[lang]
    raise ValueError("there is no text to pick from")


def _choices(texts: Mapping[str, str], wanted: str, default: str) -> Iterator[str]:
    yield from fallbacks(wanted)
    siblings = (lang for lang in texts if _family(lang) == _family(wanted))
    yield from sorted(siblings, key=lambda lang: _script(lang) != _script(wanted))
    yield from (default, *fallbacks(default), *texts)


def _family(tag: str) -> str:
    return (tag, *fallbacks(tag))[-1]


@cache
def direction(tag: str) -> Direction:
    """Return the direction of the script that a tag names, else of the one its language usually has there."""
    base, *rest = tag.split("-")
    for subtag in rest:
        if re.fullmatch("[A-Z][a-z]{3}", subtag):
            return "rtl" if subtag in right_to_left_scripts() else "ltr"
    usual = usual_directions()
    way = usual.get("-".join((base, *rest[:1]))) or usual.get(base)
    return "rtl" if way == "rtl" else "ltr"


# ------------------------------------------------------------------------------------------------ names


@cache
def locale_of(tag: str) -> Locale | None:
    """Return what Babel knows of a language or of its nearest fallback; None if it knows nothing."""
    return _locale(tag) or next((found for each in fallbacks(tag) if (found := _locale(each))), None)


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@cache
def language_name(tag: str, in_lang: str) -> str:
    """Return the name of a language in another, else in English, else the tag."""
    for locale in (locale_of(in_lang), Locale.parse("en")):
        if locale and (found := _name_in(tag, locale)):
            return found
    return _registered_names().get(tag, tag)


@cache
def autonym(tag: str) -> str:
    """Return the name of a language in itself, written as CLDR does (`français`), else in English, else the tag."""
    return language_name(tag, tag)


def _name_in(tag: str, locale: Locale) -> str:
    """Return the longest part of a tag that has a name, with the rest in brackets; empty if no part has one."""
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        if found := locale.languages.get("_".join(subtags[:length])):
            details = ", ".join(_detail(subtag, locale) for subtag in subtags[length:])
            return f"{found} ({details})" if details else str(found)
    return ""


def _detail(subtag: str, locale: Locale) -> str:
    named = (locale.scripts, locale.territories, {key.lower(): name for key, name in locale.variants.items()})
    return next((names[subtag] for names in named if subtag in names), subtag)


@cache
def _registered_names() -> dict[str, str]:
    """Return English names from the registry of BCP 47, for languages that CLDR has no name for (`azb`)."""
    path: str = langcodes_files.data_filename("language-subtag-registry.txt")  # type: ignore[no-untyped-call]
    registry = Path(path).read_text(encoding="utf-8")
    return {tag: name.replace("\n ", "") for tag, name in _REGISTERED.findall(registry)}


# ------------------------------------------------------------------------------------------------ what someone meant


@cache
def suggest_language(text: str) -> str | None:
    """Return the tag that someone meant who wrote a wrong one or the name of a language; None if none is near."""
    written = text.strip().replace("_", "-")
    return (
        _modern(written)
        or _spoken_in(written)
        or same_name(text, _english())
        or longer_name(text, _english())
        or same_name(text, _autonyms())
        or near_name(text, _english())
        or _without_details(written)
    )


@cache
def _english() -> dict[str, str]:
    """Return tags by folded English name."""
    tags = {fold(name): _modern(tag.replace("_", "-")) for tag, name in Locale.parse("en").languages.items()}
    return {name: tag for name, tag in tags.items() if tag}


@cache
def _autonyms() -> dict[str, str]:
    """Return tags by a language's folded name in itself, for those that a directory is most likely read in."""
    return {fold(autonym(tag)): tag for tag in prepared_languages()}


def _spoken_in(code: str) -> str | None:
    """Return the language of a country whose code someone took for the language's: `jp`, `cz`, `dk`."""
    if not re.fullmatch("[A-Za-z]{2}", code) or _NOWHERE.fullmatch(code.upper()):
        return None
    there = langcodes.Language.get(f"und-{code}")
    return _modern(there.maximize().language or "") if there.is_valid() else None


def _without_details(tag: str) -> str | None:
    """Return the tag without what is wrong after the language: an extension, an unknown country or variant."""
    try:
        found = langcodes.Language.get(tag)
    except langcodes.tag_parser.LanguageTagError:
        return None
    plain = langcodes.Language.make(found.language, script=found.script)
    return None if found.extlangs else _modern(plain.to_tag()) or _modern(found.language or "")
