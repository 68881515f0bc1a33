"""Prose becomes a fragment: clean HTML with gaps for addresses, and every fault told with its place."""

import pickle
import re
import time
from functools import cache
from html import unescape
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.content.dialect import Converter, Signs, converter, signs
from builder.content.fragment import Fragment, Heading, LinkRef
from builder.content.markdown import render, sections
from builder.content.sanitise import _Sanitiser
from builder.content.tangles import tangle
from builder.core.problems import Problem

PATH = "content/partnerships/a.md"


def made(body: str, first_line: int = 1) -> Fragment:
    fragment, problems = render(body, PATH, first_line)
    assert problems == []
    return fragment


def html(body: str) -> str:
    """Return the HTML of a body without any fault, each gap as its path and anchor, or as what was written."""
    return joined(made(body))


def joined(fragment: Fragment) -> str:
    return "".join(
        piece if isinstance(piece, str) else (piece.path or piece.target) + (f"#{piece.anchor}" if piece.anchor else "")
        for piece in fragment.pieces
    )


def faults(body: str, first_line: int = 1) -> list[Problem]:
    return sorted(render(body, PATH, first_line)[1], key=lambda each: each.order)


def codes(body: str) -> list[str]:
    return [each.code for each in faults(body)]


def fault(body: str, first_line: int = 1) -> Problem:
    [found] = faults(body, first_line)
    return found


# ---------------------------------------------------------------- what Markdown gives


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("*a* **b** `c<d>`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d&gt;</code></p>"),
        ("a\n\nb  \nc", "<p>a</p>\n<p>b<br>c</p>"),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("Term\n:   What it is", "<dl><dt>Term</dt><dd>What it is</dd></dl>"),
        ("    a <b>\n", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("```\na *b*\n```", "<pre><code>a *b*\n</code></pre>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("5 < 6 & \\*x\\*", "<p>5 &lt; 6 &amp; *x*</p>"),
        ("<https://a.org/?b&c>", '<p><a href="https://a.org/?b&amp;c">https://a.org/?b&amp;c</a></p>'),
        ('[a](https://example.org "t")', '<p><a href="https://example.org" title="t">a</a></p>'),
        ("H<sub>2</sub>O<br>", "<p>H<sub>2</sub>O<br></p>"),
        ("<details open><summary>a</summary>b</details>", '<details open=""><summary>a</summary>b</details>'),
    ],
)
def test_markdown_and_harmless_html(body: str, expected: str) -> None:
    assert html(body) == expected


def test_a_table_scrolls_in_its_own_box_and_is_aligned_without_styles() -> None:
    found = html("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n")
    assert found.startswith('<div class="table"><table><thead><tr><th>a</th><th class="align-center">b</th>')
    assert '<td>1</td><td class="align-center">2</td><td class="align-right">3</td>' in found
    assert "style" not in found


def test_a_table_inside_a_list_or_quote_has_its_box_too() -> None:
    assert '<blockquote><div class="table"><table>' in html("> a | b\n> --|--\n> 1 | 2\n")


def test_a_task_is_a_box_that_says_its_words_and_cannot_be_ticked() -> None:
    found = html("- [ ] Ask *first*\n- [x] Done\n    - [ ] Part\n")
    box = '<li class="task-list-item"><label><input type="checkbox" disabled=""'
    assert found.startswith(f'<ul class="task-list">{box}> Ask <em>first</em></label></li>{box} checked=""> Done')
    assert found.count("<label>") == found.count("</label>") == 3


def test_tasks_set_apart_by_empty_lines_keep_their_words_in_the_label() -> None:
    assert html("- [ ] One *two*\n\n- [ ] Three\n").count("One <em>two</em></label></p>") == 1


def test_notes_lead_there_and_back_with_prefixed_ids_and_no_english_words() -> None:
    found = html("One[^a] and two[^a].\n\n[^a]: The *note*.\n")
    assert '<sup id="c-fnref:a"><a class="footnote-ref" href="#c-fn:a" role="doc-noteref">1</a></sup>' in found
    assert '<li id="c-fn:a">' in found
    assert '<a class="footnote-backref" href="#c-fnref:a" role="doc-backlink">↩</a>' in found
    assert '<a class="footnote-backref" href="#c-fnref2:a"' in found
    assert "Jump" not in found


