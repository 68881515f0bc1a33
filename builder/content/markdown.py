"""Prose becomes a fragment: Markdown to HTML, sanitised, with gaps where addresses belong, and what is wrong with it.

A pure function of the text and its place. Not for several threads at once: a process keeps its converters.
"""

import re
from collections.abc import Iterator

from builder.content.dialect import Converted, converter, signs
from builder.content.fragment import EMPTY, Fragment, LinkRef
from builder.content.limits import SIZE_LIMIT, byte_size, oversize
from builder.content.link_places import Places
from builder.content.links import Fault, aim_of
from builder.content.sanitise import CleanHtml, Gap, plain_text, refused_addresses, sanitise, taken_out
from builder.content.sections import sections
from builder.content.sources import HIDDEN
from builder.content.tangles import tangle
from builder.core.problems import Problem, problem

__all__ = ["render", "sections"]

_SHOWN = 20
_MARKS = "\0\x02\x03"
"""The signs by which Markdown and the sanitiser mark places; no file holds them (FP008)."""
_TITLE = re.compile(r"^[ >]*#(?!#).*|^(?=.+\n=+[ ]*$).+", re.MULTILINE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")


def render(body: str, path: str, first_line: int) -> tuple[Fragment, list[Problem]]:
    """Return a body as a fragment, and what is wrong with it.

    `path` is the file, from whose folder relative links start; the body begins in its line `first_line`. A body that
    is too large or too tangled gives an empty fragment.
    """
    if not body.strip():
        return EMPTY, []
    for mark in _MARKS:
        body = body.replace(mark, "\ufffd")
    places = Places(body, path, first_line)
    made = _converted(body, path, places)
    if isinstance(made, Problem):
        return EMPTY, [made]
    clean, may_have_html = sanitise(made.html), "<" in body or "{" in body
    problems = [*_refusals(made, clean, may_have_html, places)]
    if may_have_html:
        problems += _losses(made.html, places)
    pieces = tuple(_filled(clean.pieces, places, path, problems))
    if "&" in body and any(isinstance(piece, str) and HIDDEN.search(piece) for piece in pieces):
        problems += _smuggled(places)
        pieces = tuple(HIDDEN.sub("", piece) if isinstance(piece, str) else piece for piece in pieces)
    text = plain_text("".join(piece for piece in pieces if isinstance(piece, str)))
    headings = tuple(each for each in made.headings if each.id in clean.anchors)  # some went with an open <script>
    words = text.count(" ") + 1 if text else 0
    return Fragment(pieces, headings, words, text, clean.anchors), problems


def _converted(body: str, path: str, places: Places) -> Converted | Problem:
    """Return a body as HTML that is not clean yet, or why it is not read at all."""
    size = byte_size(body)
    if size > SIZE_LIMIT:
        return oversize("the text", size, path)
    if knot := tangle(body):
        return problem("FP308", knot.message, places.at(knot.offset), knot.remedy)
    try:
        return converter(signs(body)).convert(body)
    except RecursionError:
        converter.cache_clear()  # one of them stopped halfway: what it keeps between texts cannot be trusted
        message = "lists, quotes or stressed words lie too deeply inside each other"
        return problem("FP308", message, places.at(0), "write it with fewer levels")


def _filled(
    pieces: tuple[str | Gap, ...], places: Places, path: str, problems: list[Problem]
) -> Iterator[str | LinkRef]:
    """Yield the pieces with links in their gaps; one that leads nowhere becomes a problem and an empty address."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
            continue
        span, aim = places.of_address(piece.target), aim_of(piece, path)
        if piece.tag == "img" and not piece.alt.strip():
            problems.append(problem("FP304", f'the picture "{piece.target}" has no description', span))
        if isinstance(aim, Fault):
            problems.append(problem(aim.code, aim.message, span, aim.remedy))
            yield ""
        else:
            yield LinkRef(aim.kind, piece.target, aim.path, aim.anchor, piece.alt, span.line, span.column)


def _refusals(made: Converted, clean: CleanHtml, may_have_html: bool, places: Places) -> Iterator[Problem]:
    """Yield a problem for each address of a wrong scheme, picture on another site, and heading that is a title."""
    for target in refused_addresses(made.html, may_have_html):
        yield problem("FP306", f'links such as "{target}" are not allowed', places.of_address(target))
    for target in clean.foreign_pictures:
        yield problem("FP303", f'the picture "{target}" lies on another site', places.of_address(target))
    if made.title_count:
        for span in places.of_pattern(_TITLE)[: made.title_count]:
            yield problem("FP309", "a heading of the first level; all headings here go down by one level", span)


def _losses(html: str, places: Places) -> Iterator[Problem]:
    """Yield a problem for each place where an author wrote HTML that is taken out."""
    for tag, attribute in taken_out(html):
        if attribute:
            message = f'"{attribute}" was taken out of <{tag}>'
            pattern = rf"(?<![\w-]){re.escape(attribute)}(?=\s*=)"
        else:
            message, pattern = f"<{tag}> was taken out", rf"<{re.escape(tag)}(?![\w-])"
        for span in places.of_pattern(re.compile(pattern, re.IGNORECASE))[:_SHOWN]:
            yield problem("FP307", message, span)


def _smuggled(places: Places) -> Iterator[Problem]:
    """Yield a problem for each character reference that stands for a character that cannot be seen."""
    for found in _REFERENCE.finditer(places.prose):
        number = int(found[1], 16) if found[1] else int(found[2])
        if number < 0x110000 and HIDDEN.match(chr(number)):
            yield problem("FP008", f'"{found[0]}" cannot be seen', places.at(found.start(), len(found[0])))
