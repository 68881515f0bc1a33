"""Small pieces of HTML that stand thousands of times in a site: texts and links in whatever language they are.

Pure functions of plain values, known in every template by these names; as macros they cost half of the rendering.
"""

from collections.abc import Iterable
from typing import Protocol

from markupsafe import Markup, escape

from builder.site.views.parts import Link, Words


class InLanguage(Protocol):
    """Anything that may be in another language than its page."""

    @property
    def lang(self) -> str:
        """Return the language, empty for the page's own."""

    @property
    def dir(self) -> str:
        """Return the direction, empty for the page's own."""


NOTHING = Markup("")
BETWEEN = Markup("\u00a0· ")


def attrs(it: InLanguage) -> Markup:
    """Return the attributes lang and dir of a foreign text, nothing for one in the page's language."""
    if not it.lang and not it.dir:
        return NOTHING
    lang = f' lang="{escape(it.lang)}"' if it.lang else ""
    return Markup(lang + (f' dir="{escape(it.dir)}"' if it.dir else ""))


def words(it: Words | Link) -> Markup:
    """Return a text, set apart where it is foreign."""
    return Markup(f"<bdi{attrs(it)}>{escape(it.text)}</bdi>") if it.lang else escape(it.text)


def apart(text: str) -> Markup:
    """Return a name, code or address whose direction nobody knows, set apart from what is around it."""
    return Markup(f"<bdi>{escape(text)}</bdi>")


def link(it: Link) -> Markup:
    """Return a link, or plain text where there is no address, with its note behind it."""
    shown = Markup(f'<a href="{escape(it.href)}"{attrs(it)}>{escape(it.text)}</a>') if it.href else words(it)
    return Markup(f'{shown} <span class="note">{escape(it.note)}</span>') if it.note else shown


def dots(texts: Iterable[str]) -> Markup:
    """Return the texts that are not empty in a row, with dots between."""
    return BETWEEN.join(text for text in texts if text)


PIECES = {"apart": apart, "attrs": attrs, "dots": dots, "link": link, "words": words}
