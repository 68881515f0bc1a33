"""New files of content: the fields that most files have and what each is for, ready to be filled in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.content.load import load_config
from builder.content.records import TYPES
from builder.content.tables import read_retired
from builder.core.problems import USAGE, Span, Stop, problem
from builder.core.text import as_id, is_slug
from builder.model.schema import adapter
from builder.publish.disk import stopping_at

SHARED_IDS = {"groups": "organisations", "organisations": "groups"}

Ask = Callable[[str, str], str]
"""Asks an editor for the value of a field: (name, what it is for) -> answer, empty to leave it open."""


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """A field as an editor meets it in a scaffold."""

    name: str
    about: str
    required: bool
    listed: bool


def new_file(root: Path, type_: str, id_: str, ask: Ask | None = None) -> Path:
    """Write the scaffold of a new record and return its path; an existing or retired id is refused."""
    config, _ = load_config(root)
    path = root / "content" / type_ / f"{id_}.md"
    _refuse(root, type_, id_, path)
    answers = {each.name: ask(each.name, each.about) for each in fields(type_) if each.required and ask}
    with stopping_at(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(scaffold(type_, answers, config.default_language if config else "en"), encoding="utf-8")
    return path


def _refuse(root: Path, type_: str, id_: str, path: Path) -> None:
    place = Span(f"content/{type_}/{id_}.md")
    if not is_slug(id_):
        remedy = f'did you mean "{as_id(id_)}"?' if as_id(id_) else ""
        raise Stop(problem("FP116", f'"{id_}" is not an id', place, remedy), USAGE)
    if path.exists():
        raise Stop(
            problem("FP202", f'there is already a file for "{id_}"', place, f"edit {place.path}, or choose another id"),
            USAGE,
        )
    other = SHARED_IDS.get(type_)
    if other and (root / "content" / other / f"{id_}.md").exists():
        raise Stop(problem("FP202", f'"{id_}" is already used in content/{other}', place, "choose another id"), USAGE)
    retired_path = "content/redirects.yaml"
    retired, _ = read_retired(root, [retired_path] if (root / retired_path).is_file() else [])
    if f"{type_}/{id_}" in retired:
        raise Stop(problem("FP203", f'the id "{id_}" is retired', place), USAGE)


def fields(type_: str) -> list[FieldHelp]:
    """Return the fields of a type that an editor is told about, required ones first, from the schema."""
    schema: dict[str, Any] = adapter(TYPES[type_]).json_schema()
    required = set(schema.get("required", ()))
    known = [
        FieldHelp(name, _about(each), name in required, "array" in json.dumps(each.get("anyOf", each.get("type"))))
        for name, each in schema["properties"].items()
        if "description" in each
    ]
    return sorted(known, key=lambda each: not each.required)


def _about(schema: dict[str, Any]) -> str:
    """Return what a field is for, and the words that it may hold where these are few."""
    words = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    return f"{schema['description']}: {', '.join(words)}" if words else str(schema["description"])


def scaffold(type_: str, answers: Mapping[str, str], lang: str) -> str:
    """Return the text of a new file: required fields open or as answered, optional ones behind a #."""
    lines = ["---"]
    for each in fields(type_):
        value = _value(each, answers.get(each.name, ""), lang)
        lines += (
            [f"# {each.about}", f"{each.name}: {value}".rstrip()]
            if each.required
            else [f"# {each.name}:  # {each.about}"]
        )
    return "\n".join([*lines, "---", "", *_body(type_)]) + "\n"


def _value(field: FieldHelp, answer: str, lang: str) -> str:
    if field.name == "names":
        return f"[{{value: {json.dumps(answer, ensure_ascii=False)}, lang: {lang}}}]"
    if not answer:
        return "[]" if field.listed else ""
    if field.name == "covers":
        return f"{{territories: [{', '.join(part.strip() for part in answer.split(','))}]}}"
    quoted = [json.dumps(part.strip(), ensure_ascii=False) for part in answer.split(",")]
    return f"[{', '.join(quoted)}]" if field.listed else json.dumps(answer, ensure_ascii=False)


def _body(type_: str) -> list[str]:
    headings = {"partnerships": ["## What was done"], "guides": ["## Steps", "", "## Checklist", "", "- [ ] "]}
    return headings.get(type_, [])
