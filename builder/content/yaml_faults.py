"""What the YAML parser says, told to an editor: where it really went wrong, and what to write instead.

Each trap is one small function that knows its own signs; the first that recognises the case speaks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from builder.core.problems import Problem, Span, problem


@dataclass(frozen=True, slots=True)
class _Case:
    """Where the parser stopped and why, and where began what it was reading; lines and columns from 0."""

    said: str
    reading: str
    lines: list[str]
    line: int
    column: int
    open_line: int
    open_column: int

    @property
    def text(self) -> str:
        """The line in which the parser stopped."""
        return self.lines[self.line]

    @property
    def opening(self) -> str:
        """The character with which began what the parser was reading."""
        return self.lines[self.open_line][self.open_column : self.open_column + 1]

    @property
    def above(self) -> int:
        """The number of the nearest line above that is not empty; the line itself where there is none."""
        return next((each for each in range(self.line - 1, -1, -1) if self.lines[each].strip()), self.line)


@dataclass(frozen=True, slots=True)
class _Fault:
    """What to say about a case, and at which place: line and column from 0, and how many characters it takes."""

    message: str
    remedy: str
    line: int
    column: int
    length: int = 1


def fault_of(error: yaml.YAMLError | UnicodeEncodeError, lines: list[str], path: str, first_line: int) -> Problem:
    """Return the problem that a parser's error stands for; `lines` are the text, which begins in `first_line`."""
    if isinstance(error, yaml.reader.ReaderError | UnicodeEncodeError):
        return _unreadable_character(error, lines, path, first_line)
    case = _case(error, lines)
    fault = next(found for trap in _TRAPS if (found := trap(case)))
    column = fault.column + 1
    span = Span(path, first_line + fault.line, column, column + fault.length)
    return problem("FP101", fault.message, span, fault.remedy)


def _case(error: yaml.YAMLError, lines: list[str]) -> _Case:
    """Return the error as a case; an end of the text counts as the end of its last line that is not empty."""
    stop = getattr(error, "problem_mark", None)
    line, column = (stop.line, stop.column) if stop else (0, 0)
    last = max((number for number, text in enumerate(lines) if text.strip()), default=0)
    if line > last:
        line, column = last, len(lines[last])
    start = getattr(error, "context_mark", None)
    open_line, open_column = (start.line, start.column) if start and start.line <= last else (line, column)
    said, reading = getattr(error, "problem", None), getattr(error, "context", None)
    return _Case(said or str(error), reading or "", lines, line, column, open_line, open_column)


def _unreadable_character(
    error: yaml.reader.ReaderError | UnicodeEncodeError, lines: list[str], path: str, first_line: int
) -> Problem:
    if isinstance(error, UnicodeEncodeError):
        char = error.object[error.start]
    else:
        char = chr(error.character) if isinstance(error.character, int) else "\0"
    line = next((number for number, text in enumerate(lines) if char in text), 0)
    column = lines[line].find(char) + 1
    message = f"the character U+{ord(char):04X} cannot stand in YAML"
    return problem("FP008", message, Span(path, first_line + line, column or 1, (column or 1) + 1))


def _odd_blank(case: _Case) -> _Fault | None:
    for number in (case.line, case.open_line):
        if found := re.match(r" *([^\S ]+)", case.lines[number]):
            if "\t" in found[1]:
                remedy = "indent with spaces, two for each step"
                return _Fault("a tab at the beginning of the line", remedy, number, found.start(1))
            message = f"a blank that is not an ordinary space (U+{ord(found[1][0]):04X}) at the beginning of the line"
            return _Fault(message, "replace it with ordinary spaces", number, found.start(1), len(found[1]))
    return None


def _curly_quote(case: _Case) -> _Fault | None:
    found = re.search(r"(?:^|[:\-\[,{]\s*)([“”„«»‘’‚‹›])", case.text[: case.column + 1])
    if not found:
        return None
    remedy = 'put the value in straight quotes: "…"'
    return _Fault(f'"{found[1]}" does not quote a value here', remedy, case.line, found.start(1))


