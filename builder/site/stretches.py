"""Long lists in stretches: units of some pages each, so that workers share a list and a change remakes a part of it.

The first stretch of a list has the list's own id, and its feed; a later one `id/2`, `id/3` and so on.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from builder.site.kinds import Unit
from builder.site.routes import feed_route, numbered_route

STRETCH = 10
"""So many pages of a list are made at one go."""


def list_pages(total: int, page_size: int) -> int:
    """Return how many pages a list has; an empty list still has one."""
    return max(1, ceil(total / page_size))


def list_units(kind: str, id_: str, route: str, pages: int) -> Iterator[Unit]:
    """Yield the units of a list with so many pages."""
    numbered = [numbered_route(route, number) for number in range(1, pages + 1)]
    for own, routes in in_stretches(id_, numbered):
        yield Unit(kind, own, (*routes, feed_route(route)) if own == id_ else routes)


def in_stretches(id_: str, routes: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the routes of a list in stretches, each with the id of its unit."""
    for number, begin in enumerate(range(0, len(routes), STRETCH), 1):
        yield f"{id_}/{number}" if begin else id_, tuple(routes[begin : begin + STRETCH])


def firsts(ids: Sequence[str], page_size: int) -> Sequence[str]:
    """Return the first id of each stretch of a list that is not empty."""
    return ids[:: STRETCH * page_size]


def stretch(unit: Unit) -> tuple[str, slice]:
    """Return the id of a unit's list, and which places of it are the unit's, counted from 0."""
    id_, _, part = unit.id.partition("/")
    begin = (int(part or 1) - 1) * STRETCH
    return id_, slice(begin, begin + STRETCH)
