"""What a step kept of every unit the last time, batch by batch, and whether it is still right.

Of a batch a step keeps two rows: traces, which tell how each value was made, and values. To see what is still right,
only the traces are read, and in most batches no more of them than one key for all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zlib import crc32

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
    """Some units in their order, under the name of the first; `own` names each with the bytes of its own files."""

    name: str
    units: tuple[Unit, ...]
    own: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Traces:
    """The traces of a batch: a key of all units and all that they asked for, these notes, and each trace, encoded.

    There a trace is kind, id, key and the places of its notes among all.
    """

    key: str
    notes: tuple[str, ...]
    each: msgspec.Raw


Kept = tuple[Trace, msgspec.Raw]
"""What is kept of a unit: the trace, and the encoded value."""

_TRACES = msgspec.msgpack.Decoder(Traces)
_EACH = msgspec.msgpack.Decoder(list[tuple[str, str, str, tuple[int, ...]]])
_VALUES = msgspec.msgpack.Decoder(list[msgspec.Raw])


def batches(plan: Plan) -> Iterator[Batch]:
    """Yield all units in batches."""
    some: list[Unit] = []
    weight = 0
    for unit in plan.units:
        begins, pages = crc32(f"{unit.kind}/{unit.id}".encode()) % PARTING == 0, pages_of(plan, unit)
        if some and (begins or weight + pages > WEIGHT):
            yield _batch(plan, some)
            some, weight = [], 0
        some.append(unit)
        weight += pages
    if some:
        yield _batch(plan, some)


def pages_of(plan: Plan, unit: Unit) -> int:
    """Return how many pages a unit has in all languages, at least 1."""
    return max(1, unit.pages * len(plan.editions))


def _batch(plan: Plan, some: list[Unit]) -> Batch:
    return Batch(f"{some[0].kind}/{some[0].id}", tuple(some), tuple(_own(plan, unit) for unit in some))


def _own(plan: Plan, unit: Unit) -> str:
    own = f"{unit.kind}\0{unit.id}"
    for path, named in plan.own_files(unit):
        own += f"\0{path}={named}"
    return own


def missing(run: Run, plan: Plan, step: str, batch: Batch) -> frozenset[Unit] | None:
    """Return the units of which a step has to make the value; None when all of a batch is as it was kept."""
    found = _traces(run, step, batch)
    if found and found.key == _made_from(run, plan, step, batch.own, found.notes):
        return None  # one look at all answers together is several times as fast as one for each unit
    before = {(each.kind, each.id): each for each in _each(found)}
    return frozenset(
        unit
        for unit, own in zip(batch.units, batch.own, strict=True)
        if not _stands(run, plan, step, own, before.get((unit.kind, unit.id)))
    )


def _stands(run: Run, plan: Plan, step: str, own: str, before: Trace | None) -> bool:
    """Say whether what was kept of a unit is what would be made of it now."""
    return before is not None and before.key == _made_from(run, plan, step, (own,), before.notes)


def trace(run: Run, plan: Plan, step: str, unit: Unit, notes: tuple[str, ...]) -> Trace:
    """Return the trace of a value that is made now and asks for this."""
    return Trace(unit.kind, unit.id, _made_from(run, plan, step, (_own(plan, unit),), notes), notes)


def _made_from(run: Run, plan: Plan, step: str, own: Iterable[str], notes: tuple[str, ...]) -> str:
    """Name all that values are made from: the engine, the world, units with their own files, and the answers."""
    return key_of(step, run.memory.engine, plan.world, *own, *plan.answers.named(notes))


def _traces(run: Run, step: str, batch: Batch) -> Traces | None:
    row = run.memory.get(step, _key(run, batch))
    return _TRACES.decode(row) if row else None


def _each(found: Traces | None) -> list[Trace]:
    if found is None:
        return []
    every, names = _EACH.decode(found.each), found.notes
    return [Trace(kind, id_, key, tuple(names[at] for at in places)) for kind, id_, key, places in every]


def values(run: Run, step: str, batch: Batch) -> bytes:
    """Return the encoded list of the values of a batch that is as it was kept."""
    row = run.memory.get(step + VALUES, _key(run, batch))
    if row is None:
        raise Damaged(f'the values of "{batch.name}" are missing')
    return row


def kept(run: Run, step: str, batch: Batch) -> dict[tuple[str, str], Kept]:
    """Return what a step keeps of a batch, by kind and id of its units."""
    found = _each(_traces(run, step, batch))
    some = _VALUES.decode(values(run, step, batch)) if found else []
    if len(some) != len(found):
        raise Damaged(f'values of "{batch.name}" are missing')
    return {(each.kind, each.id): (each, value) for each, value in zip(found, some, strict=True)}


def rows(run: Run, plan: Plan, step: str, batch: Batch, some: Iterable[Kept]) -> list[Row]:
    """Return what is to be kept of a batch."""
    each, encoded = zip(*some, strict=True)
    notes = tuple(sorted({name for one in each for name in one.notes}))
    places = {name: at for at, name in enumerate(notes)}
    packed = msgspec.msgpack.encode([(one.kind, one.id, one.key, [places[name] for name in one.notes]) for one in each])
    found = Traces(_made_from(run, plan, step, batch.own, notes), notes, msgspec.Raw(packed))
    return [
        sealed(step, _key(run, batch), msgspec.msgpack.encode(found)),
        sealed(step + VALUES, _key(run, batch), msgspec.msgpack.encode(encoded)),
    ]


def in_use(run: Run, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield kind and key of every row that the steps keep of a plan."""
    for batch in batches(plan):
        key = _key(run, batch)
        yield from ((f"{step}{suffix}", key) for step in STEPS for suffix in ("", VALUES))


def _key(run: Run, batch: Batch) -> str:
    return key_of("batch", run.memory.engine, slot(run.memory.engine, run.options), batch.name)
