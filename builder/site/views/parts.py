"""The parts that views are made of: plain values, in the reader's language, with addresses resolved.

Texts that may be in another language than the page are `Words`; everything else is already in the page's language.
"""

from inspect import get_annotations
from typing import Any, TypeVar, cast, dataclass_transform

from msgspec import defstruct
from msgspec.structs import replace

V = TypeVar("V")


@dataclass_transform(frozen_default=True, kw_only_default=False)
def view(cls: type[V]) -> type[V]:
    """Make a class a view: a frozen value of plain values.

    It is msgspec's kind of dataclass, which is made and written out many times as fast; nothing in a view leads back
    to it, so that nobody has to look for circles (`gc`).
    """
    fields = [
        (name, type_, cls.__dict__[name]) if name in cls.__dict__ else (name, type_)
        for name, type_ in get_annotations(cls).items()
    ]
    made = defstruct(cls.__name__, fields, module=cls.__module__, frozen=True, gc=False)
    made.__doc__ = cls.__doc__
    return cast(type[V], made)


def changed(view: V, **values: object) -> V:
    """Return a view with other values in some of its fields."""
    return cast(V, replace(cast(Any, view), **values))


@view
class Words:
    """A text; `lang` and `dir` are empty when they are the page's own."""

    text: str
    lang: str = ""
    dir: str = ""


@view
class Prose:
    """Sanitised HTML of a body with addresses resolved; `lang` and `dir` are empty when they are the page's own."""

    html: str
    lang: str = ""
    dir: str = ""


@view
class Link:
    """A link; without `href` it is plain text. `note` is a short text behind it, `lang` that of the text if foreign."""

    text: str
    href: str = ""
    note: str = ""
    lang: str = ""
    dir: str = ""
    current: bool = False


@view
class Fact:
    """A row of facts: a label and its values in order."""

    label: str
    values: tuple[Link, ...]


@view
class Card:
    """What others may show of a record."""

    href: str
    title: Words
    summary: Words | None
    state: str
    place: str
    terms: tuple[str, ...]


@view
class Route:
    """A public way to write: `public` when the message stays visible to all."""

    label: str
    href: str
    public: bool
    languages: str
    note: Words | None


@view
class Contact:
    """A group to talk to: its part here, whether it was asked, what it says of itself, and ways to write.

    `languages` are those it works in, as a list in words.
    """

    name: Words
    href: str
    role: str
    kept: str
    central: bool
    notes: tuple[str, ...]
    routes: tuple[Route, ...]
    languages: str = ""


@view
class Claim:
    """One figure and who says so; `status` is reported, announced, planned, listed or measured, in words.

    Of a result with a target, `reached` and `most` are plain numbers for a bar, and `target` says it in words.
    """

    value: str
    unit: Words | None
    qualifier: Words | None
    year: str
    status: str
    by: str
    source: Link | None
    reached: str = ""
    most: str = ""
    target: str = ""


@view
class Result:
    """Claims about one thing; more than one claim stand side by side, `rival` when they disagree."""

    label: str
    what: Words | None
    claims: tuple[Claim, ...]
    rival: bool


@view
class TargetView:
    """Something that was meant to be reached, in its first wording, later wordings behind it."""

    text: Words
    facts: tuple[Fact, ...]
    revised: tuple[Words, ...]


@view
class PostView:
    """A post and how it was filled, as rows; what is not documented says so."""

    title: Words
    facts: tuple[Fact, ...]


@view
class SourceView:
    """A source with its number, from 1."""

    number: int
    link: Link
    host: str
    facts: str


@view
class Heading:
    """A heading of the prose, for a table of contents."""

    text: str
    anchor: str


@view
class Group:
    """Cards under a label (related entries by relation, entries of a guide by what they show)."""

    label: str
    cards: tuple[Card, ...]


@view
class Term:
    """One value of a facet with its page and the number of entries; `description` may be empty."""

    text: str
    href: str
    count: int
    description: str = ""


@view
class Facet:
    """A facet with its values; `more` is the address of its own page when not all values are here."""

    label: str
    href: str
    terms: tuple[Term, ...]
    more: bool = False


@view
class Chrome:
    """What all pages of one language show around their content, the same on each.

    `search` is the address of the search page, empty when the site is built without search. `assets` is where
    `asset(chrome, name)` finds its files (`site/markup.py`); templates name them only through it.
    """

    lang: str
    dir: str
    site_name: str
    home: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    search: str
    assets: str
    notice: Words | None
    licence_facts: str
    licence_prose: str
    compiled: str
    unreviewed: bool
    corrections: Link | None
    looked_after_by: Words | None
    corrections_languages: str


@view
class Share:
    """How a page looks where somebody shares it (Open Graph): its picture, and the locales in which it is."""

    type: str
    image: str
    alt: str
    locale: str
    others: tuple[str, ...]


@view
class Elsewhere:
    """A link to a page in another language of the site, in the reader's words; `lang` is that of the page."""

    text: str
    href: str
    lang: str


@view
class Frame:
    """The head and frame of one page.

    `title` and `description` are plain text for the head. `languages` are all languages of the page, in their own
    names; `alternates` only those with a real translation (hreflang), with absolute addresses. `crumbs` lead here.
    `fallback` is true when the prose is not in the page's language; `own` names its language then. `behind` are the
    sections of the original that changed after the page was translated, `also` the other languages of its prose.
    `wrong` is where to say that something here is wrong, `edit` where the page's file is changed, `moved` the address
    to which this page leads on, `feed` that of a list, `things` are JSON-LD. `whole` is where the whole list stands,
    if only translated entries stand in this one.
    """

    chrome: Chrome
    title: str
    description: str
    canonical: str
    languages: tuple[Link, ...]
    alternates: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    fallback: bool = False
    own: str = ""
    behind: tuple[Link, ...] = ()
    indexed: bool = True
    also: tuple[Link, ...] = ()
    wrong: str = ""
    edit: str = ""
    moved: str = ""
    share: Share | None = None
    feed: Link | None = None
    things: tuple[str, ...] = ()
    whole: Elsewhere | None = None
