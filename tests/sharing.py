"""How tests are shared out to processes (`make test`, or `pytest -n`): whole files, and those that take long first.

What is marked `alone` comes last, in one process, once the others have ended: it measures time or gives little of it,
and what runs beside it would disturb it. Without `-n` everything runs in one process, in the usual order.
"""

import re
from collections import deque
from collections.abc import Sequence
from typing import NoReturn, Protocol

import pytest

alone = pytest.mark.usefixtures("alone")
"""The mark of a test that nothing may run beside."""

ALONE = re.compile(r"[\[-]alone[-\]]")
"""How the mark shows in the name of a test, all that is known of a test where they are shared out."""

LONG = (
    "tests/test_incremental.py",
    "tests/gates/test_axe.py",
    "tests/gates/test_reflow.py",
    "tests/test_search_languages.py",
    "tests/gates/test_valid.py",
    "tests/gates/test_weight.py",
)
"""The files that take longest, longest first; the others follow in the usual order. Only time depends on it."""


class Process(Protocol):
    """What is known of a process that runs tests (`xdist.workermanage.WorkerController`)."""

    @property
    def shutting_down(self) -> bool:
        """Say whether it will end with the tests that it was given."""

    def send_runtest_some(self, indices: Sequence[int]) -> None:
        """Give it more tests, by their places in what was collected."""

    def shutdown(self) -> None:
        """Have it end after the tests that it was given."""


class Sharing:
    """Shares out tests as pytest-xdist asks for it (`xdist.scheduler.Scheduling`).

    A process keeps its last test until it knows the next one or that it shall end, so it gets more before.
    """

    def __init__(self, processes: int) -> None:
        self._processes, self._collected, self._begun = processes, 0, False
        self._tests: list[str] = []
        self._files: deque[list[int]] = deque()
        self._alone: list[int] = []
        self._given: dict[Process, list[int]] = {}

    @property
    def nodes(self) -> list[Process]:
        """Return the processes that are there."""
        return list(self._given)

    @property
    def collection_is_completed(self) -> bool:
        """Say whether each process has told which tests there are."""
        return self._collected >= self._processes

    @property
    def has_pending(self) -> bool:
        """Say whether a test has not ended yet."""
        return bool(self._files or self._alone or any(self._given.values()))

    @property
    def tests_finished(self) -> bool:
        """Say whether there is nothing to give any more, and the processes only wait to hear so."""
        waiting = all(len(given) < 2 for given in self._given.values())
        return self.collection_is_completed and waiting and not self._files and not self._alone

    def add_node(self, node: Process) -> None:
        """Hear of a process, perhaps in place of one that crashed."""
        self._given[node] = []

    def add_node_collection(self, node: Process, collection: Sequence[str]) -> None:
        """Hear which tests a process has found; all must find the same, as their places are their names here."""
        if self._collected and self._tests != list(collection):
            unlike = sorted({*self._tests} ^ {*collection})[:9]
            raise RuntimeError(f"the processes found other tests, or in another order: {unlike}")
        self._collected += 1
        self._tests = list(collection)

    def schedule(self) -> None:
        """Begin, or go on with a process that came later."""
        if not self._begun:
            self._begun = True
            self._files, self._alone = in_turn(self._tests, range(len(self._tests)))
        for node in self.nodes * 2:  # a file may hold a single test
            self._serve(node)

    def mark_test_complete(self, node: Process, item_index: int, duration: float = 0) -> None:
        """Hear that a test has ended."""
        self._given[node].remove(item_index)
        self._serve(node)

    def remove_node(self, node: Process) -> str | None:
        """Hear that a process has ended; return the test that it crashed in, if it did: others get what it had left."""
        given = self._given.pop(node)
        files, alone = in_turn(self._tests, given[1:])
        self._files.extendleft(files)
        self._alone = alone + self._alone
        for each in self.nodes if self._begun else ():
            self._serve(each)
        return self._tests[given[0]] if given else None

    def _serve(self, node: Process) -> None:
        """Give a process more if it needs it; the last one at work gets what has to be alone."""
        others = [each for each in self._given if each is not node]
        if node.shutting_down or len(self._given[node]) > 1:
            return
        if self._files:
            self._give(node, self._files.popleft())
        elif self._alone and not others:
            self._give(node, self._alone)
            self._alone = []
        elif not self._alone or not all(each.shutting_down for each in others):
            node.shutdown()

    def _give(self, node: Process, tests: list[int]) -> None:
        self._given[node] += tests
        node.send_runtest_some(tests)

    def mark_test_pending(self, item: str) -> NoReturn:
        """Refuse to run a test again."""
        raise NotImplementedError

    def remove_pending_tests_from_node(self, node: Process, indices: Sequence[int]) -> NoReturn:
        """Refuse to take back what was given."""
        raise NotImplementedError


def in_turn(tests: Sequence[str], places: Sequence[int]) -> tuple[deque[list[int]], list[int]]:
    """Return the places of tests, file by file in their turn, and the places of those that have to be alone."""
    files: dict[str, list[int]] = {each: [] for each in LONG}
    alone: list[int] = []
    for place in places:
        test = tests[place]
        chosen = alone if ALONE.search(test) else files.setdefault(test.partition("::")[0], [])
        chosen.append(place)
    return deque(filter(None, files.values())), alone
