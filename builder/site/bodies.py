"""The views of groups and organisations: the bodies that take part, with everything they took part in."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from builder.content.records import Record
from builder.directory.directory import Directory, Ids
from builder.directory.freshness import newest
from builder.model.group import Group
from builder.model.organisation import Organisation
from builder.site import labels
from builder.site.cards import cards, group_notes, routes
from builder.site.disclosure import rows, sources
from builder.site.formats import machine_date
from builder.site.frames import make_frame, telling
from builder.site.labels import N_
from builder.site.prose import Told, prose
from builder.site.reader import Reader
from builder.site.routes import body_list_route, record_route
from builder.site.standing import everything, partly
from builder.site.things import ngo, organisation
from builder.site.views.pages import GroupView, OrganisationView
from builder.site.views.parts import Card, Chrome, Fact, Frame, Link, Words

SHOWN = 20
"""Long lists show the first twenty, then a link (experience.md, gate P4)."""


def group_view(reader: Reader, chrome: Chrome, told: Told[Group]) -> GroupView:
    """Return the view of one group's page."""
    record = told.record
    facts, name = record.facts, reader.name(record)
    shown, more = _took_part(reader, _entries(reader.directory, record), "groups", record.id)
    crumbs = (Link(reader.say(labels.LISTS["groups"]), reader.page("/groups/")),)
    return GroupView(
        frame=telling(
            _frame(reader, chrome, told, _about(reader, record), crumbs),
            partial(ngo, reader, record),
        ),
        title=name,
        other_names=_other_names(reader, record, name),
        kept=reader.say(labels.KEPT["groups"][facts.kept_by]),
        notes=group_notes(reader, facts),
        routes=routes(reader, facts.routes),
        facts=_group_facts(reader, facts),
        offers=tuple(words for each in facts.offers if (words := reader.text(each.what, reader.own_language(record)))),
        body=prose(reader, told),
        partnerships=shown,
        more=more,
        sources=sources(reader, facts.sources),
        seen=machine_date(newest(facts)),
    )


def _frame(reader: Reader, chrome: Chrome, told: Told[Any], about: str, crumbs: tuple[Link, ...]) -> Frame:
    record = told.record
    route = record_route(record.type, record.id)
    frame = make_frame(reader, chrome, route, reader.name(record).text, about, crumbs, told)
    all_here = _entries(reader.directory, record) == _entries(everything(reader), record)
    return frame if all_here else partly(reader, frame, route)


def _entries(directory: Directory, record: Record[Any]) -> Ids:
    """Return the ids of the entries of a group or an organisation."""
    links = directory.backlinks
    return (links.of_group if record.type == "groups" else links.of_organisation).get(record.id, ())


def _about(reader: Reader, record: Record[Any]) -> str:
    places = reader.join(reader.territory(code) for code in record.facts.covers.territories[:4])
    return ", ".join(filter(None, [reader.say(labels.GROUP_TYPES[record.facts.type]), places]))


def _group_facts(reader: Reader, facts: Group) -> tuple[Fact, ...]:
    recognition = facts.recognition
    recognised = ""
    if recognition:
        since = f" ({reader.date(recognition.since)})" if recognition.since else ""
        recognised = reader.say(labels.RECOGNITION[recognition.status]) + since
    policies = {
        N_("On interests"): facts.policies.interests if facts.policies else None,
        N_("On partnerships"): facts.policies.partnerships if facts.policies else None,
        N_("On open selection"): facts.policies.open_selection if facts.policies else None,
    }
    found = rows(reader, {
        N_("Kind of group"): reader.say(labels.GROUP_TYPES[facts.type]),
        N_("Places"): tuple(reader.facet_link("territories", code) for code in facts.covers.territories),
        N_("Languages"): tuple(reader.facet_link("languages", tag) for tag in facts.covers.languages),
        N_("Topics"): tuple(reader.facet_link("topics", each) for each in facts.covers.topics),
        N_("Recognition"): Link(recognised, recognition.source or "") if recognition else "",
        N_("Its own rules"): tuple(Link(reader.say(label), url) for label, url in policies.items() if url),
        N_("Page on Meta-Wiki"): Link(_short(facts.meta_page), facts.meta_page) if facts.meta_page else "",
        N_("Wikidata"): _wikidata(facts.wikidata),
    })  # fmt: skip
    related = ((labels.GROUP_RELATIONS[each.rel], each.group) for each in facts.relations)
    return found + _relations(reader, related)


