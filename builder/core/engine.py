"""The engine's name: a digest of this program and all that it is made of. What another engine kept is worth nothing."""

import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
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
    package = Path(builder.__file__).parent
    files = sorted(path for path in package.rglob("*") if path.is_file() and not ELSEWHERE & set(path.parts))
    code = [part for path in files for part in (path.relative_to(package).as_posix().encode(), path.read_bytes())]
    return digest(sys.version.encode(), *(each.encode() for each in _versions()), *code)


def _versions() -> list[str]:
    """Return name and version of everything that is declared, sorted."""
    try:
        declared = [each for each in requires(DISTRIBUTION) or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from a folder of source: its code is all that is known
        return []
    names = sorted({found[0] for each in declared if (found := _NAME.match(each))})
    return [f"{name}={_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
