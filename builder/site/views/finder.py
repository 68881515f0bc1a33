"""The contract of finder.html: the first page of the list of partnerships, with all that its script needs to know."""

from builder.site.views.parts import Card, Frame, Link, view


@view
class Form:
    """A sentence in the form that some numbers take: the category of CLDR, and words with `{count}` in them."""

    category: str
    text: str


@view
class Value:
    """One value of a facet: its id, its words, its page and the number of entries behind it."""

    id: str
    text: str
    href: str
    count: int


@view
class Choice:
    """A facet with its first values; `href` is its own page, `more` true when it has others than these."""

    name: str
    label: str
    href: str
    values: tuple[Value, ...]
    more: bool


@view
class FinderView:
    """finder.html: a page of cards and the facets as links; its script makes a finder of them.

    `data` is the address of the files that are the same in all languages (of this one's, where `only` translated
    entries stand), `own` of those of this one, `whole` true when all facets are in one file, `chunk` the number of
    cards in a file. `browse` is the address below which every value has its page, with a feed of its own if `feeds`;
    `feed` that of all entries. `search` is the address of the search page and `bundle` that of the search files.
    Addresses of what this site does not have are empty.
    """

    frame: Frame
    title: str
    intro: str
    count: str
    forms: tuple[Form, ...]
    cards: tuple[Card, ...]
    pages: int
    next: str
    total: int
    facets: tuple[Choice, ...]
    data: str
    own: str
    list: str
    whole: bool
    chunk: int
    browse: str
    feed: str
    feeds: bool
    search: str
    bundle: str
    near: str
    fit: str
    guides: str
    licence: str
    wider: tuple[Link, ...] = ()
    only: bool = False
