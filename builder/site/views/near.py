"""The contract of the pages that find people: `near.html` sees a `NearView` as `page`, `near-index.html` an index."""

from builder.site.views.parts import Card, Contact, Frame, Link, Words, view


@view
class Rung:
    """One rung of a way on: people, houses or links under a heading, the nearest rung first.

    `kind` is `here` (groups of the place or language itself), `near` (groups of its languages and parts), `houses`,
    `around`, `explain` (helpdesks), `last` (the centre) or `alone` (what needs nobody). `more` leads to the rest.
    """

    kind: str
    title: str
    text: str = ""
    people: tuple[Contact, ...] = ()
    cards: tuple[Card, ...] = ()
    links: tuple[Link, ...] = ()
    more: Link | None = None


@view
class Place:
    """A place or a language in a list from A to Z; `also` are its names in its own languages and other scripts."""

    name: Words
    href: str
    also: tuple[Words, ...] = ()


@view
class Letter:
    """A letter with what stands under it; `anchor` names its place on the page."""

    letter: str
    anchor: str
    places: tuple[Place, ...]


@view
class NearView:
    """near.html: who is near a place or speaks a language, rung by rung; the centre is the last one.

    `own` are the names of a place in its own languages. `nobody` says that this list names no group here, with `tell`
    (the movement's own list, where to tell us); both are empty where one is known. `letters` are
    the places inside it.
    """

    frame: Frame
    title: str
    own: tuple[Words, ...]
    first: str
    nobody: str
    tell: tuple[Link, ...]
    rungs: tuple[Rung, ...]
    letters: tuple[Letter, ...]


@view
class Ways:
    """Links in a row under a heading."""

    title: str
    links: tuple[Link, ...]
    more: Link | None = None


@view
class NearIndexView:
    """near-index.html: places or languages from A to Z, and ways to narrow them.

    `ways` are links beside the list (regions, languages, "my place is not here"); `elsewhere` is what to do where a
    place is not in the list; `map` is the HTML of a map above it, which may be empty.
    """

    frame: Frame
    title: str
    first: str
    ways: tuple[Ways, ...]
    heading: str
    letters: tuple[Letter, ...]
    elsewhere: Link | None
    map: str = ""


@view
class AlphabetView:
    """a-z.html: partnerships or partners from A to Z, a page at a time; `jumps` lead to each letter, on its page."""

    frame: Frame
    title: str
    jumps: tuple[Link, ...]
    letters: tuple[Letter, ...]
    number: int
    pages: int
    previous: str
    next: str
