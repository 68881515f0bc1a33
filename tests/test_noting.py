"""What is noted while something is made: every answer by its name, so that a changed one is noticed."""

import pickle
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from builder.content.records import MOST_OPEN, Record, Translation
from builder.core.noting import RUN, Noted, NotedOrder, note, noting, unnoted
from builder.model.page import Page
from builder.site.answers import Answers
from builder.site.routes import asked_by

GROUPS = Noted("groups", {"a": 1, "b": 2})


def test_one_value_is_noted_by_its_key_whether_it_is_there_or_not() -> None:
    with noting() as notes:
        assert GROUPS["a"] == 1
        assert GROUPS.get("c") is None
        assert "d" not in GROUPS
    assert notes == {"groups/a", "groups/c", "groups/d"}


@pytest.mark.parametrize("ask", [list, len, bool, dict, sorted, lambda all_: {**all_}, lambda all_: list(all_.values()),
                                 lambda all_: list(all_.items()), lambda all_: set(all_.keys())])  # fmt: skip
def test_whoever_goes_through_all_values_notes_the_whole_place(ask: type) -> None:
    with noting() as notes:
        ask(GROUPS)
    assert "groups" in notes


def test_what_is_noted_inside_is_noted_around_it_too_and_not_the_other_way() -> None:
    with noting() as around:
        note("before")
        with noting() as inside:
            note("here")
        note("after")
    assert (inside, around) == ({"here"}, {"before", "here", "after"})


def test_nobody_notes_what_nobody_wants_to_know() -> None:
    note("lost")
    with noting() as notes:
        pass
    assert notes == set()


def test_a_noted_mapping_stays_one_on_its_way_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(GROUPS))
    with noting() as notes:
        assert there["b"] == 2
    assert notes == {"groups/b"}


IDS = tuple(f"e{number:03}" for number in range(2 * RUN + 10))
ORDER = NotedOrder("groups-by-title", IDS)


@pytest.mark.parametrize(("ask", "notes"), [
    (lambda: ORDER[3], {"groups-by-title/0"}),
    (lambda: ORDER[RUN - 2 : RUN + 2], {"groups-by-title/0", "groups-by-title/1"}),
    (lambda: ORDER[2 * RUN : 9 * RUN], {"groups-by-title/2"}),
    (lambda: ORDER[9 * RUN :], set()),
    (lambda: len(ORDER), {"groups-by-title/"}),
    (lambda: set(ORDER), {"groups-by-title"}),
])  # fmt: skip
def test_of_an_order_those_runs_are_noted_that_are_asked_for(ask: Callable[[], object], notes: set[str]) -> None:
    with noting() as noted:
        ask()
    assert noted == notes


def test_an_order_gives_what_a_tuple_gives() -> None:
    assert (list(ORDER), len(ORDER), ORDER[-1], ORDER[7:90]) == (list(IDS), len(IDS), IDS[-1], IDS[7:90])


def test_what_moves_within_a_run_changes_the_name_of_no_other() -> None:
    names = [f"groups-by-title/{run}" for run in ("", "0", "1", "2", "3")]
    moved = (*IDS[: RUN + 1], IDS[RUN + 2], IDS[RUN + 1], *IDS[RUN + 3 :])
    before, after = (Answers({ORDER.place: NotedOrder(ORDER.place, ids).answers()}) for ids in (IDS, moved))
    differ = [name for name, *named in zip(names, before.named(names), after.named(names), strict=True)
              if len(set(named)) > 1]  # fmt: skip
    assert differ == ["groups-by-title/1"]
    assert before.named([ORDER.place]) != after.named([ORDER.place])


def test_nobody_hears_of_what_makes_an_answer_that_is_itself_noted() -> None:
    with noting() as notes, unnoted():
        GROUPS["a"]
    assert notes == set()


@pytest.mark.parametrize("prepared", [False, True])
def test_what_takes_a_moment_is_made_once_when_somebody_asks(prepared: bool) -> None:
    made: list[dict[str, object]] = []

    def make() -> dict[str, object]:
        made.append({"a": 1})
        return made[-1]

    answers = Answers({"groups": {"a": 2}}, {"late": make})
    assert (answers.named(["groups/a"]), made) == (["groups/a=2"], [])
    if prepared:
        answers.prepare()
    assert answers.named(["late/a", "late/b", "late/a"]) == ["late/a=1", "late/b=", "late/a=1"]
    assert len(made) == 1


def test_what_is_answered_otherwise_than_before_is_told() -> None:
    same, other = ("a", "b"), ("a", "c")
    before = Answers({"groups": {"a": same, "b": same, "c": 1, "gone": 1}, "pages": {"x": 1}, "rest": {"x": 1}})
    before.named(["groups/a", "groups/b", "groups/c", "groups/gone", "groups/new", "groups", "pages", "rest/x"])
    after = Answers({"groups": {"a": tuple(same), "b": other, "c": True, "new": 1}, "pages": {"x": 1}})
    changed = after.changed_since(before)
    assert changed == {"groups/b", "groups/c", "groups/gone", "groups/new", "groups", "rest/x"}
    assert after.named(["groups/a", "pages"]) == before.named(["groups/a", "pages"])


def record(**facts: object) -> Record[Page]:
    return Record("pages", "about", "content/pages/about.md", "1", Page(title={"": "About"}, **facts))  # type: ignore[arg-type]


def named(name: str, about: Record[Page] | None) -> list[str]:
    return Answers({"pages": {"about": about} if about else {}}).named([name])


@pytest.mark.parametrize("name", ["pages/about", "pages"])
def test_an_answer_has_another_name_when_the_facts_change_and_not_when_the_prose_does(name: str) -> None:
    first = record()
    told = Translation("cy", "content/pages/about.cy.md", "2", "Amdanom", "", {})
    others = (record(draft=True), replace(first, translations=(told,)), replace(first, sections={"a": "b"}), None)
    assert named(name, first) == named(name, replace(first, digest="another"))
    assert len({tuple(named(name, each)) for each in (first, *others)}) == len(others) + 1


def test_absence_is_an_answer_with_a_name() -> None:
    assert named("pages/gone", None) == ["pages/gone="]
    assert named("nowhere/gone", None) == ["nowhere/gone="]


def test_a_page_is_asked_for_by_the_name_of_its_record() -> None:
    assert asked_by("/groups/x/") == "groups/x"
    assert asked_by("/about/") == "pages/about"
    assert asked_by("/") == "pages/home"
    assert asked_by("/browse/kinds/photos/") == ""
    assert asked_by("/browse/kinds/photos/page/2/") == asked_by("/groups/x/partnerships/") == "routes"


def test_records_give_their_facts_back_however_many_are_open() -> None:
    titles = [{"": str(number)} for number in range(MOST_OPEN + 100)]
    records = [Record("pages", "x", "", "", msgspec.msgpack.encode(Page(title=each))) for each in titles]
    for _ in range(2):
        assert [each.facts.title for each in records] == titles
