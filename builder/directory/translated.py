"""The directory of a language in which only translated entries stand: the same, but for all other entries."""

from dataclasses import replace
from typing import Any

from builder.content.records import Record
from builder.core.noting import Noted, in_part
from builder.directory.directory import Directory, Ids


def only_translated(directory: Directory, lang: str) -> Directory:
    """Return a directory with the entries that have a text in a language; groups, partners and guides stay all.

    What it shares with the whole is noted under the same names, what it has of its own under its own.
    """
    default = directory.config.default_language
    known = {id_: each for id_, each in directory.partnerships.items() if _has_text(each, lang, default)}

    def entries(found: Noted[Ids]) -> Noted[Ids]:
        left = {key: tuple(id_ for id_ in ids if id_ in known) for key, ids in found.items()}
        return Noted(in_part(found.place, lang), {key: ids for key, ids in left.items() if ids})

    links = directory.backlinks
    return replace(
        directory,
        partnerships=Noted(in_part(directory.partnerships.place, lang), known),
        backlinks=replace(
            links,
            of_organisation=entries(links.of_organisation),
            of_group=entries(links.of_group),
            of_partnership=entries(links.of_partnership),
        ),
        only=lang,
        whole=directory,
    )


def _has_text(entry: Record[Any], lang: str, default: str) -> bool:
    """Say whether an entry is written in a language, or translated into it."""
    return (entry.facts.lang or default) == lang or any(each.lang == lang for each in entry.translations)
