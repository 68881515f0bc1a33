"""The two steps of a build, unit by unit in a fixed order: what is still right is kept, the rest is made.

First the extracts of all units, then their pages; making happens here or in worker processes.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any, Generic, TypeVar

import msgspec

from builder.build.earlier import Name, Stood, since
from builder.build.run import Run
from builder.build.traces import STEPS, WEIGHT, Batch, Kept, batches, kept, pages_of, rows, standing, trace, values
from builder.core.memory import Memory
from builder.core.noting import noting
from builder.core.problems import BUG, Span, Stop, problem
from builder.core.store import Damaged, Row
from builder.core.workers import on_held, workers
from builder.site.extract import Extract, Fresh, make_extract
from builder.site.kinds import Unit
from builder.site.made import Pages, make_pages
from builder.site.pages import kind_of
from builder.site.plan import Plan

V = TypeVar("V")

AHEAD = 12 * WEIGHT
"""So many pages may be at work or wait for workers, so that nothing piles up in memory."""

FEW = 20
"""Where fewer than one of so many extracts is made, pages need not wait for them: see `Making.hurries`."""

PRELOAD = ("builder.build.steps",)


@dataclass(frozen=True, slots=True)
class Step(Generic[V]):
    """What is made of every unit: a name, the type of its values, and how one is made, given what it was before.

    `asks` are the kinds that are looked for in the store although it had none of them at first; only a step that
    `looks_back` is given what it made before.
    """

    name: str
    type: Any
    make: Callable[[Plan, Memory, Unit, V | None], Fresh[V]]
    asks: frozenset[str] = frozenset()
    looks_back: bool = False


EXTRACTS: Step[Extract] = Step(STEPS[0], Extract, make_extract)
PAGES: Step[Pages] = Step(STEPS[1], Pages, make_pages, frozenset({"prose"}), looks_back=True)

_STEPS: dict[str, Step[Any]] = {step.name: step for step in (EXTRACTS, PAGES)}


@dataclass(frozen=True, slots=True)
class Done(Generic[V]):
    """A unit with its value: whether that was still right, and how many of its pages were rendered."""

    unit: Unit
    value: V
    reused: bool
    rendered: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What every worker has from its start."""

    plan: Plan
    memory: Memory


