"""The catalogue of problems: every code once, with its title, level, reason and remedy; codes are permanent."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue; `bad` and `good` are short examples, empty where none helps."""

    code: str
    title: str
    level: str
    why: str
    remedy: str
    bad: str = ""
    good: str = ""


@cache
def catalogue() -> dict[str, Rule]:
    """Return all rules by code, in the order of the file."""
    text = Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")
    return {code: Rule(code=code, **entry) for code, entry in tomllib.loads(text).items()}


def rule_of(code: str) -> Rule:
    """Return the rule of a code; a code that the catalogue does not know is a bug (KeyError)."""
    return catalogue()[code]
