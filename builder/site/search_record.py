"""What full-text search knows of one page: values only, kept with the page that they come from."""

from dataclasses import dataclass


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
