"""Short ways through Python-Markdown for what most texts consist of: none changes the result, and a test compares.

`plain_parts` writes down blocks that can be nothing else; `shorten` spares the parser what it need not try. Whatever is
not plain takes the parser's own way.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

Part = str | Element
"""A piece of HTML, or an element whose text is still Markdown."""

_LINE = r"(?:[^\s\d#>:*+\-_=|]|\d++(?!\.[ ])|\*{1,3}[^\s*]|_{1,3}[^\s_])[^\n]*+"
"""A line that begins no list, quote, heading, rule, underline, code or definition, and is no second line of a table."""
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*+")
_HEADING = re.compile(r"(#{1,6})[ ]*([^\s#\\][^#\\\n]*)")
_BULLETS = re.compile(rf"[-*] {_LINE}(?:\n[-*] {_LINE})*+")
_NUMBERS = re.compile(rf"1\. {_LINE}(?:\n\d+\. {_LINE})*+")
_QUOTE = re.compile(rf"> {_LINE}(?:\n> {_LINE})*+")
_SIGN = re.compile(r"[\[`*_<&\\]")
"""Without one of these, or a break of two blanks and a line end, no inline pattern matches."""
_ODD_BLANKS = ("\t", "\r", " \n", "\x02", "\x03")


# ------------------------------------------------------------------------------------------------ texts of plain blocks


def plain_parts(body: str) -> list[Part] | None:
    """Return the parts of a text that consists of plain blocks, None for any other.

    The text holds no HTML, character references, escapes, notes, definitions, tasks, fences, attributes, breaks.
    """
    parts: list[Part] = []
    before = ""
    for block in body.strip("\n").split("\n\n"):
        tag, found = _plain_block(block.lstrip("\n"))
        if not (tag and found) or (tag == before and tag in ("ul", "ol", "blockquote")):
            return None  # equal lists and quotes in a row grow together
        parts += found
        before = tag
    return parts


def _plain_block(block: str) -> tuple[str, list[Part]]:
    """Return the tag of a block and its parts; an empty tag where it is not plain."""
    sign = block[:1]
    if _WORDS.fullmatch(block):
        return "p", [_part("p", block), "\n"]
    if sign == "#" and (found := _HEADING.fullmatch(block)):
        tag = f"h{len(found[1])}"
        return tag, [_element(tag, found[2].strip()), "\n"]
    if sign == ">" and _QUOTE.fullmatch(block):
        return "blockquote", ["<blockquote>", _part("p", block[2:].replace("\n> ", "\n")), "</blockquote>\n"]
    if sign == "|":
        return "table", _table(block)
    return _plain_list(block)


def _plain_list(block: str) -> tuple[str, list[Part]]:
    tag = "ul" if _BULLETS.fullmatch(block) else "ol" if _NUMBERS.fullmatch(block) else ""
    items = [line.partition(" ")[2] for line in block.split("\n")] if tag else []
    return tag, [f"<{tag}>", *_parts("li", items), f"</{tag}>\n"]


def _table(block: str) -> list[Part]:
    """Return the parts of a table that has a `|` on both sides, no code and no alignment; nothing for another block."""
    lines = block.split("\n")
    if len(lines) < 3 or "`" in block or not all(line.startswith("|") and line.endswith("|") for line in lines):
        return []
    head, rule, *rows = [[cell.strip(" ") for cell in line[1:-1].split("|")] for line in lines]
    if len(head) < 2 or len(rule) != len(head) or set("".join(rule)) - {"-", " "}:
        return []
    parts: list[Part] = ['<div class="table"><table><thead><tr>', *_parts("th", head), "</tr></thead><tbody>"]
    for row in rows:
        cells = row[: len(head)] + [""] * (len(head) - len(row))
        parts += ["<tr>", *_parts("td", cells), "</tr>"]
    return [*parts, "</tbody></table></div>\n"]


def _parts(tag: str, texts: list[str]) -> list[Part]:
    """Return an element for each text, as one piece of HTML where no inline pattern can match."""
    if _SIGN.search("".join(texts)):
        return [_part(tag, text) for text in texts]
    return [f"<{tag}>" + f"</{tag}><{tag}>".join(map(plain_html, texts)) + f"</{tag}>"]


def _part(tag: str, text: str) -> Part:
    """Return an element with this text, as HTML where no inline pattern can match."""
    return _element(tag, text) if _SIGN.search(text) else f"<{tag}>{plain_html(text)}</{tag}>"


def plain_html(text: str) -> str:
    """Return a text without signs as HTML."""
    return text.replace(">", "&gt;")


def _element(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element


# ------------------------------------------------------------------------------------------------ all other texts


def shorten(parser: Markdown) -> None:
    """Put the short ways into a parser that is otherwise complete."""
    parser.preprocessors.register(Blanks(parser), "normalize_whitespace", 30)
    parser.treeprocessors.register(Inline(parser), "inline", 20)
    parser.parser.blockprocessors.register(Words(parser.parser), "words", 200)


class Blanks(NormalizeWhitespace):
    """Leaves a text as it is that has no tab, no carriage return and no blank at the end of a line."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines and two empty ones, as the parser does."""
        text = "\n".join(lines) + "\n"
        return super().run(lines) if any(odd in text for odd in _ODD_BLANKS) else [*lines, "", ""]


class Words(ParagraphProcessor):
    """Sees each block before all others: a block of words is a paragraph, and need not be shown to each of them."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block is nothing but words, and holds no definition of a link or note."""
        return _WORDS.fullmatch(block) is not None and "]:" not in block


class Inline(InlineProcessor):
    """Shows the patterns only those blocks of a text in which there is a sign at all."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Change the tree in place; texts without signs are marked as finished."""
        signed = Element(tree.tag)
        signed.extend(child for child in tree if _mark_plain(child))
        if any(child.tail for child in tree):
            return super().run(tree, ancestors)  # what becomes of a tail is a child of the tree
        super().run(signed, ancestors)
        return tree


def _mark_plain(block: Element) -> bool:
    """Mark the texts in a block that stay as they are; say whether there are others."""
    is_signed = False
    for element in block.iter():
        if text := element.text:
            if not (_SIGN.search(text) or "  \n" in text):
                element.text = AtomicString(text)
            elif not isinstance(text, AtomicString):
                is_signed = True
        is_signed = is_signed or bool(element.tail)
    return is_signed
