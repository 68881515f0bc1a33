"""Ages: how old the newest word on an entry is; only facts in the present tense age (data-model section 8)."""

from dataclasses import dataclass
from datetime import date

from builder.model.dates import PartialDate
from builder.model.partnership import Partnership

STALE_DAYS = 730
"""After two years without a word an active entry is asked about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """When an entry's state was last told, and whether a person confirmed it or a source described it."""

    on: PartialDate | None
    confirmed: bool


def seen(facts: Partnership) -> Seen:
    """Return the newest word on an entry's state: a confirmation counts before a description."""
    if facts.verified and facts.verified.result != "could-not-confirm":
        return Seen(facts.verified.on, confirmed=True)
    return Seen(facts.described, confirmed=False)


def stale(facts: Partnership, as_of: date) -> bool:
    """Say whether an entry that reads as running was not confirmed or described within two years.

    Age counts from the earliest day that a date can mean (data-model section 2).
    """
    if facts.lifecycle != "active":
        return False
    on = seen(facts).on
    return on is None or not on.known or (as_of - on.earliest).days > STALE_DAYS
