"""The marker in the output directory: which files there are ours, and whether the last run wrote all of them.

A run that is killed leaves a marker that says `writing`. What the marker does not list is not ours and never deleted;
hence a marker that cannot be trusted stops the run instead of being guessed at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from builder.core.digest import digest
from builder.core.problems import USAGE, Span, Stop, problem
from builder.publish.disk import TEMPORARY, put, stopping_at
from builder.site.claims import place

MARKER = ".fingerpost.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that are ours, by path: their digests, and their sizes in bytes for a check without reading them.

    While `writing`, a path may hold its old bytes, its new ones, or nothing.
    """

    state: Literal["writing", "whole"]
    files: dict[str, str]
    sizes: dict[str, int]
    version: Literal[1] = 1


def whole(files: Mapping[str, bytes]) -> Manifest:
    """Return the manifest of an output that holds exactly these files; an unfit path is a bug (ValueError)."""
    unfit = [path for path in files if not _stays_inside(path)]
    if unfit:
        raise ValueError(f"not a path of an output: {unfit[0]!r}")
    digests, sizes = {}, {}
    for path, content in files.items():
        digests[path], sizes[path] = digest(content), len(content)
    return Manifest("whole", digests, sizes)


def writing(old: Manifest, new: Manifest) -> Manifest:
    """Return the manifest of an output on its way from the old files to the new ones."""
    return Manifest("writing", old.files | new.files, old.sizes | new.sizes)


def write_marker(output: Path, manifest: Manifest) -> None:
    """Write the marker, in the same bytes for the same manifest."""
    lines = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1)
    put(output / MARKER, lines + b"\n")


def read_marker(output: Path) -> Manifest | None:
    """Return what the marker of a directory says, or None where there is none.

    A damaged marker, one that lists paths outside the directory, or one of another version raises `Stop` (FP501):
    treating it as empty would leave withdrawn pages on the site, and guessing could delete what others made.
    """
    path = output / MARKER
    with stopping_at(path):
        if not path.is_symlink() and not path.exists():
            return None
        if path.is_symlink() or not path.is_file():
            raise _damaged(output, "it is not a file")
        content = path.read_bytes()
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _damaged(output, str(fault)) from fault
    if not all(map(_stays_inside, manifest.files)):
        raise _damaged(output, "it lists a path outside the directory")
    return manifest


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    plain = not any(char in path for char in "\\:\0") and not {"", ".", ".."} & set(parts)
    return plain and parts[-1] != TEMPORARY and place(path) != MARKER


def _damaged(output: Path, why: str) -> Stop:
    message = f'the marker "{MARKER}" in "{output}" cannot be trusted: {why}'
    remedy = f'if all in "{output}" was built, delete that directory and build again; or choose another --output'
    return Stop(problem("FP501", message, Span(str(output / MARKER)), remedy), USAGE)
