"""The view of an entry, from its record: state, people, facts, results, posts, interests, and what is not known yet."""

from functools import partial

from builder.content.records import Record
from builder.directory.claims import first_target, is_result, side_by_side
from builder.directory.freshness import seen
from builder.directory.gaps import gaps
from builder.model.partnership import Outcome, Partnership
from builder.site import labels
from builder.site.cards import card, cards, contacts, near_link
from builder.site.disclosure import agreement, interests, interests_state, posts, resources, rights, sources
from builder.site.formats import machine_date
from builder.site.frames import make_frame, telling
from builder.site.labels import N_
from builder.site.prose import Told, prose
from builder.site.reader import Reader, once, term_or_text
from builder.site.routes import card_route, record_route
from builder.site.things import project
from builder.site.views.pages import EntryView
from builder.site.views.parts import Card, Chrome, Claim, Fact, Frame, Group, Link, Result, TargetView, Words

MOST_OTHERS = 20
"""Of a partner with more entries, so many stand on the page of each: the partner's own page has all."""


def entry_view(reader: Reader, chrome: Chrome, told: Told[Partnership]) -> EntryView:
    """Return the view of one partnership's page."""
    entry, facts = told.record, told.record.facts
    own = card(reader, entry)
    contacts_are, people = contacts(reader, entry)
    return EntryView(
        frame=_frame(reader, chrome, told, own),
        title=own.title,
        summary=own.summary,
        state=own.state,
        kept=reader.say(labels.KEPT["partnerships"][facts.kept_by]),
        contacts_are=contacts_are,
        contacts=people,
        partners=_partners(reader, facts),
        facts=_facts(reader, entry),
        body=prose(reader, told),
        results=(results := _results(reader, entry)),
        targets=_targets(reader, entry),
        posts=posts(reader, entry),
        interests=interests(reader, entry),
        interests_state=interests_state(reader, entry),
        agreement=agreement(reader, facts),
        resources=resources(reader, entry),
        rights=rights(reader, facts),
        guides=_guides(reader, entry),
        related=_related(reader, entry),
        sources=sources(reader, facts.sources),
        history=(),
        unknown=tuple(reader.say(labels.GAPS[gap]) for gap in gaps(facts)),
        data=_data(reader, entry),
        near=near_link(reader, places[0]) if (places := reader.directory.territories(entry)) else None,
        meeting_card=reader.page(card_route(record_route("partnerships", entry.id))),
        seen=machine_date(seen(facts).on) if facts.lifecycle == "active" else "",
        bars=any(claim.most for result in results for claim in result.claims),
    )


def _frame(reader: Reader, chrome: Chrome, told: Told[Partnership], own: Card) -> Frame:
    crumbs = (Link(reader.say(labels.LISTS["partnerships"]), reader.page("/partnerships/")),)
    route, about = record_route("partnerships", told.record.id), own.summary.text if own.summary else ""
    frame = make_frame(reader, chrome, route, own.title.text, about, crumbs, told)
    return telling(frame, partial(project, reader, told.record))


def _partners(reader: Reader, facts: Partnership) -> tuple[Fact, ...]:
    """Return the partners by the part they have, those without a named part first."""
    by_role: dict[str, list[Link]] = {}
    for share in facts.partners:
        role = reader.say(labels.PARTNER_ROLES[share.role]) if share.role else reader.say(N_("Partner"))
        by_role.setdefault(role, []).append(reader.body_link(share.org))
    return tuple(Fact(role, tuple(links)) for role, links in by_role.items())


def _facts(reader: Reader, entry: Record[Partnership]) -> tuple[Fact, ...]:
    facts, own = entry.facts, reader.own_language(entry)
    linked = (
        (N_("Kind of work"), "kinds", facts.kinds),
        (N_("Place"), "territories", reader.directory.territories(entry)),
        (N_("Projects"), "projects", facts.projects),
        (N_("Languages of the work"), "languages", facts.languages),
        (N_("Topics"), "topics", facts.topics),
    )
    plain = (
        (N_("Began"), reader.date(facts.start)),
        (N_("Ended"), reader.date(facts.end)),
        (N_("Why it stands so"), _told(reader.text(facts.lifecycle_reason, own))),
        (N_("When it could go on"), _told(reader.text(facts.resume_when, own))),
        (N_("How it began"), reader.say(labels.BEGINNINGS[facts.origin.how]) if facts.origin else ""),
        (N_("Last described"), reader.date(facts.described)),
        (N_("Confirmed"), reader.date(facts.verified.on) if facts.verified else ""),
    )
    rows = [_linked(reader, label, facet, values) for label, facet, values in linked if values]
    rows += [Fact(reader.say(label), (Link(it) if isinstance(it, str) else it,)) for label, it in plain if it]
    return tuple(rows)


def _told(words: Words | None) -> Link | None:
    """Return somebody's words as a value of a row, marked with their language."""
    return Link(words.text, lang=words.lang, dir=words.dir) if words else None


