"""Who paid, who was chosen how, which interests were declared, who says so: shown as documented, never as a verdict."""

from builder.content.records import Record
from builder.model.partnership import Partnership, Resource
from builder.model.posts import Interest, Post
from builder.model.values import Source
from builder.site import labels
from builder.site.labels import N_
from builder.site.reader import Reader
from builder.site.views.parts import Fact, Link, PostView, SourceView


def rows(reader: Reader, values: dict[str, str | Link | tuple[Link, ...]]) -> tuple[Fact, ...]:
    """Return labelled rows; those without a text are left out."""
    found = []
    for label, value in values.items():
        if not value:
            continue
        links = (Link(value),) if isinstance(value, str) else (value,) if isinstance(value, Link) else value
        if any(link.text for link in links):
            found.append(Fact(reader.say(label), links))
    return tuple(found)


def posts(reader: Reader, entry: Record[Partnership]) -> tuple[PostView, ...]:
    """Return the posts of an entry, each with how it was filled."""
    return tuple(_post(reader, entry, post) for post in entry.facts.posts)


def _post(reader: Reader, entry: Record[Partnership], post: Post) -> PostView:
    chosen = post.selection
    term = dict.fromkeys([reader.date(post.term.start), reader.date(post.term.end)])
    named = chosen.advert_names_funder
    named_funder = "" if named == "unknown" else reader.say(labels.YES_NO[named])
    title = reader.text(post.title, reader.own_language(entry))
    assert title is not None
    facts = rows(reader, {
        N_("Pay"): reader.say(labels.PAID[post.paid]),
        N_("Employer"): reader.body_link(post.employer),
        N_("Funder"): reader.body_link(post.funder),
        N_("Fiscal sponsor"): "" if post.fiscal_sponsor == "unknown" else reader.body_link(post.fiscal_sponsor),
        N_("Term"): " – ".join(filter(None, term)),
        N_("Share of full time"): reader.number(post.term.fte) if post.term.fte is not None else "",
        N_("Open call"): reader.say(labels.YES_NO[chosen.open_call]),
        N_("Advert"): Link(reader.say(N_("read the advert")), chosen.advert) if chosen.advert else "",
        N_("Advert names the funder"): named_funder,
        N_("Call opened"): reader.date(chosen.opened),
        N_("Call closed"): reader.date(chosen.closed),
        N_("People who asked for it"): reader.number(chosen.applicants) if chosen.applicants is not None else "",
        N_("Chosen by"): reader.join(reader.say(labels.DECIDED_BY[each]) for each in chosen.decided_by),
        N_("Paid editing"): "" if post.editing == "unknown" else reader.say(labels.EDITING[post.editing]),
        N_("Public statement"): Link(reader.say(N_("read the statement")), post.disclosure) if post.disclosure else "",
    })  # fmt: skip
    return PostView(title, facts)


def interests_state(reader: Reader, entry: Record[Partnership]) -> str:
    """Return the state of the question in words when there is no list; empty when there is one."""
    declared = entry.facts.interests
    return reader.say(labels.BLANKS[declared]) if isinstance(declared, str) else ""


def interests(reader: Reader, entry: Record[Partnership]) -> tuple[Fact, ...]:
    """Return declared interests: who (a role) and what."""
    declared = entry.facts.interests
    return () if isinstance(declared, str) else tuple(_interest(reader, each) for each in declared)


def _interest(reader: Reader, interest: Interest) -> Fact:
    holder = reader.say(labels.HOLDERS[interest.holder.role], body=reader.body_link(interest.holder.of).text)
    values = [
        Link(reader.say(labels.INTERESTS[interest.interest])),
        reader.body_link(interest.in_),
        Link(reader.say(labels.BLANKS[interest.statement])),
    ]
    if interest.managed_by:
        ways = reader.join(reader.say(labels.MANAGED_BY[each]) for each in interest.managed_by)
        values.append(Link(reader.say(N_("managed by: %(ways)s"), ways=ways)))
    return Fact(holder, tuple(values))


def agreement(reader: Reader, facts: Partnership) -> tuple[Fact, ...]:
    """Return what was signed."""
    signed = facts.agreement
    if signed is None:
        return ()
    return rows(reader, {
        N_("Kind"): reader.say(labels.AGREEMENTS[signed.type]),
        N_("Signed"): reader.date(signed.signed),
        N_("Until"): reader.date(signed.until),
        N_("Public"): "" if signed.public == "unknown" else reader.say(labels.YES_NO[signed.public]),
        N_("Text"): Link(reader.say(N_("read the agreement")), signed.document) if signed.document else "",
    })  # fmt: skip


def resources(reader: Reader, entry: Record[Partnership]) -> tuple[Fact, ...]:
    """Return who gave what."""
    return tuple(_resource(reader, each) for each in entry.facts.resources)


def _resource(reader: Reader, resource: Resource) -> Fact:
    giver = reader.body_link(resource.from_)
    amount = ""
    if resource.amount is not None:
        amount = " ".join(filter(None, [reader.number(resource.amount), resource.currency]))
    said = filter(None, [reader.say(labels.RESOURCES[resource.kind]), amount, reader.date(resource.year)])
    return Fact(reader.say(N_("Given")), (giver, *map(Link, said)))


def rights(reader: Reader, facts: Partnership) -> tuple[Fact, ...]:
    """Return licences and protocols."""
    known = facts.rights
    if known is None:
        return ()
    protocol = Link(reader.say(labels.PROTOCOLS[known.cultural_protocols]), known.protocol_url or "")
    return rows(reader, {
        N_("Licences"): reader.join(known.licences),
        N_("Cultural protocol"): protocol if known.cultural_protocols != "unknown" else "",
    })  # fmt: skip


def sources(reader: Reader, known: tuple[Source, ...]) -> tuple[SourceView, ...]:
    """Return numbered sources with host, by whom, and date."""
    return tuple(_source(reader, number, each) for number, each in enumerate(known, 1))


def _source(reader: Reader, number: int, source: Source) -> SourceView:
    host = source.url.partition("://")[2].partition("/")[0].removeprefix("www.")
    facts = reader.say(labels.SOURCES_BY[source.by])
    if published := reader.date(source.published):
        facts = f"{facts} · {published}" if facts else published
    return SourceView(number, Link(source.title or source.url, source.url), host, facts)
