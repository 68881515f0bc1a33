"""Bodies for readers: the pieces of a fragment joined with the addresses that its links and pictures have here."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Generic

from builder.content.fragment import EMPTY, Fragment, LinkRef
from builder.content.records import Facts, Picture, Record
from builder.model.config import MenuItem
from builder.model.languages import direction
from builder.site.labels import N_
from builder.site.reader import Reader
from builder.site.routes import content_route, is_outside
from builder.site.standing import addresses_in, language_for
from builder.site.views.parts import Heading, Link, Prose, Words


@dataclass(frozen=True, slots=True)
class Told(Generic[Facts]):
    """A record with its prose: `bodies` holds the fragment of its file, and of each translation's, by path."""

    record: Record[Facts]
    bodies: Mapping[str, Fragment]

    @property
    def body(self) -> Fragment:
        """Return the prose in the record's own language."""
        return self.bodies.get(self.record.path, EMPTY)

    def body_for(self, reader: Reader) -> Fragment:
        """Return the prose that a reader sees: in the reader's language, else in the record's own."""
        translation = reader.translation(self.record)
        return self.bodies.get(translation.path, EMPTY) if translation else self.body


def prose(reader: Reader, told: Told[Facts]) -> Prose | None:
    """Return the body of a record in the reader's language, else in its own and marked as such; None when empty."""
    body = told.body_for(reader)
    if not body.pieces:
        return None
    html = "".join(piece if isinstance(piece, str) else _attribute(reader, piece) for piece in body.pieces)
    html += _credits(reader, body)
    translated = reader.translation(told.record)
    lang = translated.lang if translated else reader.own_language(told.record)
    return Prose(html) if lang == reader.lang else Prose(html, lang, direction(lang))


def headings(reader: Reader, told: Told[Facts], least: int = 3) -> tuple[Heading, ...]:
    """Return the second-level headings for a table of contents; none when the text has fewer than `least`."""
    found = [Heading(each.text, f"#{each.id}") for each in told.body_for(reader).headings if each.level == 2]
    return tuple(found) if len(found) >= least else ()


def _attribute(reader: Reader, link: LinkRef) -> str:
    """Return the value of the attribute that a link or picture stands for.

    Behind it stand a picture's size, or the language of a page that the reader's does not have.
    """
    found, lang = _address(reader, link)
    address = escape(found)
    picture = reader.directory.content.pictures.get(link.path) if link.kind == "image" else None
    if picture is not None:
        return f'{address}" width="{picture.width}" height="{picture.height}" loading="lazy'
    return f'{address}" hreflang="{lang}' if lang else address


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


def _address(reader: Reader, link: LinkRef) -> tuple[str, str]:
    """Return an address as `site_address` does."""
    anchor = f"#{link.anchor}" if link.anchor else ""
    if link.kind == "image" or (link.path and content_route(link.path) is None):
        return reader.addresses.file(link.path.removeprefix("content/")), ""
    if link.kind == "address":
        return site_address(reader, link.target)
    if link.path:
        return _shown(reader, content_route(link.path) or "/", anchor)
    return anchor, ""


def site_address(reader: Reader, target: str) -> tuple[str, str]:
    """Return the address of `/partnerships/` in the reader's language, of `/data/x.json` as a file, of `pages/x.md`.

    Behind it stands the language of a page that the reader's language does not have; else nothing.
    """
    if (route := content_route(target)) is not None:
        return _shown(reader, route)
    if is_outside(target):
        return target, ""
    route, _, anchor = target.partition("#")
    if reader.has(route) or (reader.directory.only and route.endswith("/")):  # a page of the site, as was checked
        return _shown(reader, route, anchor and f"#{anchor}")
    return reader.addresses.file(route.lstrip("/")) + (anchor and f"#{anchor}"), ""


def _shown(reader: Reader, route: str, anchor: str = "") -> tuple[str, str]:
    lang = language_for(reader, route)
    return addresses_in(reader, lang).page(route) + anchor, "" if lang == reader.lang else lang


def site_link(reader: Reader, item: MenuItem) -> Link:
    """Return a link that the configuration names; where its page is in another language, it says so."""
    label, (href, lang) = reader.text(item.label) or Words(item.to), site_address(reader, item.to)
    return Link(label.text, href, in_words(reader, lang), label.lang, label.dir)


def in_words(reader: Reader, lang: str) -> str:
    """Say in which language a page is, for a text behind a link; nothing for the reader's own."""
    return reader.say(N_("In %(language)s"), language=reader.language(lang)) if lang else ""
