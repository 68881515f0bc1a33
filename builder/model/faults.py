"""What a schema says of wrong facts, told to an editor: codes of the problem catalogue, places as keys, what to write.

The form of the errors is pydantic's; nobody above needs to know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any, get_args

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from builder.core.problems import Keys
from builder.core.text import did_you_mean

Loc = tuple[str | int, ...]
"""A place as pydantic tells it: with steps that nobody wrote, such as the tag of a union."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a record: a code of the catalogue, the place as keys, and words."""

    code: str
    keys: Keys
    message: str
    remedy: str = ""
    of_key: bool = False


def faults_of(kind: Any, errors: list[ErrorDetails], facts: object) -> list[Fault]:
    """Return the faults that stand for the errors of one record, each once; `facts` are as they were written."""
    deeper = [each["loc"] for each in errors if each["type"] != "too_short"]
    # A list whose items are wrong also counts as too short; only the items are worth telling.
    told = [each for each in errors if each["type"] != "too_short" or not _inside(each["loc"], deeper)]
    return list(dict.fromkeys(_fault_of(kind, each, facts) for each in told))


def field_names(kind: type) -> list[str]:
    """Return the names of a record's fields as an editor writes them (`from_` stands for `from`)."""
    return list(_annotations(kind))


def _inside(loc: Loc, deeper: list[Loc]) -> bool:
    return any(each[: len(loc)] == loc for each in deeper)


def _fault_of(kind: Any, error: ErrorDetails, facts: object) -> Fault:
    keys, value = _place(error["loc"], facts)
    words = error.get("ctx", {})
    form = error["type"]
    if form.startswith("FP"):
        return Fault(form, keys, words["message"], words["remedy"], of_key=error["loc"][-1:] == ("[key]",))
    if form in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return _missing(kind, error["loc"], keys)
    if form in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = _known(kind, error["loc"][:-1])
        remedy = did_you_mean(str(keys[-1]), known) or f"known here: {', '.join(known)}"
        return Fault("FP105", keys, f'unknown key "{keys[-1]}"', remedy, of_key=True)
    if form in {"literal_error", "union_tag_invalid"} and not isinstance(value, list | dict):
        choices = [each.strip("'") for each in words["expected"].replace(" or ", ", ").split(", ")]
        remedy = did_you_mean(_plain(value), choices) or "use one of: " + ", ".join(choices)
        return Fault("FP109", keys, f'"{_plain(value)}" is not allowed for "{_name(keys)}"', remedy)
    if form == "string_too_long":
        length, most = len(str(value)), words["max_length"]
        return Fault("FP114", keys, f'"{_name(keys)}" has {length:,} characters; {most:,} fit', f"shorten it by {length - most:,}")
    if form in {"int_parsing", "int_type", "int_from_float", "int_parsing_size"}:
        said = f'"{_name(keys)}" needs one number' if isinstance(value, list | dict) else f'"{_plain(value)}" is not a whole number'
        return Fault("FP117", keys, said, "write digits only, such as 50")
    return Fault("FP107", keys, *_wrong_form(kind, error, keys, value))


def _missing(kind: Any, loc: Loc, keys: Keys) -> Fault:
    """Tell a field that is not there from one that is written, with nothing behind it."""
    name = str(loc[-1])
    about = _about(kind, loc)
    if keys[-1:] == (name,):
        remedy = "write one behind the colon" + (f": {about}" if about else "")
        return Fault("FP106", keys, f'"{name}" has no value', remedy, of_key=True)
    return Fault("FP106", keys, f'"{name}" is missing', f'add "{name}:"' + (f" ({about})" if about else ""))


