"""The engine's name: a digest of this program and all that it is made of. What another engine kept is worth nothing."""

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import builder
from builder.core.digest import digest

DISTRIBUTION = "fingerpost"
ELSEWHERE = {"__pycache__", "_layouts", "starter"}
"""Layouts have digests of their own; the starter site is no part of any page."""

_NAME = re.compile(r"[\w.-]+")


@cache
def engine() -> str:
    """Return the digest of our own code, of the versions of all dependencies and of Python; layouts are not in it."""
    code = (part for path, content in _code(str(Path(builder.__file__).parent)) for part in (path.encode(), content))
    return digest(sys.version.encode(), *(each.encode() for each in _versions()), *code)


def _code(folder: str, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file in a folder of our own and below, in a fixed order."""
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if entry.name in ELSEWHERE:
            continue
        if entry.is_dir():
            yield from _code(entry.path, f"{below}{entry.name}/")
        elif entry.is_file():
            with open(entry.path, "rb") as file:  # noqa: PTH123 - every command waits for this
                yield f"{below}{entry.name}", file.read()


def _versions() -> list[str]:
    """Return everything that is declared with what it says of itself, its version too, sorted by name."""
    try:
        declared = [each for each in requires(DISTRIBUTION) or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from a folder of source: its code is all that is known
        return []
    names = sorted({found[0] for each in declared if (found := _NAME.match(each))})
    return [f"{name}={_about(name)}" for name in names]


def _about(name: str) -> str:
    """Return the metadata of a distribution as they stand: to take the version out of them takes much longer."""
    try:
        found = distribution(name)
        return found.read_text("METADATA") or found.version
    except PackageNotFoundError:
        return ""
