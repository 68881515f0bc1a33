"""A best-practice guide: what to do, for whom, and which entries it rests on (data-model section 5)."""

from typing import Annotated, Literal

from pydantic import Field as Limits

from builder.model.schema import doc, record
from builder.model.values import Lang, PartialDate, Slug, SourceOrUrl, Summary, Text

Audience = Literal["volunteer", "partner", "group", "resident", "funder"]
Stage = Literal[
    "being-found", "first-contact", "scoping", "fit", "agreeing", "staffing", "running", "reporting", "pausing",
    "ending",
]  # fmt: skip
GuideStatus = Literal["draft", "reviewed", "disputed", "outdated", "superseded"]


@record
class Ground:
    """An entry that a guide rests on; `what` judges the point that the guide makes, not the partnership."""

    partnership: Slug
    what: Literal["worked", "went-wrong", "mixed"]


@record
class Guide:
    """One guide; its task lists become printable checklists."""

    title: Annotated[Text, doc("what the reader wants to do")]
    summary: Annotated[Summary, doc("one or two plain sentences, at most 250 characters")]
    audience: Annotated[tuple[Audience, ...], Limits(min_length=1, description="whom it speaks to")]
    stages: Annotated[tuple[Stage, ...], Limits(min_length=1, description="where in a partnership it helps")]
    lang: Lang | None = None
    kinds: Annotated[tuple[Slug, ...], doc("terms of content/vocabulary/kinds.yaml")] = ()
    projects: Annotated[tuple[Slug, ...], doc("terms of content/vocabulary/projects.yaml")] = ()
    org_types: Annotated[tuple[Slug, ...], doc("terms of content/vocabulary/org-types.yaml")] = ()
    based_on: Annotated[tuple[Ground, ...], doc("entries it rests on: {partnership, what: worked}")] = ()
    prerequisites: Annotated[tuple[Slug, ...], doc("guides to read first")] = ()
    next: Annotated[tuple[Slug, ...], doc("guides to read after")] = ()
    not_for: Text | None = None
    sources: tuple[SourceOrUrl, ...] = ()
    status: GuideStatus = "draft"
    replaced_by: Slug | None = None
    reviewed: PartialDate | None = None
    draft: bool = False
