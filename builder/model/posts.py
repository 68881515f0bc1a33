"""Posts and how they were filled, and the interests that were declared (data-model section 4)."""

from typing import Annotated, Literal

from pydantic import Field as Limits

from builder.model.schema import record
from builder.model.values import Blank, Line, Number, PartialDate, Slug, SourcePlace, Text, Url

SelectionBody = Literal["host", "group", "joint", "funder", "unknown"]


@record
class Term:
    """How long a post lasted; `fte` is the share of a full working week (1 is full time)."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    fte: Number | None = None


@record
class Selection:
    """How a post was filled, as far as it is documented; not documented is not *no*."""

    open_call: Literal["yes", "no", "unknown", "not-applicable"] = "unknown"
    advert: Url | None = None
    advert_names_funder: Literal["yes", "no", "unknown"] = "unknown"
    opened: PartialDate | None = None
    closed: PartialDate | None = None
    applicants: Number | None = None
    decided_by: tuple[SelectionBody, ...] = ()


@record
class Post:
    """A post of a partnership: the role, never the person; employer, funder and sponsor can be three bodies."""

    title: Text
    kind: Literal["resident", "coordinator", "trainer", "researcher", "other"]
    paid: Literal["paid", "stipend", "unpaid", "unknown"] = "unknown"
    employer: Slug = "unknown"
    funder: Slug = "unknown"
    fiscal_sponsor: Slug = "unknown"
    term: Term = Term()
    selection: Selection = Selection()
    editing: Literal["none", "disclosed", "unknown"] = "unknown"
    disclosure: Url | None = None


@record
class Holder:
    """The role that holds an interest, and the body that it belongs to."""

    role: Literal[
        "group-board", "group-staff", "resident", "volunteer", "partner-board", "partner-staff", "funder", "vendor",
        "reviewer",
    ]  # fmt: skip
    of: Slug


@record
class Interest:
    """A declared interest, as documented, never a verdict."""

    holder: Holder
    interest: Literal["employed-by", "paid-by", "funds", "contracted-by", "board-seat", "sells-to", "reviews", "other"]
    in_: Annotated[Slug, Limits(alias="in")]
    statement: Literal["declared", Blank]
    since: PartialDate | None = None
    until: PartialDate | None = None
    managed_by: tuple[
        Literal["disclosure", "recusal", "independent-panel", "separate-budget", "none", "unknown"], ...
    ] = ()
    source: SourcePlace
    note: Line | None = None
