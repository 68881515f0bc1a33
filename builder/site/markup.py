"""Small pieces of HTML that stand thousands of times in a site: texts and links in whatever language they are.

Pure functions of plain values, known in every template by these names; as macros they cost half of the rendering.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from builder.site.i18n import Catalogue
from builder.site.views.parts import Chrome, Link, Words


class InLanguage(Protocol):
    """Anything that may be in another language than its page."""

    @property
    def lang(self) -> str:
        """Return the language, empty for the page's own."""

    @property
    def dir(self) -> str:
        """Return the direction, empty for the page's own."""


_SPECIAL = re.compile("[&<>'\"]").search
NOTHING = Markup("")


def _safe(html: str) -> Markup:
    """Call a text safe; the constructor of Markup would first ask it for its HTML."""
    return str.__new__(Markup, html)


def escaped(value: object) -> str:
    """Return a text that is safe within HTML; most texts hold nothing to escape and stay the very same."""
    if isinstance(value, str) and (isinstance(value, Markup) or not _SPECIAL(value)):
        return value
    return escape(value)


def attrs(it: InLanguage) -> Markup:
    """Return the attributes lang and dir of a foreign text, nothing for one in the page's language."""
    if not it.lang and not it.dir:
        return NOTHING
    lang = f' lang="{escaped(it.lang)}"' if it.lang else ""
    return _safe(lang + (f' dir="{escaped(it.dir)}"' if it.dir else ""))


def words(it: Words | Link) -> Markup:
    """Return a text, set apart where it is foreign."""
    return _safe(f"<bdi{attrs(it)}>{escaped(it.text)}</bdi>" if it.lang else escaped(it.text))


def apart(text: str) -> Markup:
    """Return a name, code or address whose direction nobody knows, set apart from what is around it."""
    return _safe(f"<bdi>{escaped(text)}</bdi>")


def link(it: Link) -> Markup:
    """Return a link, or plain text where there is no address, with its note behind it."""
    shown = f'<a href="{escaped(it.href)}"{attrs(it)}>{escaped(it.text)}</a>' if it.href else words(it)
    return _safe(f'{shown} <span class="note">{escaped(it.note)}</span>' if it.note else shown)


def links(them: Iterable[Link]) -> Markup:
    """Return links in a row, with dots between."""
    return _safe("&nbsp;· ".join([link(it) for it in them]))


def dots(texts: Iterable[str]) -> Markup:
    """Return the texts that are not empty in a row, with dots between."""
    return _safe("\u00a0· ".join([escaped(text) for text in texts if text]))


def asset(chrome: Chrome, name: str) -> str:
    """Return the address of an asset from its path below `assets/`."""
    return chrome.assets + name


PIECES = {"apart": apart, "asset": asset, "attrs": attrs, "dots": dots, "link": link, "links": links, "words": words}


def label_pieces(catalogue: Catalogue) -> dict[str, Callable[..., Markup]]:
    """Return the functions by which templates say labels; `%(name)s` in a label is filled in, escaped.

    A percent sign of a label's own is written `%%`. Labels without anything to fill in are made once.
    """

    @lru_cache(maxsize=5000)
    def plain(message: str) -> Markup:
        return Markup(catalogue.gettext(message)) % {}

    def gettext(message: str, **values: object) -> Markup:
        return Markup(catalogue.gettext(message)) % values if values else plain(message)

    def ngettext(one: str, many: str, number: int, **values: object) -> Markup:
        return Markup(catalogue.ngettext(one, many, number)) % {"num": number, **values}

    def pgettext(context: str, message: str, **values: object) -> Markup:
        return Markup(catalogue.pgettext(context, message)) % {"context": context, **values}

    def npgettext(context: str, one: str, many: str, number: int, **values: object) -> Markup:
        return Markup(catalogue.npgettext(context, one, many, number)) % {"context": context, "num": number, **values}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}
