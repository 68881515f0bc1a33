"""YAML as editors mean it: every plain value is text, except `true`, `false` and `null`; nothing is guessed.

Built from the parser's events, never by composing: composing crashes the interpreter on 100,000 brackets.
Refused: equal keys, anchors, aliases, tags, a second document, keys that are no text, more than 32 levels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from builder.content.limits import SIZE_LIMIT, byte_size, oversize
from builder.content.yaml_faults import fault_of
from builder.core.problems import Keys, Problem, Span, problem

DEPTH_LIMIT = 32

_PLAIN: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What the parser counts as the end of a line."""


@dataclass(frozen=True, slots=True)
class KeySpan:
    """Where a value stands, and the key before it; for an item of a list both are the item."""

    key: Span
    value: Span


Spans = dict[Keys, KeySpan]


def read_yaml(
    text: str, path: str, first_line: int = 1, spans: Spans | None = None, limit: int = SIZE_LIMIT
) -> tuple[object, list[Problem]]:
    """Return what a YAML text says, and what is wrong with it.

    The value is made of dict, list, str, bool and None only; with problems it is a partial value or None, not to be
    used. `text` begins in line `first_line` of the file `path`; `spans`, where given, receives the place of each value;
    a text of more than `limit` bytes is a problem.
    """
    size = byte_size(text)
    if size > limit:
        return None, [oversize("the YAML", size, path, limit)]
    reader = _Reader(text, path, first_line, spans)
    try:
        return reader.document(), reader.problems
    except _Refusal as refusal:
        return None, [*reader.problems, refusal.problem]
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return None, [*reader.problems, fault_of(error, reader.lines, path, first_line)]


class _Refusal(Exception):  # noqa: N818 - it is no error of ours
    """Reading ends here: the rest would cost too much, or only repeat the complaint."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


class _Reader:
    """Builds the value from the events of one text."""

    def __init__(self, text: str, path: str, first_line: int, spans: Spans | None) -> None:
        self._text, self._path, self._first_line, self._spans = text, path, first_line, spans
        self._events: Iterator[yaml.Event] = iter(())
        self._lines: list[str] | None = None
        self._closed: yaml.Event | None = None
        self.problems: list[Problem] = []

    @property
    def lines(self) -> list[str]:
        """The lines of the text; split only when a place is asked for."""
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self._text)
        return self._lines

    def document(self) -> object:
        """Return the value of the only document, None when there is none."""
        self._events = iter(yaml.CSafeLoader(self._text).get_event, None)
        value: object = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refusal(self._refused(event, "a second document begins here", "keep one document in a file"))
                value = self._value(next(self._events), (), 0)
        return value

    def _value(self, event: yaml.Event, keys: Keys, depth: int) -> object:
        """Return the value that begins with this event."""
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._note_mark(event)
            value: str = event.value
            return _PLAIN.get(value, value) if event.implicit[0] else value
        if isinstance(event, yaml.CollectionStartEvent):
            if event.anchor is not None or event.tag is not None:
                self._note_mark(event)
            if depth == DEPTH_LIMIT:
                message = f"lists and mappings are nested more than {DEPTH_LIMIT} deep"
                raise _Refusal(self._refused(event, message, "write it with fewer levels"))
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            return self._mapping(keys, depth + 1) if is_mapping else self._sequence(keys, depth + 1)
        name = f"*{getattr(event, 'anchor', '')}"
        remedy = f'write the value out in full; if you mean the text itself, put it in quotes: "{name}"'
        self.problems.append(self._refused(event, f'"{name}" stands for another place of the file', remedy))
        return None

    def _mapping(self, keys: Keys, depth: int) -> dict[str, object]:
        """Return the mapping that just began; of two equal keys the first counts."""
        found: dict[str, object] = {}
        keys_seen: dict[str, yaml.Event] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                self._closed = event
                break
            key = self._key(event, depth)
            start = next(self._events)
            if key is None:
                self._skip(start, depth)
            elif key in found:
                self.problems.append(self._twice(event, keys_seen[key], key))
                self._skip(start, depth)
            else:
                keys_seen[key] = event
                place = () if self._spans is None else (*keys, key)
                found[key] = self._value(start, place, depth)
                if self._spans is not None:
                    self._spans[place] = self._key_span(event, start)
        return found

    def _sequence(self, keys: Keys, depth: int) -> list[object]:
        """Return the list that just began."""
        found: list[object] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                self._closed = event
                break
            place = () if self._spans is None else (*keys, len(found))
            found.append(self._value(event, place, depth))
            if self._spans is not None:
                item = self._span(event, self._closed)
                self._spans[place] = KeySpan(item, item)
        return found

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        """Return the text of a key, None for something that cannot be one."""
        value = self._value(event, (), depth)
        if isinstance(value, str):
            return value
        if not isinstance(event, yaml.AliasEvent):
            shown = f'the key "{event.value}"' if isinstance(event, yaml.ScalarEvent) and event.value else "the key"
            self.problems.append(self._refused(event, f"{shown} is no text", "write a word, or put the key in quotes"))
        return None

    def _skip(self, event: yaml.Event, depth: int) -> None:
        """Read a value that does not count: its places would be taken for those of another."""
        spans, self._spans = self._spans, None
        self._value(event, (), depth)
        self._spans = spans

    def _note_mark(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Refuse the anchor or tag before a value."""
        named = event.anchor is not None
        sign, what = ("&", "gives the value a name") if named else ("!", "changes what the value means")
        remedy = f'take it out; if the text itself begins with "{sign}", put it in quotes'
        self.problems.append(self._refused(event, f'"{sign}" before a value {what}', remedy))

    def _twice(self, event: yaml.Event, first: yaml.Event, key: str) -> Problem:
        message = f'the key "{key}" stands here again; the first is in line {self._span(first).line}'
        return problem("FP102", message, self._span(event))

    def _refused(self, event: yaml.Event, message: str, remedy: str) -> Problem:
        return problem("FP103", message, self._span(event), remedy)

    def _key_span(self, key: yaml.Event, value: yaml.Event) -> KeySpan:
        """Return the places of a key and of its value, which was just read; an empty one stands where its key does."""
        key_span, value_span = self._span(key), self._span(value, self._closed)
        empty = isinstance(value, yaml.ScalarEvent) and not value.value and value.implicit[0]
        return KeySpan(key_span, key_span if empty else value_span)

    def _span(self, event: yaml.Event, closed: yaml.Event | None = None) -> Span:
        """Return the place of a value, as far as it stands in its first line; `closed` is the end of a collection."""
        last = closed if closed is not None and isinstance(event, yaml.CollectionStartEvent) else event
        start, end = event.start_mark, last.end_mark
        assert start is not None and end is not None
        stop = end.column if end.line == start.line else len(self.lines[start.line].rstrip())
        column = start.column + 1
        return Span(self._path, self._first_line + start.line, column, max(stop + 1, column + 1))
