"""The pieces of a site in a fixed order: those that are remembered, and the rest made here or in worker processes."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from builder.build.run import Run
from builder.core.memory import Memory
from builder.core.problems import BUG, Span, Stop, problem
from builder.core.store import Damaged, Row, Store, sealed
from builder.core.workers import on_held, workers
from builder.site.made import Made
from builder.site.pages import Unit
from builder.site.piece import Piece, make_piece, piece_key
from builder.site.plan import Plan

WEIGHT = 40
"""So many pages make a batch: enough to outweigh its way to a worker, few enough for all workers to end together."""

AHEAD = 12
"""How many batches may wait for workers, so that nothing piles up in memory."""

PRELOAD = ("builder.build.pieces",)

_DECODER = msgspec.msgpack.Decoder(Piece)


@dataclass(frozen=True, slots=True)
class Held:
    """What every worker has from its start; without `store` there is nothing yet that it could find there."""

    plan: Plan
    store: Path | None
    engine: str
    known: Mapping[str, Made]
    rendering: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A unit with its piece: whether that was remembered, and how many of its pages were rendered."""

    unit: Unit
    piece: Piece
    reused: bool
    rendered: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Some units in their order, with the keys of their pieces; those in `missing` are to be made."""

    units: tuple[tuple[Unit, str], ...]
    missing: tuple[Unit, ...]


@contextmanager
def making(
    run: Run, plan: Plan, known: Mapping[str, Made], rendering: bool = True
) -> Iterator[tuple[Iterator[Done], Executor | None]]:
    """Give all pieces of a plan in their order, as they are made, and the pool that makes them.

    `known` are the pages of the last build. Without `rendering` only the prose is read and checked.
    """
    memory = run.memory
    keyed = [(unit, piece_key(plan, memory, unit)) for unit in plan.units]
    there = memory.there("piece", [key for _, key in keyed])
    batches = list(_batches(keyed, there))
    missing = sum(len(batch.missing) for batch in batches)
    store = memory.store.path if memory.store and memory.store.holds("prose", "page") else None
    held = Held(plan, store, memory.engine, known, rendering)
    memory.release()  # an open store must not be carried into another process
    with workers(missing, run.options.jobs, PRELOAD, held) as pool:
        yield _all(held, memory, batches, pool), pool


def _batches(keyed: list[tuple[Unit, str]], there: set[str]) -> Iterator[Job]:
    some: list[tuple[Unit, str]] = []
    weight = 0
    for unit, key in keyed:
        some.append((unit, key))
        weight += unit.pages
        if weight >= WEIGHT:
            yield Job(tuple(some), tuple(each for each, named in some if named not in there))
            some, weight = [], 0
    if some:
        yield Job(tuple(some), tuple(each for each, named in some if named not in there))


def _all(held: Held, memory: Memory, batches: list[Job], pool: Executor | None) -> Iterator[Done]:
    waiting: list[tuple[Job, Future[list[Packed]] | None]] = []
    for batch in batches:
        future = pool.submit(on_held, _in_worker, batch.missing) if pool and batch.missing else None
        waiting.append((batch, future))
        if len(waiting) >= AHEAD:
            yield from _finished(held, memory, *waiting.pop(0))
    for each in waiting:
        yield from _finished(held, memory, *each)


Packed = tuple[bytes, int, list[Row]]
"""An encoded piece, how many pages were rendered for it, and what is to be kept of it."""


def _finished(held: Held, memory: Memory, batch: Job, future: "Future[list[Packed]] | None") -> Iterator[Done]:
    """Yield the pieces of a batch, the remembered among them, and keep what is new."""
    packed = future.result() if future else _make(held, memory if held.store else Memory(held.engine), batch.missing)
    made = dict(zip(batch.missing, packed, strict=True))
    kept = dict(memory.all("piece", [key for unit, key in batch.units if unit not in made]))
    rows = [row for _, _, some in packed for row in some]
    for unit, key in batch.units:
        if unit not in made:
            if key not in kept:
                raise Damaged(f'the piece "{unit.kind}/{unit.id}" is missing')
            yield Done(unit, _DECODER.decode(kept[key]), reused=True)
            continue
        encoded, rendered, _ = made[unit]
        if held.rendering:
            rows.append(sealed("piece", key, encoded))
        yield Done(unit, _DECODER.decode(encoded), reused=False, rendered=rendered)
    memory.keep(rows)


def _in_worker(held: Held, units: tuple[Unit, ...]) -> list[Packed]:
    return _make(held, _memory(held.store, held.engine), units)


@cache
def _memory(store: Path | None, engine: str) -> Memory:
    """Return this process's own way into the store."""
    return Memory(engine, Store(store) if store else None)


def _make(held: Held, memory: Memory, units: tuple[Unit, ...]) -> list[Packed]:
    made = (make_piece(held.plan, memory, unit, held.known, held.rendering) for unit in units)
    return [(msgspec.msgpack.encode(each.piece), each.rendered, each.rows) for each in made]


def verified(pieces: Iterable[Done], plan: Plan, run: Run) -> Iterator[Done]:
    """Yield pieces, and make some of them anew without any memory: one that differs stops the run (FP510).

    `Options.verify` says how many, spread evenly over the site; 0 for none.
    """
    sample = run.options.verify
    step = max(1, len(plan.units) // sample) if sample else 0
    for number, done in enumerate(pieces):
        if step and number % step == 0:
            anew = make_piece(plan, Memory(run.memory.engine), done.unit, {}).piece
            if anew != done.piece:
                raise _differs(done, anew)
        yield done


def _differs(done: Done, anew: Piece) -> Stop:
    pages = [path for path, made in anew.pages.items() if done.piece.pages.get(path) != made]
    what = f'the page "{pages[0]}"' if pages else f'what "{done.unit.kind}/{done.unit.id}" gives to others'
    return Stop(problem("FP510", f"{what} is not what would be made now", Span(".cache")), BUG)
