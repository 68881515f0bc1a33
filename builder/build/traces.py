"""What a step kept of every unit the last time, batch by batch, and whether it is still right.

Of a batch a step keeps two rows: traces, which tell how each value was made, and values. To see what is still right,
only the traces are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from builder.build.last import slot
from builder.build.run import Run
from builder.core.memory import key_of
from builder.core.store import Damaged, Row, sealed
from builder.site.kinds import Unit
from builder.site.plan import Plan

WEIGHT = 40
"""So many pages make a batch at most: enough to outweigh its way to a worker, few enough for all to end together."""

PARTING = 32
"""Of so many units one begins a batch, by its name: who comes or goes moves no batch but its own."""

STEPS = ("extract", "pages")
VALUES = "-values"


@dataclass(frozen=True, slots=True)
class Trace:
    """How a unit's value was made: what was asked for, and a key that names the answers and all else that was read."""

    kind: str
    id: str
    key: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some units in their order, under the name of the first."""

    name: str
    units: tuple[Unit, ...]


Kept = tuple[Trace, msgspec.Raw]
"""What is kept of a unit: the trace, and the encoded value."""

_TRACES = msgspec.msgpack.Decoder(list[Trace])
_VALUES = msgspec.msgpack.Decoder(list[msgspec.Raw])


def batches(units: Iterable[Unit]) -> Iterator[Batch]:
    """Yield all units in batches."""
    some: list[Unit] = []
    weight = 0
    for unit in units:
        begins = int(key_of("batch", "", unit.kind, unit.id)[:8], 16) % PARTING == 0
        if some and (begins or weight + unit.pages > WEIGHT):
            yield Batch(f"{some[0].kind}/{some[0].id}", tuple(some))
            some, weight = [], 0
        some.append(unit)
        weight += unit.pages
    if some:
        yield Batch(f"{some[0].kind}/{some[0].id}", tuple(some))


def missing(run: Run, plan: Plan, step: str, batch: Batch) -> frozenset[Unit] | None:
    """Return the units of which a step has to make the value; None when all of a batch is as it was kept."""
    kept = {(each.kind, each.id): each for each in _traces(run, step, batch)}
    found = frozenset(unit for unit in batch.units if not _stands(run, plan, step, unit, kept))
    return found if found or len(kept) != len(batch.units) else None


def _stands(run: Run, plan: Plan, step: str, unit: Unit, kept: dict[tuple[str, str], Trace]) -> bool:
    """Say whether what was kept of a unit is what would be made of it now."""
    found = kept.get((unit.kind, unit.id))
    return found is not None and found.key == _made_from(run, plan, step, unit, found.notes)


def trace(run: Run, plan: Plan, step: str, unit: Unit, notes: tuple[str, ...]) -> Trace:
    """Return the trace of a value that is made now and asks for this."""
    return Trace(unit.kind, unit.id, _made_from(run, plan, step, unit, notes), notes)


def _made_from(run: Run, plan: Plan, step: str, unit: Unit, notes: tuple[str, ...]) -> str:
    """Name all that a value is made from: the engine, the world, the unit's own files, and the answers."""
    own = [f"{path}={named}" for path, named in plan.own_files(unit)]
    return key_of(step, run.memory.engine, plan.world, unit.kind, unit.id, *own, *plan.answers.named(notes))


def _traces(run: Run, step: str, batch: Batch) -> list[Trace]:
    row = run.memory.get(step, _key(run, batch))
    return _TRACES.decode(row) if row else []


def kept(run: Run, step: str, batch: Batch) -> dict[tuple[str, str], Kept]:
    """Return what a step keeps of a batch, by kind and id of its units."""
    found = _traces(run, step, batch)
    row = run.memory.get(step + VALUES, _key(run, batch)) if found else None
    values = _VALUES.decode(row) if row else []
    if len(values) != len(found):
        raise Damaged(f'the values of "{batch.name}" are missing')
    return {(each.kind, each.id): (each, value) for each, value in zip(found, values, strict=True)}


def rows(run: Run, step: str, batch: Batch, some: Iterable[Kept]) -> list[Row]:
    """Return what is to be kept of a batch."""
    traces, values = zip(*some, strict=True)
    key = _key(run, batch)
    return [
        sealed(step, key, msgspec.msgpack.encode(traces)),
        sealed(step + VALUES, key, msgspec.msgpack.encode(values)),
    ]


def in_use(run: Run, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield kind and key of every row that the steps keep of a plan."""
    for batch in batches(plan.units):
        key = _key(run, batch)
        yield from ((f"{step}{suffix}", key) for step in STEPS for suffix in ("", VALUES))


def _key(run: Run, batch: Batch) -> str:
    return key_of("batch", run.memory.engine, slot(run.memory.engine, run.options), batch.name)
