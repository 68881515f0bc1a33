"""/data/schema.json: the JSON Schema of the open data, from the records themselves and what is computed beside them."""

from typing import Any

import msgspec

from builder.content.records import TYPES
from builder.model.schema import schemas

SCHEMA = "data/schema.json"

_TEXT = {"type": "string"}
_TEXTS = {"type": "object", "additionalProperties": _TEXT}
_LINES = {"type": "array", "items": _TEXT}
_TERMS = {"anyOf": [_TEXTS, {"type": "null"}]}


def open_data_schema(base_url: str) -> bytes:
    """Return the schema of `directory.json` (JSON Schema 2020-12)."""
    records, defs = schemas(TYPES)
    for name, kind in TYPES.items():
        _add_computed(defs[kind.__name__], name)
    term = {"type": "object", "properties": {"label": _TEXTS, "description": _TERMS}, "required": ["label"]}
    about: dict[str, Any] = {
        "name": _TEXTS,
        "address": _TEXT,
        "compiled": {"anyOf": [_TEXT, {"type": "null"}]},
        "notice": _TERMS,
        "licences": {"type": "object", "properties": {"facts": _TEXT, "prose": _TEXT}, "required": ["facts", "prose"]},
        "vocabularies": {
            "description": "terms by vocabulary and id",
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": term},
        },
    }
    lists = {name: {"type": "array", "items": records[name]} for name in TYPES}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": base_url + SCHEMA,
        "title": "directory.json",
        "type": "object",
        "properties": about | lists,
        "required": [*about, *lists],
        "additionalProperties": False,
        "$defs": defs,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _add_computed(record: dict[str, Any], type_: str) -> None:
    """Add what `open_data.record_json` tells beside the facts of a record."""
    translation = {"lang": _TEXT, "title": _TEXT, "summary": _TEXT, "body": _TEXT}
    record["properties"] |= {
        "id": {"description": "the name of its file, for ever", **_TEXT},
        "page": {"description": "the address of its page", **_TEXT},
        "body": {"description": "its prose as Markdown", **_TEXT},
        "translations": {
            "type": "array",
            "items": {"type": "object", "properties": translation, "required": [*translation]},
        },
    }
    if type_ == "partnerships":
        facets = {"description": "where it is found", "type": "object", "additionalProperties": _LINES}
        record["properties"]["facets"] = facets
    record["required"] = ["id", "page", *record.get("required", [])]
