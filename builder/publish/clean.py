"""Take a site away again: what the marker lists and nothing else."""

from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.publish.disk import prune, remove
from builder.publish.foreign import refuse_unmarked
from builder.publish.ground import look
from builder.publish.listing import lines
from builder.publish.manifest import MARKER, read_marker, write_marker
from builder.publish.takeover import taking_over
from builder.site.claims import folders


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many files were removed, and how many that are not ours were left."""

    removed: int
    left: int


class _Everywhere(Container[str]):
    def __contains__(self, path: object) -> bool:
        return True


def clean(output: Path) -> Cleaned:
    """Remove the files of a site, the directories that this leaves empty, and the output directory if nothing is left.

    An absent or empty directory is clean. Killed, it can be called again. Links are not followed.
    Raises `Stop`: FP501 for a directory without our marker, FP503 while somebody writes there, FP504 when the system
    refuses.
    """
    old = read_marker(output)
    if old is None:
        refuse_unmarked(output)
        return Cleaned(0, 0)
    with taking_over(output):
        write_marker(output, "writing", lines(old.files.values()))
    ground = look(output, _Everywhere())
    ours = sorted(old.files.keys() & ground.sizes.keys())
    for path in (*ground.leftovers, *ours):
        remove(output / path)
    prune(output, folders(old.files) & ground.directories)
    remove(output / MARKER)
    with suppress(OSError):  # something is left in it, or it may not be removed
        output.rmdir()
    return Cleaned(len(ours), len(ground.sizes) - len(ours) + len(ground.others))