def _bad_start(case: _Case) -> _Fault | None:
    signs = {
        "cannot start any token": "@`%\t", "directive": "%", "alias": "*", "anchor": "&", "block scalar": ">|",
        "tag": "!", "mapping keys are not allowed": "?", "expected node content": ",",
    }  # fmt: skip
    said = f"{case.reading} {case.said}"
    if not any(key in said and case.opening in chars for key, chars in signs.items() if case.opening):
        return None
    value = case.lines[case.open_line][case.open_column :].strip()
    message = f'a value cannot begin with "{case.opening}" unless it stands in quotes'
    return _Fault(message, f"put the value in quotes{_shown(_quoted(value))}", case.open_line, case.open_column)


def _list_behind_key(case: _Case) -> _Fault | None:
    if "block sequence entries are not allowed" not in case.said:
        return None
    remedy = 'write each item in a line of its own below the key, as "- item", or all in one line as [one, two]'
    return _Fault("a list with hyphens cannot begin in the line of its key", remedy, case.line, case.column)


def _no_colon(case: _Case) -> _Fault | None:
    if "could not find expected ':'" not in case.said:
        return None
    return _line_without_colon(case.lines, case.open_line)


def _line_without_colon(lines: list[str], number: int) -> _Fault:
    """Say what a line lacks that should hold a key, a colon, a space and a value."""
    text = lines[number]
    indent = len(text) - len(text.lstrip())
    if "：" in text:
        return _Fault('"：" is not the colon of YAML', 'write ":" and a space', number, text.index("："))
    if glued := re.match(r"\s*(?:- +)*([\w-]+):\S", text):
        return _Fault("there is no space behind the colon", "write a space behind the colon", number, glued.end(1))
    if re.match(r"\s*-[^\s-]", text):
        return _Fault("there is no space behind the hyphen", "write a space behind the hyphen", number, indent)
    remedy = 'write it as "key: value"; if it goes on from the line above, indent it with two spaces'
    return _Fault(f'there is no colon in "{_short(text.strip())}"', remedy, number, indent, len(text.strip()))


def _colon_in_value(case: _Case) -> _Fault | None:
    if "mapping values are not allowed" not in case.said:
        return None
    found = re.match(r"\s*(?:- +)*([^\s:][^:]*):\s+(\S.*)", case.text)
    if found and case.column > found.start(2):
        shown = "" if found[2][0] in "[{" else _shown(f"{found[1]}: {_quoted(found[2].rstrip())}")
        return _Fault("a colon and a space inside a value", f"put the value in quotes{shown}", case.line, case.column)
    above = case.lines[case.above]
    if case.above != case.line and not re.search(r":(\s|$)", above) and not re.match(r"\s*- ", above):
        return _line_without_colon(case.lines, case.above)
    return _wrong_indent(case)


def _unclosed_quote(case: _Case) -> _Fault | None:
    if "scanning a quoted scalar" not in case.reading:
        return None
    remedy = f"write {case.opening} at the end of the value too"
    return _Fault("the quote that opens here is never closed", remedy, case.open_line, case.open_column)


def _bad_escape(case: _Case) -> _Fault | None:
    if "parsing a quoted scalar" not in case.reading:
        return None
    remedy = r"write \\ for one backslash, or '…' instead of the quotes around the value"
    message = 'a backslash inside "…" begins a special character, and this is none'
    return _Fault(message, remedy, case.line, case.column, 2)


