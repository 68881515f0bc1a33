"""The fit tree as a whole: ways that end, lead in no circle and ask at most four questions; and what lies on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.core.problems import Keys, Problem, Span, problem
from builder.core.text import did_you_mean
from builder.directory.directory import Directory
from builder.directory.references import check_reference
from builder.directory.rules import find_circles
from builder.model.fit import FIT, MOST_QUESTIONS, Fit

Steps = dict[str, list[tuple[str, Keys]]]
"""Where each question leads, with the place in the file."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the ways of a tree look like: for each id, the questions before it, and how many questions are on its ways.

    `depths` are the numbers that a question may have, from 1; `left` how many may follow it at most.
    """

    before: Mapping[str, tuple[str, ...]]
    depths: Mapping[str, tuple[int, ...]]
    left: Mapping[str, int]


def check_fit(directory: Directory) -> Iterator[Problem]:
    """Yield what is wrong with the fit tree, if there is one."""
    fit = directory.content.fit
    if fit is None:
        return
    for id_ in sorted(fit.questions.keys() & fit.answers.keys()):
        remedy = "give one of the two another id"
        yield _problem("FP202", f'"{id_}" is a question and an answer', ("answers", id_), remedy, of_key=True)
    yield from _references(directory, fit)
    if fit.start not in fit.questions:
        remedy = did_you_mean(fit.start, fit.questions) or "name one of the questions"
        yield _problem("FP201", f'there is no question "{fit.start}"', ("start",), remedy)
        return
    yield from _ways(fit)


def _problem(code: str, message: str, keys: Keys, remedy: str = "", of_key: bool = False) -> Problem:
    return problem(code, message, Span(FIT, keys=keys, of_key=of_key), remedy)


def _references(directory: Directory, fit: Fit) -> Iterator[Problem]:
    """Yield a problem for every term, guide and example that is not there."""
    targets = {
        "kinds": "vocabulary:kinds",
        "projects": "vocabulary:projects",
        "guides": "guides",
        "examples": "partnerships",
    }
    for id_, answer in fit.answers.items():
        for field, target in targets.items():
            for at, named in enumerate(getattr(answer, field)):
                yield from check_reference(directory, FIT, ("answers", id_, field, at), target, named)


def _ways(fit: Fit) -> Iterator[Problem]:
    """Yield dead ends, circles, what no way reaches, and ways that ask too much."""
    there = [*fit.questions, *fit.answers]
    for id_, question in fit.questions.items():
        for at, choice in enumerate(question.choices):
            if choice.to not in there:
                near = did_you_mean(choice.to, there)
                remedy = near or f"name a question or an answer, or add {choice.to}: to one of them"
                keys: Keys = ("questions", id_, "choices", at, "to")
                yield _problem("FP201", f'a dead end: there is no question or answer "{choice.to}"', keys, remedy)
    steps = _steps(fit)
    reached = _reached(fit, steps)
    for field, ids in (("questions", fit.questions), ("answers", fit.answers)):
        for id_ in ids:
            if id_ not in reached:
                remedy = f"let a choice lead to: {id_}, or take it out"
                yield _problem("FP211", f'no choice leads to "{id_}"', (field, id_), remedy, of_key=True)
    circles = find_circles(steps)
    for circle, keys in circles:
        yield _problem("FP204", "the questions go round in a circle: " + " → ".join([*circle, circle[0]]), keys)
    if not circles:
        yield from _too_long(fit, steps)


def _steps(fit: Fit) -> Steps:
    """Return the questions that each question leads to."""
    return {
        id_: [
            (choice.to, ("questions", id_, "choices", at, "to"))
            for at, choice in enumerate(question.choices)
            if choice.to in fit.questions
        ]
        for id_, question in fit.questions.items()
    }


def _reached(fit: Fit, steps: Steps) -> dict[str, None]:
    """Return every id that some way reaches."""
    found, waiting = {fit.start: None}, [fit.start]
    while waiting:
        here = waiting.pop(0)
        for choice in fit.questions[here].choices if here in fit.questions else ():
            if choice.to not in found:
                found[choice.to] = None
                waiting.append(choice.to)
    return found


def _too_long(fit: Fit, steps: Steps) -> Iterator[Problem]:
    """Yield a problem for each choice that leads to a fifth question."""
    for here, way in _levels(fit, steps)[MOST_QUESTIONS - 1].items():
        for after, keys in steps[here]:
            line = " → ".join((*way, after))
            yield _problem("FP212", f'"{after}" is question number {MOST_QUESTIONS + 1} of this way: {line}', keys)


def _levels(fit: Fit, steps: Steps) -> list[dict[str, tuple[str, ...]]]:
    """Return the questions that can be the first, the second and so on, each with one way to it."""
    levels: list[dict[str, tuple[str, ...]]] = [{fit.start: (fit.start,)}]
    while len(levels) < MOST_QUESTIONS:
        levels.append({after: (*way, after) for here, way in levels[-1].items() for after, _ in steps[here]})
    return levels


def shape(fit: Fit) -> Shape:
    """Return what the ways of a sound tree look like."""
    steps = _steps(fit)
    before: dict[str, dict[str, None]] = {}
    depths: dict[str, list[int]] = {}
    left = dict.fromkeys(fit.questions, 0)
    levels = _levels(fit, steps)
    for number, level in enumerate(levels, 1):
        for here in level:
            depths.setdefault(here, []).append(number)
            for choice in fit.questions[here].choices:
                before.setdefault(choice.to, {})[here] = None
    for level in reversed(levels):
        for here in level:
            left[here] = max((1 + left[after] for after, _ in steps[here]), default=0)
    return Shape(
        {id_: tuple(earlier) for id_, earlier in before.items()},
        {id_: tuple(found) for id_, found in depths.items()},
        left,
    )