def _wrong_form(kind: Any, error: ErrorDetails, keys: Keys, value: object) -> tuple[str, str]:
    """Say in words which form was expected, and how to write it."""
    form, words = error["type"], error.get("ctx", {})
    name = _name(keys)
    subject = f'an item of "{name}"' if keys and isinstance(keys[-1], int) else f'"{name}"' if keys else "this file"
    parts, about = _known(kind, error["loc"]), _about(kind, error["loc"])
    named = ("needs named parts", lambda: f"write its parts by name: {', '.join(parts)}" if parts and keys else "write its parts as name: value")
    needs: dict[str, tuple[str, Callable[[], str]]] = {
        "tuple_type": ("needs a list", lambda: _as_list(kind, error["loc"], name, value)),
        "string_type": ("needs a text", lambda: _as_text(value)),
        "literal_error": ("needs one word", lambda: f"write {name}: {value[0]}" if isinstance(value, list) and value else ""),
        "dict_type": named,
        "dataclass_type": named,
        "bool_type": ("needs true or false", lambda: "write true or false"),
        "bool_parsing": ("needs true or false", lambda: "write true or false"),
        "too_short": ("must not be empty", lambda: "add at least one" + (f": {about}" if about else "")),
        "string_too_short": ("must not be empty", lambda: "write something, or delete the key"),
        "greater_than_equal": (f"must be at least {words.get('ge')}", lambda: f"write {words.get('ge')} or more"),
        "less_than_equal": (f"must be at most {words.get('le')}", lambda: f"write {words.get('le')} or less"),
    }
    need, remedy = needs.get(form, ("has the wrong form", lambda: ""))
    return f"{subject} {need}", remedy()


def _as_list(kind: Any, loc: Loc, name: str, value: object) -> str:
    """Say how to write the one text that stands where a list is needed, if its items may be such texts."""
    parts = _known(kind, loc)
    if parts and not _takes_bare(_annotation(kind, loc)):
        return f"write one item a line, each with: {', '.join(parts)}"
    return f"write {name}: [{value}]" if isinstance(value, str) else ""


def _as_text(value: object) -> str:
    return f'put it in quotes: "{_plain(value)}"' if isinstance(value, bool) else "write a text"


def _plain(value: object) -> str:
    """Return a value as it stands in the file."""
    return str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)


def _name(keys: Keys) -> str:
    """Return the name of the field that a place is in: items of a list have none of their own."""
    return next((each for each in reversed(keys) if isinstance(each, str)), "")


def _place(loc: Iterable[str | int], facts: object) -> tuple[Keys, object]:
    """Follow pydantic's place through what was written; steps that nobody wrote are left out."""
    keys: list[str | int] = []
    here = facts
    for step in loc:
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        keys.append(step)
    return tuple(keys), here


# ------------------------------------------------------------------------------------- what the schema knows of a place


def _known(kind: Any, loc: Loc) -> list[str]:
    """Return the names of the parts that a place may have; empty where it is no record."""
    return list(dict.fromkeys(name for each in _records(_annotation(kind, loc)) for name in _annotations(each)))


def _about(kind: Any, loc: Loc) -> str:
    """Return what a field is for, in the words of its `doc`; empty where it has none."""
    found = [each.description for each in get_args(_annotation(kind, loc)) if isinstance(each, FieldInfo)]
    return next((each for each in found if each), "")


def _annotation(kind: Any, loc: Loc) -> Any:
    """Follow a place through the types of the records; steps that name no field stay where they are."""
    for step in loc:
        known = {name: each for part in _records(kind) for name, each in _annotations(part).items()}
        kind = known.get(str(step), kind)
    return kind


def _annotations(kind: Any) -> dict[str, Any]:
    return {each.name.rstrip("_"): each.type for each in fields(kind)}


def _records(kind: Any) -> list[Any]:
    """Return the records named anywhere inside a type."""
    if hasattr(kind, "__pydantic_config__"):
        return [kind]
    return [part for each in get_args(kind) for part in _records(each)]


def _takes_bare(kind: Any) -> bool:
    return isinstance(kind, BeforeValidator) or any(map(_takes_bare, get_args(kind)))
