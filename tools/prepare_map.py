"""Write builder/model/world_map.json: a small drawing of the countries of the world, from Natural Earth.

Run it when Natural Earth has a new release, in a scratch folder, then look at the map and run the tests:

    npm install --ignore-scripts cldr-core world-atlas
    python -m tools.prepare_map node_modules

Countries are drawn from the coarse shapes in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018), in whole
steps of a drawing that is `WIDE` steps wide; Antarctica is left out. A country that would be smaller than `SMALL`
steps both ways, or that the coarse shapes lack, is a dot in the middle of its largest part in the fine shapes.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tools.prepare_territories import DRAWN_WITHOUT_CODE, Packages, numbers

WIDE = 1000
SMALL = 7
NEAR = 0.25
"""So many degrees a point may lie off the line that replaces it."""

LEFT_OUT = {"AQ"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796

Point = tuple[float, float]
Step = tuple[int, int]


def projected(longitude: float, latitude: float) -> Point:
    """Return a place in the Equal Earth projection: x to the right, y downwards, in radii of the globe."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = 2 * sqrt(3) * radians(longitude) * cos(theta)
    x /= 3 * (9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1)
    return x, -theta * (A4 * sixth * square + A3 * sixth + A2 * square + A1)


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a TopoJSON topology as points of longitude and latitude."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """Leave out points that lie near the line between their neighbours (Ramer, Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    off = [
        abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length if length else sqrt((x - x0) ** 2 + (y - y0) ** 2)
        for x, y in points[1:-1]
    ]
    at = max(range(len(off)), key=off.__getitem__) + 1
    if off[at - 1] <= NEAR:
        return [points[0], points[-1]]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def rings(country: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Yield every ring of a country, holes included."""
    polygons = country.get("arcs", [])
    for polygon in [polygons] if country["type"] == "Polygon" else polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield from on_the_map(points)


def unfolded(ring: list[Point]) -> list[Point]:
    """Return a ring whose longitudes go on beyond 180 degrees, instead of jumping to the other side of the map."""
    found, turn = [ring[0]], 0.0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * (x - before < -180) - 360 * (x - before > 180)
        found.append((x + turn, y))
    return found


def cut(ring: list[Point], edge: float, side: int) -> list[Point]:
    """Return the part of a ring on one side of a meridian: 1 is east, -1 is west (Sutherland and Hodgman)."""
    found: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise([*ring, *ring[:1]]):
        inside, will_be = side * (x0 - edge) >= 0, side * (x1 - edge) >= 0
        if inside:
            found.append((x0, y0))
        if inside != will_be:
            found.append((edge, y0 + (y1 - y0) * (edge - x0) / (x1 - x0)))
    return found


def on_the_map(ring: list[Point]) -> Iterator[list[Point]]:
    """Yield the parts of a ring between 180 degrees west and east, of which there are two where it crosses over."""
    whole = unfolded(ring)
    for turn in (-360.0, 0.0, 360.0):
        part = cut(cut([(x + turn, y) for x, y in whole], -180, 1), 180, -1)
        if part:
            yield part


def codes(topology: dict[str, Any], code_of: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every drawn country with its code; a shape without one is drawn without a name, under ""."""
    for country in topology["objects"]["countries"]["geometries"]:
        code = code_of.get(country.get("id", "")) or DRAWN_WITHOUT_CODE.get(country["properties"]["name"], "")
        if code not in LEFT_OUT:
            yield code, country


def path(steps: list[Step]) -> str:
    """Return a ring as a piece of an SVG path, in steps from point to point; empty for one that vanishes."""
    kept = [step for at, step in enumerate(steps) if at == 0 or step != steps[at - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        return ""
    moves = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(kept)]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(f'{x} {y}' for x, y in moves)}z".replace(" -", "-")


def middle(points: Iterable[Point]) -> Point:
    """Return the middle of the box around some points."""
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def size(points: Iterable[Point]) -> float:
    """Return the longer side of the box around some points."""
    xs, ys = zip(*points, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Prepare the map of the world from Natural Earth.")
    parser.add_argument("packages", type=Path, help="the folder node_modules")
    packages = Packages(parser.parse_args().packages)
    code_of = numbers(packages)
    coarse, fine = (packages.json(f"world-atlas/countries-{scale}.json") for scale in ("110m", "10m"))
    lines = [simplified(arc) for arc in decoded(coarse)]
    drawn = [
        (code, [[projected(*point) for point in ring] for ring in rings(country, lines)])
        for code, country in codes(coarse, code_of)
    ]
    every = [point for _, parts in drawn for ring in parts for point in ring]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    top, bottom = min(y for _, y in every), max(y for _, y in every)
    scale = WIDE / (right - left)

    def step(point: Point) -> Step:
        x, y = (point[0] - left) * scale, (point[1] - top) * scale
        return min(max(round(x), 0), WIDE), max(round(y), 0)  # the fine shapes reach a little further

    shapes: dict[str, str] = {}
    for code, parts in drawn:
        if not code or max(map(size, parts)) * scale >= SMALL:
            shapes[code] = shapes.get(code, "") + "".join(path([step(point) for point in ring]) for ring in parts)
    arcs = decoded(fine)
    dots = {
        code: step(projected(*middle(max(rings(country, arcs), key=size))))
        for code, country in codes(fine, code_of)
        if code and code not in shapes and country.get("arcs")
    }
    shown = {
        "about": packages.about("world-atlas") | {"made_by": "tools/prepare_map.py"},
        "size": [WIDE, round((bottom - top) * scale)],
        "shapes": dict(sorted(shapes.items())),
        "dots": dict(sorted(dots.items())),
    }
    target = Path(__file__).resolve().parent.parent / "builder/model/world_map.json"
    target.write_text(json.dumps(shown, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
