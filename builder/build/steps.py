"""The two steps of a build, unit by unit in a fixed order: what is still right is kept, the rest is made.

First the extracts of all units, then their pages. Units stand in batches, and of each batch a step keeps one row: for
every unit its value and what was asked for when it was made. Making happens here or in worker processes.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from builder.build.last import slot
from builder.build.run import Run
from builder.core.memory import Memory, key_of
from builder.core.noting import noting
from builder.core.problems import BUG, Span, Stop, problem
from builder.core.store import Damaged, Row, Store, sealed
from builder.core.workers import on_held, workers
from builder.site.extract import Extract, Fresh, make_extract
from builder.site.made import Pages, make_pages
from builder.site.pages import Unit
from builder.site.plan import Plan

V = TypeVar("V")

WEIGHT = 40
"""So many pages make a batch at most: enough to outweigh its way to a worker, few enough for all to end together."""

PARTING = 32
"""Of so many units one begins a batch, by its name: who comes or goes moves no batch but its own."""

VALUES = "-values"

AHEAD = 12
"""How many batches may wait for workers, so that nothing piles up in memory."""

PRELOAD = ("builder.build.steps",)


@dataclass(frozen=True, slots=True)
class Step(Generic[V]):
    """What is made of every unit: a name, the type of its values, and how one is made, given what it was before."""

    name: str
    type: Any
    make: Callable[[Plan, Memory, Unit, V | None], Fresh[V]]


EXTRACTS: Step[Extract] = Step("extract", Extract, make_extract)
PAGES: Step[Pages] = Step("pages", Pages, make_pages)


@dataclass(frozen=True, slots=True)
class Trace:
    """How a unit's value was made: what was asked for, and a key that names the answers and all else it was made from.

    Traces and values of a batch stand in two rows, so that only traces are read to see what is still right.
    """

    kind: str
    id: str
    key: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some units in their order, under the name of the first."""

    name: str
    units: tuple[Unit, ...]


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
    store: Path | None
    engine: str


@dataclass(frozen=True, slots=True)
class Making:
    """The steps of one run, and the pool for them, None where this process works alone."""

    run: Run
    plan: Plan
    batches: tuple[Batch, ...]
    missing: dict[str, dict[str, frozenset[Unit]]]
    pool: Executor | None

    def all(self, step: Step[V]) -> Iterator[Done[V]]:
        """Yield the values of all units in their order."""
        waiting: list[tuple[Batch, _Job]] = []
        for batch in self.batches:
            waiting.append((batch, _begun(self, step, batch)))
            if len(waiting) > AHEAD:
                yield from _finished(self, step, *waiting.pop(0))
        for each in waiting:
            yield from _finished(self, step, *each)


@contextmanager
def making(run: Run, plan: Plan, *steps: Step[Any]) -> Iterator[Making]:
    """Give the steps of a run, each of which can be gone through once."""
    memory = run.memory
    batches = tuple(_batches(plan.units))
    missing = {step.name: dict(_missing(run, plan, step, batches)) for step in steps}
    count = sum(len(units) for found in missing.values() for units in found.values())
    held = Held(plan, memory.store.path if memory.store else None, memory.engine)
    memory.release()  # an open store must not be carried into another process
    with workers(count, run.options.jobs, PRELOAD, held) as pool:
        yield Making(run, plan, batches, missing, pool)


def _batches(units: Iterable[Unit]) -> Iterator[Batch]:
    some: list[Unit] = []
    weight = 0
    for unit in units:
        name = f"{unit.kind}/{unit.id}"
        if some and (weight + unit.pages > WEIGHT or int(key_of("batch", "", name)[:8], 16) % PARTING == 0):
            yield Batch(f"{some[0].kind}/{some[0].id}", tuple(some))
            some, weight = [], 0
        some.append(unit)
        weight += unit.pages
    if some:
        yield Batch(f"{some[0].kind}/{some[0].id}", tuple(some))


