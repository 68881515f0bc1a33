"""Records and how they are checked: stdlib dataclasses, validated by pydantic, all faults of a record at once.

Faults are told in the words of the problem catalogue, with their place as keys; nobody else needs to know pydantic.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, TypeVar, cast, dataclass_transform, get_args

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from builder.core.problems import Keys
from builder.core.text import did_you_mean

R = TypeVar("R")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[R]) -> type[R]:
    """Make a class a record: frozen, slotted, keyword-only, and with no room for unknown keys."""
    cls.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def doc(text: str) -> Any:
    """Describe a field for editors: shown by `new`, in schemas and in the field reference."""
    return Field(description=text)


def or_bare(key: str) -> BeforeValidator:
    """Let a bare text stand for the record that has only this key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def word_or(kind: Any, words: Any) -> Any:
    """Return the type of a field that holds either one of some words or something with structure."""
    return Annotated[
        Annotated[words, Tag("word")] | Annotated[kind, Tag("whole")],
        Discriminator(lambda value: "word" if isinstance(value, str) else "whole"),
    ]


def fault(code: str, message: str, remedy: str = "") -> PydanticCustomError:
    """Make the error that a field's check raises; it becomes the problem of that code."""
    return PydanticCustomError(code, "{message}", {"message": message, "remedy": remedy})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a record: a code of the catalogue, the place as keys, and words."""

    code: str
    keys: Keys
    message: str
    remedy: str = ""
    of_key: bool = False


def check(kind: type[R], facts: object) -> tuple[R | None, list[Fault]]:
    """Turn plain facts (as the YAML loader gives them) into a record, or say everything that is wrong with them."""
    facts = _without_blanks(facts)
    try:
        return cast(R, adapter(kind).validate_python(facts)), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        deeper = [each["loc"] for each in errors if each["type"] != "too_short"]
        # A list whose items are wrong also counts as too short; only the items are worth telling.
        told = [each for each in errors if each["type"] != "too_short" or not _inside(each["loc"], deeper)]
        return None, list(dict.fromkeys(_fault_of(kind, each, facts) for each in told))


def _inside(loc: tuple[str | int, ...], deeper: list[tuple[str | int, ...]]) -> bool:
    return any(each[: len(loc)] == loc for each in deeper)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Return the compiled schema of a type, made on first use."""
    return TypeAdapter(kind)


def field_names(kind: type) -> list[str]:
    """Return the names of a record's fields as an editor writes them (`from_` stands for `from`)."""
    return list(_annotations(kind))


def _without_blanks(value: object) -> object:
    """Drop keys without a value: `end:` with nothing behind it says no more than its absence."""
    if isinstance(value, dict):
        return {key: _without_blanks(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_blanks(each) for each in value]
    return value


def _fault_of(kind: type, error: ErrorDetails, facts: object) -> Fault:
    keys, value = _place(error["loc"], facts)
    words = error.get("ctx", {})
    name = str(keys[-1]) if keys else "this file"
    kind_of_error = error["type"]
    if kind_of_error.startswith("FP"):
        return Fault(kind_of_error, keys, words["message"], words["remedy"])
    if kind_of_error in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return Fault("FP106", keys, f'"{error["loc"][-1]}" is missing', f"add {error['loc'][-1]}:")
    if kind_of_error in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = _siblings(kind, keys[:-1])
        remedy = did_you_mean(name, known) or (f"known here: {', '.join(known)}" if known else "")
        return Fault("FP105", keys, f'unknown key "{name}"', remedy, of_key=True)
    if kind_of_error in {"literal_error", "union_tag_invalid"}:
        choices = [each.strip("'") for each in words["expected"].replace(" or ", ", ").split(", ")]
        remedy = did_you_mean(str(value), choices) or "use one of: " + ", ".join(choices)
        return Fault("FP109", keys, f'"{value}" is not allowed for "{name}"', remedy)
    if kind_of_error == "string_too_long":
        length, most = len(str(value)), words["max_length"]
        return Fault("FP114", keys, f'"{name}" has {length} characters; {most} fit', f"shorten it by {length - most}")
    return Fault("FP107", keys, *_wrong_form(kind_of_error, name, value))


def _wrong_form(kind_of_error: str, name: str, value: object) -> tuple[str, str]:
    """Say in words which form was expected."""
    needs: dict[str, tuple[str, Callable[[], str]]] = {
        "tuple_type": ("needs a list", lambda: f"write {name}: [{value}]" if isinstance(value, str) else ""),
        "string_type": ("needs a text", lambda: "write a text on one line"),
        "dict_type": ("needs named parts", lambda: "write key: value pairs below it"),
        "dataclass_type": ("needs named parts", lambda: "write key: value pairs below it"),
        "bool_type": ("needs true or false", lambda: "write true or false"),
        "bool_parsing": ("needs true or false", lambda: "write true or false"),
        "too_short": ("must not be empty", lambda: "add at least one"),
        "string_too_short": ("must not be empty", lambda: "write something, or delete the key"),
    }
    form, remedy = needs.get(kind_of_error, ("has the wrong form", lambda: ""))
    return f'"{name}" {form}', remedy()


def _place(loc: Iterable[str | int], facts: object) -> tuple[Keys, object]:
    """Follow pydantic's place through what was written; its own tags, which nobody wrote, are left out."""
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


def _siblings(kind: Any, keys: Keys) -> list[str]:
    """Return the field names known at a place of a record, for suggestions."""
    found = [kind]
    for key in keys:
        steps = [each for each in found if isinstance(key, str) and key in _annotations(each)]
        found = [part for each in steps for part in _parts(_annotations(each)[cast(str, key)])] if steps else found
    return sorted({name for each in found for name in _annotations(each)})


def _annotations(kind: Any) -> dict[str, Any]:
    return {each.name.rstrip("_"): each.type for each in fields(kind)} if hasattr(kind, "__dataclass_fields__") else {}


def _parts(kind: Any) -> list[Any]:
    """Return the records named anywhere inside a type."""
    if hasattr(kind, "__dataclass_fields__"):
        return [kind]
    return [part for each in get_args(kind) for part in _parts(each)]
