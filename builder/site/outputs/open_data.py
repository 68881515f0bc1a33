"""/data/directory.json: everything that the site knows, in the form in which editors write it, under its licences."""

from typing import Any

import msgspec

from builder.content.records import Record
from builder.directory.directory import Directory
from builder.directory.facets import facet_values
from builder.model.schema import adapter
from builder.site.routes import RECORD_TYPES, record_route


def directory_json(directory: Directory, bodies: dict[str, str]) -> bytes:
    """Return the whole directory as JSON with sorted keys; `bodies` holds the Markdown of each file by path."""
    config = directory.config
    whole = {
        "name": config.name,
        "address": config.base_url,
        "compiled": str(config.compiled) if config.compiled else None,
        "notice": config.notice,
        "licences": {"facts": config.licences.facts, "prose": config.licences.prose},
        "vocabularies": adapter(dict[str, Any]).dump_python(_vocabularies(directory), mode="json"),
        **{
            type_: [_record(directory, record, bodies) for record in directory.records(type_).values()]
            for type_ in RECORD_TYPES
        },
    }
    return msgspec.json.format(msgspec.json.encode(whole, order="sorted"), indent=1) + b"\n"


def _vocabularies(directory: Directory) -> dict[str, Any]:
    return {
        name: {id_: {"label": term.label, "description": term.description} for id_, term in terms.items()}
        for name, terms in directory.vocabularies.items()
    }


def _record(directory: Directory, record: Record[Any], bodies: dict[str, str]) -> dict[str, Any]:
    """Return one record: its facts as written, what is computed from them, and its prose as Markdown."""
    facts = adapter(type(record.facts)).dump_python(record.facts, mode="json", by_alias=True, exclude_defaults=True)
    found = {
        "id": record.id,
        "page": directory.config.base_url + record_route(record.type, record.id).lstrip("/"),
        **facts,
    }
    if record.type == "partnerships":
        found["facets"] = {name: values for name, values in facet_values(directory, record).items() if values}
    body = bodies.get(record.path, "") if record.body.pieces else ""  # an inline partner shares its entry's file
    if body:
        found["body"] = body
    if record.translations:
        found["translations"] = [
            {"lang": each.lang, "title": each.title, "summary": each.summary, "body": bodies.get(each.path, "")}
            for each in record.translations
        ]
    return found
