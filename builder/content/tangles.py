"""Texts that would keep the parser busy for minutes: told from all others by an estimate, before it begins.

The parser comes back to the same characters again and again: from each bracket that is never closed it looks to the
end of the paragraph, for each sign it copies the paragraph, for each rule it cuts the rest of it anew.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

EFFORT_LIMIT = 2_000_000
"""The effort that a text may cost, in microseconds of a slow core; the weights in `_effort` are measured."""
DEPTH_LIMIT = 24
DEFINITION_LIMIT = 200
"""The parser calls itself for each level, and for each definition of one paragraph; Python's stack is short."""

_SIGNS = b"[]()<`*_\\&!|{"
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_CUT = re.compile(r"^[ >]*(?:[-=*_][-=*_ ]*$|\[[^\]\n]*\]:)", re.MULTILINE)
"""Lines at which a paragraph is cut in two, and the rest looked at anew: rules, underlines, definitions of links."""
_DEFINITION = re.compile(r"^[\s>*+\-.\d]*:[ \t]", re.MULTILINE)
_MARKER = r"[ ]{0,3}(?:>|[-*+][ \t]|\d+\.[ \t])[ \t]*"
_NESTED = re.compile(rf"\n(?:(?:{_MARKER}){{{DEPTH_LIMIT}}}|(?:[ ]{{4}}|\t){{{DEPTH_LIMIT}}})")
"""Looked for from line break to line break, with one before the text: three times as fast as `^`."""
_OPENING = re.compile(r"<[a-zA-Z/!?]")
_CLOSED = re.compile(r"<[a-zA-Z/!?](?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|[^<>\"'])*>")
_TITLED = re.compile(r"\]\([^\s()\"']*(?:\s+(?:\"[^\"]*\"|'[^']*')\s*)?\)")


class Tangle(NamedTuple):
    """Why a text is too tangled to read, and at which character that begins."""

    message: str
    offset: int
    remedy: str = ""


def tangle(body: str) -> Tangle | None:
    """Return why and where a text is too tangled to read, None for nearly every text."""
    if nested := _NESTED.search("\n" + body):
        message = f"more than {DEPTH_LIMIT} lists or quotes inside each other"
        return Tangle(message, nested.start(), "write it with fewer levels")
    if body.count("\n:") > DEFINITION_LIMIT and (crowd := _crowded_definitions(body)):
        return crowd
    count = body.count("\n") + _count_signs(body)
    if count * len(body) < EFFORT_LIMIT:
        return None  # the effort is never more than that
    return _tangle_of_signs(body, count)


def _crowded_definitions(body: str) -> Tangle | None:
    for offset, block in _blocks(body):
        if len(_DEFINITION.findall(block)) > DEFINITION_LIMIT:
            message = f"more than {DEFINITION_LIMIT} definitions without an empty line between them"
            return Tangle(message, offset, "put an empty line between definitions")
    return None


def _tangle_of_signs(body: str, count: int) -> Tangle | None:
    total = 40.0 * count + _effort_of_tags(body)
    worst = (0.0, 0, "")
    for offset, block in _blocks(body) if total < EFFORT_LIMIT else ():
        effort = _effort(block)
        total += effort
        worst = max(worst, (effort, offset, block))
        if total > EFFORT_LIMIT:
            break
    if total <= EFFORT_LIMIT:
        return None
    effort, offset, block = worst
    if effort < EFFORT_LIMIT / 2:
        return Tangle(f"{count:,} lines and signs such as [ < * ` are more than one text may hold", 0, "split the text")
    signs = _count_signs(block)
    return Tangle(f"{signs:,} signs such as [ < * ` in one paragraph of {len(block):,} characters", offset)


def _effort_of_tags(body: str) -> float:
    """Return what HTML and notes cost in the whole of a text."""
    tags, notes = len(_OPENING.findall(body)), body.count("[^")
    unclosed = max(0, tags - len(_CLOSED.findall(body)))
    repaired = 0.25 * tags * tags  # each paragraph repeats the stress that was not closed before
    return 0.07 * unclosed * len(body) + repaired + 1.0 * notes * notes


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs, lists and tables of a text, each with the place where it begins."""
    start = 0
    for gap in _GAP.finditer(body):
        yield start, body[start : gap.start()]
        start = gap.end()
    yield start, body[start:]


def _count_signs(text: str) -> int:
    raw = text.encode("utf-8", "replace")  # all signs are ASCII, and bytes are counted in one go
    return len(raw) - len(raw.translate(None, _SIGNS)) + text.count("  \n")


def _effort(block: str) -> float:
    """Return what one paragraph costs beside its single lines and signs."""
    copied = 0.0012 * _count_signs(block) * len(block)
    cut = 0.04 * len(_CUT.findall(block)) * len(block) if "\n" in block else 0.0
    scanned = 0.5 * (_reach(block, "[", "]") + _reach(block, "(", ")"))
    titles = block.count("](") - len(_TITLED.findall(block))
    return copied + cut + scanned + 0.2 * titles * len(block)


def _reach(block: str, opening: str, closing: str) -> int:
    """Return how many characters lie between each opening bracket and its closing one, or the end of the block."""
    if opening not in block:
        return 0
    reach, open_at = 0, []
    for found in re.finditer(f"[{re.escape(opening + closing)}]", block):
        if found[0] == opening:
            open_at.append(found.start())
        elif open_at:
            reach += found.start() - open_at.pop()
    return reach + sum(len(block) - start for start in open_at)
