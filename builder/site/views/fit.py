"""The contract of the pages of the fit tree and of meeting cards."""

from builder.site.views.parts import Card, Fact, Frame, Link, Words, view


@view
class Described:
    """A term with what it means."""

    link: Link
    text: Words | None


@view
class QuestionView:
    """fit.html: one question with its choices; `place` says which one it is, and how many may follow.

    `back` are the questions that lead here, `again` the address of the first; both empty on the first.
    """

    frame: Frame
    title: Words
    help: Words | None
    place: str
    choices: tuple[Link, ...]
    back: tuple[Link, ...]
    again: str


@view
class AnswerView:
    """answer.html: what could fit; `alone` is what needs nobody's time.

    `found` says that the examples are the directory's, not chosen for this answer; `near` and `meeting_card` are
    addresses, empty where there is no such page; `nobody_answers` are the tree's own words for silence, if any.
    """

    frame: Frame
    title: Words
    alone: tuple[Words, ...]
    note: Words | None
    kinds: tuple[Described, ...]
    projects: tuple[Described, ...]
    guides: tuple[Card, ...]
    examples: tuple[Card, ...]
    found: bool
    near: str
    meeting_card: str
    nobody_answers: Words | None
    back: tuple[Link, ...]
    again: str


@view
class Code:
    """A QR code: modules in a row, the quiet zone included, and the path of the dark ones, each a unit wide."""

    size: int
    path: str


@view
class MeetingCardView:
    """meeting-card.html: one page of A4 about an entry or an answer, to be printed and filled in by hand.

    `about` is what it is in two or three lines, `alone` what can be done without anybody's time (an answer), `facts`
    what was done (an entry), `ask` questions for the meeting; `address` is that of the page itself, `back` in the site.
    """

    frame: Frame
    title: Words
    about: tuple[Words, ...]
    facts: tuple[Fact, ...]
    alone: tuple[Words, ...]
    ask: tuple[str, ...]
    code: Code
    address: str
    back: str
