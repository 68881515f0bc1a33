"""What others put into the output: it is left alone, and refused where the site needs its place.

Foreign is whatever the marker does not list, and whatever we never make: links, devices.
"""

from collections.abc import Collection
from pathlib import Path

from builder.core.problems import USAGE, Span, Stop, problem
from builder.core.text import count
from builder.publish.disk import TEMPORARY, stopping_at
from builder.publish.ground import Ground, Layout
from builder.site.claims import above, place


def refuse_unmarked(output: Path) -> None:
    """Stop (FP501) unless this directory without a marker is absent or empty."""
    with stopping_at(output):
        if not output.exists():
            return
        if not output.is_dir():
            raise _not_ours(output, f'"{output}" is a file, and the output must be a directory')
        names = sorted(path.name for path in output.iterdir() if not TEMPORARY.fullmatch(path.name))
    if names:
        what = f'"{names[0]}" and {len(names) - 1:,} more' if len(names) > 1 else f'"{names[0]}"'
        raise _not_ours(output, f'"{output}" holds what Fingerpost did not write: {what}')


def refuse_foreign(output: Path, ground: Ground, ours: Collection[str], layout: Layout) -> None:
    """Stop (FP501) if something that is not ours stands where the site needs the place."""
    foreign = [*ground.others, *(path for path in ground.sizes if path not in ours)]
    blocking = sorted(path for path in foreign if _in_the_way(path, ground, layout))
    if blocking:
        more = f", and {count(len(blocking) - 1, 'more place')} like it" if len(blocking) > 1 else ""
        message = f'"{output / blocking[0]}" was not written by Fingerpost, and the site needs its place{more}'
        raise _not_ours(output / blocking[0], message, "move it away or delete it, and build again")


def _in_the_way(path: str, ground: Ground, layout: Layout) -> bool:
    """Say whether the site cannot come while a foreign file is at this path.

    Another spelling is not in the way of what stands beside it already: this disk tells them apart.
    """
    for step, is_directory in ((path, False), *((folder, True) for folder in above(path))):
        wanted = layout.get(place(step))
        if wanted is None or (is_directory and wanted == (step, True)):
            continue
        spelling, as_directory = wanted
        if spelling == step or spelling not in (ground.directories if as_directory else ground.sizes):
            return True
    return False


def _not_ours(path: Path, message: str, remedy: str = "") -> Stop:
    return Stop(problem("FP501", message, Span(str(path)), remedy), USAGE)
