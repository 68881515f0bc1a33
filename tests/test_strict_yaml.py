"""YAML says what the editor wrote: text stays text, and every fault has its line, its column and a way out."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.content.strict_yaml import Spans, read_yaml
from builder.core.problems import Keys, Problem, Span


def value(text: str) -> object:
    found, problems = read_yaml(text, "x.yaml")
    assert problems == []
    return found


def only_problem(text: str, first_line: int = 1) -> Problem:
    _, problems = read_yaml(text, "x.yaml", first_line)
    assert len(problems) == 1, problems
    return problems[0]


def at(span: Span) -> tuple[int, int, int]:
    return span.line, span.column, span.end_column


@pytest.mark.parametrize(
    "text",
    ["NO", "on", "yes", "off", "=", "<<", "0x1F", "0123", "1_000", "1.10", "12:30", "2020-05-01", "2020", "002", "1e3",
     ".inf", "True", "TRUE", "False", "Null", "NULL", "Q42", "ES-CT", "https://example.org/a:b#c", "~a"],
)  # fmt: skip
def test_a_plain_value_is_the_text_that_stands_there(text: str) -> None:
    assert value(f"key: {text}") == {"key": text}
    assert value(f"- {text}") == [text]
    assert value(f"{text}: value") == {text: "value"}


def test_only_true_false_null_and_nothing_are_not_text() -> None:
    assert value("a: true\nb: false\nc: null\nd: ~\ne:\n") == {"a": True, "b": False, "c": None, "d": None, "e": None}


def test_a_quoted_value_is_always_text() -> None:
    assert value("a: 'true'\nb: \"null\"\nc: ''\nd: \"~\"") == {"a": "true", "b": "null", "c": "", "d": "~"}


def test_nothing_at_all_is_null() -> None:
    assert value("") is None
    assert value("# only a comment\n") is None


TREES = st.recursive(
    st.text(max_size=20) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_what_is_written_in_quotes_comes_back_equal(tree: object) -> None:
    written = yaml.safe_dump(tree, default_style='"', allow_unicode=True)
    for quoted in ('!!null "null"', '!!bool "true"', '!!bool "false"'):  # the dumper tags what it must not quote
        written = written.replace(quoted, quoted.split('"')[1])
    assert value(written) == tree


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-,[]{}#&*!|>'\"%@` \n\t“：\\?=~\x00\ud800", max_size=40))
def test_no_text_makes_the_reader_fail_or_point_outside(text: str) -> None:
    _, problems = read_yaml(text, "x.yaml", 2)
    lines = text.count("\n") + 1
    for each in problems:
        assert 2 <= each.span.line <= lines + 1
        assert 1 <= each.span.column < each.span.end_column
        assert each.remedy


# ---------------------------------------------------------------- what is refused


def test_a_duplicate_key_names_both_lines() -> None:
    found = only_problem("title: one\nsummary: x\ntitle: two\n", first_line=2)
    assert (found.code, at(found.span)) == ("FP102", (4, 1, 6))
    assert '"title"' in found.message
    assert "line 2" in found.message


def test_duplicate_keys_in_different_mappings_are_fine() -> None:
    assert value("a: {x: 1}\nb: {x: 1}\n") == {"a": {"x": "1"}, "b": {"x": "1"}}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: *a\n", (2, 4, 6)),
        ("a: &name 1\n", (1, 4, 11)),
        ("a: !!str 1\n", (1, 4, 11)),
        ("a: !include x\n", (1, 4, 14)),
        ("a: 1\n---\nb: 2\n", (2, 1, 4)),
        ("? [x, y]\n: z\n", (1, 3, 4)),
        ("true: 1\n", (1, 1, 5)),
    ],
)
def test_what_could_explode_or_mislead_is_refused(text: str, place: tuple[int, int, int]) -> None:
    found = only_problem(text)
    assert (found.code, at(found.span)) == ("FP103", place)


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "k0: &k0 [x, x]\n" + "".join(f"k{n + 1}: &k{n + 1} [*k{n}, *k{n}]\n" for n in range(20))
    found, problems = read_yaml(bomb, "x.yaml")
    assert {each.code for each in problems} == {"FP103"}
    assert len(str(found)) < 1_000


def test_32_levels_are_read_and_33_are_not() -> None:
    assert value("[" * 32 + "]" * 32) is not None
    assert only_problem("[" * 33 + "]" * 33).code == "FP103"


def test_a_hundred_thousand_brackets_are_refused_not_fatal() -> None:
    assert only_problem("[" * 100_000).code == "FP103"
    assert only_problem("- " * 100_000).code == "FP103"


def test_a_giant_text_is_refused() -> None:
    assert only_problem("a: " + "x" * 256 * 1024).code == "FP002"


# ---------------------------------------------------------------- traps, each with its place and its way out


@pytest.mark.parametrize(
    ("text", "place", "words", "remedy"),
    [
        ("a:\n\tb: 1\n", (2, 1), "a tab", "indent with spaces"),
        ("a: 1\n\tb: 1\n", (2, 1), "a tab", "indent with spaces"),
        ("a:\n\u00a0\u00a0- b\n", (2, 1), "U+00A0", "ordinary spaces"),
        ("title: Museum: the beginning\n", (1, 14), "a colon", 'title: "Museum: the beginning"'),
        ('- note: he said: "no"\n', (1, 16), "a colon", """note: 'he said: "no"'"""),
        ("title: “a: b”\n", (1, 8), '"“"', 'straight quotes: "…"'),
        ("title: [a, b\nnext: 1\n", (1, 8), 'bracket "["', 'write "]"'),
        ("title: {a: b\nnext: 1\n", (1, 8), 'bracket "{"', 'write "}"'),
        ("title: [a, b}\n", (1, 13), '"[" is closed by "}"', 'write "]"'),
        ("title: [a]]\n", (1, 11), "never opened", "take it out"),
        ('title: ["a" "b"]\n', (1, 13), "comma", "write a comma"),
        ('title: "abc\nnext: 1\n', (1, 8), "never closed", 'write "'),
        ('title: "abc\nnext: "1"\n', (1, 8), "not closed in its line", 'write "'),
        ("title: 'it's here'\n", (1, 12), "more text", "write ''"),
        ('title: "say "hi" now"\n', (1, 14), "more text", r"write \""),
        ("title: @museum\n", (1, 8), '"@"', '"@museum"'),
        ("title: `museum`\n", (1, 8), '"`"', '"`museum`"'),
        ("title: %museum\n", (1, 8), '"%"', '"%museum"'),
        ("title: **bold**\n", (1, 8), '"*"', '"**bold**"'),
        ("title: > 100\n", (1, 8), '">"', '"> 100"'),
        ("names: - a\n  - b\n", (1, 8), "list", '"- item"'),
        ("a: 1\nmuseum\nb: 2\n", (2, 1), 'no colon in "museum"', "key: value"),
        ("title:Museum\nb: 2\n", (1, 6), "no space behind the colon", "space"),
        ("title：Museum\nb: 2\n", (1, 6), '"："', 'write ":"'),
        ("a:\n  - b\n -c\nd: 1\n", (3, 2), "no space behind the hyphen", "space"),
        ("a: b\n  c: d\n", (2, 3), "indented further", "exactly below"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "not indented like", "exactly below"),
        ("- a\nb: 1\n", (2, 1), "a key where a list item", "begin the line with"),
        ('a: "C:\\dir"\n', (1, 7), "backslash", r"\\"),
    ],
)
def test_the_usual_traps_are_named(text: str, place: tuple[int, int], words: str, remedy: str) -> None:
    found = only_problem(text)
    assert (found.code, found.span.line, found.span.column) == ("FP101", *place)
    assert words in found.message
    assert remedy in found.remedy


def test_lines_are_those_of_the_file() -> None:
    assert only_problem("ok: 1\ntitle: a: b\n", first_line=2).span.line == 3


def test_a_character_that_yaml_refuses_has_its_place() -> None:
    found = only_problem("a: é\nb: x\x07y\n")
    assert (found.code, found.span.line, found.span.column) == ("FP008", 2, 5)


# ---------------------------------------------------------------- places


def spans_of(text: str, first_line: int = 1) -> dict[Keys, tuple[tuple[int, int, int], tuple[int, int, int]]]:
    spans: Spans = {}
    read_yaml(text, "x.yaml", first_line, spans)
    return {keys: (at(each.key), at(each.value)) for keys, each in spans.items()}


def test_every_key_value_and_item_has_its_place() -> None:
    assert spans_of("title: Tate\nkinds: [a, {b: c}]\nlist:\n  - x\n  - y: z\n", first_line=2) == {
        ("title",): ((2, 1, 6), (2, 8, 12)),
        ("kinds",): ((3, 1, 6), (3, 8, 19)),
        ("kinds", 0): ((3, 9, 10), (3, 9, 10)),
        ("kinds", 1): ((3, 12, 18), (3, 12, 18)),
        ("kinds", 1, "b"): ((3, 13, 14), (3, 16, 17)),
        ("list",): ((4, 1, 5), (5, 3, 6)),
        ("list", 0): ((5, 5, 6), (5, 5, 6)),
        ("list", 1): ((6, 5, 9), (6, 5, 9)),
        ("list", 1, "y"): ((6, 5, 6), (6, 8, 9)),
    }


def test_columns_count_characters_in_every_script() -> None:
    assert spans_of("título: 'é😀漢字' # c\n😀: {b: مرحبا}\n") == {
        ("título",): ((1, 1, 7), (1, 9, 15)),
        ("😀",): ((2, 1, 2), (2, 4, 14)),
        ("😀", "b"): ((2, 5, 6), (2, 8, 13)),
    }


def test_carriage_returns_and_a_byte_order_mark_shift_nothing() -> None:
    assert spans_of("\ufeffa: 1\r\nb: 2\r\n") == {("a",): ((1, 1, 2), (1, 4, 5)), ("b",): ((2, 1, 2), (2, 4, 5))}


def test_a_value_of_several_lines_ends_with_its_first() -> None:
    found = spans_of("a: one\n  two\nb: |\n  text\nc: [x,\n  y]\n")
    assert [found[key][1] for key in (("a",), ("b",), ("c",))] == [(1, 4, 7), (3, 4, 5), (5, 4, 7)]


def test_an_empty_value_stands_where_its_key_does() -> None:
    assert spans_of("a:\nb: 1\n")[("a",)] == ((1, 1, 2), (1, 1, 2))


def test_of_two_equal_keys_the_first_keeps_its_places() -> None:
    assert spans_of("a: {b: 1}\na: {b: 2, c: 3}\n") == {
        ("a",): ((1, 1, 2), (1, 4, 10)),
        ("a", "b"): ((1, 5, 6), (1, 8, 9)),
    }