Packed = tuple[bytes, tuple[str, ...], int, list[Row]]
"""An encoded value, what was asked for, how many pages were rendered, and what else is to be kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """A batch at work: what is kept of it, the units that are being made, and how to get what is made of them.

    `weight` is how many pages these units have.
    """

    batch: Batch
    kept: dict[tuple[str, str], Kept]
    units: tuple[Unit, ...]
    result: Callable[[], list[Packed]]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Making:
    """The steps of one run: by step and batch the units to be made, and the pool for that, None to work alone.

    `stood` are the batches of which nothing has to be made, or nothing any more.
    """

    run: Run
    held: Held
    batches: tuple[Batch, ...]
    missing: dict[str, dict[str, frozenset[Unit]]]
    stood: dict[Name, Stood]
    pool: Executor | None

    @property
    def hurries(self) -> bool:
        """Say whether pages may be begun beside extracts: of few, hardly one is wrong and makes that vain.

        Otherwise pages wait for the prose, which would be parsed twice.
        """
        made = sum(map(len, self.missing[EXTRACTS.name].values()))
        return made * FEW < len(self.held.plan.units)

    def settle(self, step: Step[V]) -> None:
        """Make what is missing of a step and keep it: whoever begins the step then finds all of it in the store."""
        wanted = self.missing[step.name]
        for _done in self._begun_with(step, [batch for batch in self.batches if batch.name in wanted]):
            pass

    def begin(self, step: Step[V]) -> Iterator[Done[V]]:
        """Begin a step, and return the values of all units in their order; at their end what is new is kept."""
        return self._begun_with(step, self.batches)

    def _begun_with(self, step: Step[V], every: Sequence[Batch]) -> Iterator[Done[V]]:
        wanted = self.missing[step.name] if self.pool else {}
        early = {each.name: self._begun(step, each) for each in every if each.name in wanted and _is_long(each)}
        rest = (early.pop(each.name) if each.name in early else self._begun(step, each) for each in every)
        waiting = deque[Job]()
        _ahead(rest, waiting, AHEAD)
        return self._going_on(step, rest, waiting)

    def _going_on(self, step: Step[V], rest: Iterator[Job], waiting: deque[Job]) -> Iterator[Done[V]]:
        with self.run.memory.gathering() as new:
            while waiting:
                job = waiting.popleft()
                yield from self._ended(step, job, new)
                _ahead(rest, waiting, room=job.weight if waiting else AHEAD)

    def _begun(self, step: Step[V], batch: Batch) -> Job:
        """Begin to make what is missing of a batch, if there are workers; else it is made when it is asked for."""
        wanted = self.missing[step.name].get(batch.name)
        if wanted is None:
            return Job(batch, {}, (), list)
        before = kept(self.run, step.name, batch)
        units = tuple(unit for unit in batch.units if unit in wanted)
        work = tuple((unit, _value(before, unit) if step.looks_back else b"") for unit in units)
        weight = sum(pages_of(self.held.plan, unit) for unit in units)
        if self.pool and work:
            future: Future[list[Packed]] = self.pool.submit(on_held, _make, step.name, work)
            return Job(batch, before, units, future.result, weight)
        return Job(batch, before, units, lambda: _make(self.held, step.name, work), weight)

    def _ended(self, step: Step[V], job: Job, new: list[Row]) -> Iterator[Done[V]]:
        if job.batch.name in self.missing[step.name]:
            yield from self._finished(step, job, new)
            return
        found: list[V]
        key, found = _decoder(step.name, of_all=True).decode(values(self.run, step.name, job.batch))
        if key != self.stood[step.name, job.batch.name].key or len(found) != len(job.batch.units):
            raise Damaged(f'values of "{job.batch.name}" are missing')
        for unit, value in zip(job.batch.units, found, strict=True):
            yield Done(unit, value, reused=True)

    def _finished(self, step: Step[V], job: Job, new: list[Row]) -> Iterator[Done[V]]:
        """Yield the values of a batch, those that are still right among them, and keep what is new with `new`."""
        made = dict(zip(job.units, job.result(), strict=True))
        decode = _decoder(step.name).decode
        now: list[Kept] = []
        for unit in job.batch.units:
            if unit in made:
                value, notes, rendered, _ = made[unit]
                now.append((trace(self.run, self.held.plan, step.name, unit, notes), msgspec.Raw(value)))
                yield Done(unit, decode(value), reused=False, rendered=rendered)
            elif (unit.kind, unit.id) in job.kept:
                now.append(job.kept[unit.kind, unit.id])
                yield Done(unit, decode(now[-1][1]), reused=True)
            else:
                raise Damaged(f'"{unit.kind}/{unit.id}" is missing')
        stood, more = rows(self.run, self.held.plan, step.name, job.batch, now)
        new += [row for *_, some in made.values() for row in some]
        new += more
        self.run.memory.spill(new)
        self.stood[step.name, job.batch.name] = stood
        del self.missing[step.name][job.batch.name]


def _ahead(rest: Iterator[Job], waiting: deque[Job], room: int) -> None:
    """Put jobs behind those that are waiting, until so many pages of them are at work or nothing is left."""
    while room > 0 and (job := next(rest, None)):
        waiting.append(job)
        room -= job.weight


def _is_long(batch: Batch) -> bool:
    return any(kind_of(unit).long for unit in batch.units)


@contextmanager
def making(run: Run, plan: Plan, *steps: Step[Any]) -> Iterator[Making]:
    """Give the steps of a run, each of which can be gone through once."""
    memory, every, before = run.memory, tuple(batches(plan)), since(run.before, plan, run.slot)
    wanted: dict[str, dict[str, frozenset[Unit]]] = {step.name: {} for step in steps}
    stood: dict[Name, Stood] = {}
    for step, batch in product(wanted, every):
        found = standing(run, plan, step, batch, before)
        if isinstance(found, Stood):
            stood[step, batch.name] = found
        else:
            wanted[step][batch.name] = found
    count = sum(pages_of(plan, unit) for some in wanted.values() for units in some.values() for unit in units)
    lacks = frozenset(kind for kind in ("prose", "page") if memory.store and not memory.store.holds(kind))
    held = Held(plan, replace(memory, lacks=lacks))
    memory.release()  # an open store must not be carried into another process
    with workers(count, run.options.jobs, PRELOAD, held) as pool:
        yield Making(run, held, every, wanted, stood, pool)


def _value(before: dict[tuple[str, str], Kept], unit: Unit) -> bytes:
    """Return the encoded value that a unit had before, empty if it had none."""
    found = before.get((unit.kind, unit.id))
    return bytes(found[1]) if found else b""


def _make(held: Held, name: str, work: tuple[tuple[Unit, bytes], ...]) -> list[Packed]:
    step = _STEPS[name]
    memory = replace(held.memory, lacks=held.memory.lacks - step.asks)
    return [_made(held.plan, memory, step, unit, before) for unit, before in work]


def _made(plan: Plan, memory: Memory, step: Step[Any], unit: Unit, before: bytes) -> Packed:
    with noting() as notes:
        fresh = step.make(plan, memory, unit, _decoder(step.name).decode(before) if before else None)
    return msgspec.msgpack.encode(fresh.value), tuple(sorted(notes)), fresh.rendered, fresh.rows


@cache
def _decoder(name: str, of_all: bool = False) -> "msgspec.msgpack.Decoder[Any]":
    """Return what decodes a value of a step, or a key with a list of them."""
    kind: Any = _STEPS[name].type
    return msgspec.msgpack.Decoder(tuple[str, list[kind]] if of_all else kind)


def verified(step: Step[V], values: Iterable[Done[V]], plan: Plan, run: Run) -> Iterator[Done[V]]:
    """Yield values, and make some of them anew without any memory: one that differs stops the run (FP510).

    `Options.verify` says how many, spread evenly over the site; 0 for none.
    """
    sample = run.options.verify
    every = max(1, len(plan.units) // sample) if sample else 0
    for number, done in enumerate(values):
        if every and number % every == 0:
            anew = step.make(plan, Memory(run.memory.engine), done.unit, None).value
            if anew != done.value:
                raise _differs(done, anew)
        yield done


def _differs(done: Done[Any], anew: object) -> Stop:
    pages = [path for path, made in anew.items() if done.value.get(path) != made] if isinstance(anew, dict) else []
    what = f'the page "{pages[0]}"' if pages else f'what "{done.unit.kind}/{done.unit.id}" gives to others'
    return Stop(problem("FP510", f"{what} is not what would be made now", Span(".cache")), BUG)
