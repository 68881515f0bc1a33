"""Views of the fit tree and of meeting cards made by hand, rich and minimal; see views_for_tests.py."""

from builder.site.qr import code
from builder.site.views.fit import AnswerView, Described, MeetingCardView, QuestionView
from builder.site.views.parts import Fact, Link, Words
from tests.view_parts_for_tests import at, bare_frame, card, foreign, frame

X = Words("X")
PAGE = "https://example.org/partnerships/wales/"


def question(lang: str) -> QuestionView:
    """Return a question with several questions before it."""
    choices = ("Photographs & pictures", "Old <papers>", "A room, with tables and power, that is free once a month")
    return QuestionView(
        frame=frame(lang, "What do you have?", "Guides"),
        title=foreign(lang, "What would your museum like to begin with?"),
        help=foreign(lang, "One thing is enough."),
        place="Question 2. At most 2 more after it.",
        choices=tuple(
            Link(each.text, at(lang, "/fit/x/"), lang=each.lang, dir=each.dir)
            for each in (foreign(lang, text) for text in choices)
        ),
        back=(Link("Who are you?", at(lang, "/fit/")), Link("Who else?", at(lang, "/fit/who/"))),
        again=at(lang, "/fit/"),
    )


def answer(lang: str) -> AnswerView:
    """Return an answer with all its parts."""
    kind = Described(Link("Content donation", at(lang, "/browse/kinds/x/")), foreign(lang, "You give pictures."))
    return AnswerView(
        frame=frame(lang, "A few pictures", "Guides", fallback=lang == "ar"),
        title=foreign(lang, "A few pictures, chosen with care"),
        alone=(foreign(lang, "Choose ten."), foreign(lang, "Write down who made them.")),
        note=foreign(lang, "Few is good."),
        kinds=(kind,),
        projects=(kind, Described(Link("A project without a page"), None)),
        guides=(card(lang, "Giving pictures"),),
        examples=(card(lang), card(lang)),
        found=True,
        near=at(lang, "/near/"),
        meeting_card=at(lang, "/card/fit/x/"),
        nobody_answers=foreign(lang, "You need nobody's answer for this."),
        back=(Link("What do you have?", at(lang, "/fit/")),),
        again=at(lang, "/fit/"),
    )


def bare_answer(lang: str) -> AnswerView:
    """Return an answer that says only what one can do alone."""
    return AnswerView(bare_frame(lang), X, (X,), None, (), (), (), (), False, "", "", None, (), at(lang, "/fit/"))


def meeting_card(lang: str) -> MeetingCardView:
    """Return a card with all its parts."""
    return MeetingCardView(
        frame=frame(lang, "Card for your meeting"),
        title=foreign(lang, "National Library of Wales: opening a nation’s pictures"),
        about=(foreign(lang, "A library opened its pictures."),),
        facts=(Fact("Where", (Link("Wales"),)),),
        alone=(foreign(lang, "Choose ten."),),
        ask=("How many hours?", "What went wrong?"),
        code=code(PAGE),
        address=PAGE,
        back=at(lang, "/partnerships/wales/"),
    )


def bare_card(lang: str) -> MeetingCardView:
    """Return a card that knows only its title."""
    return MeetingCardView(bare_frame(lang), X, (), (), (), (), code(PAGE), PAGE, at(lang, "/x/"))
