"""Records and how they are checked: stdlib dataclasses, validated by pydantic, all faults of a record at once.

`model.faults` tells the faults in the words of the problem catalogue; nobody else needs to know pydantic.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast, dataclass_transform

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from builder.model.faults import Fault, faults_of

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


def fault(code: str, message: str, remedy: str = "") -> PydanticCustomError:
    """Make the error that a field's check raises; it becomes the problem of that code."""
    return PydanticCustomError(code, "{message}", {"message": message, "remedy": remedy})


def check(kind: type[R], facts: object) -> tuple[R | None, list[Fault]]:
    """Turn plain facts (as the YAML loader gives them) into a record, or say everything that is wrong with them."""
    try:
        return cast(R, adapter(kind).validate_python(_without_blanks(facts))), []
    except ValidationError as error:
        return None, faults_of(kind, error.errors(include_url=False), facts)


def adapter(kind: Any) -> TypeAdapter[Any]:
    """Return the compiled schema of a type, made on first use."""
    return _adapter(kind)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def schemas(kinds: Mapping[str, type]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON Schemas of types by name, as they may be written, and the definitions that these refer to."""
    found, whole = TypeAdapter.json_schemas([(name, "validation", adapter(kind)) for name, kind in kinds.items()])
    return {name: schema for (name, _), schema in found.items()}, whole["$defs"]


def _without_blanks(value: object) -> object:
    """Drop keys without a value: `end:` with nothing behind it says no more than its absence."""
    if isinstance(value, dict):
        return {
            key: each if isinstance(each, str) else _without_blanks(each)
            for key, each in value.items()
            if each is not None
        }
    if isinstance(value, list):
        return [each if isinstance(each, str) else _without_blanks(each) for each in value]
    return value
