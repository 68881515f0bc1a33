"""The views of guides and plain pages, the home page among them."""

import re
from functools import partial

from builder.directory.facets import places
from builder.directory.freshness import asked
from builder.model.guide import Guide
from builder.model.page import Page
from builder.model.territories import is_country
from builder.model.vocabulary import Retirement
from builder.site import labels
from builder.site.cards import cards, state, summary, title
from builder.site.disclosure import rows, sources
from builder.site.frames import leading_on, make_frame, telling, unlisted
from builder.site.labels import N_
from builder.site.markup import link
from builder.site.offers import offers
from builder.site.prose import Told, headings, in_words, prose, site_address
from builder.site.reader import Reader, once
from builder.site.routes import record_route
from builder.site.standing import addresses_in, everything, language_for, partly
from builder.site.things import article, website
from builder.site.views.pages import DoorView, ExampleView, GuideView, HomeView, PlainView
from builder.site.views.parts import Card, Chrome, Group, Link, Prose, Words


def guide_view(reader: Reader, chrome: Chrome, told: Told[Guide]) -> GuideView:
    """Return the view of one guide's page."""
    record = told.record
    facts, heading = record.facts, title(reader, record)
    short = summary(reader, record) or Words("")
    crumbs = (Link(reader.say(labels.LISTS["guides"]), reader.page("/guides/")),)
    followed = _earlier(reader).get(record.id, [])
    route = record_route("guides", record.id)
    frame = make_frame(reader, chrome, route, heading.text, short.text, crumbs, told)
    if any(each.partnership not in reader.directory.partnerships for each in facts.based_on):
        frame = partly(reader, frame, route)
    return GuideView(
        frame=telling(frame, partial(article, reader, record)),
        title=heading,
        summary=short,
        status=_status(reader, facts),
        facts=rows(reader, {
            N_("Written for"): reader.join(reader.say(labels.AUDIENCES[each]) for each in facts.audience),
            N_("Helps with"): reader.join(reader.say(labels.STAGES[each]) for each in facts.stages),
            N_("Kind of work"): tuple(reader.facet_link("kinds", each) for each in facts.kinds),
            N_("Projects"): tuple(reader.facet_link("projects", each) for each in facts.projects),
            N_("Kind of partner"): tuple(reader.facet_link("org-types", each) for each in facts.org_types),
        }),
        not_for=reader.text(facts.not_for, reader.own_language(record)),
        body=prose(reader, told),
        headings=headings(reader, told),
        before=_guides(reader, [*facts.prerequisites, *followed][:3]),
        after=_guides(reader, facts.next),
        based_on=_grounds(reader, facts),
        sources=sources(reader, facts.sources),
    )  # fmt: skip


@once
def _earlier(reader: Reader) -> dict[str, list[str]]:
    """Return the guides that name another as the next one, by what they name."""
    found: dict[str, list[str]] = {}
    for id_, guide in reader.directory.guides.items():
        for after in dict.fromkeys(guide.facts.next):
            found.setdefault(after, []).append(id_)
    return found


def _status(reader: Reader, facts: Guide) -> str:
    label = reader.say(labels.GUIDE_STATUS[facts.status])
    return f"{label} ({reader.date(facts.reviewed)})" if facts.reviewed else label


def _guides(reader: Reader, ids: list[str] | tuple[str, ...]) -> tuple[Card, ...]:
    return cards(reader, "guides", dict.fromkeys(ids))


def _grounds(reader: Reader, facts: Guide) -> tuple[Group, ...]:
    """Return the entries that a guide rests on, by what they show."""
    found = []
    for what, label in labels.GROUNDS.items():
        ids = [ground.partnership for ground in facts.based_on if ground.what == what]
        if shown := cards(reader, "partnerships", ids):
            found.append(Group(reader.say(label), shown))
    return tuple(found)


