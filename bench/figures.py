"""Many measurements become a few figures: medians, ranges, ratios; for people, for Markdown, for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.live import Reaction
from bench.measuring import Measured
from bench.programs import OURS

HEADS = ("scenario", "program", "wall s", "range", "CPU s", "memory MiB", "largest process", "files written", "ratio")
LIVE_HEADS = ("serve", "on screen ms", "range", "everything ms", "range")
LEFT = {"scenario", "program", "largest process", "serve"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size gave: runs by scenario and program, in the order in which they were made first."""

    size: int
    runs: dict[tuple[str, str], list[Measured]]
    live: dict[str, list[Reaction]]

    def ratio(self, scenario: str) -> float | None:
        """Return our median time as a part of the first peer's; None without a peer."""
        peers = [name for where, name in self.runs if where == scenario and name != OURS]
        if not peers or (scenario, OURS) not in self.runs:
            return None
        own, other = (median(each.wall for each in self.runs[scenario, name]) for name in (OURS, peers[0]))
        return own / other

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield a row for each scenario and program, under `HEADS`."""
        for (scenario, name), runs in self.runs.items():
            walls = [each.wall for each in runs]
            ratio = self.ratio(scenario) if name == OURS else None
            largest = max(runs, key=lambda each: each.largest)
            yield (
                scenario,
                name,
                f"{median(walls):.2f}",
                f"{min(walls):.2f}–{max(walls):.2f}",
                f"{median(each.cpu for each in runs):.2f}",
                f"{median(each.tree for each in runs) / 1024:,.0f}",
                f"{largest.program} {largest.largest / 1024:,.0f} MiB",
                f"{median(each.written for each in runs):,.0f}",
                f"{ratio:.3f}" if ratio is not None else "",
            )

    def live_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield a row for each edit while the site is served, under `LIVE_HEADS`."""
        for name, reactions in self.live.items():
            screen, current = ([getattr(each, part) * 1000 for each in reactions] for part in ("screen", "current"))
            yield (name, f"{median(screen):,.0f}", _range(screen), f"{median(current):,.0f}", _range(current))

    def plain(self) -> dict[str, Any]:
        """Return everything, each run included, as JSON can hold it."""
        runs = [
            {"scenario": scenario, "program": name, "runs": [asdict(each) for each in runs]}
            for (scenario, name), runs in self.runs.items()
        ]
        live = {name: [asdict(each) for each in reactions] for name, reactions in self.live.items()}
        return {"size": self.size, "figures": runs, "serve": live}


def as_text(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table in columns."""
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    columns = [f"<{width}" if head in LEFT else f">{width}" for head, width in zip(heads, widths, strict=True)]
    lines = ("  ".join(map(format, row, columns)) for row in (heads, *rows))
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    rule = ["---" if head in LEFT else "--:" for head in heads]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))


def _range(values: Sequence[float]) -> str:
    return f"{min(values):,.0f}–{max(values):,.0f}"
