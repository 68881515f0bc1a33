"""A content file has two parts: the facts between two lines `---`, and the prose below them."""

import re
from dataclasses import dataclass

from builder.content.sources import Source
from builder.core.problems import Problem, Span, problem

_FIRST = re.compile(r"---[ \t]*$", re.MULTILINE)
_LAST = re.compile(r"\n---[ \t]*$", re.MULTILINE)
_ALMOST = re.compile(r"^[ \t]*[-–—−]{2,}[ \t]*$", re.MULTILINE)
"""A line that was meant as a fence: other dashes (some programs join hyphens), too many, or indented."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two parts of a file; the YAML begins in line 2, the body in `body_line`."""

    yaml: str
    body: str
    body_line: int


def split(source: Source) -> tuple[FrontMatter | None, list[Problem]]:
    """Return the two parts of a file; None where the facts do not begin in line 1, or do not end."""
    text = source.text
    first = _FIRST.match(text)
    if first is None:
        line = text.partition("\n")[0]
        message = f'the first line is "{line[:40]}", not "---"' if line else 'the first line is empty, not "---"'
        return None, [problem("FP118", message, Span(source.path, 1, 1, len(line) + 1))]
    last = _LAST.search(text, first.end())
    if last is None:
        return None, [_endless(source, first.end())]
    body_line = text.count("\n", 0, last.end()) + 2
    return FrontMatter(text[first.end() + 1 : last.start() + 1], text[last.end() + 1 :], body_line), []


def _endless(source: Source, start: int) -> Problem:
    """Return the problem of facts that do not end, at the line that was probably meant to end them."""
    almost = _ALMOST.search(source.text, start + 1)
    if almost is None:
        return problem("FP118", 'no second line "---" ends the front matter', Span(source.path, 1, 1, 4))
    line = source.text.count("\n", 0, almost.start()) + 1
    span = Span(source.path, line, 1, len(almost[0]) + 1)
    return problem("FP118", f'"{almost[0].strip()}" does not end the front matter', span, "write --- at the very left")