def organisation_view(reader: Reader, chrome: Chrome, told: Told[Organisation]) -> OrganisationView:
    """Return the view of one organisation's page."""
    record = told.record
    facts, name = record.facts, reader.name(record)
    shown, more = _took_part(reader, _entries(reader.directory, record), "organisations", record.id)
    crumbs = (Link(reader.say(labels.LISTS["organisations"]), reader.page("/organisations/")),)
    kinds = reader.join(reader.term("org-types", each).text for each in facts.type)
    about = ", ".join([kinds, *filter(None, [reader.plain(facts.city)]), reader.territory(facts.territory)])
    return OrganisationView(
        frame=telling(
            _frame(reader, chrome, told, about, crumbs),
            partial(organisation, reader, record),
        ),
        title=name,
        other_names=_other_names(reader, record, name),
        facts=_organisation_facts(reader, facts),
        holdings=reader.text(facts.holdings, reader.own_language(record)),
        routes=routes(reader, facts.routes),
        body=prose(reader, told),
        partnerships=shown,
        more=more,
        sources=sources(reader, facts.sources),
    )


def _organisation_facts(reader: Reader, facts: Organisation) -> tuple[Fact, ...]:
    protocols, ids = facts.cultural_protocols, facts.ids
    status = "" if facts.status == "unknown" else reader.say(labels.ORGANISATION_STATUS[facts.status])
    protocol: str | Link = ""
    if protocols and protocols.state != "unknown":
        protocol = Link(reader.say(labels.PROTOCOLS[protocols.state]), protocols.url or "")
    found = rows(reader, {
        N_("Kind of partner"): tuple(reader.facet_link("org-types", each) for each in facts.type),
        N_("City"): reader.plain(facts.city),
        N_("Place"): reader.facet_link("territories", facts.territory),
        N_("Languages"): tuple(reader.facet_link("languages", tag) for tag in facts.languages),
        N_("Status"): status,
        N_("Cultural protocol"): protocol,
        N_("Website"): Link(_short(facts.website), facts.website) if facts.website else "",
        N_("Wikidata"): _wikidata(ids.wikidata),
        N_("Research organisation registry"): Link(_short(ids.ror), ids.ror) if ids.ror else "",
    })  # fmt: skip
    related = ((labels.ORGANISATION_RELATIONS[each.rel], each.org) for each in facts.relations)
    return found + _relations(reader, related)


def _relations(reader: Reader, related: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    """Return one row for each kind of relation, however many bodies it names; `related` are (label, id)."""
    found: dict[str, tuple[Link, ...]] = {}
    for label, id_ in related:
        found[label] = (*found.get(label, ()), reader.body_link(id_))
    return tuple(Fact(reader.say(label), links) for label, links in found.items())


def _wikidata(qid: str | None) -> Link:
    """Return a link to an item of Wikidata; a link without a text where there is none."""
    return Link(qid, f"https://www.wikidata.org/wiki/{qid}") if qid else Link("")


def _short(url: str) -> str:
    """Return an address as people say it: without scheme, www and final slash."""
    return url.split("://", 1)[1].removeprefix("www.").rstrip("/")


def _other_names(reader: Reader, record: Record[Any], shown: Words) -> tuple[Words, ...]:
    others = [each for each in record.facts.names if each.value != shown.text]
    return tuple(reader.words(each.value, each.lang) for each in others)


def _took_part(reader: Reader, ids: tuple[str, ...], type_: str, id_: str) -> tuple[tuple[Card, ...], Link | None]:
    """Return the first cards, and where all are when there are more."""
    shown = cards(reader, "partnerships", ids[:SHOWN])
    if len(ids) <= SHOWN:
        return shown, None
    all_of_them = reader.count("All %(num)s partnership", "All %(num)s partnerships", len(ids))
    return shown, Link(all_of_them, reader.addresses.page(body_list_route(type_, id_)))
