"""Bodies for readers: the pieces of a fragment joined with the addresses that its links and pictures have here."""

from html import escape
from typing import Any

from builder.content.fragment import Fragment, LinkRef
from builder.content.records import Record
from builder.model.languages import direction
from builder.site.reader import Reader
from builder.site.routes import content_route
from builder.site.views.parts import Heading, Prose


def prose(reader: Reader, record: Record[Any]) -> Prose | None:
    """Return the body of a record in the reader's language, else in its own and marked as such; None when empty."""
    translation = reader.translation(record)
    body = translation.body if translation else record.body
    if not body.pieces:
        return None
    html = "".join(piece if isinstance(piece, str) else _attribute(reader, piece) for piece in body.pieces)
    lang = translation.lang if translation else reader.own_language(record)
    return Prose(html) if lang == reader.lang else Prose(html, lang, direction(lang))


def headings(reader: Reader, record: Record[Any], least: int = 3) -> tuple[Heading, ...]:
    """Return the second-level headings for a table of contents; none when the text has fewer than `least`."""
    found = [Heading(each.text, f"#{each.id}") for each in body_of(reader, record).headings if each.level == 2]
    return tuple(found) if len(found) >= least else ()


def body_of(reader: Reader, record: Record[Any]) -> Fragment:
    """Return the fragment that the reader sees."""
    translation = reader.translation(record)
    return translation.body if translation else record.body


def _attribute(reader: Reader, link: LinkRef) -> str:
    """Return the value of the attribute that a link or picture stands for, escaped."""
    return escape(_address(reader, link))


def _address(reader: Reader, link: LinkRef) -> str:
    anchor = f"#{link.anchor}" if link.anchor else ""
    if link.kind == "image" or (link.path and content_route(link.path) is None):
        return reader.addresses.file(link.path.removeprefix("content/"))
    if link.kind == "address":
        return site_address(reader, link.target)
    if link.path:
        return reader.addresses.page(content_route(link.path) or "/") + anchor
    return anchor


def site_address(reader: Reader, target: str) -> str:
    """Return the address of `/partnerships/` in the reader's language, of `/data/x.json` as a file, of `pages/x.md`."""
    if (route := content_route(target)) is not None:
        return reader.addresses.page(route)
    route, _, anchor = target.partition("#")
    found = reader.addresses.page(route) if route in reader.routes else reader.addresses.file(route.lstrip("/"))
    return found + (f"#{anchor}" if anchor else "")
