"""Claims about one thing stand side by side; they are rivals when they cannot both be right (data-model section 8)."""

from dataclasses import dataclass

from builder.model.partnership import Outcome


@dataclass(frozen=True, slots=True)
class Rivals:
    """Claims of one metric, unit and meaning, by their place in `outcomes`; `disagree` when they contradict."""

    places: tuple[int, ...]
    disagree: bool


def side_by_side(outcomes: tuple[Outcome, ...]) -> tuple[Rivals, ...]:
    """Group claims that are about the same thing, in the order of the file."""
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[int]] = {}
    for at, claim in enumerate(outcomes):
        what = tuple(sorted((claim.what or {}).items()))
        groups.setdefault((claim.metric, claim.unit or "", what), []).append(at)
    return tuple(Rivals(tuple(places), _disagree([outcomes[at] for at in places])) for places in groups.values())


def _disagree(claims: list[Outcome]) -> bool:
    """Say whether two results of one year differ, or a figure that can only grow falls; plans contradict nothing."""
    results = [claim for claim in claims if claim.as_ in {"reported", "listed", "measured"} and claim.year and claim.year.known]
    results.sort(key=lambda claim: claim.year.earliest if claim.year else 0)  # type: ignore[arg-type,return-value]
    for earlier, later in zip(results, results[1:], strict=False):
        assert earlier.year and later.year
        same_time = earlier.year.agrees(later.year)
        if (same_time and earlier.value != later.value) or later.value < earlier.value:
            return True
    return False
