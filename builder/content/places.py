"""Finding the line of a problem: the file is read again, and the keys and words are followed to what is there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from builder.content.front_matter import split
from builder.content.limits import TABLE_LIMIT
from builder.content.sources import read_source
from builder.content.strict_yaml import Spans, read_yaml
from builder.core.problems import Problem, Span, moved


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands: its text, the places of its facts, and the line in which its prose begins."""

    text: str
    spans: Spans
    body_line: int = 1


def locate(found: Iterable[Problem], root: Path) -> list[Problem]:
    """Return the problems with line and column wherever a file, keys and words tell it."""
    known: dict[str, Written] = {}
    placed = []
    for each in found:
        span = each.span
        if span.line == 0 and span.path.endswith((".md", ".yaml")):
            if span.path not in known:
                known[span.path] = _written(root, span.path)
            placed.append(moved(each, place(span, known[span.path])))
        else:
            placed.append(each)
    return placed


def place(span: Span, file: Written) -> Span:
    """Follow a span's keys, then its words; of keys that are not written (a missing field) the nearest outer counts."""
    found = replace(span, line=1, column=1, end_column=1)
    for length in range(len(span.keys), 0, -1):
        if outer := file.spans.get(span.keys[:length]):
            exact = length == len(span.keys)
            found = replace(outer.value if exact and not span.of_key else outer.key, keys=span.keys)
            break
    start = found if span.keys else replace(found, line=file.body_line)
    return _words(span.words, start, file.text) or found


def _words(words: str, start: Span, text: str) -> Span | None:
    """Return the first place of some words from a place on, whatever stands between them."""
    if not words:
        return None
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
    pattern = r"[\W_]+".join(map(re.escape, words.split()))
    found = re.compile(pattern, re.IGNORECASE).search(text, offset)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    length = min(len(found[0]), len(lines[line - 1]) - column + 1)
    return replace(start, line=line, column=column, end_column=column + length)


def _written(root: Path, path: str) -> Written:
    spans: Spans = {}
    source, _ = read_source(root, path, TABLE_LIMIT)
    if source is None:
        return Written("", spans)
    if path.endswith(".yaml"):
        read_yaml(source.text, path, 1, spans, TABLE_LIMIT)
    elif (front := split(source)[0]) is not None:
        read_yaml(front.yaml, path, 2, spans)
        return Written(source.text, spans, front.body_line)
    return Written(source.text, spans)
