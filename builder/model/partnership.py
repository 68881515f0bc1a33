"""A partnership: what was agreed, who took part, what came of it (data-model section 3)."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic import Field as Limits

from builder.core.text import is_slug
from builder.model.posts import Interest, Post
from builder.model.schema import doc, or_bare, record
from builder.model.values import (
    Blank,
    ContactRoute,
    Currency,
    Lang,
    Line,
    Number,
    PartialDate,
    Slug,
    SourceOrUrl,
    SourcePlace,
    Summary,
    Territory,
    Text,
    Url,
    Verified,
    YesNo,
)

PartnerRole = Literal[
    "host", "content-holder", "data-holder", "co-organiser", "funder", "fiscal-sponsor", "implementer", "supporter"
]
GroupRole = Literal["steward", "co-organiser", "took-part"]
Lifecycle = Literal[
    "exploring", "agreed", "active", "paused", "dormant", "event", "completed", "ended-early", "declined", "unknown"
]
Beginning = Literal[
    "volunteer-contact", "local-event", "existing-network", "volunteer-first-contact", "partner-asked-group",
    "partner-asked-centre", "open-call", "mandate", "this-directory", "unknown",
]  # fmt: skip
AgreementType = Literal[
    "none", "letter", "letter-of-intent", "mou", "partnership-agreement", "contract", "grant-agreement", "protocol",
    "unknown",
]  # fmt: skip
ResourceKind = Literal[
    "money", "staff-time", "volunteer-time", "space", "equipment", "digitisation", "content", "data", "access",
    "training", "travel",
]  # fmt: skip
Interests = Annotated[
    Annotated[Blank, Tag("word")] | Annotated[tuple[Interest, ...], Tag("list")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "list"),
]
ClaimStatus = Literal["reported", "announced", "planned", "listed", "measured"]


@record
class InlineOrganisation:
    """A partner described inside an entry: it gets a page without a file of its own."""

    id: Slug
    name: Line
    type: Slug
    territory: Territory
    website: Url | None = None


def _partner(value: object) -> object:
    if isinstance(value, str):
        return {"org": value}
    if isinstance(value, dict) and "org" not in value and ("id" in value or "name" in value):
        inline = {key: each for key, each in value.items() if key != "role"}
        id_ = str(value.get("id"))
        org = id_ if is_slug(id_) else "unknown"  # what is wrong with it is told once, by the inline organisation
        return {"org": org, "inline": inline, **({"role": value["role"]} if "role" in value else {})}
    return value


@record
class PartnerShare:
    """One partner of a partnership and the part it has."""

    org: Slug
    role: PartnerRole | None = None
    inline: InlineOrganisation | None = None


@record
class Agreed:
    """When and where a group said in public that it looks after an entry."""

    on: PartialDate
    source: Url


@record
class GroupShare:
    """One group of a partnership and the part it has; `steward` needs `agreed`."""

    group: Slug
    role: GroupRole = "took-part"
    agreed: Agreed | None = None


@record
class Origin:
    """How a partnership began."""

    how: Beginning
    territory: Territory | None = None


@record
class Agreement:
    """What was signed, if anything."""

    type: AgreementType
    signed: PartialDate | None = None
    until: PartialDate | None = None
    public: YesNo = "unknown"
    document: Url | None = None


@record
class Resource:
    """Something that one body gave."""

    from_: Annotated[str, Limits(alias="from")]
    kind: ResourceKind
    amount: Number | None = None
    currency: Currency | None = None
    year: PartialDate | None = None
    source: SourcePlace | None = None


@record
class Revision:
    """A later wording of a target; the first one stays."""

    on: PartialDate
    text: Text
    reason: Text | None = None


@record
class TargetResult:
    """How far a target got, and who says so."""

    state: Literal["not-started", "limited", "substantial", "complete", "no-evidence"]
    by: Literal["self", "partner", "peer", "independent"]
    source: SourcePlace | None = None


@record
class Target:
    """Something that was meant to be reached."""

    text: Text
    due: PartialDate | None = None
    first_stated: PartialDate
    source: SourcePlace
    revised: tuple[Revision, ...] = ()
    result: TargetResult | None = None


@record
class Outcome:
    """A claim, not a number: who says which figure of which year, and what kind of figure it is."""

    metric: Slug
    what: Text | None = None
    value: Number
    unit: Annotated[Line | None, doc("term of content/vocabulary/units.yaml, or own words")] = None
    year: PartialDate | None = None
    as_: Annotated[ClaimStatus, Limits(alias="as")]
    by: Line | None = None
    qualifier: Annotated[Text | None, doc("term of content/vocabulary/qualifiers.yaml, or own words")] = None
    source: SourcePlace | None = None


@record
class Rights:
    """Licences, and protocols of a community that govern use."""

    licences: tuple[Line, ...] = ()
    cultural_protocols: Literal["none", "applies", "unknown"] = "unknown"
    protocol_url: Url | None = None


@record
class RelatedPartnership:
    """Another entry and how this one relates to it."""

    id: Slug
    rel: Literal["builds-on", "follows", "part-of", "replaced-by", "similar"]


@record
class Related:
    """Guides and entries to read beside this one."""

    guides: tuple[Slug, ...] = ()
    partnerships: tuple[RelatedPartnership, ...] = ()


@record
class Partnership:
    """One partnership; three fields make an entry, everything else is optional."""

    partners: Annotated[
        tuple[Annotated[PartnerShare, BeforeValidator(_partner)], ...],
        Limits(
            min_length=1, description="ids of content/organisations, or {org, role}, or {id, name, type, territory}"
        ),
    ]
    kinds: Annotated[tuple[Slug, ...], Limits(min_length=1, description="terms of content/vocabulary/kinds.yaml")]
    sources: Annotated[tuple[SourceOrUrl, ...], Limits(min_length=1, description="public pages that the facts rest on")]
    title: Annotated[Text | None, doc("short; by default partner and kind in words")] = None
    summary: Annotated[Summary | None, doc("one or two plain sentences, at most 250 characters")] = None
    lang: Annotated[Lang | None, doc("language of title, summary and text, if not the site's first")] = None
    kept_by: Annotated[Literal["public-pages", "group"], doc("who stands behind the entry")] = "public-pages"
    groups: Annotated[
        tuple[Annotated[GroupShare, or_bare("group")], ...] | None,
        doc("ids of content/groups; [] means run by volunteers without a group; leave out if not known"),
    ] = None
    projects: Annotated[tuple[Slug, ...], doc("terms of content/vocabulary/projects.yaml")] = ()
    languages: Annotated[tuple[Lang, ...], doc("languages of the work: en, cy, pt-BR")] = ()
    topics: Annotated[tuple[Slug, ...], doc("terms of content/vocabulary/topics.yaml")] = ()
    territories: Annotated[tuple[Territory, ...], doc("if not the partner's: NO, ES-CT, 002")] = ()
    lifecycle: Annotated[Lifecycle, doc("the state that the newest source supports")] = "unknown"
    lifecycle_reason: Text | None = None
    resume_when: Text | None = None
    start: Annotated[PartialDate | None, doc("2016, 2016-05 or 2016-05-01; ~ about, ? uncertain")] = None
    end: PartialDate | None = None
    described: Annotated[PartialDate | None, doc("date of the newest source that describes its state")] = None
    verified: Annotated[Verified, doc("only by a person who checked: {on, by, method, result}")] = None
    origin: Annotated[Origin | None, doc("how it began: {how: volunteer-contact}")] = None
    agreement: Agreement | None = None
    resources: tuple[Resource, ...] = ()
    targets: tuple[Target, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], doc("claims: {metric, value, unit, year, as, qualifier, source}")] = ()
    posts: tuple[Post, ...] = ()
    interests: Annotated[Interests, doc("not-asked, none-declared, or a list")] = "not-asked"
    rights: Rights | None = None
    routes: Annotated[tuple[ContactRoute, ...], doc("public ways to write, if not those of its groups")] = ()
    related: Related = Related()
    draft: bool = False
