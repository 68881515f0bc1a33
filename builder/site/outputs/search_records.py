"""Search records: what full-text search knows of a page, in all of its languages, prepared for the index."""

from collections.abc import Iterator, Mapping
from typing import Any

from builder.content.fragment import EMPTY, Fragment
from builder.content.records import Record
from builder.directory.facets import facet_values
from builder.site.cards import summary, title
from builder.site.reader import Reader
from builder.site.routes import record_route
from builder.site.search_record import SearchRecord
from builder.site.search_text import content


def search_record(readers: tuple[Reader, ...], record: Record[Any], bodies: Mapping[str, Fragment]) -> SearchRecord:
    """Return what is known of a record with its prose; `readers` are all languages of the site, the default first."""
    heading = title(readers[0], record)
    return SearchRecord(
        url=record_route(record.type, record.id),
        title=heading.text,
        kind=record.type.removesuffix("s"),
        content=content(dict.fromkeys(_passages(readers, record, bodies))),
        lang=heading.lang or readers[0].lang,
    )


def _passages(
    readers: tuple[Reader, ...], record: Record[Any], bodies: Mapping[str, Fragment]
) -> Iterator[tuple[str, str]]:
    """Yield (text, language): summary and prose first, because excerpts begin there, then names and terms."""
    config = readers[0].directory.config
    own = readers[0].own_language(record)
    short = summary(readers[0], record)
    if short:
        yield short.text, short.lang or readers[0].lang
    most = config.search.body_characters
    yield bodies.get(record.path, EMPTY).text[:most], own
    for each in record.translations:
        yield f"{each.title} {each.summary} {bodies.get(each.path, EMPTY).text[:most]}", each.lang
    yield from ((each.value, each.lang) for each in getattr(record.facts, "names", ()))
    found = facet_values(readers[0].directory, record) if record.type == "partnerships" else {}
    for reader in readers:
        yield " ".join([title(reader, record).text, *_labels(reader, record, found)]), reader.lang


def _labels(reader: Reader, record: Record[Any], found: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield terms, places and partners in one language; `found` are the values of an entry in every facet."""
    if record.type == "partnerships":
        known = reader.directory.organisations
        yield from (reader.facet_link(facet, value).text for facet, values in found.items() for value in values)
        for share in record.facts.partners:
            if organisation := known.get(share.org):
                yield from (each.value for each in organisation.facts.names)
    elif record.type == "groups":
        yield from (reader.territory(code) for code in record.facts.covers.territories)
    elif record.type == "organisations":
        yield reader.territory(record.facts.territory)
        yield reader.plain(record.facts.city)
        yield from (reader.term("org-types", each).text for each in record.facts.type)
