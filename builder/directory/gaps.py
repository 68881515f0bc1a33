"""Gaps: what an entry does not say yet. A gap of the list, told once and plainly, never a reproach to anybody."""

from builder.model.partnership import Partnership

GAPS = ("group", "origin", "state", "start", "end", "agreement", "results", "selection", "interests")
"""What partners ask first, in the order in which it is told."""


def gaps(facts: Partnership) -> tuple[str, ...]:
    """Return what an entry does not say yet, as names of `GAPS`.

    What cannot be known is no gap: only finished work has an end, only an entry with a post tells how it was filled.
    """
    missing = {
        "group": facts.groups is None,
        "origin": facts.origin is None or facts.origin.how == "unknown",
        "state": facts.lifecycle == "unknown" or (facts.lifecycle == "active" and not facts.described),
        "start": facts.start is None,
        "end": facts.lifecycle in {"completed", "ended-early"} and facts.end is None,
        "agreement": facts.agreement is None,
        "results": not facts.outcomes,
        "selection": any(post.selection.open_call == "unknown" for post in facts.posts),
        "interests": facts.interests in {"not-asked", "unknown"},
    }
    return tuple(name for name in GAPS if missing[name])
