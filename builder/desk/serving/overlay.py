"""Problems for the overlay in the browser: the same words as in the terminal, as plain values."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from builder.core.problems import Level, Problem

SHOWN = 50
"""So many problems are shown; the others are counted."""

WIDTH = 400
"""So many characters of a line are shown, around the place that is meant."""


def overlay(problems: Iterable[Problem], root: Path) -> dict[str, Any]:
    """Return what the overlay shows of problems: errors first, each with the lines that it is about.

    `{"errors": 1, "warnings": 2, "hidden": 0, "problems": [{"code", "level", "message", "place", "remedy", "lines"}]}`;
    a line is its number and its text before, in and after what is meant.
    """
    found = sorted((each for each in problems if each.level is not Level.INFO), key=_weight)
    files: dict[str, list[str]] = {}
    return {
        "errors": sum(each.level is Level.ERROR for each in found),
        "warnings": sum(each.level is Level.WARNING for each in found),
        "hidden": max(0, len(found) - SHOWN),
        "problems": [_plain(each, files, root) for each in found[:SHOWN]],
    }


def _weight(each: Problem) -> bool:
    return each.level is not Level.ERROR


def _plain(each: Problem, files: dict[str, list[str]], root: Path) -> dict[str, Any]:
    span = each.span
    return {
        "code": each.code,
        "level": each.level.value,
        "message": each.message,
        "place": f"{span.path}:{span.line}:{span.column}" if span.line else span.path,
        "remedy": each.remedy,
        "lines": _lines(each, files, root),
    }


def _lines(each: Problem, files: dict[str, list[str]], root: Path) -> list[tuple[int, str, str, str]]:
    """Return the line of a problem and the one before it; none where it is about the whole file."""
    span = each.span
    length = max(0, span.end_column - span.column)
    if span.line == 0 or (span.line == 1 and not length):
        return []
    if span.path not in files:
        files[span.path] = _read(root / span.path)
    lines = files[span.path]
    if span.line > len(lines):
        return []
    line, start = lines[span.line - 1], max(0, span.column - 1)
    end = start + length
    first = max(0, start - WIDTH // 2)
    meant = (span.line, line[first:start], line[start:end][:WIDTH], line[end : end + WIDTH // 2])
    return [(span.line - 1, lines[span.line - 2][:WIDTH], "", ""), meant] if span.line > 1 else [meant]


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return []
