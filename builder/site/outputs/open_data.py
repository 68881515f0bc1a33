"""/data/directory.json: everything that the site knows, in the form in which editors write it, under its licences.

It is put together from one line a record, so that neither memory nor an edit costs more than the record.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from builder.content.records import Record
from builder.directory.directory import Directory
from builder.directory.facets import facet_values
from builder.model.schema import adapter
from builder.site.routes import RECORD_TYPES, record_route

PATH = "data/directory.json"

_JSON = msgspec.json.Encoder(order="sorted")


def directory_json(directory: Directory, records: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield the file in pieces; `records` are (type, JSON of one record), sorted by type in the order of the site."""
    config = directory.config
    about = {
        "name": config.name,
        "address": config.base_url,
        "compiled": str(config.compiled) if config.compiled else None,
        "notice": config.notice,
        "licences": {"facts": config.licences.facts, "prose": config.licences.prose},
        "vocabularies": adapter(dict[str, Any]).dump_python(_vocabularies(directory), mode="json"),
    }
    yield b"{\n" + b",\n".join(_JSON.encode(key) + b": " + _JSON.encode(value) for key, value in about.items())
    types = list(RECORD_TYPES)
    begun = 0
    for type_, record in records:
        if begun and types[begun - 1] == type_:
            yield b",\n" + record
            continue
        place = types.index(type_, begun)
        yield _lists(types[begun : place + 1], begun > 0)[:-1] + b"\n" + record
        begun = place + 1
    yield (_lists(types[begun:], begun > 0) if begun < len(types) else b"\n]") + b"\n}\n"


def _lists(types: list[str], inside: bool) -> bytes:
    """Return empty lists of these types, behind the end of the list before them, if one is open."""
    return (b"\n]" if inside else b"") + b"".join(b",\n" + _JSON.encode(type_) + b": []" for type_ in types)


def _vocabularies(directory: Directory) -> dict[str, Any]:
    return {
        name: {id_: {"label": term.label, "description": term.description} for id_, term in terms.items()}
        for name, terms in directory.vocabularies.items()
    }


def record_json(directory: Directory, record: Record[Any], written: Mapping[str, str]) -> bytes:
    """Return one record as JSON: its facts as written, what is computed from them, and its prose as Markdown.

    `written` is the Markdown of the record's own files by path; a partner that is described inside an entry has none.
    """
    facts = adapter(type(record.facts)).dump_python(record.facts, mode="json", by_alias=True, exclude_defaults=True)
    found = {
        "id": record.id,
        "page": directory.config.base_url + record_route(record.type, record.id).lstrip("/"),
        **facts,
    }
    if record.type == "partnerships":
        found["facets"] = {name: values for name, values in facet_values(directory, record).items() if values}
    if body := written.get(record.path, "").strip():
        found["body"] = body
    if record.translations:
        found["translations"] = [
            {
                "lang": each.lang,
                "title": each.title,
                "summary": each.summary,
                "body": written.get(each.path, "").strip(),
            }
            for each in record.translations
        ]
    return _JSON.encode(found)
