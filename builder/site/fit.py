"""The pages of the fit tree: a question a page, and what could fit at the end of a way."""

from collections.abc import Iterator
from typing import Any

from builder.content.records import Record
from builder.directory.directory import Directory
from builder.directory.facets import entries_by
from builder.directory.fit import Shape, shape
from builder.model.fit import Answer, Fit
from builder.site.cards import cards
from builder.site.frames import absolute, alternates, make_frame
from builder.site.heads import page_kind, share
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.reader import Reader, once
from builder.site.routes import FIT, card_route, fit_route, near_route
from builder.site.views.fit import AnswerView, Described, QuestionView
from builder.site.views.parts import Card, Chrome, Frame, Link, Words, changed

MOST_EXAMPLES = 3
LOOKED_AT = 60
"""Among so many entries of a kind examples are looked for, where the tree names none."""
_BEST = {"completed": 0, "active": 1}


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    fit = directory.content.fit
    if fit is None:
        return
    for id_ in (*fit.questions, *fit.answers):
        yield Unit("fit", id_, (node_route(fit, id_),))


def _page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    reader = edition.reader
    fit = the_fit(reader)
    path = reader.addresses.path(unit.routes[0])
    if unit.id in fit.questions:
        yield PageRecipe(path, "fit.html", _question_view(reader, edition.chrome, unit.id))
    else:
        yield PageRecipe(path, "answer.html", _answer_view(edition, unit.id))


FIT_PAGES = Kind("fit", _units, _page)


def the_fit(reader: Reader) -> Fit:
    """Return the fit tree; only pages of it ask."""
    assert reader.directory.content.fit
    return reader.directory.content.fit


def node_route(fit: Fit, id_: str) -> str:
    """Return the route of a question or an answer: the first question stands at the top."""
    return FIT if id_ == fit.start else fit_route(id_)


@once
def _shape(reader: Reader) -> Shape:
    return shape(the_fit(reader))


def _question_view(reader: Reader, chrome: Chrome, id_: str) -> QuestionView:
    fit = the_fit(reader)
    question = fit.questions[id_]
    title = _words(reader, question.question)
    help_ = reader.text(question.help)
    return QuestionView(
        frame=_frame(reader, chrome, id_, title.text, help_.text if help_ else ""),
        title=title,
        help=help_,
        place=_place(reader, id_),
        choices=tuple(_choice(reader, fit, choice.to, choice.text) for choice in question.choices),
        back=_back(reader, id_),
        again=reader.page(FIT) if id_ != fit.start else "",
    )


def _answer_view(edition: Edition, id_: str) -> AnswerView:
    reader = edition.reader
    answer = the_fit(reader).answers[id_]
    title = _words(reader, answer.title)
    alone = tuple(_words(reader, each) for each in answer.alone)
    examples, found = _examples(edition, answer)
    return AnswerView(
        frame=_frame(reader, edition.chrome, id_, title.text, alone[0].text),
        title=title,
        alone=alone,
        note=reader.text(answer.note),
        kinds=described(reader, "kinds", answer.kinds),
        projects=described(reader, "projects", answer.projects),
        guides=cards(reader, "guides", answer.guides),
        examples=examples,
        found=found,
        near=reader.page(near_route()),
        meeting_card=reader.page(card_route(fit_route(id_))),
        nobody_answers=reader.text(answer.nobody_answers),
        back=_back(reader, id_),
        again=reader.page(FIT),
    )


def _words(reader: Reader, text: dict[str, str]) -> Words:
    return reader.text(text) or Words("")


def _choice(reader: Reader, fit: Fit, id_: str, text: dict[str, str]) -> Link:
    words = _words(reader, text)
    return Link(words.text, reader.page(node_route(fit, id_)), lang=words.lang, dir=words.dir)


def _frame(reader: Reader, chrome: Chrome, id_: str, title: str, description: str) -> Frame:
    fit = the_fit(reader)
    crumbs = () if id_ == fit.start else (Link(reader.say(N_("What could fit?")), reader.page(FIT)),)
    frame = make_frame(reader, chrome, node_route(fit, id_), title, description, crumbs)
    return in_languages(reader, frame, node_route(fit, id_), languages_of(reader, id_))


def languages_of(reader: Reader, id_: str) -> tuple[str, ...]:
    """Return the languages of the site in which a question or an answer is written, in the site's order."""
    fit = the_fit(reader)
    question = fit.questions.get(id_)
    written = {each or reader.default for each in (question.question if question else fit.answers[id_].title)}
    return tuple(tag for tag in reader.directory.config.languages if tag in written)


def in_languages(reader: Reader, frame: Frame, route: str, real: tuple[str, ...]) -> Frame:
    """Return the frame of a page that is written in these languages only; elsewhere it is a fallback to the first."""
    shown = share(reader, page_kind(route), real)
    if reader.lang in real:
        return changed(frame, alternates=alternates(reader, route, real), share=shown)
    source = real[0] if real else reader.default
    canonical, own = absolute(reader, source, route), reader.language(source)
    return changed(
        frame, canonical=canonical, alternates=(), fallback=True, own=own, indexed=False, share=shown, things=()
    )


def _place(reader: Reader, id_: str) -> str:
    """Say which question this is, where every way to it has as many, and how many may follow."""
    ways = _shape(reader)
    depths, left = ways.depths[id_], ways.left[id_]
    said = []
    if len(depths) == 1:
        said.append(reader.say(N_("Question %(number)s."), number=reader.number(depths[0])))
    if left:
        said.append(reader.count("At most %(num)s more after it.", "At most %(num)s more after it.", left))
    else:
        said.append(reader.say(N_("The last one.")))
    return " ".join(said)


def _back(reader: Reader, id_: str) -> tuple[Link, ...]:
    fit = the_fit(reader)
    earlier = _shape(reader).before.get(id_, ())
    return tuple(_choice(reader, fit, each, fit.questions[each].question) for each in earlier)


def described(reader: Reader, vocabulary: str, ids: tuple[str, ...]) -> tuple[Described, ...]:
    """Return terms with what their vocabulary says of them."""
    found = []
    for id_ in ids:
        term = reader.directory.term(vocabulary, id_)
        found.append(Described(reader.facet_link(vocabulary, id_), reader.text(term.description) if term else None))
    return tuple(found)


def _examples(edition: Edition, answer: Answer) -> tuple[tuple[Card, ...], bool]:
    """Return the examples that the tree names, else entries of the first kind: finished and running ones first."""
    reader = edition.reader
    named = cards(reader, "partnerships", answer.examples)
    if named or not answer.kinds:
        return named, False
    ids = entries_by(edition.indexes, "kinds").get(reader.directory.successor("kinds", answer.kinds[0]), ())
    best = sorted(ids[:LOOKED_AT], key=lambda id_: _rank(reader.directory.records("partnerships")[id_]))
    return cards(reader, "partnerships", best[:MOST_EXAMPLES]), True


def _rank(entry: Record[Any]) -> tuple[int, str]:
    return _BEST.get(entry.facts.lifecycle, 2), entry.id
