"""Claims about one thing stand side by side; they are rivals when they cannot both be right (data-model section 8)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from builder.model.partnership import Outcome


@dataclass(frozen=True, slots=True)
class Rivals:
    """Claims of one metric, unit and meaning, by their place in `outcomes`; `disagree` when they contradict."""

    places: tuple[int, ...]
    disagree: bool


def is_result(claim: Outcome) -> bool:
    """Say whether a claim tells what came of something: what was planned or announced contradicts nothing."""
    return claim.as_ in {"reported", "listed", "measured"}


def side_by_side(outcomes: tuple[Outcome, ...]) -> tuple[Rivals, ...]:
    """Group claims that are about the same thing, in the order of the file."""
    groups: dict[tuple[str, str, tuple[tuple[str, str], ...]], list[int]] = {}
    for at, claim in enumerate(outcomes):
        what = tuple(sorted(claim.what.items())) if claim.what else ()
        groups.setdefault((claim.metric, claim.unit or "", what), []).append(at)
    return tuple(Rivals(tuple(places), _disagree([outcomes[at] for at in places])) for places in groups.values())


def _disagree(claims: list[Outcome]) -> bool:
    """Say whether two results of one year differ, or a figure that can only grow falls; plans contradict nothing."""
    if len(claims) < 2:
        return False
    results = [(claim.year, claim.value) for claim in claims if is_result(claim) and claim.year and claim.year.known]
    for (before, smaller), (after, larger) in pairwise(sorted(results, key=lambda dated: dated[0].earliest)):
        if (before.agrees(after) and smaller != larger) or larger < smaller:
            return True
    return False


def first_target(outcomes: tuple[Outcome, ...], rivals: Rivals) -> Outcome | None:
    """Return what was planned first of the thing that claims are about; None when nothing was, or nothing to count."""
    planned = [outcomes[at] for at in rivals.places if outcomes[at].as_ == "planned" and outcomes[at].value > 0]
    return min(planned, key=_stated, default=None)


def _stated(claim: Outcome) -> date:
    return claim.year.earliest if claim.year and claim.year.known else date.max
