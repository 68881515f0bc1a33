"""Mappings that do not grow with the directory: of what is remembered, the oldest goes."""

from itertools import islice
from typing import Any


def make_room(kept: dict[Any, Any], most: int) -> None:
    """Take the oldest quarter out of a mapping that has so many keys or more."""
    if len(kept) >= most:
        for old in tuple(islice(kept, most // 4)):
            del kept[old]
