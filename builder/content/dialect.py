"""The Markdown of this directory: one converter for each set of signs that a body holds, made once in a process.

A body without `|` needs no tables, one without `<` no HTML; most of the time of Python-Markdown goes into looking for
what is not there. Leaving parts out never changes the result: each is there as soon as its sign occurs.
"""

import re
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.util import AtomicString

from builder.content.finish import LEVELS, Finish
from builder.content.fragment import Heading
from builder.content.shortcuts import Part, plain_html, plain_parts, shorten

_DEFINITION = re.compile(r"^[\s>*+\-.\d]*:[ \t]", re.MULTILINE)
"""A definition; behind HTML, which is taken out first, it can also begin in the middle of a line."""
_TASK = re.compile(r"\[[ xX]\]")
_LINE_ENDS = ("  \n", "\t", "\r", "\x02", "\x03")
"""What the parser turns into a break, into blanks, or into nothing; HTML that is taken out can leave a break behind."""
_CONFIGS = {"markdown.extensions.tables": {"use_align_attribute": True}}


class Signs(NamedTuple):
    """Which signs a body holds; each stands for the parts of Markdown that begin with it."""

    pipe: bool
    brace: bool
    footnote: bool
    task: bool
    fence: bool
    definition: bool
    tick: bool
    backslash: bool
    link: bool
    image: bool
    reference: bool
    angle: bool
    ampersand: bool
    stress: bool
    line_end: bool


def signs(body: str) -> Signs:
    """Return the signs of a body; one too many costs time, one too few would change the result."""
    tick, angle, bracket = "`" in body, "<" in body, "[" in body
    return Signs(
        pipe="|" in body,
        brace="{" in body,
        footnote=bracket and "^" in body and "[^" in body,
        task=bracket and _TASK.search(body) is not None,
        fence=(tick and "```" in body) or ("~" in body and "~~~" in body),
        definition=":" in body and (angle or _DEFINITION.search(body) is not None),
        tick=tick,
        backslash="\\" in body,
        link=bracket and "](" in body,
        image=bracket and "!" in body and "![" in body,
        reference=bracket and ":" in body and "]:" in body,
        angle=angle,
        ampersand="&" in body,
        stress="*" in body or "_" in body,
        line_end=angle or any(each in body for each in _LINE_ENDS),
    )


def _extensions(found: Signs) -> list[Extension]:
    """Return the extensions that a text needs.

    Their modules are loaded here and not by Python-Markdown, which would look through all installed packages first.
    """
    wanted = {
        "markdown.extensions.sane_lists": True,
        "markdown.extensions.tables": found.pipe,
        "markdown.extensions.footnotes": found.footnote,
        "markdown.extensions.def_list": found.definition,
        "markdown.extensions.attr_list": found.brace,
        "markdown.extensions.fenced_code": found.fence,
        "pymdownx.tasklist": found.task,
    }
    names = [name for name, is_wanted in wanted.items() if is_wanted]
    return [import_module(name).makeExtension(**_CONFIGS.get(name, {})) for name in names]


def _left_out(found: Signs) -> list[str]:
    """Return the inline patterns that cannot match; some versions of Python-Markdown have not all of them."""
    wanted = {
        "backtick": found.tick,
        "escape": found.backslash,
        "reference": found.reference,
        "short_reference": found.reference,
        "image_reference": found.reference and found.image,
        "short_image_ref": found.reference and found.image,
        "link": found.link,
        "image_link": found.link and found.image,
        "autolink": found.angle,
        "automail": found.angle,
        "html": found.angle,
        "entity": found.ampersand,
        "linebreak": found.line_end,
        "not_strong": found.stress,
        "em_strong": found.stress,
        "em_strong2": found.stress,
    }
    return [name for name, is_wanted in wanted.items() if not is_wanted]


_PLAIN = {"pipe": False, "tick": False, "link": False, "image": False, "stress": False}
"""Signs that also a text of plain blocks may hold."""


class Converted(NamedTuple):
    """HTML that is not sanitised, the headings in it, and how many of them an author wrote as titles (`#`)."""

    html: str
    headings: tuple[Heading, ...]
    title_count: int


class Converter:
    """Python-Markdown with the parts that these signs need; for one thread at a time.

    With `short_ways` off it does nothing but what Python-Markdown does: the measure of all others.
    """

    def __init__(self, found: Signs, short_ways: bool = True) -> None:
        self._markdown = Markdown(extensions=_extensions(found), output_format="html")
        for name in _left_out(found):
            self._markdown.inlinePatterns.deregister(name, strict=False)
        if not (found.angle or found.ampersand):
            self._markdown.preprocessors.deregister("html_block")
        if not found.backslash:
            self._markdown.treeprocessors.deregister("unescape")
        self._markdown.treeprocessors.deregister("prettify")
        self._finish = Finish(self._markdown)
        self._markdown.treeprocessors.register(self._finish, "finish", -10)
        if short_ways:
            shorten(self._markdown)
        self._inline = self._markdown.treeprocessors["inline"]
        self._resets = [each.reset for each in self._markdown.inlinePatterns if hasattr(each, "reset")]
        self._may_be_plain = short_ways and not any(found._replace(**_PLAIN))

    def convert(self, body: str) -> Converted:
        """Return what a body becomes."""
        self._markdown.reset()
        for reset in self._resets:  # the newer processor of stress keeps what it found last
            reset()
        parts = plain_parts(body) if self._may_be_plain else None
        html = self._markdown.convert(body) if parts is None else self._written(parts)
        return Converted(html, self._finish.headings, self._finish.title_count) if html else Converted("", (), 0)

    def _written(self, parts: list[Part]) -> str:
        """Return the parts of a plain text as HTML; what of it is still Markdown goes through the inline patterns."""
        root = Element("div")
        root.extend([part for part in parts if not isinstance(part, str)])
        self._inline.run(root)
        self._finish.name_headings([part for part in root if part.tag in LEVELS], {})
        return "".join([part if isinstance(part, str) else self._html(part) for part in parts]).strip()

    def _html(self, element: Element) -> str:
        if element.tag in LEVELS and not len(element) and isinstance(element.text, AtomicString):  # without signs
            return f'<{element.tag} id="{element.get("id")}">{plain_html(element.text)}</{element.tag}>'
        return self._markdown.serializer(element)


@lru_cache(maxsize=64)
def converter(found: Signs) -> Converter:
    """Return the converter of these signs, made when they are first met."""
    return Converter(found)
