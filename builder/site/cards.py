"""Cards and contacts: what others may show of a record, and who to talk to."""

from collections.abc import Iterable
from typing import Any

from builder.content.records import Record
from builder.directory.freshness import seen
from builder.directory.nearness import Nearness, nearness
from builder.model.group import Group
from builder.model.partnership import GroupShare, Partnership
from builder.model.values import ContactRoute
from builder.site import labels
from builder.site.labels import N_
from builder.site.reader import Reader, once
from builder.site.routes import near_route
from builder.site.views.parts import Card, Contact, Link, Route, Words


def title(reader: Reader, record: Record[Any]) -> Words:
    """Return the title of any record: translated, its own, its name, or partner and kind in words."""
    translation = reader.translation(record)
    if translation and translation.title:
        return Words(translation.title)
    if record.type in ("groups", "organisations"):
        return reader.name(record)
    own = reader.own_language(record)
    return reader.text(record.facts.title, own) or Words(_partner_and_kind(reader, record.facts))


def _partner_and_kind(reader: Reader, facts: Partnership) -> str:
    partners = reader.join(reader.body_link(share.org).text for share in facts.partners if share.role != "funder")
    kinds = reader.join(reader.term("kinds", kind).text for kind in facts.kinds)
    return f"{partners}: {kinds}" if partners else kinds


def summary(reader: Reader, record: Record[Any]) -> Words | None:
    """Return the summary of a record, translated if it is."""
    translation = reader.translation(record)
    if translation and translation.summary:
        return Words(translation.summary)
    return reader.text(getattr(record.facts, "summary", None), reader.own_language(record))


def state(reader: Reader, facts: Partnership) -> str:
    """Return the state of an entry in words with its date; the date is the source's, never the build's."""
    label = reader.say(labels.LIFECYCLE[facts.lifecycle])
    last = seen(facts)
    if facts.lifecycle == "active":
        on = reader.date(last.on)
        if last.confirmed:
            return reader.say(N_("Running, confirmed (%(date)s)"), date=on)
        return (
            reader.say(N_("Running when last described (%(date)s)"), date=on)
            if on
            else reader.say(N_("Running, date not known"))
        )
    if facts.lifecycle == "event":
        return f"{label} ({reader.date(facts.start)})" if facts.start and facts.start.known else label
    if facts.lifecycle in {"completed", "ended-early"} and facts.end and facts.end.known:
        return f"{label} ({reader.date(facts.end)})"
    if facts.lifecycle == "unknown" and facts.start and facts.start.known:
        return reader.say(N_("Began (%(date)s); what came after is not known"), date=reader.date(facts.start))
    return label


def card(reader: Reader, record: Record[Any]) -> Card:
    """Return the card of any record of the directory."""
    return _card(reader, record.type, record.id)


def cards(reader: Reader, type_: str, ids: Iterable[str]) -> tuple[Card, ...]:
    """Return the cards of records of a type; an id that the directory does not have is left out."""
    known = reader.directory.records(type_)
    return tuple([_card(reader, type_, id_) for id_ in ids if id_ in known])


@once
def _card(reader: Reader, type_: str, id_: str) -> Card:
    record = reader.directory.records(type_)[id_]
    facts = record.facts
    entry = isinstance(facts, Partnership)
    return Card(
        href=reader.record_address(record.type, record.id),
        title=title(reader, record),
        summary=summary(reader, record),
        state=state(reader, facts) if entry else _state_of_other(reader, record),
        place=places(reader, _territories(reader, record)[:4]),
        terms=tuple(reader.term("kinds", kind).text for kind in facts.kinds) if entry else _terms(reader, record),
    )


def _state_of_other(reader: Reader, record: Record[Any]) -> str:
    if record.type == "guides":
        return reader.say(labels.GUIDE_STATUS[record.facts.status])
    if isinstance(record.facts, Group) and record.facts.activity:
        activity = record.facts.activity
        return reader.say(labels.ACTIVITY[activity.state], date=reader.date(activity.as_of))
    return ""


def _terms(reader: Reader, record: Record[Any]) -> tuple[str, ...]:
    if record.type == "organisations":
        return tuple(reader.term("org-types", each).text for each in record.facts.type)
    if record.type == "guides":
        return tuple(reader.say(labels.AUDIENCES[each]) for each in record.facts.audience)
    return (reader.say(labels.GROUP_TYPES[record.facts.type]),) if record.type == "groups" else ()


def _territories(reader: Reader, record: Record[Any]) -> tuple[str, ...]:
    facts = record.facts
    if isinstance(facts, Partnership):
        return reader.directory.territories(record)
    if isinstance(facts, Group):
        return facts.covers.territories
    return (facts.territory,) if record.type == "organisations" else ()


@once
def places(reader: Reader, codes: tuple[str, ...]) -> str:
    """Return the names of territories as a list in words."""
    return reader.join(reader.territory(code) for code in codes)