def test_an_empty_body_is_an_empty_fragment() -> None:
    assert made("") == made(" \n\n") == Fragment((), (), 0, "")


def test_a_fragment_travels_between_processes() -> None:
    fragment = made("## A\n\n[b](b.md) ![c](../media/c.jpg)\n")
    assert pickle.loads(pickle.dumps(fragment)) == fragment


# ---------------------------------------------------------------- words


def test_the_text_is_what_a_reader_reads() -> None:
    fragment = made("## The *title*\n\nun*believ*able &amp; `x < y`\n\n| a | b |\n|---|---|\n| c | d |\n\n- e\n- f\n")
    assert fragment.text == "The title unbelievable & x < y a b c d e f"
    assert fragment.words == 13


def test_addresses_and_descriptions_are_no_words() -> None:
    assert made("a [b](c.md) ![d](../media/e.jpg)").text == "a b"


# ---------------------------------------------------------------- headings and anchors


def test_headings_have_ids_in_every_script() -> None:
    body = "## What was done?\n## ما الذي تم\n## 何をしたか\n## हिन्दी में शिक्षा\n## Über *uns* & `du`\n## !!!\n"
    assert made(body).headings == (
        Heading(2, "c-what-was-done", "What was done?"),
        Heading(2, "c-ما-الذي-تم", "ما الذي تم"),
        Heading(2, "c-何をしたか", "何をしたか"),
        Heading(2, "c-हिन्दी-में-शिक्षा", "हिन्दी में शिक्षा"),
        Heading(2, "c-über-uns-du", "Über uns & du"),
        Heading(2, "c-_1", "!!!"),
    )


def test_equal_headings_get_different_ids() -> None:
    assert [each.id for each in made("## A\n## A\n## A 1\n## A\n").headings] == ["c-a", "c-a_1", "c-a-1", "c-a_2"]


def test_an_author_may_name_an_id_and_it_is_prefixed() -> None:
    fragment = made("## Long title {#short}\n\nA text.\n{: #here }\n\n## Here\n")
    assert fragment.anchors == ("c-short", "c-here", "c-here_1")
    assert '<p id="c-here">' in joined(fragment)


def test_the_words_of_a_heading_are_what_a_reader_sees() -> None:
    [heading] = made("## A &amp; <b>b</b> `c<d` [e](e.md) \\*f\\*[^1]\n\n[^1]: note\n").headings
    assert heading.text == "A & b c<d e *f*"


def test_links_meet_anchors_whether_written_with_or_without_prefix() -> None:
    fragment = made("## What was done\n\n[a](#what-was-done) [b](#c-what-was-done) [c](b.md#What%20%C3%BCber)\n")
    assert [(each.path, each.anchor) for each in fragment.links] == [
        ("", "c-what-was-done"),
        ("", "c-what-was-done"),
        ("content/partnerships/b.md", "c-What über"),
    ]
    assert fragment.links[0].anchor in fragment.anchors


def test_a_title_in_the_text_goes_down_with_all_below_it() -> None:
    fragment, [found] = render("Intro\n\n# Title\n\n## Part\n", PATH, 10)
    assert [(each.level, each.text) for each in fragment.headings] == [(2, "Title"), (3, "Part")]
    assert (found.code, found.level, found.span.line, found.span.column) == ("FP309", "warning", 12, 1)


def test_an_underlined_title_is_found_too() -> None:
    assert (fault("Title\n=====\n").code, fault("a\n\nTitle\n=====\n").span.line) == ("FP309", 3)


# ---------------------------------------------------------------- links


def link(body: str) -> LinkRef:
    [found] = made(body).links
    return found


@pytest.mark.parametrize(
    ("target", "path", "anchor"),
    [
        ("b.md", "content/partnerships/b.md", ""),
        ("./b.md#x", "content/partnerships/b.md", "c-x"),
        ("../groups/b.md", "content/groups/b.md", ""),
        ("../../content/groups/b.md", "content/groups/b.md", ""),
        ("../static/a%20b.pdf", "content/static/a b.pdf", ""),
        ("re\u0301sume\u0301.md", "content/partnerships/r\u00e9sum\u00e9.md", ""),
        ("#x", "", "c-x"),
    ],
)
def test_a_relative_link_is_a_gap_with_its_path(target: str, path: str, anchor: str) -> None:
    found = link(f"See [it]({target}).")
    assert (found.kind, found.target, found.path, found.anchor) == ("page", target, path, anchor)
    assert html(f"See [it]({target}).").startswith('<p>See <a href="')


