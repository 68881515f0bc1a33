"""Finding the line of a problem: the file is read again and the keys are followed to the nearest thing written."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from builder.content.front_matter import split
from builder.content.sources import read_source
from builder.content.strict_yaml import Spans, read_yaml
from builder.core.problems import Problem, Span, moved


def locate(found: Iterable[Problem], root: Path) -> list[Problem]:
    """Return the problems with line and column wherever a file and keys tell it."""
    known: dict[str, Spans] = {}
    placed = []
    for each in found:
        span = each.span
        if span.line == 0 and span.path.endswith((".md", ".yaml")):
            if span.path not in known:
                known[span.path] = _spans(root, span.path)
            each = moved(each, place(span, known[span.path]))
        placed.append(each)
    return placed


def place(span: Span, spans: Spans) -> Span:
    """Follow a span's keys; where the last are not written (a missing field), the nearest outer place counts."""
    for length in range(len(span.keys), 0, -1):
        if found := spans.get(span.keys[:length]):
            exact = length == len(span.keys)
            here = found.value if exact and not span.of_key else found.key
            return replace(here, keys=span.keys)
    return replace(span, line=1, column=1, end_column=1)


def _spans(root: Path, path: str) -> Spans:
    spans: Spans = {}
    source, _ = read_source(root, path)
    if source is None:
        return spans
    if path.endswith(".yaml"):
        read_yaml(source.text, path, 1, spans)
    else:
        front, _ = split(source)
        if front is not None:
            read_yaml(front.yaml, path, 2, spans)
    return spans
