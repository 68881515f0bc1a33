"""Pages as data in the words of https://schema.org (JSON-LD): only what the page itself shows, and nothing more.

A thing is a dictionary in the order in which it is written; what is empty is left out.
"""

from collections.abc import Iterable, Mapping

import msgspec

from builder.model.dates import PartialDate
from builder.site.reader import Reader, once
from builder.site.views.parts import Link

Thing = dict[str, object]

LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}

_JSON = msgspec.json.Encoder()
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def thing(type_: str | list[str], **facts: object) -> Thing:
    """Return a thing of a type, or of several, with those of its facts that are known."""
    return {"@type": type_, **{name: fact for name, fact in facts.items() if fact}}


def script(thing: Mapping[str, object]) -> str:
    """Return a thing as it stands in a page: JSON in which nothing can end the script element."""
    return _JSON.encode({"@context": "https://schema.org", **thing}).decode().translate(_ESCAPED)


def breadcrumbs(reader: Reader, crumbs: Iterable[Link], title: str, address: str) -> str:
    """Return the way to a page, ready to stand in it."""
    steps = [*((crumb.text, absolute(reader, crumb.href)) for crumb in crumbs if crumb.href), (title, address)]
    items = [thing("ListItem", position=at, name=text, item=href) for at, (text, href) in enumerate(steps, 1)]
    return script(thing("BreadcrumbList", itemListElement=items))


def collection(
    reader: Reader, address: str, words: tuple[str, str], things: list[str], before: int, total: int
) -> Thing:
    """Return a page of a list with these title and introduction.

    `things` are the addresses on it, `before` is how many of `total` stand on the pages before.
    """
    items = [thing("ListItem", position=at, url=href) for at, href in enumerate(things, before + 1)]
    listed = thing("ItemList", numberOfItems=total, itemListElement=items)
    return thing(
        "CollectionPage", url=address, name=words[0], description=words[1], inLanguage=reader.lang, mainEntity=listed
    )


def absolute(reader: Reader, href: str) -> str:
    """Return the whole address of a page of this site from one without the host."""
    config = reader.directory.config
    return config.base_url.removesuffix(config.base_path) + href


def day(on: PartialDate | None) -> str:
    """Return a date as ISO 8601 writes it; empty where it is unknown or not sure."""
    return str(on) if on and on.known and not on.mark else ""


def licence(name: str) -> str:
    """Return the address of a licence by its SPDX name."""
    return LICENCES.get(name, f"https://spdx.org/licenses/{name}.html")


@once
def place(reader: Reader, code: str) -> Thing:
    """Return a territory as a place."""
    return thing("Place", name=reader.territory(code))


def one_or_all(things: list[Thing]) -> object:
    """Return a single thing as it is, several as a list."""
    return things[0] if len(things) == 1 else things
