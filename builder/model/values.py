"""The value types of the data model (data-model section 2): ids, texts, codes, addresses, sources, checks, routes.

Each is text in the file; the type checks it and brings it to its canonical form.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal
from urllib.parse import urlsplit

from babel.core import get_global
from pydantic import AfterValidator, BeforeValidator, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema

from builder.core.text import as_id, did_you_mean, is_slug
from builder.model import languages, territories
from builder.model.dates import PartialDate as Date
from builder.model.dates import parse_date
from builder.model.schema import doc, fault, or_bare, record

_QID = re.compile(r"Q[1-9][0-9]*")
_ROR = re.compile(r"https://ror\.org/(0[0-9a-hj-km-np-tv-z]{6}[0-9]{2})")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_PLACE = re.compile(r"[0-9]{1,4}")
_LOOKS_LIKE_A_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.(?!(docx?|html?|jpe?g|md|odt|pdf|png|xlsx?)$)[a-z]{2,}(/\S*)?")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def _slug(text: str) -> str:
    if not is_slug(text):
        raise fault("FP116", f'"{text}" is not an id', _hint(as_id(text)))
    return text


def _language(text: str) -> str:
    try:
        return languages.language(text)
    except ValueError:
        raise fault("FP110", f'unknown language "{text}"', _hint(languages.suggest_language(text))) from None


def _territory(text: str) -> str:
    try:
        return territories.territory(text)
    except ValueError:
        raise fault("FP111", f'unknown territory "{text}"', _hint(territories.suggest_territory(text))) from None


def _hint(found: str | None) -> str:
    return f'did you mean "{found}"?' if found else ""


def _date(value: object) -> Date:
    if isinstance(value, Date):
        return value
    if not isinstance(value, str):
        raise fault("FP108", "a date is needed here, and nothing else")
    try:
        return parse_date(value)
    except ValueError as error:
        raise fault("FP108", f'"{value}" is not a date', str(error)) from None


def check_url(text: str) -> str:
    """Return a web address; a fault (FP112) where it is none."""
    try:
        parts = urlsplit(text)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r'[\s<>"\\^`{|}]', text)
    except ValueError:
        fine = False
    if not fine:
        hint = f"write https://{text}" if _LOOKS_LIKE_A_HOST.fullmatch(text) else ""
        raise fault("FP112", f'"{text}" is not a web address', hint)
    return text


def _qid(text: str) -> str:
    if not _QID.fullmatch(text):
        raise fault("FP113", f'"{text}" is not a Wikidata id', "write Q and digits, such as Q6373")
    return text


def _ror(text: str) -> str:
    found = _ROR.fullmatch(text)
    if not found or not _ror_checksum(found[1]):
        raise fault("FP113", f'"{text}" is not a ROR id', "copy it again: https://ror.org/ and nine characters")
    return text


def _ror_checksum(code: str) -> bool:
    """Check ISO 7064 mod 97-10 over the Crockford base-32 number, as ROR does (ror.org, identifier pattern)."""
    number = 0
    for char in code[:7]:
        number = number * 32 + _CROCKFORD.index(char)
    return 98 - (number * 100) % 97 == int(code[7:])


def _number(value: object) -> Decimal:
    """Accept at most fifteen digits before the point and six behind it: no browser counts further."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        shown = f'"{value}" is not a number' if isinstance(value, str) else "a number is needed here"
        raise fault("FP117", shown, "write digits only, such as 12000 or 12.5")
    return Decimal(value)


@cache
def _currencies() -> frozenset[str]:
    return frozenset(get_global("all_currencies"))


def _currency(text: str) -> str:
    if text not in _currencies():
        raise fault("FP115", f'unknown currency "{text}"', did_you_mean(text, _currencies()))
    return text


def _text(value: object) -> object:
    if isinstance(value, bool):
        raise fault("FP107", "a text is needed here", f'put it in quotes: "{str(value).lower()}"')
    if isinstance(value, list):
        raise fault("FP107", "a text is needed here, not a list", "write one text, or one for each language below it")
    return {"": value} if isinstance(value, str) else value


def _tag_or_default(tag: str) -> str:
    return _language(tag) if tag else ""


Slug = Annotated[str, AfterValidator(_slug)]
Lang = Annotated[str, AfterValidator(_language)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True)]
Text = Annotated[dict[Annotated[str, AfterValidator(_tag_or_default)], Line], BeforeValidator(_text)]
"""A text by language; the key "" is the language of the record, else the site's default."""
ShortLine = Annotated[str, StringConstraints(min_length=1, max_length=250, strip_whitespace=True)]
Summary = Annotated[dict[Annotated[str, AfterValidator(_tag_or_default)], ShortLine], BeforeValidator(_text)]
Territory = Annotated[str, AfterValidator(_territory)]
PartialDate = Annotated[
    Date,
    PlainValidator(_date),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{4}(-\d\d){0,2}[~?]?|unknown)$"}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(lambda value: int(value) if value == int(value) else float(value)),
]
Currency = Annotated[str, AfterValidator(_currency)]
Qid = Annotated[str, AfterValidator(_qid)]
Ror = Annotated[str, AfterValidator(_ror)]
Url = Annotated[str, AfterValidator(check_url)]
Blank = Literal["not-asked", "none-declared", "declined", "not-public", "unknown", "not-applicable"]
YesNo = Literal["yes", "no", "unknown"]


@record
class Source:
    """A page that a fact rests on."""

    url: Annotated[Url, doc("where it can be read")]
    title: Line | None = None
    published: PartialDate | None = None
    archived: Url | None = None
    by: Literal["partner", "group", "third-party", "register", "unknown"] = "unknown"


SourceOrUrl = Annotated[Source, or_bare("url")]


def _source_place(value: object) -> int | str:
    """Accept the place of a source in `sources`, from 1, or an address."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not (_PLACE.fullmatch(value) or "://" in value):
        shown = f'"{value}" is not a source' if isinstance(value, str) else "one source is needed here"
        raise fault("FP112", shown, "write its place in the list sources, such as 1, or a whole address")
    return int(value) if _PLACE.fullmatch(value) else check_url(value)


SourcePlace = Annotated[int | str, PlainValidator(_source_place), WithJsonSchema({"type": ["integer", "string"]})]


@record
class Verification:
    """A check by a person, never by an import: when, by whom, how, and what came of it."""

    on: PartialDate
    by: Annotated[Line, doc("id of a group or organisation, or a role; never a person's name")]
    method: Literal["read-source", "asked-partner", "asked-group"]
    result: Literal["confirmed", "changed", "could-not-confirm"]


def _never(value: object) -> object:
    return None if value == "never" else value


Verified = Annotated[Verification | None, BeforeValidator(_never)]


@record
class ContactRoute:
    """A public way to write to a group or an organisation: never a person's own."""

    kind: Literal["website", "project-page", "talk-page", "role-email", "form", "event", "chat"]
    url: Annotated[str, AfterValidator(lambda text: text if text.startswith("mailto:") else check_url(text))]
    languages: tuple[Lang, ...] = ()
    note: Text | None = None


@record
class Name:
    """One name of a body, in one language."""

    value: Line
    lang: Lang
    types: tuple[Literal["label", "alias", "acronym", "native", "former"], ...] = ("label",)


@record
class CulturalProtocols:
    """Whether protocols of a community govern what may be shown."""

    state: Literal["none", "applies", "unknown"] = "unknown"
    url: Url | None = None
