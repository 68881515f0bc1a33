"""What a process that builds again and again keeps of its last run, so that only what changed is looked at."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from builder.site.plan import Plan

Name = tuple[str, str]
"""A step and a batch."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What a batch stood on when it was found to be right: its units with their own files, and what they asked for.

    `key` names these and the answers; the values that were made of them are kept with it. What they asked for is left
    out where nobody will want to know.
    """

    own: tuple[str, ...]
    notes: tuple[str, ...] | None
    key: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run: its plan, the slot under which it was remembered, and the batches that stood then."""

    plan: Plan
    slot: str
    stood: Mapping[Name, Stood] = field(default_factory=dict)

    def plan_alone(self) -> "Earlier":
        """Return what is sure although the store may have changed."""
        return replace(self, stood={})


@dataclass(frozen=True, slots=True)
class Since:
    """The batches that stood in an earlier run, and the names that are answered otherwise now."""

    stood: Mapping[Name, Stood] = field(default_factory=dict)
    changed: Set[str] = frozenset()

    def still(self, name: Name, own: tuple[str, ...]) -> Stood | None:
        """Return what a batch of these units stands on, if nothing of that changed."""
        was = self.stood.get(name)
        if was is None or was.notes is None or was.own != own:
            return None
        return was if self.changed.isdisjoint(was.notes) else None


def since(earlier: Earlier | None, plan: Plan, slot: str) -> Since:
    """Compare a plan with that of an earlier run; where more than answers changed, nothing is known to stand."""
    if earlier is None or earlier.slot != slot or earlier.plan.world != plan.world:
        return Since()
    return Since(earlier.stood, plan.answers.changed_since(earlier.plan.answers))
