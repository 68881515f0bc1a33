"""Which pages stand in which language. Where the site says `translated_only`, a language has only translated entries.

Nobody is led to a page that is not there: what stands elsewhere is shown where it stands, and the language is said.
"""

from builder.core.noting import in_part, note
from builder.directory.directory import Directory
from builder.model.languages import autonym, direction
from builder.site.labels import N_
from builder.site.reader import Reader, once
from builder.site.routes import ROUTES, Addresses, asked_by, entry_of, language_addresses, list_route
from builder.site.views.parts import Elsewhere, Frame, Link, changed


def stands(reader: Reader, route: str, tag: str) -> bool:
    """Say whether a page of the site stands in a language; noted as `Reader.has` does it."""
    narrow = reader.narrow.get(tag)
    if narrow is None:
        return True
    if asked_by(route):
        note(f"{in_part(ROUTES, tag)}/{route}")
    return route in narrow.routes


def standing(reader: Reader, route: str) -> tuple[str, ...]:
    """Return the languages in which a page of the site stands, in the site's order."""
    tags = reader.directory.config.languages
    return tuple(tag for tag in tags if stands(reader, route, tag)) if reader.narrow else tags


def everything(reader: Reader) -> Directory:
    """Return the directory with the entries of all languages."""
    return reader.directory.whole or reader.directory


def language_for(reader: Reader, route: str) -> str:
    """Return the language in which a reader is shown a page: the reader's, else the entry's own, else the first."""
    if stands(reader, route, reader.lang):
        return reader.lang
    entry = everything(reader).partnerships.get(entry_of(route))
    own = reader.own_language(entry) if entry else reader.default
    return own if own in reader.directory.config.languages else reader.default


@once
def addresses_in(reader: Reader, tag: str) -> Addresses:
    """Return the addresses of a language of the site."""
    return language_addresses(reader.directory.config, tag)


def in_language(reader: Reader, route: str, tag: str) -> Link:
    """Return the link by which a page is read in another language, under the language's own name.

    A list may have fewer pages there: then to its first one. Where there is nothing like it, to all partnerships, and
    `note` says so in that language.
    """
    note = ""
    if not stands(reader, route, tag):
        first = f"{route.partition('/page/')[0].rstrip('/')}/"
        known = stands(reader, first, tag)
        route = first if known else list_route("partnerships")
        note = "" if known else reader.narrow[tag].list
    return Link(autonym(tag), addresses_in(reader, tag).page(route), note, tag, direction(tag), tag == reader.lang)


def partly(reader: Reader, frame: Frame, route: str) -> Frame:
    """Return the frame of a list: where not all entries can stand in it, it says so, and where all of them are."""
    if not reader.directory.only:
        return frame
    text = reader.say(N_("All of them, in %(language)s"), language=reader.language(reader.default))
    return changed(frame, whole=Elsewhere(text, addresses_in(reader, reader.default).page(route), reader.default))
