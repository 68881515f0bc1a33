"""What the head of a page tells programs: the languages in which it really is, and how it looks when it is shared."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from builder.content.records import Record
from builder.core.late import late
from builder.site.labels import N_
from builder.site.reader import Reader, once
from builder.site.standing import standing
from builder.site.views.parts import Share

if TYPE_CHECKING:
    import langcodes
else:
    langcodes = late("langcodes")

KINDS: Mapping[str, str] = {"partnerships": "partnership", "guides": "guide", "groups": "group",
                            "organisations": "partner"}  # fmt: skip

PICTURES = {
    "site": N_("Drawing: a signpost with arms that point in several directions"),
    "partnership": N_("Drawing: a signpost with one arm to each side"),
    "guide": N_("Drawing: a signpost beside a path with three steps"),
    "group": N_("Drawing: a signpost with three people around it"),
    "partner": N_("Drawing: a signpost beside a house with columns"),
    "list": N_("Drawing: a signpost beside a row of cards"),
}
"""The picture of each kind of page, in words; it is `assets/og-<kind>.png` (`tools/draw_share_pictures.py`)."""


def real_languages(reader: Reader, record: Record[Any] | None, route: str) -> tuple[str, ...]:
    """Return the languages of the site in which the page at a route really is, in the site's order.

    What is no record, or has no prose, is said in all of them; prose only in its own language and its translations'.
    """
    tags = standing(reader, route)
    if record is None or not record.prose:
        return tags
    written = {reader.own_language(record), *(each.lang for each in record.translations)}
    return tuple(tag for tag in tags if tag in written)


def source_language(reader: Reader, record: Record[Any], real: tuple[str, ...]) -> str:
    """Return the language of the page to which the pages of a record in all other languages lead."""
    own = reader.own_language(record)
    if not real:
        return reader.default
    return own if own in real else real[0]


def page_kind(route: str) -> str:
    """Return the kind of picture of a route's page."""
    parts = route.strip("/").split("/")
    if parts[0] in KINDS:
        return KINDS[parts[0]] if len(parts) == 2 and parts[1] != "page" else "list"
    return "list" if parts[0] == "browse" else "site"


@once
def share(reader: Reader, kind: str, real: tuple[str, ...]) -> Share:
    """Return what the pages of one kind that are in these languages show where somebody shares them."""
    return Share(
        type="article" if kind in {"partnership", "guide"} else "website",
        image=f"{reader.directory.config.base_url}assets/og-{kind}.png",
        alt=reader.say(PICTURES[kind]),
        locale=locale(reader.lang),
        others=tuple(locale(tag) for tag in real if tag != reader.lang),
    )


def locale(tag: str) -> str:
    """Return a language as Open Graph writes it, with the likeliest territory: `cy_GB`."""
    likely = langcodes.Language.get(tag).maximize()
    return f"{likely.language}_{likely.territory}"
