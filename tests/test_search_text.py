"""Text for search: one table holds the index's preparation and the query's to each other."""

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.site.search_text import MARK, content, prepare, stems

HERE = Path(__file__).parent
TABLE = json.loads((HERE / "search_text.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent / "layouts" / "assets" / "search-text.js"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="the query's side is JavaScript: it needs node")

FINDING = """
const found = ([query, content]) => {
  const closed = content.split(" ").map((word) => prepare(word).replaceAll(" ", "")); // as Pagefind closes up hyphens
  const words = prepare(content).split(" ").concat(closed);
  return attempts(query).some((term) => term.split(" ").every((part) => words.some((word) => word.startsWith(part))));
};
"""


def in_javascript(folder: Path, expression: str, given: object) -> Any:
    """Return what the query's module makes of `given`, by a JavaScript expression."""
    module = folder / "search-text.mjs"
    module.write_bytes(SCRIPT.read_bytes())
    program = (
        f'import {{ attempts, holds, places, prepare }} from "{module.as_uri()}";\n'
        'import { readFileSync } from "node:fs";\n'
        f"const given = JSON.parse(readFileSync(0, 'utf8'));\n{FINDING}\n"
        f"process.stdout.write(JSON.stringify({expression}));"
    )
    assert NODE
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", program],
        input=json.dumps(given).encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert not done.returncode, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.parametrize(("text", "prepared"), TABLE["prepare"])
def test_the_index_prepares_text_as_the_table_says(text: str, prepared: str) -> None:
    assert prepare(text) == prepared


@needs_node
def test_a_query_is_prepared_as_the_table_says(tmp_path: Path) -> None:
    texts, prepared = zip(*TABLE["prepare"], strict=True)
    assert in_javascript(tmp_path, "given.map(prepare)", texts) == list(prepared)


@needs_node
def test_every_character_is_prepared_alike_for_index_and_query(tmp_path: Path) -> None:
    known = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs")]
    made = in_javascript(tmp_path, "given.map(prepare)", known)
    assert {char: other for char, other in zip(known, made, strict=True) if prepare(char) != other} == {}


@given(st.text())
def test_prepared_text_has_only_folded_letters_and_digits(text: str) -> None:
    words = prepare(text).split(" ")
    assert all(unicodedata.category(char)[0] in "LN" for word in words for char in word)
    assert "" not in words or words == [""]


@given(st.text(st.characters(max_codepoint=0x0DFF)))
def test_preparing_twice_changes_nothing_where_words_have_spaces(text: str) -> None:
    assert prepare(prepare(text)) == prepare(text)


@needs_node
def test_a_query_is_tried_again_in_shorter_forms(tmp_path: Path) -> None:
    queries, tries = zip(*TABLE["attempts"], strict=True)
    assert in_javascript(tmp_path, "given.map(attempts)", queries) == list(tries)


@needs_node
def test_inflected_words_find_each_other_and_others_do_not(tmp_path: Path) -> None:
    cases = [(query, content([(text, lang)])) for query, text, lang in TABLE["finds"] + TABLE["misses"]]
    found = in_javascript(tmp_path, "given.map(found)", cases)
    assert found == [True] * len(TABLE["finds"]) + [False] * len(TABLE["misses"])


@needs_node
def test_the_words_that_were_found_are_marked_as_they_were_written(tmp_path: Path) -> None:
    cases = [
        ["Le café de Łódź, décafé", "cafe lodz"],
        ["東京国立博物館と博士", "博物 物館 館"],
        ["𠮷野家の本", "の本 本"],
        ["nothing here", "absent"],
    ]
    marked = in_javascript(
        tmp_path, "given.map(([t, w]) => places(t, w.split(' ')).map(([a, b]) => t.slice(a, b)))", cases
    )
    assert marked == [["café", "Łódź"], ["博物館"], ["の本"], []]


def test_content_keeps_what_was_written_and_hides_what_only_the_index_needs() -> None:
    made = content([("The library in Łódź", "en"), ("東京 ___PAGEFIND_WEIGHT___9", "ja")])
    written, _, hidden = made.partition(f" {MARK} ")
    assert written == "The library in Łódź 東京"
    assert hidden == "lodz librari 京"


def test_plain_text_needs_no_hidden_words() -> None:
    assert content([("Museum of Wales, 2014", "cy")]) == "Museum of Wales, 2014"


def test_a_mark_in_the_text_cannot_hide_the_rest() -> None:
    assert content([(f"before {MARK} after", "cy")]) == "before after"


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("nationaux", "fr-CA", "national"),
        ("museum", "en", ""),
        ("المكتبات", "ar", "مكتب"),
        ("المَكْتَبَات", "ar", "مكتب"),
        ("ובירושלים", "he", "בירושלימ ירושלימ"),
        ("llyfrgelloedd", "cy", ""),
        ("nationaux", "", ""),
    ],
)
def test_stems_are_given_where_a_word_does_not_begin_with_them(text: str, lang: str, expected: str) -> None:
    assert stems(text, lang) == expected
