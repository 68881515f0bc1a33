"""Vocabularies: the terms of a domain as data, and the wording guard. The builder knows none of their ids."""

from dataclasses import field

from builder.model.schema import record
from builder.model.values import Lang, Line, Qid, Slug, Text

VOCABULARIES = ("kinds", "projects", "org-types", "topics", "metrics", "units", "qualifiers")


@record
class Term:
    """One term: its label, and what it asks of an entry (`requires`) or is elsewhere (`same_as`, `schema_org`).

    `adds` is for metrics: what one partnership counts, no other counts as well, so that figures can be added up.
    The label of a unit is the form that stands behind a number, that of a qualifier the one before it.
    """

    label: Text
    description: Text | None = None
    redirect: Slug | None = None
    same_as: Qid | None = None
    requires: tuple[Line, ...] = ()
    schema_org: Line | None = None
    adds: bool = False


Terms = dict[Slug, Term]
Vocabularies = dict[str, dict[str, Term]]


@record
class RefusedPhrase:
    """A phrase that the site never uses, and what to say instead."""

    phrase: Line
    instead: Line | None = None


@record
class PreferredPhrase:
    """A phrase that the site prefers."""

    phrase: Line
    instead_of: Line | None = None


@record
class Wording:
    """content/vocabulary/terms.yaml: refused and preferred phrases per language."""

    refused: dict[Lang, tuple[RefusedPhrase, ...]] = field(default_factory=dict)
    preferred: dict[Lang, tuple[PreferredPhrase, ...]] = field(default_factory=dict)


@record
class Retirement:
    """What became of a retired id: its successor, or the reason of a tombstone."""

    to: Line | None = None
    gone: Text | None = None


@record
class TerritoryOverride:
    """A territory's name as this directory says it, by language."""

    label: Text
