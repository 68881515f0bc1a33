"""Problems as an editor reads them in the terminal, and as programs read them in JSON."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from builder.core.problems import Level, Problem, Problems
from builder.core.text import count

SHOWN = 20
"""Of each warning's code this many are shown, then a count: a long list of the same hides the rest."""

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
    text = Text(f"{place}: ", style="bold")
    text.append(f"{each.level} {each.code}", style=COLOURS[each.level])
    text.append(f": {each.message}\n", style="not bold")
    text.append_text(_excerpt(each, files, root))
    if each.remedy:
        text.append("  fix: ", style="green")
        text.append(f"{each.remedy}\n", style="not bold")
    return text


def _excerpt(each: Problem, files: dict[str, list[str]], root: Path) -> Text:
    """Return the line of a problem with the one before it, and carets below the words meant."""
    span, text = each.span, Text("", style="not bold")
    if not span.line:
        return text
    if span.path not in files:
        try:
            files[span.path] = (root / span.path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            files[span.path] = []
    lines = files[span.path]
    width = len(str(span.line))
    for number in (span.line - 1, span.line):
        if 0 < number <= len(lines):
            text.append(f"  {number:{width}} │ ", style="dim")
            text.append(f"{_visible(lines[number - 1])}\n")
    if 0 < span.line <= len(lines) and span.end_column > span.column:
        marks = "^" * min(span.end_column - span.column, max(1, len(lines[span.line - 1]) - span.column + 1))
        text.append(f"  {' ' * width} │ ", style="dim")
        text.append(" " * (span.column - 1) + marks + "\n", style=COLOURS[each.level])
    return text


def _visible(line: str) -> str:
    """Return a line with tabs one column wide and nothing that a terminal would obey."""
    return "".join(char if char.isprintable() else " " if char == "\t" else "\ufffd" for char in line)


def tally(problems: Problems) -> str:
    """Return how many errors and warnings there are, in how many files."""
    shown = [each for each in problems if each.level is not Level.INFO]
    if not shown:
        return "no problems"
    parts = [
        count(number, level.value)
        for level in (Level.ERROR, Level.WARNING)
        if (number := problems.count(level))
    ]
    return f"{', '.join(parts)} in {count(len({each.span.path for each in shown}), 'file')}"


def as_json(problems: Problems, **more: object) -> str:
    """Return problems (notes for the report left out) as JSON, with the place of each."""
    found = [_plain(each) for each in problems if each.level is not Level.INFO]
    return json.dumps({"problems": found, **more}, ensure_ascii=False, indent=2)


def _plain(each: Problem) -> dict[str, Any]:
    fields = asdict(each)
    span = {key: fields["span"][key] for key in ("path", "line", "column", "end_column")}
    return {**{key: fields[key] for key in ("code", "level", "message", "remedy")}, "span": span}
