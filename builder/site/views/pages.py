"""The contract of each template: `entry.html` sees one `EntryView` as `page`, and nothing else."""

from builder.site.views.near import Rung
from builder.site.views.parts import (
    Card,
    Contact,
    Facet,
    Fact,
    Frame,
    Group,
    Heading,
    Link,
    PostView,
    Prose,
    Result,
    Route,
    SourceView,
    TargetView,
    Term,
    Words,
    view,
)


@view
class EntryView:
    """entry.html: one partnership.

    `contacts_are` is `groups` (its own), `volunteers` (run by volunteers, no group is needed), `near` (nearest groups
    of the place, because the entry names none) or `none` (this list names no group here). Empty tuples are not drawn.
    `data` links the record as JSON and its Markdown source; `unknown` is the closing list of what is not known yet.
    `seen` is the date of the newest word on what is told in the present tense, as in `<time datetime>`; empty when
    nothing is. `bars` says that a result has a target. `near` leads to the people near the place.
    `meeting_card` is the address of its card, empty where there are none.
    """

    frame: Frame
    title: Words
    summary: Words | None
    state: str
    kept: str
    contacts_are: str
    contacts: tuple[Contact, ...]
    partners: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    body: Prose | None
    results: tuple[Result, ...]
    targets: tuple[TargetView, ...]
    posts: tuple[PostView, ...]
    interests: tuple[Fact, ...]
    interests_state: str
    agreement: tuple[Fact, ...]
    resources: tuple[Fact, ...]
    rights: tuple[Fact, ...]
    guides: tuple[Card, ...]
    related: tuple[Group, ...]
    sources: tuple[SourceView, ...]
    history: tuple[str, ...]
    unknown: tuple[str, ...]
    data: tuple[Link, ...]
    near: Link | None = None
    meeting_card: str = ""
    seen: str = ""
    bars: bool = False


@view
class GuideView:
    """guide.html: one best-practice guide; `status` says in words who has read it."""

    frame: Frame
    title: Words
    summary: Words
    status: str
    facts: tuple[Fact, ...]
    not_for: Words | None
    body: Prose | None
    headings: tuple[Heading, ...]
    before: tuple[Card, ...]
    after: tuple[Card, ...]
    based_on: tuple[Group, ...]
    sources: tuple[SourceView, ...]


@view
class GroupView:
    """group.html: one group; `kept` says whether it was asked, `notes` what it says of itself with dates.

    `seen` is the date of the newest word on it, as in `<time datetime>`; empty when there is none.
    """

    frame: Frame
    title: Words
    other_names: tuple[Words, ...]
    kept: str
    notes: tuple[str, ...]
    routes: tuple[Route, ...]
    facts: tuple[Fact, ...]
    offers: tuple[Words, ...]
    body: Prose | None
    partnerships: tuple[Card, ...]
    more: Link | None
    sources: tuple[SourceView, ...]
    seen: str = ""


@view
class OrganisationView:
    """organisation.html: one partner institution with everything it took part in."""

    frame: Frame
    title: Words
    other_names: tuple[Words, ...]
    facts: tuple[Fact, ...]
    holdings: Words | None
    routes: tuple[Route, ...]
    body: Prose | None
    partnerships: tuple[Card, ...]
    more: Link | None
    sources: tuple[SourceView, ...]


@view
class PlainView:
    """page.html: one plain page; `offers` are groups that offer what it is about, empty where it does not ask."""

    frame: Frame
    title: Words
    summary: Words | None
    body: Prose | None
    headings: tuple[Heading, ...]
    offers: Rung | None = None


@view
class DoorView:
    """One way on from the home page; `note` says in which language the page is, where that is not the reader's."""

    title: Words
    text: Words | None
    href: str
    note: str = ""


@view
class ExampleView:
    """A small partnership on the home page."""

    title: Words
    href: str
    had: Words
    did: Words
    state: str


@view
class HomeView:
    """home.html: search box, doors, examples, then the words of the page; `counts` are sentences with numbers.

    `doors_title` and `examples_title` are the page's own headings; without them the layout has words of its own.
    """

    frame: Frame
    title: Words
    summary: Words | None
    doors_title: Words | None
    doors: tuple[DoorView, ...]
    examples_title: Words | None
    examples: tuple[ExampleView, ...]
    body: Prose | None
    counts: tuple[str, ...]


@view
class ListView:
    """list.html: cards, a page of them at a time; `count` says how many there are, `wider` and `narrower` lead on.

    The list of a place has `place` true, and `people`, its groups; empty when this directory names none there. `near`
    leads to all who are near it.
    """

    frame: Frame
    title: str
    intro: str
    count: str
    cards: tuple[Card, ...]
    number: int
    pages: int
    previous: str
    next: str
    place: bool
    people: tuple[Contact, ...]
    wider: tuple[Link, ...]
    narrower: tuple[Term, ...]
    facets: tuple[Facet, ...]
    near: Link | None = None


@view
class BrowseView:
    """browse.html: facets with their values; one facet shows all of its values, several show the first ones.

    `map` is the address of the map where there are places, else empty.
    """

    frame: Frame
    title: str
    intro: str
    facets: tuple[Facet, ...]
    map: str = ""


@view
class SearchView:
    """search.html: the search form, a place for results, and the facets as a way on without JavaScript.

    `bundle` is the address of the Pagefind files, empty when the site is built without search; `prefix` is the base
    address with the language, without a final slash. `only` is the address of the ids of the entries that can be found,
    empty where all can.
    """

    frame: Frame
    bundle: str
    prefix: str
    facets: tuple[Facet, ...]
    only: str = ""


@view
class NotFoundView:
    """404.html: what to do when a page is not there."""

    frame: Frame
    facets: tuple[Facet, ...]
