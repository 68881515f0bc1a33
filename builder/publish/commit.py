"""Bring the output directory to exactly the files of a site, and touch only what differs.

The marker says `writing` before the first change and `whole` after the last. Killed at any point, each path holds its
old or its new bytes and the marker lists all of them, so that the next run finishes; what others put there stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.publish.disk import make_directory, put, remove, stopping_at
from builder.publish.ground import Ground, Layout, lay_out, misplaced, refuse_foreign, refuse_unmarked, survey
from builder.publish.manifest import Manifest, read_marker, whole, write_marker, writing
from builder.site.claims import above

Progress = Callable[[int, int], object]
"""Told after each file how many changes are done, and of how many."""

_NEEDED_FIRST = ("assets/", "pagefind/", "data/", "static/")
_LISTINGS = frozenset({".xml", ".json", ".txt"})


@dataclass(frozen=True, slots=True)
class Difference:
    """What a commit changes: paths to write, in the order of writing, paths to delete, and how many stay."""

    write: tuple[str, ...]
    delete: tuple[str, ...]
    keep: int


def commit(output: Path, files: Mapping[str, bytes], progress: Progress = lambda done, total: None) -> Difference:
    """Bring a directory to exactly these files, and return what was changed.

    `files` is asked for the bytes of a path more than once and may read them from a store. A file of ours that someone
    changed is mended if its size tells; one of the same size is believed, as the marker says.
    Raises `Stop`: FP501, before any change, for a directory or a file that is not ours; FP504 when the system refuses.
    Two files on one place, or a path out of the directory, are bugs (ValueError): `site.claims` tells of them before.
    """
    new, layout = whole(files), lay_out(files)
    old = read_marker(output) or _first(output)
    ground = survey(output, old.files | new.files)
    refuse_foreign(output, ground, old.files, layout)
    difference = _compare(output, files, old, new, ground)
    for path in ground.leftovers:
        remove(output / path)
    if old == new and not difference.write:
        return difference
    write_marker(output, writing(old, new))
    total = len(difference.write) + len(difference.delete)
    for done, _ in enumerate(_change(output, files, difference, ground, layout), 1):
        progress(done, total)
    gone = old.files.keys() - new.files.keys()
    _prune(output, {folder for path in gone for folder in above(path)}.intersection(ground.directories))
    write_marker(output, new)
    return difference


def intact(output: Path) -> Manifest | None:
    """Return the marker of an output whose files all stand there in the sizes that it says, else None.

    One scan, nothing is read. Raises `Stop` (FP501) for a damaged marker.
    """
    manifest = read_marker(output)
    if manifest is None or manifest.state != "whole":
        return None
    sizes = survey(output, manifest.files).sizes
    return manifest if all(sizes.get(path, -1) == manifest.sizes.get(path) for path in manifest.files) else None


def _first(output: Path) -> Manifest:
    refuse_unmarked(output)
    make_directory(output)
    return Manifest("writing", {}, {})


def _compare(output: Path, files: Mapping[str, bytes], old: Manifest, new: Manifest, ground: Ground) -> Difference:
    def stays(path: str) -> bool:
        if ground.sizes.get(path) != new.sizes[path]:
            return False
        if old.state == "whole":
            return old.files[path] == new.files[path]
        with stopping_at(output / path):
            return (output / path).read_bytes() == files[path]

    write = sorted((path for path in files if not stays(path)), key=_turn)
    delete = sorted(path for path in old.files if path not in files and path in ground.sizes)
    return Difference(tuple(write), tuple(delete), len(files) - len(write))


def _turn(path: str) -> tuple[int, str]:
    """Order writes so that what is written refers to what is there: pictures and styles, pages, listings of pages."""
    if path.startswith(_NEEDED_FIRST):
        return (0, path)
    suffix = PurePosixPath(path).suffix
    return (1 if suffix == ".html" else 2 if suffix in _LISTINGS else 0, path)


def _change(
    output: Path, files: Mapping[str, bytes], difference: Difference, ground: Ground, layout: Layout
) -> Iterator[None]:
    """Make the changes, one a step; deletions come last, but for those that make room for a file or a directory."""
    early = {path for path in difference.delete if misplaced(path, layout)}
    for path in sorted(early):
        remove(output / path)
        yield
    _prune(output, [folder for folder in ground.directories if misplaced(folder, layout, directory=True)])
    for folder in sorted({folder for path in difference.write for folder in above(path)}):
        make_directory(output / folder)
    for path in difference.write:
        put(output / path, files[path])
        yield
    for path in difference.delete:
        if path not in early:
            remove(output / path)
            yield


def _prune(output: Path, folders: Iterable[str]) -> None:
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):  # it is not empty, and so it stays
            (output / folder).rmdir()
