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
    return list(dict.fromkeys(_fault(_case(kind, each, facts)) for each in told))


def field_names(kind: type) -> list[str]:
    """Return the names of a record's fields as an editor writes them (`from_` stands for `from`)."""
    return list(_annotations(kind))


def _inside(loc: Loc, deeper: list[Loc]) -> bool:
    return any(each[: len(loc)] == loc for each in deeper)


# ------------------------------------------------------------------------------------------------ one error


@dataclass(frozen=True, slots=True)
class _Case:
    """One error: its form, its place as pydantic and as the editor knows it, what stands there, pydantic's details."""

    form: str
    kind: Any
    loc: Loc
    keys: Keys
    value: object
    words: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of the field that the place is in: items of a list have none of their own."""
        return next((each for each in reversed(self.keys) if isinstance(each, str)), "")

    @property
    def subject(self) -> str:
        """What a message is about."""
        if not self.keys:
            return "this file"
        return f'an item of "{self.name}"' if isinstance(self.keys[-1], int) else f'"{self.name}"'

    @property
    def parts(self) -> list[str]:
        """The names of the parts that the place may have; empty where it is no record."""
        return _names_at(self.kind, self.loc)

    @property
    def about(self) -> str:
        """What the field is for, in the words of its `doc`; empty where it has none."""
        args = get_args(_annotation_at(self.kind, self.loc))
        return next((each.description for each in args if isinstance(each, FieldInfo) and each.description), "")


def _case(kind: Any, error: ErrorDetails, facts: object) -> _Case:
    """Follow pydantic's place through what was written; steps that nobody wrote are left out."""
    keys: list[str | int] = []
    here = facts
    for step in error["loc"]:
        in_list = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if in_list or (isinstance(here, dict) and step in here):
            here = here[step]  # type: ignore[index]
            keys.append(step)
    return _Case(error["type"], kind, error["loc"], tuple(keys), here, error.get("ctx", {}))


def _fault(case: _Case) -> Fault:
    if case.form.startswith("FP"):
        on_key = case.loc[-1:] == ("[key]",)
        return Fault(case.form, case.keys, case.words["message"], case.words["remedy"], on_key)
    if tell := _TOLD.get(case.form):
        return tell(case)
    need, remedy = _NEEDS.get(case.form, ("has the wrong form", lambda case: ""))
    return Fault("FP107", case.keys, f"{case.subject} {need}", remedy(case))


def _missing(case: _Case) -> Fault:
    """Tell a field that is not there from one that is written, with nothing behind it."""
    name = str(case.loc[-1])
    if case.keys[-1:] == (name,):
        remedy = "write one behind the colon" + (f": {case.about}" if case.about else "")
        return Fault("FP106", case.keys, f'"{name}" has no value', remedy, of_key=True)
    remedy = f'add "{name}:"' + (f" ({case.about})" if case.about else "")
    return Fault("FP106", case.keys, f'"{name}" is missing', remedy)


def _unknown_key(case: _Case) -> Fault:
    known = _names_at(case.kind, case.loc[:-1])
    remedy = did_you_mean(str(case.keys[-1]), known) or f"known here: {', '.join(known)}"
    return Fault("FP105", case.keys, f'unknown key "{case.keys[-1]}"', remedy, of_key=True)


def _not_allowed(case: _Case) -> Fault:
    if isinstance(case.value, list | dict):
        example = case.value[0] if isinstance(case.value, list) and case.value else ""
        remedy = f"write {case.name}: {example}" if isinstance(example, str) and example else ""
        return Fault("FP107", case.keys, f"{case.subject} needs one word", remedy)
    choices = [each.strip("'") for each in case.words["expected"].replace(" or ", ", ").split(", ")]
    remedy = did_you_mean(_plain(case.value), choices) or "use one of: " + ", ".join(choices)
    return Fault("FP109", case.keys, f'"{_plain(case.value)}" is not allowed for "{case.name}"', remedy)


def _too_long(case: _Case) -> Fault:
    length, most = len(str(case.value)), case.words["max_length"]
    message = f'"{case.name}" has {length:,} characters; {most:,} fit'
    return Fault("FP114", case.keys, message, f"shorten it by {length - most:,}")


def _too_many(case: _Case) -> Fault:
    number, most = case.words["actual_length"], case.words["max_length"]
    message = f"{case.subject} has {number:,} items; {most:,} fit"
    return Fault("FP107", case.keys, message, f"choose {most:,} of them")


def _not_whole(case: _Case) -> Fault:
    several = isinstance(case.value, list | dict)
    message = f"{case.subject} needs one number" if several else f'"{_plain(case.value)}" is not a whole number'
    return Fault("FP117", case.keys, message, "write digits only, such as 50")


def _out_of_range(case: _Case) -> Fault:
    if "ge" in case.words:
        least = case.words["ge"]
        return Fault("FP107", case.keys, f"{case.subject} must be at least {least:,}", f"write {least} or more")
    most = case.words["le"]
    return Fault("FP107", case.keys, f"{case.subject} must be at most {most:,}", f"write {most} or less")


_TOLD: dict[str, Callable[[_Case], Fault]] = {
    **dict.fromkeys(("missing", "missing_argument", "missing_keyword_only_argument"), _missing),
    **dict.fromkeys(("unexpected_keyword_argument", "extra_forbidden"), _unknown_key),
    **dict.fromkeys(("literal_error", "union_tag_invalid"), _not_allowed),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "int_parsing_size"), _not_whole),
    **dict.fromkeys(("greater_than_equal", "less_than_equal"), _out_of_range),
    "string_too_long": _too_long,
    "too_long": _too_many,
}


def _as_parts(case: _Case) -> str:
    listed = ", ".join(case.parts) if case.keys else ""
    return f"write its parts by name: {listed}" if listed else "write its parts as name: value"


def _as_list(case: _Case) -> str:
    """Say how to write the one text that stands where a list is needed, if its items may be such texts."""
    if case.parts and not _takes_bare(_annotation_at(case.kind, case.loc)):
        return f"write one item a line, each with: {', '.join(case.parts)}"
    return f"write {case.name}: [{case.value}]" if isinstance(case.value, str) else ""


def _as_text(case: _Case) -> str:
    return f'put it in quotes: "{_plain(case.value)}"' if isinstance(case.value, bool) else "write a text"


def _say(remedy: str) -> Callable[[_Case], str]:
    return lambda case: remedy


_NEEDS: dict[str, tuple[str, Callable[[_Case], str]]] = {
    "tuple_type": ("needs a list", _as_list),
    "string_type": ("needs a text", _as_text),
    "dict_type": ("needs named parts", _as_parts),
    "dataclass_type": ("needs named parts", _as_parts),
    "bool_type": ("needs true or false", _say("write true or false")),
    "bool_parsing": ("needs true or false", _say("write true or false")),
    "too_short": ("must not be empty", lambda case: "add at least one" + (f": {case.about}" if case.about else "")),
    "string_too_short": ("must not be empty", _say("write something, or delete the key")),
}
"""What a value needs, and how to write it."""


def _plain(value: object) -> str:
    """Return a value as it stands in the file."""
    return {True: "true", False: "false", None: "null"}[value] if value in (True, False, None) else str(value)


# ------------------------------------------------------------------------------------------------ what a schema knows


def _names_at(kind: Any, loc: Loc) -> list[str]:
    """Return the names of the parts that a place may have."""
    found = (name for each in _records(_annotation_at(kind, loc)) for name in _annotations(each))
    return list(dict.fromkeys(found))


def _annotation_at(kind: Any, loc: Iterable[str | int]) -> Any:
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
