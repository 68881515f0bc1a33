"""A partner institution (data-model section 7)."""

from typing import Annotated, Literal

from pydantic import Field as Limits

from builder.model.schema import doc, record
from builder.model.values import (
    ContactRoute,
    CulturalProtocols,
    Lang,
    Line,
    Name,
    Qid,
    Ror,
    Slug,
    SourceOrUrl,
    Territory,
    Text,
    Url,
)


@record
class OrganisationIds:
    """What registers call it."""

    wikidata: Qid | None = None
    ror: Ror | None = None


@record
class OrganisationRelation:
    """How an organisation relates to another."""

    org: Slug
    rel: Literal["parent", "predecessor", "successor", "related"]


@record
class Organisation:
    """One institution that took part in partnerships."""

    names: Annotated[
        tuple[Name, ...], Limits(min_length=1, description="{value, lang}: as it calls itself, each language once")
    ]
    type: Annotated[tuple[Slug, ...], Limits(min_length=1, description="terms of content/vocabulary/org-types.yaml")]
    territory: Annotated[Territory, doc("where it is: NO, ES-CT, GB-WLS")]
    lang: Lang | None = None
    sources: tuple[SourceOrUrl, ...] = ()
    city: Text | None = None
    ids: Annotated[OrganisationIds, doc("{wikidata: Q6373, ror: https://ror.org/…}")] = OrganisationIds()
    website: Url | None = None
    languages: tuple[Lang, ...] = ()
    status: Literal["active", "merged", "closed", "unknown"] = "unknown"
    relations: tuple[OrganisationRelation, ...] = ()
    holdings: Text | None = None
    cultural_protocols: CulturalProtocols | None = None
    routes: Annotated[tuple[ContactRoute, ...], doc("roles only, never a person's own")] = ()
    draft: bool = False
    note: Line | None = None
