"""The prose of a record as it leaves this room: sanitised HTML in pieces, with a gap wherever an address belongs.

A cached fragment never holds a resolved address: whoever joins the pieces fills the gaps.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

ID_PREFIX = "c-"
"""Before every id that comes from an author, so that none can pose as an id of the page around the prose."""


def anchor_id(anchor: str) -> str:
    """Return the id under which an anchor stands in the page.

    Authors write `#what-was-done`; headings, footnotes, `{#id}` and links to them all pass through here, once and
    only in this room, so that everything in a `Fragment` is compared and printed as it is. An anchor copied from a
    browser has the prefix already and keeps it.
    """
    anchor = unicodedata.normalize("NFC", anchor)
    return anchor if not anchor or anchor.startswith(ID_PREFIX) else ID_PREFIX + anchor


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the prose: level 2 to 6, its id in the page, its words without markup."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkRef:
    """A gap in the HTML: the value of an `href` or `src` that is not known here.

    `target` is what the author wrote. A "page" or "image" leads to the file `path` below content/ ("" for a link
    within the page) and there to the id `anchor`; an "address" is one of this site (`/partnerships/#list`), has no
    path, and keeps its anchor in `target`. `alt` describes an image. `line` and `column` are in the file; where the
    place could not be found, those of the first character of the prose.
    """

    kind: Literal["page", "image", "address"]
    target: str
    path: str
    anchor: str
    alt: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of prose; joining the pieces, each `LinkRef` as an escaped address, gives its HTML.

    `anchors` are all ids that a link may lead to, headings among them; `words` counts what is between blanks;
    `text` is what a search reads, without markup and with single blanks.
    """

    pieces: tuple[str | LinkRef, ...]
    headings: tuple[Heading, ...]
    words: int
    text: str
    anchors: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[LinkRef, ...]:
        """The gaps, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, LinkRef))


EMPTY = Fragment((), (), 0, "")
"""No prose at all."""
