"""What a step kept of every unit the last time, batch by batch, and whether it is still right.

Of a batch a step keeps two rows: traces, which tell how each value was made, and values. To see what is still right,
only the traces are read, and in most batches no more of them than one key for all.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import partial
from sys import intern
from zlib import crc32

import msgspec

from builder.build.earlier import Since, Stood
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

ROWS = 2 * len(STEPS)
"""So many rows are kept of a batch."""


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

    There a trace is kind, id, key and the places of its notes among all. The values are kept with the same key.
    """

    key: str
    notes: tuple[str, ...]
    each: msgspec.Raw


Kept = tuple[Trace, msgspec.Raw]
"""What is kept of a unit: the trace, and the encoded value."""

_TRACES = msgspec.msgpack.Decoder(Traces)
_EACH = msgspec.msgpack.Decoder(list[tuple[str, str, str, tuple[int, ...]]])
_VALUES = msgspec.msgpack.Decoder(tuple[str, list[msgspec.Raw]])


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


def standing(run: Run, plan: Plan, step: str, batch: Batch, since: Since) -> Stood | frozenset[Unit]:
    """Return what a batch stands on that is as it was kept, else the units of which the step has to make the value."""
    if still := since.still((step, batch.name), batch.own):
        return still
    found = _traces(run, step, batch)
    if found is None:
        return frozenset(batch.units)
    was = since.stood.get((step, batch.name))
    stands: Callable[[str, Trace], bool]
    if was and was.key == found.key:  # what is kept is what stood then
        whole = was.own == batch.own and since.changed.isdisjoint(found.notes)
        stands = partial(_still_stands, since.changed, frozenset(was.own))
    else:
        whole = found.key == _made_from(run, plan, step, batch.own, found.notes)
        stands = partial(_stands, run, plan, step)
    if whole:  # several times as fast as one look for each unit
        return _stood(run, batch, found)
    before = {(each.kind, each.id): each for each in _each(found)}
    return frozenset(
        unit
        for unit, own in zip(batch.units, batch.own, strict=True)
        if not ((each := before.get((unit.kind, unit.id))) and stands(own, each))
    )


def _stood(run: Run, batch: Batch, found: Traces) -> Stood:
    return Stood(batch.own, tuple(map(intern, found.notes)) if run.is_followed else None, found.key)


def _stands(run: Run, plan: Plan, step: str, own: str, kept: Trace) -> bool:
    """Say whether what was kept of a unit is what would be made of it now."""
    return kept.key == _made_from(run, plan, step, (own,), kept.notes)


def _still_stands(changed: Set[str], before: frozenset[str], own: str, kept: Trace) -> bool:
    """Say the same of a unit that stood before, where it is known what changed since."""
    return own in before and changed.isdisjoint(kept.notes)


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
    """Return the values of a batch as they are kept: an encoded pair of their key and a list of them."""
    row = run.memory.get(step + VALUES, _key(run, batch))
    if row is None:
        raise Damaged(f'the values of "{batch.name}" are missing')
    return row


def kept(run: Run, step: str, batch: Batch) -> dict[tuple[str, str], Kept]:
    """Return what a step keeps of a batch, by kind and id of its units."""
    traces = _traces(run, step, batch)
    found = _each(traces)
    key, some = _VALUES.decode(values(run, step, batch)) if traces else ("", [])
    if (traces and key != traces.key) or len(some) != len(found):
        raise Damaged(f'values of "{batch.name}" are missing')
    return {(each.kind, each.id): (each, value) for each, value in zip(found, some, strict=True)}


def rows(run: Run, plan: Plan, step: str, batch: Batch, some: Iterable[Kept]) -> tuple[Stood, list[Row]]:
    """Return what a batch stands on now, and what is to be kept of it."""
    each, encoded = zip(*some, strict=True)
    notes = tuple(sorted({name for one in each for name in one.notes}))
    places = {name: at for at, name in enumerate(notes)}
    packed = msgspec.msgpack.encode([(one.kind, one.id, one.key, [places[name] for name in one.notes]) for one in each])
    key = each[0].key if len(each) == 1 else _made_from(run, plan, step, batch.own, notes)
    found = Traces(key, notes, msgspec.Raw(packed))
    return _stood(run, batch, found), [
        sealed(step, _key(run, batch), msgspec.msgpack.encode(found)),
        sealed(step + VALUES, _key(run, batch), msgspec.msgpack.encode((found.key, encoded))),
    ]


def in_use(run: Run, every: Iterable[Batch]) -> Iterator[tuple[str, str]]:
    """Yield kind and key of every row that the steps keep of batches."""
    for batch in every:
        key = _key(run, batch)
        yield from ((f"{step}{suffix}", key) for step in STEPS for suffix in ("", VALUES))


def _key(run: Run, batch: Batch) -> str:
    return key_of("batch", run.memory.engine, run.slot, batch.name)
