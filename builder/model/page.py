"""A plain page, the home page's doors and examples, and translations of any prose."""

from dataclasses import field
from typing import Annotated, Literal

from builder.model.schema import doc, record
from builder.model.values import Lang, Line, Slug, Summary, Text


@record
class Door:
    """One way on from the home page; `text` may hold {partnerships} and {countries}, which become numbers."""

    title: Text
    text: Text | None = None
    to: Annotated[Line, doc("an address such as /partnerships/ or a content file such as guides/start-on-your-own.md")]


@record
class Example:
    """A small partnership shown on the home page: what the partner had, and what was done."""

    partnership: Slug
    had: Text
    did: Text


@record
class Page:
    """One plain page."""

    title: Annotated[Text, doc("the heading of the page")]
    summary: Annotated[Summary | None, doc("one or two plain sentences, at most 250 characters")] = None
    lang: Lang | None = None
    doors_title: Annotated[Text | None, doc("heading of the doors")] = None
    examples_title: Annotated[Text | None, doc("heading of the examples")] = None
    doors: Annotated[tuple[Door, ...], doc("only on the home page: {title, text, to}")] = ()
    offers: Annotated[Literal["first-talks"] | None, doc("shows which groups offer this, below the text")] = None
    examples: Annotated[tuple[Example, ...], doc("only on the home page: {partnership, had, did}")] = ()
    draft: bool = False


@record
class TranslationFacts:
    """The front matter of `<id>.<lang>.md`: prose only, and the digests of the sections that it was made from."""

    title: Line | None = None
    summary: Annotated[Line | None, doc("at most 250 characters")] = None
    made_from: dict[str, str] = field(default_factory=dict)