def test_an_address_of_the_site_is_kept_as_written() -> None:
    found = link("[all](/partnerships/?kind=training#list)")
    assert (found.kind, found.target, found.path) == ("address", "/partnerships/?kind=training#list", "")


def test_a_picture_is_a_gap_that_others_can_write_behind() -> None:
    fragment = made('![A "map"](../media/m.png "t")')
    assert fragment.pieces[0] == '<p><img src="'
    assert fragment.pieces[2] == '" alt="A &quot;map&quot;" title="t"></p>'
    [found] = fragment.links
    assert (found.kind, found.path, found.alt) == ("image", "content/media/m.png", 'A "map"')


def test_links_in_raw_html_are_seen_too() -> None:
    fragment = made("<a title='t' href='../groups/b.md#c'>b</a> <IMG ALT=d SRC=../media/d.png>")
    assert [(each.kind, each.path, each.anchor) for each in fragment.links] == [
        ("page", "content/groups/b.md", "c-c"),
        ("image", "content/media/d.png", ""),
    ]
    assert str(fragment.pieces[2]).endswith('</a> <img src="')


def test_no_text_can_pose_as_a_gap() -> None:
    fragment, _ = render('\x000\x00 &#0;0&#0; <a title="\x000\x00" href="&#0;0&#0;">x</a> [y](b.md)', PATH, 1)
    assert len(fragment.links) == 2


def test_places_are_those_in_the_file() -> None:
    body = (
        "One [a](b.md),\n`[a](b.md)`\n\n    [a](b.md)\n\n"
        "- é😀 [b.md](b.md) and [c][r]\n\n    in the item [d](b.md)\n\n[r]: ../groups/c.md\n"
    )
    places = [(each.target, each.line, each.column) for each in made(body, first_line=20).links]
    assert places == [("b.md", 20, 9), ("b.md", 25, 13), ("../groups/c.md", 29, 6), ("b.md", 27, 21)]


def test_places_stand_behind_comments_fences_and_escapes() -> None:
    code = "<!-- [a](b.md) -->\n\n```\n[a](b.md)\n```\n\n"
    body = code + '[a](b.md) <a href="b.md">x</a> [s](<a b.md>) [t](a\\_b.md)\n'
    places = [(each.target, each.line, each.column) for each in made(body).links]
    assert places == [("b.md", 7, 5), ("b.md", 7, 20), ("a b.md", 7, 37), ("a_b.md", 7, 50)]


@pytest.mark.parametrize(
    ("body", "code", "column"),
    [
        ("[a](../../x.md)", "FP305", 5),
        ("[a](..)", "FP305", 5),
        ("[a](%2e%2e/%2e%2e/x.md)", "FP305", 5),
        ("![a](../../x.png)", "FP305", 6),
        ("[a](javascript:alert(1))", "FP306", 5),
        ("[a](JavaScript:x)", "FP306", 5),
        ("[a](data:text/html,x)", "FP306", 5),
        ("[a](ftp://example.org)", "FP306", 5),
        ("<ftp://example.org>", "FP306", 2),
        ("[a][b]\n\n[b]: vbscript:x", "FP306", 6),
        ("<a href='javascript:x'>a</a>", "FP306", 10),
        ("[a](//example.org)", "FP306", 5),
        ("[a](/\\example.org)", "FP306", 5),
        ("[a]()", "FP301", 5),
        ("![a](https://example.org/a.png)", "FP303", 6),
        ("![a](/media/a.png)", "FP303", 6),
        ("![](../media/a.png)", "FP304", 5),
        ("![ ](../media/a.png)", "FP304", 6),
        ('<img src="../media/a.png">', "FP304", 11),
    ],
)
def test_a_link_that_must_not_be_is_told_with_its_place(body: str, code: str, column: int) -> None:
    found = fault(body)
    assert (found.code, found.span.column) == (code, column)
    assert found.remedy


