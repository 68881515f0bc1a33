"""What stands in the output directory, seen by one scan that follows no link, and what of it is in the way.

Foreign is whatever the marker does not list, and whatever we never make: links, devices. It is left alone, and refused
where the site needs its place.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.core.problems import USAGE, Span, Stop, problem
from builder.core.text import count
from builder.publish.disk import TEMPORARY, stopping_at
from builder.publish.manifest import MARKER
from builder.site.claims import above, place

Layout = Mapping[str, tuple[str, bool]]
"""The files and directories that a site needs, by `place`: the spelling of each, and whether it is a directory."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands in a directory: files with their sizes in bytes, the directories entered, and all the rest."""

    sizes: dict[str, int] = field(default_factory=dict)
    directories: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def lay_out(paths: Iterable[str]) -> Layout:
    """Return the layout of a site; two paths on one place are a bug (ValueError): see `site.claims`."""
    layout: dict[str, tuple[str, bool]] = {}
    for path in paths:
        for part in (path, *above(path)):
            wanted = (part, part is not path)
            if layout.setdefault(place(part), wanted) != wanted:
                raise ValueError(f"two paths on one place: {path!r}")
    return layout


def survey(output: Path, paths: Iterable[str]) -> Ground:
    """Look at a directory once; directories below which none of `paths` lies are not entered."""
    near = {place(part) for path in paths for part in (path, *above(path))}
    ground, waiting = Ground(), [""]
    while waiting:
        folder = waiting.pop()
        where = f"{output}/{folder}"
        with stopping_at(where), os.scandir(where) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False) and place(path) in near:
                    ground.directories.append(path)
                    waiting.append(f"{path}/")
                elif not entry.is_file(follow_symlinks=False):
                    ground.others.append(path)
                elif entry.name == TEMPORARY:
                    ground.leftovers.append(path)
                elif path != MARKER:
                    ground.sizes[path] = entry.stat(follow_symlinks=False).st_size
    return ground


def misplaced(path: str, layout: Layout, directory: bool = False) -> bool:
    """Say whether the site needs something else at this path or above it: another kind, or another spelling.

    Spelling counts because on some disks `Foo` and `foo` are one: what goes must go before what comes.
    """
    steps = [(path, directory), *((folder, True) for folder in above(path))]
    return any(layout.get(place(step[0]), step) != step for step in steps)


def refuse_unmarked(output: Path) -> None:
    """Stop (FP501) unless this directory without a marker is absent or empty."""
    with stopping_at(output):
        if not output.exists():
            return
        if not output.is_dir():
            raise _not_ours(output, f'"{output}" is a file, and the output must be a directory')
        names = sorted(path.name for path in output.iterdir() if path.name != TEMPORARY)
    if names:
        what = f'"{names[0]}" and {len(names) - 1:,} more' if len(names) > 1 else f'"{names[0]}"'
        raise _not_ours(output, f'"{output}" holds what Fingerpost did not write: {what}')


def refuse_foreign(output: Path, ground: Ground, ours: Collection[str], layout: Layout) -> None:
    """Stop (FP501) if something that is not ours stands where the site needs the place."""
    foreign = [*ground.others, *(path for path in ground.sizes if path not in ours)]
    blocking = sorted(path for path in foreign if layout.get(place(path)) == (path, False) or misplaced(path, layout))
    if blocking:
        more = f", and {count(len(blocking) - 1, 'more place')} like it" if len(blocking) > 1 else ""
        message = f'"{output / blocking[0]}" was not written by Fingerpost, and the site needs its place{more}'
        raise _not_ours(output / blocking[0], message, "move it away or delete it, and build again")


def _not_ours(path: Path, message: str, remedy: str = "") -> Stop:
    return Stop(problem("FP501", message, Span(str(path)), remedy), USAGE)
