"""The parts of a text, by their headings: a translation remembers which of them it was made from."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from html import unescape

from builder.content.fragment import ID_PREFIX
from builder.content.headings import free_id, slug
from builder.content.limits import SIZE_LIMIT, byte_size
from builder.content.link_places import without_code
from builder.content.tangles import tangle

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*([^}\n]*)\}[ ]*$")
_OWN_ID = re.compile(r"(?:^|[ ])#([^\s}]+)")
_MARKUP = (
    (re.compile(r"\[\^[^\]]*\]|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<[^>]+>"), ""),
    (re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"(?<!\\)[*`]+|(?<![\w\\])_+(?=\w)|(?<=\w)_+(?!\w)"), ""),
    (re.compile(r"\\([^\w\s])"), r"\1"),
)
"""Notes, pictures and HTML; links; stress and code; escapes: what does not count in the words of a heading."""


def sections(body: str) -> dict[str, str]:
    """Return the digest of each part of a body by the id of its heading, without prefix; "" is what stands before all.

    A part ends at the next heading of any level. Blanks and line breaks do not count: a text wrapped anew is the same.
    The ids are read off the source, for speed; those of a `Fragment` differ where a heading holds unusual markup.
    A text that is refused (too large, too tangled) has no parts.
    """
    if byte_size(body) > SIZE_LIMIT or tangle(body):
        return {}
    taken: dict[str, int] = {}
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line, is_heading in _lines(body):
        if is_heading:
            parts.append((_id(line.strip("# \t"), taken), []))
        parts[-1][1].append(line)
    texts = {id_: " ".join("\n".join(lines).split()) for id_, lines in parts}
    return {id_: _named(text.encode()) for id_, text in texts.items() if text}


def _named(text: bytes) -> str:
    """Return the digest that translators write into `made-from`: it stands in their files, so it never changes."""
    return blake2b(len(text).to_bytes(8, "little") + text, digest_size=16).hexdigest()


def _lines(body: str) -> Iterator[tuple[str, bool]]:
    """Yield each line of a body, and whether a heading begins there."""
    lines = body.split("\n")
    prose = without_code(body).split("\n")
    for number, line in enumerate(lines):
        is_heading = prose[number].startswith("#")
        below = prose[number + 1] if number + 1 < len(lines) else ""
        if below.startswith(("=", "-")) and line.strip() and _UNDERLINE.fullmatch(below):
            is_heading = is_heading or number == 0 or not lines[number - 1].strip()
        yield line, is_heading


def _id(heading: str, taken: dict[str, int]) -> str:
    """Return the id of a heading as the parser would give it, without prefix."""
    words, own = heading, None
    if attributes := _ATTRIBUTES.search(heading):
        words, own = heading[: attributes.start()].rstrip("# "), _OWN_ID.search(attributes[1])
    if own:
        return free_id(own[1], taken).removeprefix(ID_PREFIX)
    for pattern, kept in _MARKUP:
        words = pattern.sub(kept, words)
    return free_id(slug(unescape(words)), taken).removeprefix(ID_PREFIX)
