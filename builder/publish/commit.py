"""Bring the output directory to exactly the files of a site, and touch only what differs.

The marker says `writing` before the first change and `whole` after the last. Killed at any point, each path holds its
old or its new bytes and the marker lists all of them, so that the next run finishes; what others put there stays.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from pathlib import Path

from builder.publish.artifacts import Artifact, Read, turns
from builder.publish.difference import Before, Difference, Site, compare, is_steady, look_before, site_of
from builder.publish.disk import make_top, prune, put, remove
from builder.publish.foreign import refuse_unmarked
from builder.publish.ground import crossed, lay_out, misplaced, stand
from builder.publish.listing import LISTING, lines
from builder.publish.manifest import Manifest, read_marker, write_marker
from builder.publish.takeover import taking_over, target_of
from builder.publish.writing import Told, write
from builder.site.claims import folders

__all__ = ["Difference", "commit", "intact"]

Progress = Callable[[int, int], object]
"""Told after each file, or each batch of a worker, how many changes are done, and of how many."""


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


def commit(
    output: Path,
    artifacts: Iterable[Artifact],
    read: Read,
    progress: Progress = _quiet,
    pool: Executor | None = None,
    standing: str = "",
) -> Difference:
    """Bring a directory to exactly these files and `build.json`, and return what was changed.

    Bytes are read one file at a time, here or in the processes of the pool, and only for what is written. A file of
    ours that someone changed is mended if its size tells; one of the same size is believed, as the marker says.
    `standing` is the SHA-256 of the `build.json` all of whose files were there a moment ago, if somebody has looked.
    Raises `Stop`: FP501, before any change, for a directory or a file that is not ours; FP504 when the system refuses;
    FP503 when another build takes the output over. Raises `NotAsPromised` when `read` gives other bytes: that file was
    not touched, others may have been, and the next commit finishes.
    Two files on one place, or a path out of the directory, are bugs (ValueError): `site.claims` tells of them before.
    """
    site = site_of(artifacts)
    before = _before(output, site, standing)
    difference = compare(output, site, before)
    for path in before.ground.leftovers:
        remove(output / path)
    if not difference.write and before.old == Manifest("whole", site.files):
        return difference
    gone = before.old.files.keys() - site.files.keys()
    write_marker(output, "writing", site.lines, lines([site.own, *(before.old.files[path] for path in sorted(gone))]))
    told = _counting(difference, progress)
    early = _make_room(output, difference, before, told)
    _write(output, site, difference, read, pool, told)
    _remove(output, [path for path in difference.delete if path not in early], told)
    prune(output, folders(gone) & before.ground.directories)
    write_marker(output, "whole", site.lines, lines([site.own]))
    return difference


def intact(output: Path) -> Manifest | None:
    """Return the marker of an output whose files all stand there in the sizes that it says, else None.

    Nothing is read. Raises `Stop` (FP501) for a damaged marker.
    """
    manifest = read_marker(output)
    return manifest if manifest and manifest.state == "whole" and stand(output, manifest.files) else None


def _before(output: Path, site: Site, standing: str) -> Before:
    old = read_marker(output)
    if old is None:
        lay_out(site.files)  # what is a bug shows before anything is made
        refuse_unmarked(output)
        make_top(output)
        old = Manifest("writing", {})
    elif old.state == "writing":
        with taking_over(output):
            write_marker(output, "writing", lines(old.files.values()))
    return look_before(output, old, site, is_steady(output, old, site, standing))


def _counting(difference: Difference, progress: Progress) -> Told:
    done, total = 0, len(difference.write) + len(difference.delete)

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return told


def _make_room(output: Path, difference: Difference, before: Before, told: Told) -> set[str]:
    """Delete what stands where the site needs something else, and return those paths; all else is deleted last."""
    early = {path for path in difference.delete if misplaced(path, before.layout)}
    _remove(output, sorted(early), told)
    found = before.ground.directories
    if crossed((), found, before.layout):
        prune(output, [folder for folder in found if misplaced(folder, before.layout, directory=True)])
    return early


def _write(output: Path, site: Site, difference: Difference, read: Read, pool: Executor | None, told: Told) -> None:
    target = target_of(output)
    for turn in turns([site.artifacts[path] for path in difference.write if path in site.artifacts]):
        write(target, turn, read, pool, told)
    if LISTING in difference.write:
        put(output.as_posix(), LISTING, site.listing)
        told(1)


def _remove(output: Path, paths: Iterable[str], told: Told) -> None:
    for path in paths:
        remove(output / path)
        told(1)
