"""site_config.yaml: everything about one site that is not content."""

from dataclasses import field
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo
from pydantic import Field as Limits

from builder.model.dates import PartialDate as Date
from builder.model.schema import doc, fault, record
from builder.model.values import Lang, Line, PartialDate, Text, Url, check_url


def _base_url(text: str) -> str:
    if "?" in text or "#" in text:
        raise fault("FP112", f'"{text}" has a part behind ? or #', "write the address of the site only")
    return text if text.endswith("/") else text + "/"


@record
class MenuItem:
    """A link of the menu or the footer."""

    label: Text
    to: Annotated[Line, doc("an address such as /partnerships/ or a content file such as pages/about.md")]


PAGE = "{page}"
"""Stands in an address for that of the page from which somebody comes."""

PATH = "{path}"
"""Stands in an address for the path of a file: `content/partnerships/x.md`."""


def _edit_form(text: str) -> str:
    if PATH not in text:
        raise fault("FP112", f'"{text}" does not say where the file is', f"write {PATH} where its path belongs")
    check_url(text.replace(PATH, "path"))
    return text


def _form(text: str) -> str:
    check_url(text.replace(PAGE, "page"))
    return text


@record
class Corrections:
    """Where readers say that something is wrong, and who answers."""

    url: Annotated[Line, AfterValidator(_form), doc("a web address; {page} in it becomes that of the reader's page")]
    languages: tuple[Lang, ...] = ()
    looked_after_by: Text


def _narrowed(lang: str, info: ValidationInfo) -> str:
    """Check a language in which only translated entries shall stand: one of the site's, but not the first."""
    languages = info.data.get("languages")
    if not languages:  # and what is wrong with them is told there
        return lang
    if lang not in languages:
        remedy = "take it out here, or add it to languages"
        raise fault("FP409", f'"{lang}" is not a language of this site', remedy)
    if lang == languages[0]:
        remedy = "take it out here, or put another language first"
        raise fault("FP409", f'"{lang}" is the first language of this site, in which every entry stands', remedy)
    return lang


def _whole_day(on: Date) -> Date:
    if not on.day or on.mark:
        raise fault("FP108", f'"{on}" is not one day', "write YYYY-MM-DD")
    return on


@record
class Security:
    """Who is told of a weakness of the site, and until when that holds (RFC 9116)."""

    contact: Annotated[str, AfterValidator(lambda text: text if text.startswith("mailto:") else check_url(text))]
    expires: Annotated[PartialDate, AfterValidator(_whole_day), doc("the day from which this no longer holds")]


@record
class Licences:
    """SPDX names of the licences of facts and of prose."""

    facts: Line = "CC0-1.0"
    prose: Line = "CC-BY-SA-4.0"


@record
class SearchConfig:
    """How much of a text goes into the search index: the more, the more is found and the larger the index is."""

    body_characters: Annotated[int, Limits(ge=0, le=20_000)] = 1000


@record
class NearConfig:
    """Where people go on who find nobody near them: the movement's own list of groups, what needs nobody."""

    movement_list: Annotated[MenuItem | None, doc("the movement's own list of its groups, as a link")] = None
    on_your_own: Annotated[tuple[MenuItem, ...], doc("links to what anybody can begin without asking")] = ()


@record
class SiteConfig:
    """The configuration of a site; name, base_url and languages are enough."""

    schema: Annotated[int, Limits(ge=1, le=1)] = 1
    name: Text
    description: Text | None = None
    base_url: Annotated[Url, AfterValidator(_base_url)]
    languages: Annotated[tuple[Lang, ...], Limits(min_length=1)]
    translated_only: Annotated[
        tuple[Annotated[Lang, AfterValidator(_narrowed)], ...],
        doc("languages in which only entries with a text in them stand"),
    ] = ()
    compiled: PartialDate | None = None
    notice: Text | None = None
    menu: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    corrections: Corrections | None = None
    security: Security | None = None
    edit_url: Annotated[
        Line | None, AfterValidator(lambda text: text and _edit_form(text)),
        doc("where a file is changed; {path} in it becomes its path, such as content/pages/about.md"),
    ] = None  # fmt: skip
    licences: Licences = Licences()
    publish_markdown: Annotated[bool, doc("put the Markdown of each entry beside its page")] = False
    page_size: Annotated[int, Limits(ge=5, le=500)] = 50
    cards: Annotated[bool | None, doc("a card to print for each entry; above 2,000 entries only if you say so")] = None
    search: SearchConfig = SearchConfig()
    near: NearConfig = NearConfig()
    expect: dict[Line, int] = field(default_factory=dict)

    @property
    def default_language(self) -> str:
        """Return the language at the root of the site."""
        return self.languages[0]

    @property
    def base_path(self) -> str:
        """Return the path of the base address: `/` or `/directory/`."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]
