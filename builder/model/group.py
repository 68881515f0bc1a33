"""A group of the movement: where it is near, how to write to it, whether it was asked (data-model section 6)."""

from typing import Annotated, Literal

from pydantic import Field as Limits

from builder.model.schema import doc, record
from builder.model.values import (
    ContactRoute,
    Lang,
    Line,
    Name,
    PartialDate,
    Qid,
    Slug,
    SourceOrUrl,
    Territory,
    Text,
    Url,
    Verified,
)

GroupType = Literal[
    "chapter", "thematic-organisation", "user-group", "hub", "wikiproject", "circle", "education-network",
    "foundation-team", "other",
]  # fmt: skip
OfferKind = Literal["first-talks", "other"]


@record
class Covers:
    """What a group is near to: nearness is place times language."""

    territories: tuple[Territory, ...] = ()
    languages: tuple[Lang, ...] = ()
    topics: tuple[Slug, ...] = ()


@record
class Intake:
    """Whether a group takes new partners now: only from its own word, and only until a date."""

    state: Literal["open", "limited", "paused"]
    until: PartialDate
    usually_answers: Literal["days", "weeks", "months"] | None = None
    languages: tuple[Lang, ...] = ()
    source: Url


@record
class Activity:
    """Whether a group says that it is active or on hold."""

    state: Literal["active", "on-hold"]
    as_of: PartialDate
    source: Url


@record
class Offer:
    """Something that a group offers to others."""

    what: Text
    kind: Annotated[OfferKind, doc("first-talks: it helps to prepare first talks with partners")] = "other"
    until: PartialDate | None = None
    source: Url | None = None


@record
class Recognition:
    """Whether the movement's bodies recognise a group; never with a reason."""

    status: Literal["recognised", "no-longer", "not-sought", "unknown"]
    since: PartialDate | None = None
    source: Url | None = None


@record
class GroupRelation:
    """How a group relates to another."""

    group: Slug
    rel: Literal["parent", "predecessor", "successor", "overlaps", "shares-plan"]


@record
class Policies:
    """A group's own published rules."""

    interests: Url | None = None
    partnerships: Url | None = None
    open_selection: Url | None = None


@record
class Group:
    """One group; listed from public pages unless it keeps its own entry."""

    names: Annotated[
        tuple[Name, ...], Limits(min_length=1, description="{value, lang, types}: shown in the reader's language")
    ]
    type: Annotated[GroupType, doc("what kind of group it is")]
    covers: Annotated[Covers, doc("{territories, languages, topics} that it is near to")]
    central: Annotated[bool, doc("true for helpdesks and the Foundation: always the last rung")] = False
    lang: Lang | None = None
    affiliate_code: Line | None = None
    wikidata: Qid | None = None
    meta_page: Url | None = None
    website: Url | None = None
    routes: Annotated[tuple[ContactRoute, ...], doc("public ways to write, the nearest first")] = ()
    intake: Intake | None = None
    activity: Activity | None = None
    offers: tuple[Offer, ...] = ()
    kept_by: Literal["public-pages", "group"] = "public-pages"
    recognition: Recognition | None = None
    sources: Annotated[tuple[SourceOrUrl, ...], doc("public pages that the facts rest on")] = ()
    relations: tuple[GroupRelation, ...] = ()
    policies: Policies | None = None
    verified: Verified = None
    draft: bool = False
