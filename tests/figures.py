"""The figures that the gates measure, and the table of them at the end of a run."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

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

HEADS = ("Gate", "What", "Limit", "Measured", "Best peers")


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    gate: str
    what: str
    limit: str
    measured: str


@dataclass
class Figures:
    """Takes down what is measured, and fails where a limit is passed."""

    lines: list[Figure] = field(default_factory=list)

    def within(self, gate: str, what: str, measured: float, limit: float, form: str = "{:,.0f}") -> None:
        """Take down a figure that may not be larger than its limit; `form` says how both are written."""
        self.lines.append(Figure(gate, what, f"≤ {form.format(limit)}", form.format(measured)))
        assert measured <= limit, f"{gate}: {what}: {form.format(measured)} is over {form.format(limit)}"

    def none(self, gate: str, what: str, found: Collection[object], among: str) -> None:
        """Take down how many there are of what should not be there at all; `among` says what was looked at."""
        self.lines.append(Figure(gate, what, "0", f"{len(found)} ({among})"))
        told = "\n".join(str(each) for each in list(found)[:SHOWN])
        assert not found, f"{gate}: {what}: {len(found)}\n{told}"


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