def _flow(case: _Case) -> _Fault | None:
    """A list in [ ] or a mapping in { }."""
    if "parsing a flow" not in case.reading:
        return None
    closing, here = {"[": "]", "{": "}"}.get(case.opening, "]"), case.text[case.column : case.column + 1]
    if here in ("]", "}"):
        message = f'"{case.opening}" is closed by "{here}"'
        return _Fault(message, f'write "{closing}"', case.line, case.column)
    if case.line > case.open_line or not here:
        message = f'the bracket "{case.opening}" that opens here is never closed'
        return _Fault(message, f'write "{closing}" behind the last value', case.open_line, case.open_column)
    remedy = "write a comma between two values; put a value with a colon, comma or quotes inside in quotes"
    return _Fault("a comma is missing here, or quotes around a value", remedy, case.line, case.column)


def _behind_the_end(case: _Case) -> _Fault | None:
    """More text where a value was already complete: behind a closing quote or bracket."""
    before, here = case.text[: case.column].rstrip(), case.text[case.column : case.column + 1]
    if "did not find expected" not in case.said or not here:
        return None
    if here in "]}":
        remedy = "take it out, or put the value in quotes"
        return _Fault(f'"{here}" closes a bracket that was never opened', remedy, case.line, case.column)
    if not before or before[-1] not in "\"']}":
        return None
    if before[-1] in "]}":
        message = f'more text behind the closing "{before[-1]}"'
        return _Fault(message, "take it out, or move it inside", case.line, case.column)
    return _behind_a_quote(case, before[-1])


def _behind_a_quote(case: _Case, quote: str) -> _Fault:
    opened = re.compile(rf"(?:^|[:\-\[,{{]\s*){quote}")
    above = case.lines[case.above]
    if case.above != case.line and above.count(quote) % 2 and (found := opened.search(above)):
        message = "the quote that opens here is not closed in its line"
        return _Fault(message, f"write {quote} at the end of the value too", case.above, found.end() - 1)
    inside = r"write \" for a quote inside the value" if quote == '"' else "write '' for an apostrophe inside the value"
    other = "'…'" if quote == '"' else '"…"'
    remedy = f"{inside}, or {other} around it"
    return _Fault("more text behind the quote that closes the value", remedy, case.line, case.column)


def _wrong_indent(case: _Case) -> _Fault:
    text = case.text
    indent = len(text) - len(text.lstrip())
    remedy = "begin it exactly below the key or the item that it stands beside"
    message = "the line is not indented like any line above"
    if text.lstrip().startswith("- "):
        message = "a list item where a key is expected"
        remedy = "write the key of the list in the line before, and indent all its items alike"
    elif text.lstrip().startswith(":"):
        message, remedy = "there is no key before the colon", "write the key, or take the line out"
    elif "expected '-' indicator" in case.said:
        message = "a key where a list item is expected"
        remedy = 'begin the line with "- ", or begin it exactly below the key that it stands beside'
    elif case.above != case.line and indent > len(case.lines[case.above]) - len(case.lines[case.above].lstrip()):
        message = "the line is indented further than the line above allows"
    return _Fault(message, remedy, case.line, indent, max(1, len(text.strip())))


def _misplaced(case: _Case) -> _Fault | None:
    if "did not find expected" not in case.said:
        return None
    return _line_without_colon(case.lines, case.line) if re.match(r"\s*-[^\s-]", case.text) else _wrong_indent(case)


def _anything_else(case: _Case) -> _Fault:
    return _Fault(f"this cannot be read as YAML: {case.said}", "", case.line, case.column)


_TRAPS: tuple[Callable[[_Case], _Fault | None], ...] = (
    _odd_blank, _curly_quote, _bad_start, _list_behind_key, _no_colon, _colon_in_value, _unclosed_quote, _bad_escape,
    _flow, _behind_the_end, _misplaced, _anything_else,
)  # fmt: skip


def _quoted(value: str) -> str:
    """Return a value in quotes that need nothing changed inside, where there are any."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _shown(example: str) -> str:
    """Return an example to add to a remedy; nothing where it would be too long to read."""
    return f": {example}" if len(example) <= 80 else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
