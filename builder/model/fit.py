"""The fit tree, `content/fit.yaml`: plain questions about what somebody has, and what could fit."""

from typing import Annotated

from pydantic import Field as Limits

from builder.model.schema import doc, record
from builder.model.values import Slug, Text

FIT = "content/fit.yaml"
MOST_QUESTIONS = 4
"""So many questions stand on a way at most: nobody fills in a form here."""


@record
class Choice:
    """One answer to choose, and the question or answer that it leads to."""

    text: Text
    to: Annotated[Slug, doc("the id of a question or of an answer")]


@record
class Question:
    """One plain question, a page of its own."""

    question: Text
    help: Text | None = None
    choices: Annotated[tuple[Choice, ...], Limits(min_length=1, description="text: and to:")]


@record
class Answer:
    """What could fit at the end of a way; what needs nobody's time comes first."""

    title: Text
    alone: Annotated[tuple[Text, ...], Limits(min_length=1, description="what one can do without anybody's time")]
    kinds: tuple[Slug, ...] = ()
    projects: tuple[Slug, ...] = ()
    guides: tuple[Slug, ...] = ()
    examples: Annotated[tuple[Slug, ...], Limits(max_length=3)] = ()
    note: Text | None = None
    nobody_answers: Text | None = None


@record
class Fit:
    """All questions and answers by id; `start` is the first question."""

    start: Slug
    questions: Annotated[dict[Slug, Question], doc("questions by id")]
    answers: Annotated[dict[Slug, Answer], doc("answers by id")]
