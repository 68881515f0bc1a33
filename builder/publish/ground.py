"""What stands in the output directory, seen without following any link, and the layout that a site needs there."""

import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from builder.publish.disk import TEMPORARY, stopping_at
from builder.publish.listing import Listed
from builder.publish.manifest import MARKER, Manifest
from builder.site.claims import above, folders, place

Layout = Mapping[str, tuple[str, bool]]
"""The files and directories that a site needs, by `place`: the spelling of each, and whether it is a directory."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands in a directory: files with their sizes in bytes, the directories entered, and all the rest."""

    sizes: dict[str, int] = field(default_factory=dict)
    directories: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def lay_out(paths: Iterable[str]) -> Layout:
    """Return the layout of a site; two paths on one place are a bug (ValueError): see `site.claims`."""
    layout: dict[str, tuple[str, bool]] = {}
    every = list(paths)
    for is_directory, parts in ((False, every), (True, folders(every))):
        for part in parts:
            wanted = (part, is_directory)
            if layout.setdefault(place(part), wanted) != wanted:
                raise ValueError(f"two paths on one place: {part!r}")
    return layout


def stand(output: Path, files: Mapping[str, Listed]) -> bool:
    """Say whether all these files stand there in their sizes; a directory may be a link."""
    top = output.as_posix()
    try:
        for path, each in files.items():
            found = os.lstat(f"{top}/{path}")
            if found.st_size != each.size or not S_ISREG(found.st_mode):
                return False
    except OSError:
        return False
    return True


def clear(output: Path, directories: Iterable[str]) -> bool:
    """Say whether each of these is a directory and no link, or nothing at all."""
    top = output.as_posix()
    for each in directories:
        try:
            if not S_ISDIR(os.lstat(f"{top}/{each}").st_mode):
                return False
        except FileNotFoundError:
            continue
        except OSError:
            return False
    return True


def survey(output: Path, old: Manifest, layout: Layout, steady: bool) -> Ground:
    """Look at a directory as far as old and new files reach.

    In a steady one the old files stand as they should; if they are in nobody's way too, it is enough to look where
    something new comes. What a killed run left half written can be anywhere, but then the marker says `writing`.
    """
    homes = folders(old.files)
    if not steady or crossed(old.files, homes, layout):
        return look(output, layout.keys() | {place(part) for part in (*old.files, *homes)})
    coming = (part for part, _ in layout.values() if part not in old.files and part not in homes)
    into = {part.rpartition("/")[0] for part in coming} & homes
    ground = look(output, layout, ["", *into], old.files.keys() | homes)
    ground.sizes.update((path, each.size) for path, each in old.files.items())
    ground.directories.update(homes)
    return ground


def crossed(files: Iterable[str], directories: Iterable[str], layout: Layout) -> bool:
    """Say whether the site needs another kind or another spelling of one of these files or directories."""
    return any(layout.get(place(path), (path, False)) != (path, False) for path in files) or any(
        layout.get(place(folder), (folder, True)) != (folder, True) for folder in directories
    )


def look(output: Path, near: Container[str], start: Iterable[str] = ("",), known: Container[str] = ()) -> Ground:
    """Search directories, and those in them whose `place` is near; what is known is passed over."""
    ground, waiting = Ground(), [f"{folder}/" if folder else "" for folder in start]
    while waiting:
        folder = waiting.pop()
        where = f"{output}/{folder}"
        with stopping_at(where), os.scandir(where) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if path in known:
                    continue
                if entry.is_dir(follow_symlinks=False) and place(path) in near:
                    ground.directories.add(path)
                    waiting.append(f"{path}/")
                elif not entry.is_file(follow_symlinks=False):
                    ground.others.append(path)
                elif TEMPORARY.fullmatch(entry.name):
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
