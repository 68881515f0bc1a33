"""What may stay of the HTML that Markdown makes, and what an author wrote as HTML: an allow-list, kept by nh3.

Links and pictures of this site leave a gap in the result; they are seen here, behind the cleaning, so that those
written in raw HTML are seen too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import NamedTuple

import nh3

from builder.content.fragment import anchor_id

SCHEMES = {"http", "https", "mailto"}
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
_BLOCK = frozenset({
    "blockquote", "br", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h2",
    "h3", "h4", "h5", "h6", "hr", "img", "input", "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
_TAGS = set(_INLINE | _BLOCK)
_WITH_CONTENT = {"iframe", "math", "noembed", "noframes", "object", "script", "style", "svg", "template", "title"}
"""Taken out with what is in them; of other tags the words stay."""
_ATTRIBUTES = {
    "*": {"dir", "id", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "dfn": {"title"},
    "img": {"alt", "src", "title"},
    "input": {"checked"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ROLES = {"a": {"role": {"doc-backlink", "doc-noteref"}}}
_BOX = '<input type="checkbox" disabled=""{}>'
"""Every input is a box of a task list that nobody can tick. nh3 would write attributes of its own in random order."""
_ALIGNED = {"align-center", "align-left", "align-right"}
_CLASSES = {
    "a": {"footnote-backref", "footnote-ref"},
    "div": {"footnote", "table"},
    "li": {"task-list-item"},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "ul": {"task-list"},
}
_KEPT = _ATTRIBUTES["*"] | {"class", "role"}
"""Attributes whose loss is no news: of classes and roles only those that the builder makes itself mean anything."""
_GAPS = re.compile(r"\0(\d+)\0")
"""NUL marks a gap: the parser of HTML turns it into U+FFFD wherever an author smuggles one in."""
_INPUT = re.compile(r"<input[^>]*>")
_IMAGE = re.compile(r'<img ([^>]*?)src="(\0(\d+)\0)"([^>]*)>')
_ALT = re.compile(r'\balt="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)")
_BREAKS = re.compile("[\t\n\r]")
_AROUND = "".join(map(chr, range(33)))
"""What browsers ignore around an address."""
_FOOTNOTE = re.compile(r"#?(c-)?fn(ref\d*)?:")
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_ADDRESSES = (re.compile("href" + _VALUE), re.compile("src" + _VALUE))
_RAW_ADDRESSES = (re.compile("(?:href|src)" + _VALUE, re.IGNORECASE),)
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_INLINE))})(?: [^>]*)?>")
_ANY_TAG = re.compile("<[^>]*>")


class Gap(NamedTuple):
    """A link (`a`) or picture (`img`) whose address is not known here, as the author wrote it; `alt` of a picture."""

    tag: str
    target: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class CleanHtml:
    """Sanitised HTML in pieces, the ids in it that links may lead to, and the pictures that lie on other sites."""

    pieces: tuple[str | Gap, ...]
    anchors: tuple[str, ...]
    foreign_pictures: tuple[str, ...]


def sanitise(html: str) -> CleanHtml:
    """Return what may stay of some HTML: see the lists above."""
    return _sanitiser().clean(html)


class _Sanitiser:
    """The cleaner, and what it meets in the attributes of one text, in the order of the text."""

    def __init__(self) -> None:
        self._gaps: list[Gap] = []
        self._ids: dict[str, None] = {}
        self._foreign_pictures: list[str] = []
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, clean_content_tags=_WITH_CONTENT, attributes=_ATTRIBUTES, attribute_filter=self._keep,
            allowed_classes=_CLASSES, tag_attribute_values=_ROLES, url_schemes=SCHEMES, link_rel=None,
        )  # fmt: skip

    def clean(self, html: str) -> CleanHtml:
        """Return what stays of a text."""
        self._gaps, self._ids, self._foreign_pictures = [], {}, []
        clean = self._cleaner.clean(html)
        if "<input" in clean:
            clean = _INPUT.sub(lambda found: _BOX.format(' checked=""' if "checked=" in found[0] else ""), clean)
        if "<img " in clean:
            clean = _IMAGE.sub(self._image, clean)
        parts = _GAPS.split(clean)
        pieces = tuple(self._gaps[int(part)] if number % 2 else part for number, part in enumerate(parts))
        anchors = tuple(id_ for id_ in self._ids if not _FOOTNOTE.match(id_))
        return CleanHtml(pieces, anchors, tuple(self._foreign_pictures))

    def _keep(self, tag: str, name: str, value: str) -> str | None:
        """Return the value that an attribute keeps, None to take it out; other schemes never come this far."""
        if name == "id":
            return self._keep_id(value)
        if name not in ("href", "src"):
            return value
        target = as_address(value)
        if scheme_of(target):
            if tag == "img":
                self._foreign_pictures.append(target)
                return None
            return value
        if _FOOTNOTE.match(target):
            return "#" + anchor_id(target[1:])
        self._gaps.append(Gap(tag, target))
        return f"\0{len(self._gaps) - 1}\0"

    def _keep_id(self, value: str) -> str | None:
        id_ = anchor_id("".join(value.split()))
        if not id_ or id_ in self._ids:
            return None
        self._ids[id_] = None
        return id_

    def _image(self, found: re.Match[str]) -> str:
        """Bring the address of a picture to the front, so that its size can stand behind it, and note its words."""
        number, rest = int(found[3]), f"{found[1]}{found[4].lstrip()}".rstrip()
        if alt := _ALT.search(rest):
            self._gaps[number] = self._gaps[number]._replace(alt=unescape(alt[1]))
        return f'<img src="{found[2]}" {rest}>' if rest else f'<img src="{found[2]}">'


@cache
def _sanitiser() -> _Sanitiser:
    return _Sanitiser()


def as_address(value: str) -> str:
    """Return an address as browsers read it: nothing but itself, without tabs and line breaks inside."""
    return _BREAKS.sub("", value).strip(_AROUND)


def scheme_of(target: str) -> str:
    """Return the scheme of an address in small letters, an empty string for one within this site."""
    found = _SCHEME.match(target)
    return found[0].lower() if found else ""


def refused_addresses(html: str, may_be_raw: bool) -> Iterator[str]:
    """Yield the addresses in HTML that `sanitise` takes out because of their scheme.

    Where no author wrote HTML or attributes (`may_be_raw`), names are in small letters: that is five times as fast.
    """
    for pattern in _RAW_ADDRESSES if may_be_raw else _ADDRESSES:
        for values in pattern.findall(html):
            target = as_address(unescape("".join(values)))
            scheme = scheme_of(target)
            if scheme and scheme not in SCHEMES:
                yield target


def taken_out(html: str) -> Iterator[tuple[str, str]]:
    """Yield each tag, with an empty text or an attribute, that `sanitise` takes out; each once."""
    for tag, inside in dict.fromkeys(_TAG.findall(html)):
        name = tag.lower()
        if name not in _TAGS:
            yield name, ""
            continue
        allowed = _KEPT | _ATTRIBUTES.get(name, set()) | ({"type", "disabled"} if name == "input" else set())
        for attribute in _ATTRIBUTE.findall(inside):
            if attribute.lower() not in allowed:
                yield name, attribute.lower()


def plain_text(html: str) -> str:
    """Return the words of sanitised HTML with single blanks."""
    text = _ANY_TAG.sub(" ", _INLINE_TAG.sub("", html))
    return " ".join((unescape(text) if "&" in text else text).split())