def contacts(reader: Reader, entry: Record[Partnership]) -> tuple[str, tuple[Contact, ...]]:
    """Return who to talk to about an entry and how that is known: see `EntryView.contacts_are`."""
    shares = entry.facts.groups
    if shares == ():
        return "volunteers", ()
    if shares:
        known = sorted(
            (share for share in shares if share.group in reader.directory.groups),
            key=lambda share: reader.directory.groups[share.group].facts.central,
        )
        if not all(reader.directory.groups[share.group].facts.central for share in known):
            return "groups", tuple(contact(reader, share.group, share) for share in known)
        return _with_nearest(reader, entry, known)
    return _with_nearest(reader, entry, [])


def _with_nearest(
    reader: Reader, entry: Record[Partnership], known: list[GroupShare]
) -> tuple[str, tuple[Contact, ...]]:
    """Put the nearest groups first, so that the centre never stands alone where somebody local is known."""
    places = reader.directory.territories(entry)
    near = dict.fromkeys(
        id_ for place in places for found in [near_to(reader, place)] for id_ in found.here or found.nearest[:3]
    )
    named = {share.group for share in known}
    central = [id_ for id_ in near if reader.directory.groups[id_].facts.central and id_ not in named]
    ids = [id_ for id_ in near if id_ not in named and id_ not in central][:4]
    found = tuple(contact(reader, id_) for id_ in ids) + tuple(contact(reader, share.group, share) for share in known)
    if known:
        return "groups", found
    return ("near", found) if found else ("none", tuple(contact(reader, id_) for id_ in central[:2]))


@once
def near_to(reader: Reader, territory: str) -> Nearness:
    """Return who is near a territory, which is the same in every language."""
    return nearness(reader.directory, territory)


def people_near(reader: Reader, territory: str, most: int = 8) -> tuple[Contact, ...]:
    """Return the groups of a place, then the groups of its languages under those; empty when the list names nobody."""
    near = near_to(reader, territory)
    here = [contact(reader, id_) for id_ in near.here]
    for language, ids in near.of_languages.items():
        role = reader.say(N_("In %(language)s"), language=reader.language(language))
        here += [_contact(reader, id_, role) for id_ in ids]
    return tuple(here[:most])


@once
def near_link(reader: Reader, territory: str) -> Link | None:
    """Return a link to the people near a place, from where only some of them stand; none without such a page."""
    page = reader.page(near_route(territory))
    return Link(reader.say(N_("People near you: %(place)s"), place=reader.territory(territory)), page) if page else None


def contact(reader: Reader, id_: str, share: GroupShare | None = None, role: str = "") -> Contact:
    """Return a group as someone to talk to, with its part in an entry or other words about it."""
    return _contact(reader, id_, reader.say(labels.GROUP_ROLES[share.role]) if share else role)


@once
def _contact(reader: Reader, id_: str, role: str) -> Contact:
    record = reader.directory.groups[id_]
    return Contact(
        name=reader.name(record),
        href=reader.record_address("groups", id_),
        role=role,
        kept=reader.say(labels.KEPT["groups"][record.facts.kept_by]),
        central=record.facts.central,
        notes=group_notes(reader, record.facts),
        routes=routes(reader, record.facts.routes),
        languages=reader.join(reader.language(tag) for tag in spoken(reader, record.facts)),
    )


def spoken(reader: Reader, group: Group) -> tuple[str, ...]:
    """Return the languages that a group works and answers in, as far as it is known today."""
    answers = group.intake.languages if group.intake and group.intake.until.latest >= reader.directory.as_of else ()
    return tuple(dict.fromkeys((*answers, *group.covers.languages)))


def group_notes(reader: Reader, group: Group) -> tuple[str, ...]:
    """Return what a group says of itself, with dates; an expired answer is no answer."""
    notes = []
    if group.activity:
        notes.append(reader.say(labels.ACTIVITY[group.activity.state], date=reader.date(group.activity.as_of)))
    if group.intake and group.intake.until.latest >= reader.directory.as_of:
        notes.append(reader.say(labels.INTAKE[group.intake.state], date=reader.date(group.intake.until)))
    else:
        message = N_("We do not know whether they take new partners now. Most are volunteers; no answer is not a no.")
        notes.append(reader.say(message))
    return tuple(notes)


def routes(reader: Reader, known: tuple[ContactRoute, ...]) -> tuple[Route, ...]:
    """Return public ways to write, those that stay visible marked."""
    return tuple(
        Route(
            label=reader.say(labels.ROUTES[each.kind]),
            href=each.url,
            public=each.kind in labels.PUBLIC_ROUTES,
            languages=reader.join(reader.language(tag) for tag in each.languages),
            note=reader.text(each.note),
        )
        for each in known
    )
