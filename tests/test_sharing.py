"""Sharing out the tests: each runs once, a file in one process, and those that must be alone with nothing beside."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sharing import LONG, Sharing, alone, in_turn

ROOT = Path(__file__).parent.parent


@dataclass(eq=False)
class Worker:
    """A process as pytest-xdist has them: it runs a test only once it knows what comes after."""

    queue: deque[int] = field(default_factory=deque)
    shutting_down: bool = False

    def send_runtest_some(self, indices: Sequence[int]) -> None:
        assert not self.shutting_down, "nobody would run them"
        self.queue.extend(indices)

    def shutdown(self) -> None:
        self.shutting_down = True

    @property
    def runs(self) -> int | None:
        """The test that is under way."""
        return self.queue[0] if len(self.queue) > (0 if self.shutting_down else 1) else None


@dataclass
class Run:
    """A run of tests, a step at a time, and which process ran what."""

    tests: list[str]
    workers: list[Worker]
    ran: list[tuple[str, Worker]] = field(default_factory=list)

    def begin(self) -> "Run":
        self.sharing = Sharing(len(self.workers))
        for worker in self.workers:
            self.sharing.add_node(worker)
        for worker in self.workers:
            self.sharing.add_node_collection(worker, self.tests)
        self.sharing.schedule()
        return self

    def step(self, worker: Worker) -> None:
        """Let a process end the test that it is at, or end itself."""
        if (place := worker.runs) is not None:
            if self.tests[place].endswith("[alone]"):
                assert self.workers == [worker], "something is beside"
            worker.queue.popleft()
            self.ran.append((self.tests[place], worker))
            self.sharing.mark_test_complete(worker, place)
        elif worker.shutting_down:
            self.workers.remove(worker)
            assert self.sharing.remove_node(worker) is None
        if self.sharing.tests_finished:
            for each in self.workers:
                each.shutdown()

    def to_the_end(self, choices: Iterable[int]) -> None:
        for choice in choices:
            if self.workers:
                self.step(self.workers[choice % len(self.workers)])
        for _ in range(len(self.tests) + 9):
            for worker in list(self.workers):
                self.step(worker)
        assert not self.workers, "a process waits for ever"
        assert not self.sharing.has_pending


def named(files: Sequence[tuple[int, int]]) -> list[str]:
    """Return the names of so many tests in each file, usual ones and such as must be alone."""
    return [
        f"tests/test_{file}.py::test_{number}{'[alone]' * (number >= usual)}"
        for file, (usual, alone) in enumerate(files)
        for number in range(usual + alone)
    ]


FILES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=6)
CHOICES = st.lists(st.integers(0, 11), max_size=40)


@settings(deadline=None)
@given(FILES, st.integers(1, 4), CHOICES)
def test_each_runs_once_a_file_in_one_process_and_some_alone(
    files: list[tuple[int, int]], number: int, choices: list[int]
) -> None:
    run = Run(named(files), [Worker() for _ in range(number)]).begin()
    run.to_the_end(choices)
    assert sorted(test for test, _ in run.ran) == sorted(run.tests)
    usual = {(test.partition("::")[0], id(worker)) for test, worker in run.ran if not test.endswith("[alone]")}
    assert len(usual) == len({file for file, _ in usual})


@settings(deadline=None)
@given(FILES.filter(lambda files: sum(map(sum, files)) > 0), st.integers(1, 3), CHOICES)
def test_what_a_process_leaves_that_crashes_is_run_by_another(
    files: list[tuple[int, int]], number: int, choices: list[int]
) -> None:
    run = Run(named(files), [Worker() for _ in range(number)]).begin()
    for choice in choices:
        if run.workers:
            run.step(run.workers[choice % len(run.workers)])
    at_work = [each for each in run.workers if each.runs is not None]
    lost = []
    if at_work:
        lost = [run.tests[at_work[0].queue[0]]]
        run.workers.remove(at_work[0])
        assert run.sharing.remove_node(at_work[0]) == lost[0]
        run.workers.append(Worker())
        run.sharing.add_node(run.workers[-1])
        run.sharing.add_node_collection(run.workers[-1], run.tests)
        run.sharing.schedule()
    run.to_the_end([])
    assert sorted([*(test for test, _ in run.ran), *lost]) == sorted(run.tests)


def test_long_files_come_first() -> None:
    tests = ["tests/test_a.py::test_it", *(f"{file}::test_it" for file in reversed(LONG))]
    run = Run(tests, [Worker()]).begin()
    run.to_the_end([])
    assert [test.partition("::")[0] for test, _ in run.ran] == [*LONG, "tests/test_a.py"]
    assert all((ROOT / file).is_file() for file in LONG)


@alone
@pytest.mark.parametrize("what", ["first", "last"])
def test_the_mark_shows_in_the_name(request: pytest.FixtureRequest, what: str) -> None:
    assert in_turn([request.node.nodeid, f"tests/test_x.py::test_alone[{what}]"], [0, 1]) == (deque([[1]]), [0])


def test_processes_that_found_other_tests_stop_the_run() -> None:
    sharing = Sharing(2)
    sharing.add_node_collection(Worker(), ["a", "b"])
    with pytest.raises(RuntimeError, match="other tests"):
        sharing.add_node_collection(Worker(), ["a", "c"])
