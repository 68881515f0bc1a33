"""The figures that the gates measure, and the table of them at the end of a run."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass

import pytest

PEERS = {
    "P1": "49 to 99 KB, 10 requests",
    "P2": "357 KB; 614 KB in 34 requests",
    "P3": "19 to 148 KB raw",
    "P4": "1,600",
    "P5": "0.94 to 1.44 s",
    "P6": "1 to 5",
    "P7": "none",
    "P8": "none",
    "P9": "none",
    "P10": "320 px: all",
    "P11": "2 to 3 errors",
    "P12": "7 to 60",
}
"""What the best other directories reach, gate by gate, measured on a small entry page in November 2026."""

SHOWN = 10
"""How many of the things that should not be there a failure names."""

FIGURE = "figure"
"""The name of the property by which a test's report carries a figure: reports come from other processes too."""

HEADS = ("Gate", "What", "Limit", "Measured", "Best peers")


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    gate: str
    what: str
    limit: str
    measured: str


@dataclass(frozen=True)
class Figures:
    """Takes down what is measured, and fails where a limit is passed; `tell` adds a property to the test's report."""

    tell: Callable[[str, object], None]

    def within(self, gate: str, what: str, measured: float, limit: float, form: str = "{:,.0f}") -> None:
        """Take down a figure that may not be larger than its limit; `form` says how both are written."""
        self._take_down(Figure(gate, what, f"≤ {form.format(limit)}", form.format(measured)))
        assert measured <= limit, f"{gate}: {what}: {form.format(measured)} is over {form.format(limit)}"

    def none(self, gate: str, what: str, found: Collection[object], among: str) -> None:
        """Take down how many there are of what should not be there at all; `among` says what was looked at."""
        self._take_down(Figure(gate, what, "0", f"{len(found)} ({among})"))
        told = "\n".join(str(each) for each in list(found)[:SHOWN])
        assert not found, f"{gate}: {what}: {len(found)}\n{told}"

    def _take_down(self, figure: Figure) -> None:
        self.tell(FIGURE, astuple(figure))


def figures_of(reports: Iterable[pytest.TestReport]) -> list[Figure]:
    """Return the figures that reports carry, as their tests stand in the files."""
    called = [each for each in reports if each.when == "call"]
    called.sort(key=lambda each: (each.location[0], each.location[1] or 0))
    told = [value for each in called for name, value in each.user_properties if name == FIGURE]
    return [Figure(*value) for value in told if isinstance(value, Sequence)]


def table(figures: Iterable[Figure]) -> list[str]:
    """Return the lines of the table, gates in their order; a gate without a figure says so."""
    lines = list(figures)
    missing = [Figure(gate, "", "", "not measured") for gate in PEERS if gate not in {each.gate for each in lines}]
    order = list(PEERS)
    rows, before = [HEADS], ""
    for each in sorted([*lines, *missing], key=lambda figure: order.index(figure.gate)):
        first = each.gate != before
        rows.append(
            (each.gate if first else "", each.what, each.limit, each.measured, PEERS[each.gate] if first else "")
        )
        before = each.gate
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