def plain_view(reader: Reader, chrome: Chrome, told: Told[Page]) -> PlainView:
    """Return the view of a plain page."""
    record = told.record
    heading, short = title(reader, record), summary(reader, record)
    route = record_route("pages", record.id)
    return PlainView(
        frame=make_frame(reader, chrome, route, heading.text, short.text if short else "", (), told),
        title=heading,
        summary=short,
        body=prose(reader, told),
        headings=headings(reader, told, least=5),
        offers=offers(reader, record.facts.offers) if record.facts.offers else None,
    )


def retired_view(reader: Reader, chrome: Chrome, type_: str, id_: str, retirement: Retirement) -> PlainView:
    """Return the page of a retired id: where it went, or a tombstone with a reason and none of the old text."""
    successor = everything(reader).records(type_).get(retirement.to or "")
    heading = reader.say(N_("This page has moved") if successor else N_("This page was taken away"))
    frame = unlisted(make_frame(reader, chrome, record_route(type_, id_), heading))
    body = None
    if successor:
        name = title(reader, successor)
        route = record_route(type_, successor.id)
        shown = language_for(reader, route)
        href, note = addresses_in(reader, shown).page(route), in_words(reader, "" if shown == reader.lang else shown)
        body = Prose(f"<p>{link(Link(name.text, href, note, name.lang, name.dir))}</p>")
        frame = leading_on(reader, frame, successor)
    return PlainView(frame, Words(heading), reader.text(retirement.gone), body, ())


def home_view(reader: Reader, chrome: Chrome, told: Told[Page]) -> HomeView:
    """Return the view of the home page."""
    record = told.record
    heading, short = title(reader, record), summary(reader, record)
    facts = record.facts
    return HomeView(
        frame=telling(
            make_frame(reader, chrome, "/", heading.text, short.text if short else "", (), told),
            partial(website, reader),
        ),
        title=heading,
        summary=short,
        doors_title=reader.text(facts.doors_title),
        examples_title=reader.text(facts.examples_title),
        doors=tuple(
            DoorView(
                title=reader.text(door.title) or Words(door.to),
                text=_counted(reader, reader.text(door.text)),
                href=href,
                note=in_words(reader, lang),
            )
            for door in facts.doors
            for href, lang in [site_address(reader, door.to)]
        ),
        examples=tuple(
            ExampleView(
                title=title(reader, entry),
                href=reader.record_address("partnerships", entry.id),
                had=reader.text(each.had) or Words(""),
                did=reader.text(each.did) or Words(""),
                state=state(reader, entry.facts),
            )
            for each in facts.examples
            if (entry := reader.directory.partnerships.get(each.partnership))
        ),
        body=prose(reader, told),
        counts=_counts(reader),
    )


def _counted(reader: Reader, words: Words | None) -> Words | None:
    """Put numbers in for {partnerships} and {countries}."""
    if words is None or "{" not in words.text:
        return words
    numbers = _numbers(reader)
    text = re.sub(
        r"\{(\w+)\}", lambda found: reader.number(numbers[found[1]]) if found[1] in numbers else found[0], words.text
    )
    return Words(text, words.lang, words.dir)


@once
def _numbers(reader: Reader) -> dict[str, int]:
    directory = reader.directory
    found = {each for entry in directory.partnerships.values() for each in places(directory, entry)}
    return {
        "partnerships": len(directory.partnerships),
        "countries": sum(map(is_country, found)),
        "guides": len(directory.guides),
        "groups": len(directory.groups),
    }


def _counts(reader: Reader) -> tuple[str, ...]:
    """Return how many pages somebody stands behind: the truth about a list that nobody may have read."""
    directory = reader.directory
    confirmed = sum(asked(entry.facts.verified) for entry in directory.partnerships.values())
    confirmed += sum(asked(group.facts.verified) for group in directory.groups.values())
    everything = len(directory.partnerships) + len(directory.groups)
    message = N_(
        "%(confirmed)s of %(all)s pages on partnerships and groups have been confirmed by someone who was asked."
    )
    return (reader.say(message, confirmed=reader.number(confirmed), all=reader.number(everything)),)
