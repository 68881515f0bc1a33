"""Cards for a meeting: one page of A4 about an entry or an answer of the fit tree, with room for a contact."""

from collections.abc import Iterator

from builder.directory.directory import Directory
from builder.model.partnership import Partnership
from builder.site.cards import card
from builder.site.fit import described, in_languages, languages_of, the_fit
from builder.site.frames import make_frame, unlisted
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.qr import code
from builder.site.reader import Reader
from builder.site.routes import card_route, fit_route, record_route
from builder.site.views.fit import MeetingCardView
from builder.site.views.parts import Chrome, Fact, Frame, Link, Words, changed

ASK_ABOUT_ENTRY = (
    N_("What was the first small step?"),
    N_("How many hours did it take, and whose?"),
    N_("What went wrong, and what would you do again?"),
    N_("Who looks after it today?"),
)
ASK_ABOUT_FIT = (
    N_("What do we have, and who may say yes to sharing it?"),
    N_("Which small step could we finish, and by when?"),
    N_("How many hours can each of us give?"),
    N_("Who answers afterwards, and when do we look back?"),
)


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    if not directory.has_cards:
        return
    for id_ in directory.partnerships:
        yield Unit("card/partnerships", id_, (card_route(record_route("partnerships", id_)),))
    for id_ in directory.content.fit.answers if directory.content.fit else ():
        yield Unit("card/fit", id_, (card_route(fit_route(id_)),))


def _page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    make = _of_entry if unit.kind == "card/partnerships" else _of_answer
    path = edition.reader.addresses.path(unit.routes[0])
    yield PageRecipe(path, "meeting-card.html", make(edition.reader, edition.chrome, unit.id))


CARDS = Kind("card", _units, _page)


def _of_entry(reader: Reader, chrome: Chrome, id_: str) -> MeetingCardView:
    entry = reader.directory.records("partnerships")[id_]
    facts: Partnership = entry.facts
    own = card(reader, entry)
    route = record_route("partnerships", id_)
    rows = (
        (N_("What they did"), ", ".join(own.terms)),
        (N_("Where"), own.place),
        (N_("How it stands"), own.state),
        (N_("Projects"), ", ".join(reader.term("projects", each).text for each in facts.projects)),
    )
    return MeetingCardView(
        frame=_frame(reader, chrome, route, own.title.text),
        title=own.title,
        about=(own.summary,) if own.summary else (),
        facts=tuple(Fact(reader.say(label), (Link(text),)) for label, text in rows if text),
        alone=(),
        ask=tuple(reader.say(each) for each in ASK_ABOUT_ENTRY),
        code=code(reader.addresses.absolute(route)),
        address=reader.addresses.absolute(route),
        back=reader.page(route),
    )


def _of_answer(reader: Reader, chrome: Chrome, id_: str) -> MeetingCardView:
    answer = the_fit(reader).answers[id_]
    title = reader.text(answer.title) or Words(id_)
    route = fit_route(id_)
    texts = [each.text for each in described(reader, "kinds", answer.kinds[:2])]
    frame = _frame(reader, chrome, route, title.text)
    here = unlisted(in_languages(reader, frame, route, languages_of(reader, id_)))
    return MeetingCardView(
        frame=changed(here, canonical=frame.canonical),
        title=title,
        about=tuple(words for words in texts if words),
        facts=(),
        alone=tuple(words for each in answer.alone if (words := reader.text(each))),
        ask=tuple(reader.say(each) for each in ASK_ABOUT_FIT),
        code=code(reader.addresses.absolute(route)),
        address=reader.addresses.absolute(route),
        back=reader.page(route),
    )


def _frame(reader: Reader, chrome: Chrome, route: str, title: str) -> Frame:
    """Return the frame of a card: it is not to be found by itself, the page that it is about is."""
    name = reader.say(N_("Card for your meeting: %(title)s"), title=title)
    crumbs = (Link(title, reader.page(route)),)
    frame = make_frame(reader, chrome, card_route(route), name, "", crumbs)
    return changed(unlisted(frame), canonical=reader.addresses.absolute(route))
