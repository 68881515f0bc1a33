"""What each type of record is in the words of schema.org (data-model section 7), in one reader's language."""

from collections.abc import Iterable
from typing import Any

from builder.content.records import Record
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.partnership import Partnership
from builder.model.values import ContactRoute, SourceOrUrl
from builder.site import labels
from builder.site.cards import summary, title
from builder.site.jsonld import Thing, absolute, day, licence, one_or_all, place, thing
from builder.site.reader import Reader, once
from builder.site.routes import record_route

ORGANISATION = "Organization"


def website(reader: Reader) -> Thing:
    """Return the site as a whole."""
    config = reader.directory.config
    return thing(
        "WebSite", name=reader.plain(config.name), description=reader.plain(config.description),
        url=reader.addresses.absolute("/"), inLanguage=reader.lang, license=licence(config.licences.prose),
    )  # fmt: skip


def project(reader: Reader, record: Record[Partnership]) -> Thing:
    """Return a partnership: a project, or an event where it was a dated meeting."""
    facts, about = record.facts, _about(reader, record)
    places = one_or_all([place(reader, code) for code in reader.directory.territories(record)])
    partners = [_named(reader, share.org) for share in facts.partners if share.role not in {"funder", "fiscal-sponsor"}]
    funders = one_or_all([_named(reader, share.org) for share in facts.partners if share.role == "funder"])
    if facts.lifecycle == "event" and day(facts.start):
        return thing(
            "Event", **about, startDate=day(facts.start), endDate=day(facts.end), location=places,
            organizer=one_or_all(partners), funder=funders,
        )  # fmt: skip
    return thing(
        "Project", **about, foundingDate=day(facts.start), dissolutionDate=day(facts.end), location=places,
        member=one_or_all(partners), funder=funders, knowsLanguage=list(facts.languages),
    )  # fmt: skip


def ngo(reader: Reader, record: Record[Group]) -> Thing:
    """Return a group with its public ways to write."""
    facts = record.facts
    return thing(
        "NGO", **_body(reader, record),
        areaServed=one_or_all([place(reader, code) for code in facts.covers.territories]),
        knowsLanguage=list(facts.covers.languages),
        contactPoint=_contact_points(reader, facts.routes),
        sameAs=_addresses(facts.meta_page, _item(facts.wikidata)),
    )  # fmt: skip


def organisation(reader: Reader, record: Record[Organisation]) -> Thing:
    """Return a partner by the classes that its types name; what some of them lack, the plain organisation has."""
    facts = record.facts
    terms = (reader.directory.term("org-types", each) for each in facts.type)
    classes = dict.fromkeys([*(term.schema_org for term in terms if term and term.schema_org), ORGANISATION])
    city = reader.plain(facts.city)
    return thing(
        list(classes) if len(classes) > 1 else ORGANISATION, **_body(reader, record),
        url=facts.website, address=thing("PostalAddress", addressLocality=city) if city else None,
        location=place(reader, facts.territory), knowsLanguage=list(facts.languages),
        contactPoint=_contact_points(reader, facts.routes),
        sameAs=_addresses(_item(facts.ids.wikidata), facts.ids.ror),
    )  # fmt: skip


def article(reader: Reader, record: Record[Guide]) -> Thing:
    """Return a guide."""
    facts, about = record.facts, _about(reader, record)
    return thing(
        "Article", headline=about.pop("name"), **about, dateModified=day(facts.reviewed),
        inLanguage=reader.lang if reader.translation(record) else reader.own_language(record),
        license=licence(reader.directory.config.licences.prose), citation=_cited(facts.sources),
    )  # fmt: skip


def _about(reader: Reader, record: Record[Any]) -> dict[str, object]:
    short = summary(reader, record)
    return {
        "name": title(reader, record).text,
        "description": short.text if short else "",
        "url": reader.addresses.absolute(record_route(record.type, record.id)),
    }


def _body(reader: Reader, record: Record[Any]) -> dict[str, object]:
    name = reader.name(record).text
    return {
        "name": name,
        "alternateName": [each.value for each in record.facts.names if each.value != name],
        "mainEntityOfPage": reader.addresses.absolute(record_route(record.type, record.id)),
    }


@once
def _named(reader: Reader, id_: str) -> Thing:
    """Return a partner as its name with its page."""
    link = reader.body_link(id_)
    return thing(ORGANISATION, name=link.text, mainEntityOfPage=absolute(reader, link.href) if link.href else "")


def _contact_points(reader: Reader, routes: Iterable[ContactRoute]) -> list[Thing]:
    found = []
    for each in routes:
        email = each.url.removeprefix("mailto:") if each.url.startswith("mailto:") else ""
        kind, languages = reader.say(labels.ROUTES[each.kind]), list(each.languages)
        url = "" if email else each.url
        found.append(thing("ContactPoint", contactType=kind, email=email, url=url, availableLanguage=languages))
    return found


def _cited(sources: Iterable[SourceOrUrl]) -> list[str]:
    return [each.url for each in sources]


def _item(qid: str | None) -> str:
    return f"https://www.wikidata.org/wiki/{qid}" if qid else ""


def _addresses(*found: str | None) -> list[str]:
    return [each for each in found if each]
