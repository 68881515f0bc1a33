"""An Atom feed for each list (RFC 4287): the newest entries, by the dates that they hold and never by the build's."""

from collections.abc import Iterable
from datetime import date

from builder.core.noting import coarsely
from builder.directory.facets import newest
from builder.directory.freshness import day_told, told_on
from builder.site.cards import summary, title
from builder.site.jsonld import licence
from builder.site.markup import escaped
from builder.site.reader import Reader, once
from builder.site.routes import feed_route, record_route
from builder.site.views.parts import Words

NEVER = date(1970, 1, 1)
"""Atom wants a date even where nobody gave any."""


def newest_of(reader: Reader, type_: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of some records that stand in a feed, by the newest word on them; what has no date stands last."""
    records = reader.directory.records(type_)
    return newest(ids, lambda id_: day_told(records[id_].facts))


def newest_of_all(reader: Reader, type_: str) -> tuple[str, ...]:
    """Return the records of a type that stand in the feed of all of them, as `newest_of`."""
    with coarsely():
        return newest_of(reader, type_, reader.directory.records(type_))


def feed(reader: Reader, route: str, words: tuple[str, str], type_: str, ids: tuple[str, ...]) -> bytes:
    """Return the feed of a list that stands at a route, with these records; `words` are its title and introduction.

    What has no date counts as told when the directory was compiled.
    """
    address, config = reader.addresses.absolute, reader.directory.config
    name = escaped(reader.plain(config.name))
    subtitle = f"<subtitle>{escaped(words[1])}</subtitle>\n" if words[1] else ""
    updated = max((_updated(reader, type_, id_) for id_ in ids), default=_compiled(reader))
    head = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{reader.lang}">
<id>{escaped(address(route))}</id>
<title>{escaped(words[0])} – {name}</title>
{subtitle}<updated>{_moment(updated)}</updated>
<link rel="self" type="application/atom+xml" href="{escaped(address(feed_route(route)))}"/>
<link rel="alternate" type="text/html" hreflang="{reader.lang}" href="{escaped(address(route))}"/>
<author><name>{name}</name></author>
<rights>{escaped(licence(config.licences.prose))}</rights>
<generator>Fingerpost</generator>
"""
    return "".join([head, *(_entry(reader, type_, id_) for id_ in ids), "</feed>\n"]).encode()


@once
def _entry(reader: Reader, type_: str, id_: str) -> str:
    """Return a record as an entry of every feed in which it stands."""
    record = reader.directory.records(type_)[id_]
    address, short = escaped(reader.addresses.absolute(record_route(type_, id_))), summary(reader, record)
    about = f"{_text('summary', short)}\n" if short else ""
    return f"""<entry>
<id>{address}</id>
{_text("title", title(reader, record))}
<link rel="alternate" type="text/html" hreflang="{reader.lang}" href="{address}"/>
<updated>{_moment(_updated(reader, type_, id_))}</updated>
{about}</entry>
"""


def _text(tag: str, words: Words) -> str:
    lang = f' xml:lang="{escaped(words.lang)}"' if words.lang else ""
    return f"<{tag}{lang}>{escaped(words.text)}</{tag}>"


def _updated(reader: Reader, type_: str, id_: str) -> date:
    return told_on(reader.directory.records(type_)[id_].facts) or _compiled(reader)


def _compiled(reader: Reader) -> date:
    on = reader.directory.config.compiled
    return on.earliest if on and on.known else NEVER


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