def batch_rows(run: Run, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield kind and key of every row that the steps keep of this plan."""
    for batch in _batches(plan.units):
        key = _row_key(run, batch)
        yield from ((f"{step.name}{suffix}", key) for step in (EXTRACTS, PAGES) for suffix in ("", VALUES))


def _row_key(run: Run, batch: Batch) -> str:
    return key_of("batch", run.memory.engine, slot(run.memory.engine, run.options), batch.name)


def _traces(run: Run, step: Step[Any], batch: Batch) -> list[Trace]:
    row = run.memory.get(step.name, _row_key(run, batch))
    return _TRACES.decode(row) if row else []


_TRACES = msgspec.msgpack.Decoder(list[Trace])


def _kept(run: Run, step: Step[Any], batch: Batch) -> "dict[tuple[str, str], _Kept]":
    """Return what the step keeps of a batch, by kind and id of its units."""
    traces = _traces(run, step, batch)
    row = run.memory.get(f"{step.name}{VALUES}", _row_key(run, batch)) if traces else None
    values = _VALUES.decode(row) if row else []
    if len(values) != len(traces):
        raise Damaged(f'the values of "{batch.name}" are missing')
    return {(each.kind, each.id): (each, value) for each, value in zip(traces, values, strict=True)}


_Kept = tuple[Trace, msgspec.Raw]

_VALUES = msgspec.msgpack.Decoder(list[msgspec.Raw])


def _missing(run: Run, plan: Plan, step: Step[Any], batches: Iterable[Batch]) -> Iterator[tuple[str, frozenset[Unit]]]:
    """Yield the name of each batch that has to be kept anew, with those of its units that have to be made."""
    for batch in batches:
        kept = {(each.kind, each.id): each for each in _traces(run, step, batch)}
        missing = frozenset(unit for unit in batch.units if not _stands(run, plan, step, unit, kept))
        if missing or len(kept) != len(batch.units):
            yield batch.name, missing


def _stands(run: Run, plan: Plan, step: Step[Any], unit: Unit, kept: dict[tuple[str, str], Trace]) -> bool:
    """Say whether what was kept of a unit is what would be made of it now."""
    found = kept.get((unit.kind, unit.id))
    return found is not None and found.key == _key(run, plan, step, unit, found.notes)


def _key(run: Run, plan: Plan, step: Step[Any], unit: Unit, notes: Iterable[str]) -> str:
    """Name all that a value is made from: the engine, the world, the unit's own files, and the answers it asked for."""
    own = [f"{path}={named}" for path, named in plan.own_files(unit)]
    made_from = "\0".join([*own, *plan.answers.named(notes)])  # at once: there are many, and none has a NUL in it
    return key_of(step.name, run.memory.engine, plan.world, unit.kind, unit.id, made_from)


Packed = tuple[bytes, tuple[str, ...], int, list[Row]]
"""An encoded value, what was asked for, how many pages were rendered, and what else is to be kept."""

_Job = tuple[dict[tuple[str, str], _Kept], tuple[Unit, ...], Callable[[], list[Packed]]]
"""What is kept of a batch, the units of it that are being made, and how to get them."""


def _begun(making: Making, step: Step[V], batch: Batch) -> _Job:
    """Begin to make what is missing of a batch, if there are workers; without any it is made when it is asked for."""
    run, missing = making.run, making.missing[step.name].get(batch.name, frozenset())
    kept = _kept(run, step, batch)
    units = tuple(unit for unit in batch.units if unit in missing)
    work = tuple((unit, _before(kept, unit)) for unit in units)
    if making.pool and work:
        future: Future[list[Packed]] = making.pool.submit(on_held, _in_worker, step.name, work)
        return kept, units, future.result
    return kept, units, lambda: _make(making.plan, run.memory, step, work)


def _before(kept: dict[tuple[str, str], _Kept], unit: Unit) -> bytes:
    """Return the encoded value that a unit had before, empty if it had none."""
    found = kept.get((unit.kind, unit.id))
    return bytes(found[1]) if found else b""


def _finished(making: Making, step: Step[V], batch: Batch, job: _Job) -> Iterator[Done[V]]:
    """Yield the values of a batch, those that are still right among them, and keep what is new."""
    run, (kept, units, result) = making.run, job
    made = dict(zip(units, result(), strict=True))
    decode = _decoder(step.name).decode
    rows = [row for *_, some in made.values() for row in some]
    now: list[_Kept] = []
    for unit in batch.units:
        if unit in made:
            value, notes, rendered, _ = made[unit]
            trace = Trace(unit.kind, unit.id, _key(run, making.plan, step, unit, notes), notes)
            now.append((trace, msgspec.Raw(value)))
            yield Done(unit, decode(value), reused=False, rendered=rendered)
            continue
        found = kept.get((unit.kind, unit.id))
        if found is None:
            raise Damaged(f'"{unit.kind}/{unit.id}" is missing')
        now.append(found)
        yield Done(unit, decode(found[1]), reused=True)
    if batch.name in making.missing[step.name]:
        rows += _rows(step, _row_key(run, batch), now)
    if rows:
        run.memory.keep(rows)


def _rows(step: Step[Any], key: str, kept: list[_Kept]) -> Iterator[Row]:
    yield sealed(step.name, key, msgspec.msgpack.encode([trace for trace, _ in kept]))
    yield sealed(f"{step.name}{VALUES}", key, msgspec.msgpack.encode([value for _, value in kept]))


def _in_worker(held: Held, name: str, work: tuple[tuple[Unit, bytes], ...]) -> list[Packed]:
    return _make(held.plan, _memory(held.store, held.engine), STEPS[name], work)


@cache
def _memory(store: Path | None, engine: str) -> Memory:
    """Return this process's own way into the store."""
    return Memory(engine, Store(store) if store else None)


def _make(plan: Plan, memory: Memory, step: Step[Any], work: tuple[tuple[Unit, bytes], ...]) -> list[Packed]:
    return [_made(plan, memory, step, unit, before) for unit, before in work]


def _made(plan: Plan, memory: Memory, step: Step[Any], unit: Unit, before: bytes) -> Packed:
    with noting() as notes:
        fresh = step.make(plan, memory, unit, _decoder(step.name).decode(before) if before else None)
    return msgspec.msgpack.encode(fresh.value), tuple(sorted(notes)), fresh.rendered, fresh.rows


STEPS: dict[str, Step[Any]] = {step.name: step for step in (EXTRACTS, PAGES)}


@cache
def _decoder(name: str) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(STEPS[name].type)


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
