"""What full-text search knows of one page: values only, kept with the page that they come from."""

from dataclasses import dataclass

from builder.core.digest import digest


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page that can be found.

    `url` is the address without base and language prefix ("/partnerships/british-museum/"); `kind` one of
    partnership, guide, group, organisation, page; `content` comes from `search_text.content`; `lang` is the title's
    language (BCP 47).
    """

    url: str
    title: str
    kind: str
    content: str
    lang: str = ""


def record_digest(record: SearchRecord) -> str:
    """Return 32 hex digits that name a record's values: what a bundle's key needs to know of it."""
    about = f"{record.url}\n{record.kind}\n{record.lang}\n{record.title}"  # only a title could hold an end of line
    return digest(about.encode(), record.content.encode())
