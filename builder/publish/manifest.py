"""The marker in the output directory: which files there are ours, and whether the last run wrote all of them.

A run that is killed leaves a marker that says `writing`. What the marker does not list is not ours and never deleted;
hence a marker that cannot be trusted stops the run instead of being guessed at.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from builder.core.problems import USAGE, Span, Stop, problem
from builder.publish.disk import TEMPORARY, put, stopping_at
from builder.publish.listing import Listed
from builder.site.claims import place

MARKER = ".fingerpost.json"

State = Literal["writing", "whole"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that are ours, by path. While `writing`, a path may hold its old bytes, its new ones, or nothing."""

    state: State
    files: dict[str, Listed]


class _Marker(msgspec.Struct):
    version: Literal[2]
    state: State
    files: list[Listed]


class _Older(msgspec.Struct):
    """The marker of the first builders: it is believed about what is ours, and its digests are of another kind."""

    version: Literal[1]
    state: State
    files: dict[str, str]


def write_marker(output: Path, state: State, *bodies: bytes) -> None:
    """Write the marker; the bodies are `lines` of files, and together list each file once."""
    body = b",\n".join(filter(None, bodies))
    put(output.as_posix(), MARKER, b'{"version":2,"state":"%b","files":[\n%b\n]}\n' % (state.encode(), body))


def read_marker(output: Path) -> Manifest | None:
    """Return what the marker of a directory says, or None where there is none.

    A damaged marker, one that lists paths outside the directory, or one of an unknown version raises `Stop` (FP501):
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
        manifest = _decoded(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _damaged(output, str(fault)) from fault
    if leads_out(manifest.files):
        raise _damaged(output, "it lists a path outside the directory")
    return manifest


def leads_out(paths: Collection[str]) -> bool:
    """Say whether a path is none of a file below the output that could be ours; all are tried in one go."""
    if not paths:
        return False
    text = "/" + "/\n/".join(paths) + "/"
    odd = any(sign in text for sign in ("\\", ":", "\0", "//", "/./", "/../")) or text.count("\n") >= len(paths)
    return odd or any(_is_own(path) for path in paths if path.startswith(".") or "/." in path)


def _is_own(path: str) -> bool:
    return place(path) == MARKER or bool(TEMPORARY.fullmatch(place(path.rpartition("/")[2])))


def _decoded(content: bytes) -> Manifest:
    try:
        marker = msgspec.json.decode(content, type=_Marker)
    except msgspec.ValidationError:
        older = msgspec.json.decode(content, type=_Older)
        return Manifest("writing", {path: Listed(path, "", 0) for path in older.files})
    return Manifest(marker.state, {each.path: each for each in marker.files})


def _damaged(output: Path, why: str) -> Stop:
    message = f'the marker "{MARKER}" in "{output}" cannot be trusted: {why}'
    remedy = f'if all in "{output}" was built, delete that directory and build again; or choose another --output'
    return Stop(problem("FP501", message, Span(str(output / MARKER)), remedy), USAGE)
