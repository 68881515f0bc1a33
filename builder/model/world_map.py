"""The drawing of the world that tools/prepare_map.py wrote: a shape for each country, or a dot for a small one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Shapes as SVG paths and dots as x and y by country, in whole steps of a drawing of this width and height.

    Land without a code of its own stands under "".
    """

    width: int
    height: int
    shapes: dict[str, str]
    dots: dict[str, tuple[int, int]]


@cache
def world_map() -> WorldMap:
    """Return the map; it is read once."""
    drawn = json.loads(Path(__file__).with_name("world_map.json").read_text(encoding="utf-8"))
    dots = {code: (x, y) for code, (x, y) in drawn["dots"].items()}
    width, height = drawn["size"]
    return WorldMap(width, height, drawn["shapes"], dots)
