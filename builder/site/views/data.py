"""The contract of data.html."""

from builder.site.views.parts import Fact, Frame, Link, view


@view
class Export:
    """A file to take along: what it holds, where it is, and its schema, licence and columns as far as it has them."""

    title: str
    file: Link
    facts: tuple[Fact, ...]


@view
class DataView:
    """data.html: every export; `sums` leads to their checksums, `check` is the line that compares a copy with them."""

    frame: Frame
    title: str
    intro: str
    exports: tuple[Export, ...]
    sums: Link
    check: str
