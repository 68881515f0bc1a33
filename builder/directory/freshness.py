"""Ages: how old the newest word on an entry is; only facts in the present tense age (data-model section 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from builder.content.records import AnyFacts
from builder.model.dates import PartialDate
from builder.model.group import Group
from builder.model.partnership import Partnership
from builder.model.values import Verification

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


def asked(verified: Verification | None) -> bool:
    """Say whether a partner or a group was asked and could confirm: reading a source again is not asking."""
    return verified is not None and verified.method != "read-source" and verified.result != "could-not-confirm"


def newest(group: Group) -> PartialDate | None:
    """Return the date of the newest word on a group: a confirmation counts before what its page says."""
    if group.verified and group.verified.result != "could-not-confirm":
        return group.verified.on
    return group.activity.as_of if group.activity else None


def stale(facts: Partnership, as_of: date) -> bool:
    """Say whether an entry that reads as running was not confirmed or described within two years.

    Age counts from the earliest day that a date can mean (data-model section 2).
    """
    if facts.lifecycle != "active":
        return False
    on = seen(facts).on
    return on is None or not on.known or (as_of - on.earliest).days > STALE_DAYS


def told_on(facts: AnyFacts) -> date | None:
    """Return the first day that the newest word on a record can mean; None where it holds no date.

    A check or a description counts first, then when it began or ended and when its sources were published. The day of
    a build or of a file never does.
    """
    verified, activity = getattr(facts, "verified", None), getattr(facts, "activity", None)
    words = (
        verified.on if verified else None, getattr(facts, "described", None), getattr(facts, "reviewed", None),
        activity.as_of if activity else None,
    )  # fmt: skip
    return _newest(words) or _newest(
        (
            getattr(facts, "start", None),
            getattr(facts, "end", None),
            *(each.published for each in getattr(facts, "sources", ())),
        )
    )


def day_told(facts: AnyFacts) -> int:
    """Return the day of the newest word on a record as a number, 0 where it holds no date."""
    on = told_on(facts)
    return on.toordinal() if on else 0


def year_known(facts: Partnership) -> int:
    """Return the newest year in which an entry is known to have been described or begun, 0 for none."""
    return max((each.year for each in (facts.described, facts.start) if each), default=0)


def _newest(dates: Iterable[PartialDate | None]) -> date | None:
    return max((each.earliest for each in dates if each and each.known), default=None)
