"""The contract of record.html and record-results.html."""

from builder.site.views.parts import Frame, Heading, Link, view


@view
class Count:
    """How many entries (or posts, or places) there are of a kind; `entries` leads to them where they are few.

    A bar is drawn of `value` in `most`, none where `most` is 0. `note` says what the number is made of.
    """

    label: str
    number: str
    value: int
    most: int
    note: str = ""
    entries: tuple[Link, ...] = ()


@view
class Counts:
    """Counts of one question, under a heading that may be empty."""

    title: str
    counts: tuple[Count, ...]


@view
class Block:
    """One subject of the record: what is counted, the counts, and where to read more."""

    id: str
    title: str
    text: str
    counts: tuple[Counts, ...]
    more: tuple[Link, ...] = ()


@view
class RecordView:
    """record.html: what all entries of this directory document, in numbers; `headings` are its blocks."""

    frame: Frame
    title: str
    intro: str
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]


@view
class Figure:
    """A figure that entered a total: its entry, the number with its year."""

    entry: Link
    number: str
    year: str


@view
class TotalView:
    """A total and the figures that it is made of, the largest first; `rest` says how many more there are."""

    title: str
    number: str
    figures: tuple[Figure, ...]
    rest: str


@view
class ResultsView:
    """record-results.html: how each total of the record was added up."""

    frame: Frame
    title: str
    intro: str
    totals: tuple[TotalView, ...]
