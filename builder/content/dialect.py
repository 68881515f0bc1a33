"""The Markdown of this directory: one converter for each set of signs that a body holds, made once in a process.

A body without `|` needs no tables, one without `<` no HTML; most of the time of Python-Markdown goes into looking for
what is not there. Leaving parts out never changes the result: each is there as soon as its sign occurs.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import markdown

from builder.content.finish import Finish, SkipPlain
from builder.content.fragment import Heading

_DEFINITION = re.compile(r"^[\s>*+\-.\d]*:[ \t]", re.MULTILINE)
"""A definition; behind HTML, which is taken out first, it can also begin in the middle of a line."""
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
    bracket = "[" in body
    return Signs(
        pipe="|" in body,
        brace="{" in body,
        footnote=bracket and "[^" in body,
        task=bracket and ("[ ]" in body or "[x]" in body or "[X]" in body),
        fence="```" in body or "~~~" in body,
        definition=":" in body and ("<" in body or _DEFINITION.search(body) is not None),
        tick="`" in body,
        backslash="\\" in body,
        link=bracket and "](" in body,
        image=bracket and "![" in body,
        reference=bracket and "]:" in body,
        angle="<" in body,
        ampersand="&" in body,
        stress="*" in body or "_" in body,
        line_end="  \n" in body or "\t" in body,
    )


def _extensions(found: Signs) -> list[str]:
    wanted = {
        "markdown.extensions.sane_lists": True,
        "markdown.extensions.tables": found.pipe,
        "markdown.extensions.footnotes": found.footnote,
        "markdown.extensions.def_list": found.definition,
        "markdown.extensions.attr_list": found.brace,
        "markdown.extensions.fenced_code": found.fence,
        "pymdownx.tasklist": found.task,
    }
    return [name for name, is_wanted in wanted.items() if is_wanted]


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


class Converted(NamedTuple):
    """HTML that is not sanitised, the headings in it, and how many of them an author wrote as titles (`#`)."""

    html: str
    headings: tuple[Heading, ...]
    title_count: int


class Converter:
    """Python-Markdown with the parts that these signs need; for one thread at a time."""

    def __init__(self, found: Signs) -> None:
        self._markdown = markdown.Markdown(
            extensions=_extensions(found), extension_configs=_CONFIGS, output_format="html"
        )
        for name in _left_out(found):
            self._markdown.inlinePatterns.deregister(name, strict=False)
        if not (found.angle or found.ampersand):
            self._markdown.preprocessors.deregister("html_block")
        if not found.backslash:
            self._markdown.treeprocessors.deregister("unescape")
        self._markdown.treeprocessors.deregister("prettify")
        self._markdown.treeprocessors.register(SkipPlain(self._markdown), "skip_plain", 21)
        self._finish = Finish(self._markdown)
        self._markdown.treeprocessors.register(self._finish, "finish", -10)

    def convert(self, body: str) -> Converted:
        """Return what a body becomes."""
        self._markdown.reset()
        for pattern in self._markdown.inlinePatterns:
            if reset := getattr(pattern, "reset", None):  # the newer processor of stress keeps what it found last
                reset()
        html = self._markdown.convert(body)
        return Converted(html, self._finish.headings, self._finish.title_count) if html else Converted("", (), 0)


@lru_cache(maxsize=64)
def converter(found: Signs) -> Converter:
    """Return the converter of these signs, made when they are first met."""
    return Converter(found)
