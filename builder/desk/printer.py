"""Problems as an editor reads them in the terminal, and as programs read them in JSON."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from builder.core.problems import Level, Problem, Problems
from builder.core.text import count

SHOWN = 20
"""Of each warning's code this many are shown, then a count: a long list of the same hides the rest."""

EXCERPT = 160
"""So many characters of a line are shown, around the place that is meant."""

COLOURS = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.INFO: "bold blue"}


def show(console: Console, problems: Iterable[Problem], root: Path) -> None:
    """Print problems with the lines that they are about; warnings of one code are cut after the first twenty."""
    seen: Counter[str] = Counter()
    files: dict[str, list[str]] = {}
    for each in problems:
        if each.level is Level.INFO:
            continue
        seen[each.code] += 1
        if each.level is Level.WARNING and seen[each.code] > SHOWN:
            continue
        console.print(_lines(each, files, root), soft_wrap=True)
    for code, number in sorted(seen.items()):
        if number > SHOWN and Level(_level(problems, code)) is Level.WARNING:
            console.print(f"… and {count(number - SHOWN, 'more warning')} {code}", style="yellow")


def _level(problems: Iterable[Problem], code: str) -> str:
    return next(each.level for each in problems if each.code == code)


def _lines(each: Problem, files: dict[str, list[str]], root: Path) -> Text:
    span = each.span
    place = f"{span.path}:{span.line}:{span.column}" if span.line else span.path
    text = Text(f"{_visible(place)}: ", style="bold")
    text.append(f"{each.level} {each.code}", style=COLOURS[each.level])
    text.append(f": {_visible(each.message)}\n", style="not bold")
    text.append_text(_excerpt(each, files, root))
    if each.remedy:
        text.append("  fix: ", style="green")
        text.append(f"{_visible(each.remedy)}\n", style="not bold")
    return text


def _excerpt(each: Problem, files: dict[str, list[str]], root: Path) -> Text:
    """Return the line of a problem with the one before it, and carets below the words meant.

    A problem of the whole file stands at 1:1 and marks nothing: its first line would explain nothing.
    """
    span, text = each.span, Text("", style="not bold")
    marked = span.end_column - span.column
    if span.line == 0 or (span.line == 1 and marked < 1):
        return text
    if span.path not in files:
        files[span.path] = _read(root / span.path)
    lines = files[span.path]
    if span.line > len(lines):
        return text
    width = len(str(span.line))
    if span.line > 1:
        text.append(f"  {span.line - 1:{width}} │ ", style="dim")
        text.append(f"{_visible(_cut(lines[span.line - 2], 0))}\n")
    line = lines[span.line - 1]
    start = max(0, span.column - EXCERPT // 2) if len(line) > EXCERPT else 0
    shown = _visible(_cut(line, start))
    text.append(f"  {span.line} │ ", style="dim")
    text.append(f"{shown}\n")
    if marked > 0:
        before = shown[: span.column - 1 - start]
        meant = shown[len(before) : len(before) + marked]
        text.append(f"  {' ' * width} │ ", style="dim")
        text.append(" " * cell_len(before) + "^" * max(1, cell_len(meant)) + "\n", style=COLOURS[each.level])
    return text


def _read(path: Path) -> list[str]:
    """Return the lines of a file, counted as everywhere here: by line feeds only."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    except (OSError, ValueError):
        return []


def _cut(line: str, start: int) -> str:
    """Return what fits of a line from a column on; where something is left out at an end, `…` stands in its place."""
    part = line[start : start + EXCERPT]
    part = f"…{part[1:]}" if start else part
    return f"{part[:-1]}…" if start + EXCERPT < len(line) else part


def _visible(line: str) -> str:
    """Return a line with tabs one column wide and nothing that a terminal would obey."""
    return "".join(char if char.isprintable() else " " if char in "\t\n" else "\ufffd" for char in line)


def as_json(problems: Problems, **more: object) -> str:
    """Return problems (notes for the report left out) as JSON, with the place of each."""
    found = [_plain(each) for each in problems if each.level is not Level.INFO]
    return json.dumps({"problems": found, **more}, ensure_ascii=False, indent=2)


def _plain(each: Problem) -> dict[str, Any]:
    fields = asdict(each)
    span = {key: fields["span"][key] for key in ("path", "line", "column", "end_column")}
    return {**{key: fields[key] for key in ("code", "level", "message", "remedy")}, "span": span}