def test_mail_and_web_addresses_stay_as_they_are() -> None:
    assert html("[a](mailto:office@example.org)") == '<p><a href="mailto:office@example.org">a</a></p>'
    assert html("<office@example.org>") == '<p><a href="mailto:office@example.org">office@example.org</a></p>'


# ---------------------------------------------------------------- what is taken out


@pytest.mark.parametrize(
    ("body", "place", "words", "left"),
    [
        ("a\n\n<script>alert(1)</script>", (3, 1), "<script>", "<p>a</p>\n"),
        ("<style>p {}</style>", (1, 1), "<style>", ""),
        ('x <iframe src="https://example.org"></iframe>', (1, 3), "<iframe>", "<p>x </p>"),
        ('<b onclick="x()">b</b>', (1, 4), '"onclick"', "<p><b>b</b></p>"),
        ('<p style="color: red">b</p>', (1, 4), '"style"', "<p>b</p>"),
        ("*b*{: onclick=x }", (1, 7), '"onclick"', "<p><em>b</em></p>"),
        ("write <id>.md", (1, 7), "<id>", "<p>write .md</p>"),
        ("<h1>a</h1>", (1, 1), "<h1>", "a"),
        ("<svg onload=x>y</svg>", (1, 1), "<svg>", "<p></p>"),
        ("<form action=x><input type=text name=y></form>", (1, 1), "<form>", '<input type="checkbox" disabled="">'),
    ],
)
def test_html_that_is_taken_out_is_told(body: str, place: tuple[int, int], words: str, left: str) -> None:
    fragment, problems = render(body, PATH, 1)
    found = min(problems, key=lambda each: each.order)
    assert (found.code, found.level, found.span.line, found.span.column) == ("FP307", "warning", *place)
    assert words in found.message
    assert joined(fragment) == left


def test_the_same_text_gives_the_same_bytes_from_every_cleaner() -> None:
    """The library keeps its lists in random order, anew for each cleaner."""
    dirty = '<input name=a value=b checked><a title=t href=https://x.y id=i class="footnote-ref x" role=doc-noteref>'
    assert len({_Sanitiser().clean(dirty) for _ in range(20)}) == 1


def test_classes_and_roles_of_authors_mean_nothing() -> None:
    assert html("*a*{: .menu role=dialog }") == "<p><em>a</em></p>"


def test_a_character_reference_cannot_smuggle_in_what_cannot_be_seen() -> None:
    fragment, [found] = render("`&#8238;` a &#x202e;b", PATH, 1)
    assert (found.code, found.span.column, found.span.end_column) == ("FP008", 13, 21)
    assert "\u202e" not in fragment.text + joined(fragment)