@once
def _linked(reader: Reader, label: str, facet: str, values: tuple[str, ...]) -> Fact:
    """Return a row with links to values of a facet."""
    return Fact(reader.say(label), tuple(reader.facet_link(facet, each) for each in values))


def _results(reader: Reader, entry: Record[Partnership]) -> tuple[Result, ...]:
    outcomes = entry.facts.outcomes
    found = []
    for rivals in side_by_side(outcomes):
        first = outcomes[rivals.places[0]]
        target = first_target(outcomes, rivals)
        claims = tuple(_claim(reader, entry, outcomes[at], target) for at in rivals.places)
        what = reader.text(first.what, reader.own_language(entry))
        found.append(Result(reader.term("metrics", first.metric).text, what, claims, rivals.disagree))
    return tuple(found)


def _claim(reader: Reader, entry: Record[Partnership], claim: Outcome, target: Outcome | None) -> Claim:
    own = reader.own_language(entry)
    planned = target.value if target and is_result(claim) else None
    return Claim(
        value=reader.number(claim.value),
        unit=term_or_text(reader, "units", {"": claim.unit} if claim.unit else None, own),
        qualifier=term_or_text(reader, "qualifiers", claim.qualifier, own),
        year=reader.date(claim.year) if claim.year and claim.year.known else reader.say(N_("year not known")),
        status=reader.say(labels.CLAIMS[claim.as_]),
        by=claim.by or "",
        source=source_link(reader, entry, claim.source),
        reached=f"{claim.value:f}" if planned else "",
        most=f"{planned:f}" if planned else "",
        target=reader.say(N_("%(number)s were planned at first"), number=reader.number(planned)) if planned else "",
    )


def source_link(reader: Reader, entry: Record[Partnership], source: int | str | None) -> Link | None:
    """Return a link to a source: its number leads to the list of sources on the page, an address leads out."""
    if source is None:
        return None
    if isinstance(source, int):
        return Link(reader.say(N_("source %(number)s"), number=reader.number(source)), f"#source-{source}")
    return Link(reader.say(N_("source")), source)


def _targets(reader: Reader, entry: Record[Partnership]) -> tuple[TargetView, ...]:
    found = []
    own = reader.own_language(entry)
    for target in entry.facts.targets:
        result = target.result
        judged = ""
        if result:
            judged = f"{reader.say(labels.TARGET_STATES[result.state])}, {reader.say(labels.TARGET_JUDGES[result.by])}"
        rows = {
            N_("First stated"): Link(reader.date(target.first_stated)),
            N_("Due"): Link(reader.date(target.due)),
            N_("What came of it"): Link(judged),
            N_("Source"): source_link(reader, entry, target.source) or Link(""),
        }
        facts = tuple(Fact(reader.say(label), (link,)) for label, link in rows.items() if link.text)
        revised = tuple(words for each in target.revised if (words := reader.text(each.text, own)))
        if text := reader.text(target.text, own):
            found.append(TargetView(text, facts, revised))
    return tuple(found)


def _guides(reader: Reader, entry: Record[Partnership], limit: int = 4) -> tuple[Card, ...]:
    """Return guides: those that the entry names, that rest on it, then those of its kinds."""
    links = reader.directory.backlinks
    of_kinds = [id_ for kind in entry.facts.kinds for id_ in links.guides_of_kind.get(kind, ())]
    ids = dict.fromkeys([*entry.facts.related.guides, *links.guides_of_partnership.get(entry.id, ()), *of_kinds])
    return cards(reader, "guides", ids)[:limit]


def _related(reader: Reader, entry: Record[Partnership]) -> tuple[Group, ...]:
    """Return related entries by relation, entries that name this one, and others of the same partner."""
    links = reader.directory.backlinks
    groups: dict[str, dict[str, None]] = {}
    for link in entry.facts.related.partnerships:
        groups.setdefault(labels.RELATED[link.rel], {})[link.id] = None
    named = {link.id for link in entry.facts.related.partnerships}
    if back := [id_ for id_ in links.of_partnership.get(entry.id, ()) if id_ not in named]:
        groups.setdefault(N_("Related entries"), {}).update(dict.fromkeys(back))
    named.update(back, (entry.id,))
    partners = [share.org for share in entry.facts.partners if share.role != "funder"]
    ids = [id_ for partner in partners for id_ in links.of_organisation.get(partner, ())]
    if others := [id_ for id_ in ids if id_ not in named]:
        groups.setdefault(N_("Also by this partner"), {}).update(dict.fromkeys(others[:MOST_OTHERS]))
    shown = ((label, cards(reader, "partnerships", ids)) for label, ids in groups.items())
    return tuple([Group(reader.say(label), some) for label, some in shown if some])


def _data(reader: Reader, entry: Record[Partnership]) -> tuple[Link, ...]:
    own = reader.addresses.file(record_route("partnerships", entry.id).lstrip("/"))
    whole = Link("JSON", reader.addresses.file("data/directory.json"))
    return (Link("Markdown", f"{own}entry.md"), whole) if reader.directory.config.publish_markdown else (whole,)
