"""Texts that would keep the parser busy for minutes: told from others by an estimate of its work, before it begins.

The parser looks at every sign again and again: at a bracket that is never closed until the end of its paragraph, at
each sign of a paragraph once for all others. The weights below are measured, in microseconds of one slow core.
"""

import re
from typing import NamedTuple

LIMIT = 2_000_000
"""The work that a text may make."""
DEPTH_LIMIT = 24
"""So many lists and quotes inside each other; the parser calls itself for each, and Python's stack is short."""

_SIGNS = "[]<`*_\\&!|{("
_GAP = re.compile(r"\n[ \t>]*\n")
_RULED = re.compile(r"^[ >]*(?:#|[-=*_][-=*_ ]*$|:[ ])", re.MULTILINE)
"""Lines at which the parser cuts a paragraph in two: headings, rules, definitions."""
_NESTED = re.compile(rf"^(?:[ \t]{{0,3}}(?:>|[-*+][ \t]|\d+\.[ \t])){{{DEPTH_LIMIT}}}|^(?: {{4}}|\t){{{DEPTH_LIMIT}}}", re.MULTILINE)


class Tangle(NamedTuple):
    """Why a text is too tangled, and at which character it begins."""

    message: str
    offset: int
    remedy: str = ""


def tangle(body: str) -> Tangle | None:
    """Return why and where a text is too tangled to read, None for nearly every text."""
    if nested := _NESTED.search(body):
        message = f"more than {DEPTH_LIMIT} lists or quotes inside each other"
        return Tangle(message, nested.start(), "write it with fewer levels")
    signs = sum(body.count(sign) for sign in _SIGNS)
    if (signs + body.count("\n")) * len(body) < LIMIT:
        return None
    work = 0.0
    worst, where = 0.0, 0
    start = 0
    for block in _GAP.split(body):
        cost = effort(block)
        work += cost
        if cost > worst:
            worst, where = cost, start
        start += len(block) + 2
    return Tangle("", where) if work > LIMIT else None


def effort(block: str) -> float:
    lines, signs = block.count("\n") + 1, sum(block.count(sign) for sign in _SIGNS)
    ruled = len(_RULED.findall(block))
    raw = block.count("<")
    n = len(block)
    return 100 * lines + 50 * signs + 0.0012 * signs * n + 0.02 * ruled * n + 0.5 * spans(block) + 200 * raw

def spans(block: str) -> int:
    total = 0
    for opening, closing in ("[]", "<>", "()"):
        stack = []
        for found in re.finditer(f"[{re.escape(opening + closing)}]", block):
            if found[0] == opening:
                stack.append(found.start())
            elif stack:
                total += found.start() - stack.pop()
        total += sum(len(block) - each for each in stack)
    return total
