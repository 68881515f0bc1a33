"""Bodies for readers: the pieces of a fragment joined with the addresses that its links and pictures have here."""

from html import escape
from typing import Any

from builder.content.fragment import Fragment, LinkRef
from builder.content.records import Picture, Record
from builder.model.languages import direction
from builder.site.labels import N_
from builder.site.reader import Reader
from builder.site.routes import content_route, is_outside
from builder.site.views.parts import Heading, Prose


def prose(reader: Reader, record: Record[Any]) -> Prose | None:
    """Return the body of a record in the reader's language, else in its own and marked as such; None when empty."""
    translation = reader.translation(record)
    body = translation.body if translation else record.body
    if not body.pieces:
        return None
    html = "".join(piece if isinstance(piece, str) else _attribute(reader, piece) for piece in body.pieces)
    html += _credits(reader, body)
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
    """Return the value of the attribute that a link or picture stands for; a picture's size stands behind it."""
    address = escape(_address(reader, link))
    picture = reader.directory.content.pictures.get(link.path) if link.kind == "image" else None
    if picture is None:
        return address
    return f'{address}" width="{picture.width}" height="{picture.height}" loading="lazy'


def _credits(reader: Reader, body: Fragment) -> str:
    """Return the credits of the pictures in a text, each once; empty when there are none."""
    pictures = reader.directory.content.pictures
    used = dict.fromkeys(link.path for link in body.links if link.kind == "image" and link.path in pictures)
    shown = [_credit(reader, pictures[path]) for path in used]
    return f'<ul class="credits" role="list">{"".join(shown)}</ul>' if shown else ""


def _credit(reader: Reader, picture: Picture) -> str:
    credit = escape(picture.credit)
    if picture.source:
        credit = f'<a href="{escape(picture.source)}">{credit}</a>'
    return (
        f"<li>{reader.say(N_('Picture: %(credit)s, %(licence)s'), credit=credit, licence=escape(picture.licence))}</li>"
    )


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
    if is_outside(target):
        return target
    route, _, anchor = target.partition("#")
    found = reader.addresses.page(route) if route in reader.routes else reader.addresses.file(route.lstrip("/"))
    return found + (f"#{anchor}" if anchor else "")
