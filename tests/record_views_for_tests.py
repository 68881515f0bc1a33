"""Views of the public record made by hand, rich and minimal; see views_for_tests.py."""

from builder.site.views.parts import Heading, Link
from builder.site.views.record import Block, Count, Counts, Figure, RecordView, ResultsView, TotalView
from tests.view_parts_for_tests import WELSH_LIBRARY, bare_frame, frame, say


def record(lang: str) -> RecordView:
    """Return a record with every kind of row."""
    title = say(lang, "Pictures")
    rows = (
        Count(say(lang, "not confirmed"), "0", 0, 28),
        Count(say(lang, "reported"), "5", 5, 28, entries=(WELSH_LIBRARY, WELSH_LIBRARY)),
        Count(title, "2,289,036", 0, 0, note=say(lang, "All 24 partnerships")),
    )
    lists = (Counts("", rows), Counts(say(lang, "how it began"), rows))
    blocks = (Block("results", title, title, lists, (Link("JSON", "/data/directory.json"),)),)
    return RecordView(frame(lang, "Pictures", ""), title, title, (Heading(title, "#results"),), blocks)


def bare_record(lang: str) -> RecordView:
    """Return a record of nothing."""
    return RecordView(bare_frame(lang), "X", "Y", (), ())


def results(lang: str) -> ResultsView:
    """Return how one total was added up."""
    title = say(lang, "Pictures")
    figures = (Figure(WELSH_LIBRARY, "18,000", "2016"), Figure(WELSH_LIBRARY, "28", ""))
    total = TotalView(title, "18,028", figures, say(lang, "All 24 partnerships"))
    return ResultsView(frame(lang, "Pictures", ""), title, title, (total,))


def bare_results(lang: str) -> ResultsView:
    """Return no totals."""
    return ResultsView(bare_frame(lang), "X", "Y", ())