SIGNS = (
    "word ", "é", "漢", "\n", "\n\n", "    ", "\t", "# ", "## h\n", "*", "**", "_", "`", "```\n", "[", "]", "(", ")",
    "!", "<", ">", "\\", "&", "&#8238;", "&#106;avascript:x", "|", "a|b\n-|-\n", "- ", "1. ", "> ", "[ ] ", "[^1]",
    "[^1]: ", "[r]: b.md\n", "[r]", ": ", "[a](b.md)", "[a](javascript:x)", "![a](../media/a.png)",
    "{: .a #b onclick=c}", "<script>", "</script>", "<img src=x onerror=y>", "<a href='java\tscript:x'>",
    "<svg onload=x>", "<!--", "-->", "<div>\n\n", "</div>", "<p>", "javascript:", ' onclick="x"', "~~~\n", "<b\n",
    "===\n", "---\n", "\x00", "\x02", "  \n", "<style>", "<iframe srcdoc='", "'", '"', "<a id=c-x></a>",
)  # fmt: skip
TANGLED = st.lists(st.sampled_from(SIGNS), max_size=25).map("".join)
TAG = re.compile(r"<[a-z][^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@settings(max_examples=400, deadline=None)
@given(TANGLED | st.text(max_size=60))
@example('<a title="><script>alert(1)</script>" href=x>')
def test_no_text_breaks_out_of_the_prose(body: str) -> None:
    fragment, problems = render(body, PATH, 7)
    sections(body)
    page = joined(fragment)
    assert "<script" not in page.lower()
    for tag in TAG.findall(page):
        for name, value in ATTRIBUTE.findall(tag):
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                assert not re.match(r"\s*(javascript|data|vbscript):", unescape(value), re.IGNORECASE)
            if name == "id":
                assert value.startswith("c-")
    assert {each.id for each in fragment.headings} <= set(fragment.anchors)
    assert all(each.span.line >= 7 and each.span.column >= 1 for each in problems)


LINES = (
    "Words", "in 2019", "2019 words", "1986.", "12. of May", "3.5 parts", "x. y", "é 漢字", "(a) \"b\"", "a > b",
    "a < b", "*a* b", "**a** b", "***a*** b", "_a_ b", "__a__", "a_b_c", "*", "**", "* a", "** **", "___", "- b",
    "+ c", "1) d", "[a](b.md) c", "[a]: b.md", "[r]", "[^1]", "[ ] a", "![a](../media/a.png)", "`a|b`",
    "``a ` b``", "a|b", "|", "|-|", "| a | b |", "|---|---|", "|:-:|--|", "||", "# a", "## a #", "#a", "a # b",
    "a #", "#######", "> q", ">q", ">", ": d", "===", "---", "- - -", "a - b", "a = b", "=", "a\\*", "R&D",
    "&amp;", "{: #a }", "a {b}", "a ", "a  ", "\ta", "a\u00a0", "\u00a0a", "\u2003", "```", "~~~", "<b>c</b>",
    "<!-- c -->", "<div>", "\x0b", "١. a", "", " ", "-", "-a", "*a",
)  # fmt: skip
BEGINNINGS = (
    "",
    "",
    "",
    "- ",
    "* ",
    "-  ",
    "1. ",
    "2. ",
    "01. ",
    "> ",
    "    ",
    "  ",
    "## ",
    "### ",
    "##",
    "> - ",
    "> > ",
)
PARAGRAPHS = st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(LINES), min_size=1, max_size=3)).map(
    lambda each: "\n".join(each[0] + line for line in each[1])
)
CELLS = st.sampled_from(("", "a", " b ", "*c*", "a > b", "[a](b.md)", "`d`", "\\", "-", "--", ":-", "  "))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3).map("|".join), max_size=2).flatmap(
    lambda rows: st.sampled_from(("|a|b|\n|-|-|", "a|b\n-|-", "|a|b|\n|-|:-|", "|a|\n|-|", "|a|b|\n|-|")).map(
        lambda head: "\n".join([head, *(f"|{row}|" for row in rows)])
    )
)
GAPS = st.sampled_from(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n"))
BLOCKS = st.lists(st.tuples(PARAGRAPHS | TABLES, GAPS).map("".join), max_size=5).map("".join)


@cache
def whole() -> Converter:
    """Return Python-Markdown with all its parts and no short way."""
    return Converter(Signs(*[True] * 15), short_ways=False)


@settings(max_examples=400, deadline=None)
@given(TANGLED)
def test_leaving_out_what_a_text_does_not_need_changes_nothing(body: str) -> None:
    if not tangle(body):
        assert converter(signs(body)).convert(body) == whole().convert(body)


@settings(max_examples=1000, deadline=None)
@given(BLOCKS)
@example("1. a\n2. b\n\nc > d\n\n- *e*\n- f\n\n| g | h |\n|---|---|\n| [i](j.md) |\n\n> k\n> l\n\n# m\n")
@example("  a\n  <div>\n\n")
def test_the_short_ways_lead_where_the_parser_does(body: str) -> None:
    assert converter(signs(body)).convert(body) == whole().convert(body)


@pytest.mark.parametrize("first", ["a", "- a", "1. a", "> a", "# a", "| a | b |\n|---|---|\n| c | d |"])
def test_every_kind_of_line_beside_every_kind_of_block_is_read_as_the_parser_reads_it(first: str) -> None:
    for line, between in product(LINES, ("\n\n", "\n\n\n", "\n")):
        for body in (first + between + line, line + between + first):
            assert converter(signs(body)).convert(body) == whole().convert(body)


@settings(max_examples=100, deadline=None)
@given(TANGLED, TANGLED)
def test_a_text_is_the_same_whatever_was_read_before(before: str, body: str) -> None:
    if not (tangle(before) or tangle(body)):
        converter(signs(body)).convert(before)
        assert converter(signs(body)).convert(body) == Converter(signs(body)).convert(body)


# ---------------------------------------------------------------- limits


def test_a_giant_body_is_refused() -> None:
    assert codes("word " * 60_000) == ["FP002"]


def test_a_long_honest_text_is_read() -> None:
    part = "## Part {}\n\nWords with *stress*, [a link](b.md#c) and `code` too.\n\n- [ ] one\n- two & three\n\n"
    table = "| a | b |\n|---|---|\n" + "| [x](https://example.org/a_b) | 1,000 |\n" * 500
    listed = "".join(f"- [Entry {n}](entry-{n}.md), *{n}* files\n" for n in range(500))
    body = table + "\n" + listed + "\n" + "".join(part.format(n) for n in range(1_000))
    fragment = made(body)
    assert (len(fragment.headings), len(fragment.links)) == (1_000, 1_500)


@pytest.mark.parametrize(
    "unit",
    ["[", "![a](", "[a](", "[[a]", "`*[", "**a** ", "`a` ", "\\*", "<a ", "<b\n", "<a>", "<br>", "<![CDATA[", "<!--",
     "&amp; ", "a\n===\n", "* * *\n", "# a\n", "a\n\n", "- a\n", "> ", "1. ", "a\n: b\n", "[a]: b\n*c*\n",
     "[^a] [^a]: b\n\n", "[a](b 'c", "a  \n", "<i id=a><p>\n\n", "<a b='>'", "|", "~~~\n",
     "> a\n> \n`a -a-\n---\n", "`", "# ["],
)  # fmt: skip
def test_a_tangled_text_is_refused_before_it_costs_much(unit: str) -> None:
    """The most that is accepted of each kind takes a few seconds on a slow core; the largest text is told at once."""
    body = (unit * 262_144)[:262_144]
    start = time.process_time()
    refused = tangle(body)
    assert time.process_time() - start < 1
    if refused:
        assert codes(body) == ["FP308"]
        assert sections(body) == {}
        assert time.process_time() - start < 4
    else:
        render(body, PATH, 1)
        sections(body)
        assert time.process_time() - start < 20


def test_the_place_of_a_tangle_is_told() -> None:
    body = "Fine.\n\n" + "[" * 9_000 + "\n\nFine.\n"
    found = fault(body, first_line=5)
    assert (found.code, found.span.line) == ("FP308", 7)
    assert "9,000 signs" in found.message


@pytest.mark.parametrize(("body", "remedy"), [("> " * 30 + "a", "fewer levels"), ("a\n: b\n" * 300, "an empty line")])
def test_deep_nesting_is_told_with_its_own_remedy(body: str, remedy: str) -> None:
    found = fault(body)
    assert found.code == "FP308"
    assert remedy in found.remedy


def test_stress_inside_stress_without_end_is_refused_and_leaves_no_traces() -> None:
    deep = "*a **b " * 400 + "** *" * 400
    assert codes(deep) in ([], ["FP308"])
    assert html("*a* b") == "<p><em>a</em> b</p>"


# ---------------------------------------------------------------- sections


def test_sections_have_the_ids_of_their_headings() -> None:
    body = (
        "Before.\n\n## What *was* done\n\na\n\n### `Part` & [more](b.md) {#own}\n\nb\n\n"
        "Setext_one\n----------\n\n```\n# code\n```\n\n## A\n## A\n"
    )
    fragment = made(body)
    assert list(sections(body)) == ["", *(each.id.removeprefix("c-") for each in fragment.headings)]
    assert list(sections(body)) == ["", "what-was-done", "own", "setext_one", "a", "a_1"]


def test_a_change_touches_only_its_own_section() -> None:
    before, after = sections("a\n\n## B\n\nc\n\n## D\n\ne\n"), sections("a\n\n## B\n\nchanged\n\n## D\n\ne\n")
    assert [id_ for id_ in before if before[id_] != after[id_]] == ["b"]


def test_wrapping_a_text_anew_changes_no_section() -> None:
    assert sections("## A\n\none two\nthree\n") == sections("## A\n\none\ntwo three\n\n\n")


def test_nothing_has_no_sections() -> None:
    assert sections("") == sections("\n \n") == {}
    assert list(sections("## Only\n")) == ["only"]
