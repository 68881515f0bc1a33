"""Where in the file a link stands. The parser does not tell; its n-th use is its n-th occurrence outside code.

A link by reference (`[words][name]`) stands where its name is defined. Where an address is not found as it was
written, the first place with the same characters counts, and at last the first line of the prose.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from html import unescape

from builder.content.sanitise import as_address
from builder.core.problems import Span

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
_TICKS = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\([^a-zA-Z0-9\s])")
_NO_BREAK = re.compile(r"[^\n]")
_ITEM = re.compile(r"[ >]*(?:[-*+]|\d+\.|:|\[\^[^\]]*\]:)[ \t]")
_INLINE = re.compile(r"""\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))""")
_DEFINITION = re.compile(r"""^[ ]{0,3}\[[^\]^][^\]\n]*\]:[ \t]*(?:<([^<>\n]*)>|(\S+))""", re.MULTILINE)
_HTML = re.compile(r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_AUTOMATIC = re.compile(r"<([a-zA-Z][\w.+-]*:[^<>\s]*)>")
_TARGETS = (("](", _INLINE), ("]:", _DEFINITION), ("=", _HTML), ("<", _AUTOMATIC))
"""The ways to write an address, each behind the sign without which it cannot occur."""


def without_code(body: str) -> str:
    """Return a body with blanks in place of its code and comments; every other character keeps its place."""
    if ("`" in body and "```" in body) or ("~" in body and "~~~" in body):
        body = _FENCE.sub(_blanks, body)
    if "<" in body:
        body = _without_comments(body)
    if "\n    " in body or "\n\t" in body or body.startswith(("    ", "\t")):
        body = "\n".join(_without_indented_code(body.split("\n")))
    return _TICKS.sub(_blanks, body) if "`" in body else body


def _blanks(found: re.Match[str]) -> str:
    return _NO_BREAK.sub(" ", found[0])


def _without_comments(body: str) -> str:
    start = body.find("<!--")
    while start >= 0 and (end := body.find("-->", start)) >= 0:
        body = body[:start] + _NO_BREAK.sub(" ", body[start : end + 3]) + body[end + 3 :]
        start = body.find("<!--", end)
    return body


def _without_indented_code(lines: list[str]) -> Iterator[str]:
    """Yield lines, those of indented code as blanks; below an item of a list the same indent makes a paragraph."""
    in_item = is_code = False
    after_gap = True
    for line in lines:
        if not line.strip():
            after_gap = True
            yield line
            continue
        if not line.startswith(("    ", "\t")):
            in_item, is_code = _ITEM.match(line) is not None or (in_item and not after_gap), False
        elif after_gap:
            is_code = not in_item
        after_gap = False
        yield " " * len(line) if is_code else line


class Places:
    """The places of the addresses in one body; each asking for the same address gives the next of its places."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self._body, self._path, self._first_line = body, path, first_line

    @cached_property
    def prose(self) -> str:
        """The body with blanks in place of code."""
        return without_code(self._body)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._body))]

    @cached_property
    def _offsets(self) -> dict[str, list[int]]:
        """The places of each address, in their order."""
        offsets: dict[str, list[int]] = {}
        for sign, pattern in _TARGETS:
            for found in pattern.finditer(self.prose) if sign in self.prose else ():
                if group := found.lastindex:
                    offsets.setdefault(_as_read(found[group]), []).append(found.start(group))
        return {target: sorted(places) for target, places in offsets.items()}

    def of_address(self, target: str) -> Span:
        """Return the next place of an address; the last one again when there are no more."""
        if offsets := self._offsets.get(target):
            return self.at(offsets.pop(0) if len(offsets) > 1 else offsets[0], len(target))
        offset = self._body.find(target) if target else -1
        return self.at(offset, len(target)) if offset >= 0 else self.at(0)

    def of_pattern(self, pattern: re.Pattern[str]) -> list[Span]:
        """Return the places outside code where a pattern matches; the first line of the body if it does nowhere."""
        return [self.at(each.start(), len(each[0])) for each in pattern.finditer(self.prose)] or [self.at(0)]

    def at(self, offset: int, length: int = 1) -> Span:
        """Return the place of so many characters of the body from an offset."""
        row = bisect_right(self._line_starts, offset) - 1
        column = offset - self._line_starts[row] + 1
        return Span(self._path, self._first_line + row, column, column + max(1, length))


def _as_read(written: str) -> str:
    """Return an address as the parser reads it: character references and escapes resolved."""
    return as_address(unescape(_ESCAPE.sub(r"\1", written)))
