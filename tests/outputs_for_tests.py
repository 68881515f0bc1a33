"""Outputs for tests: two small sites that differ in every way, and what a directory holds after a commit."""

import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.publish.artifacts import Artifact, Read
from builder.publish.commit import Difference, Progress, commit
from builder.publish.listing import LISTING
from builder.publish.manifest import MARKER

Files = Mapping[str, bytes]

OLD = {
    "assets/site-1.css": b"old style",
    "en/a/index.html": b"a, old",
    "en/b/index.html": b"b",
    "en/gone/deep/index.html": b"gone",
    "feed/index.html": b"a directory that becomes a file",
    "news": b"a file that becomes a directory",
    "Big/index.html": b"capitals",
    "sitemap.xml": b"old map",
}
NEW = {
    "assets/site-2.css": b"new style",
    "en/a/index.html": b"a, new",
    "en/b/index.html": b"b",
    "en/c/index.html": b"c",
    "feed": b"a file that was a directory",
    "news/index.html": b"a directory that was a file",
    "big/index.html": b"no capitals",
    "sitemap.xml": b"new map",
}


def commit_files(
    output: Path, files: Files, progress: Progress = lambda done, total: None, pool: Executor | None = None
) -> Difference:
    """Commit files whose bytes are at hand."""
    return commit(output, artifacts_of(files), reading(files), progress, pool)


def say_in_marker(output: Path, state: str) -> None:
    """Let the marker say that the last run was whole, or, as a killed one leaves it, that it is still writing."""
    told = json.loads((output / MARKER).read_bytes())
    (output / MARKER).write_text(json.dumps({**told, "state": state}))


def artifacts_of(files: Files) -> list[Artifact]:
    return [Artifact(path, sha256(held).hexdigest(), len(held), path) for path, held in files.items()]


def reading(files: Files) -> Read:
    return partial(_read, dict(files))


def _read(files: Files, artifact: Artifact) -> bytes:
    return files[artifact.origin]


def on_disk(output: Path) -> dict[str, bytes]:
    """Return all files but the marker and `build.json`, whoever wrote them."""
    found = {path.relative_to(output).as_posix(): path for path in output.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in (MARKER, LISTING)}


def directories(output: Path) -> set[str]:
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_dir()}


def traces(output: Path) -> dict[str, tuple[int, int]]:
    """Return what changes whenever something is written: inodes and times, of directories too."""
    every = [output, *output.rglob("*")]
    return {str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in every}


def clean_commit(files: Files) -> tuple[bytes, dict[str, bytes], set[str]]:
    with tempfile.TemporaryDirectory() as elsewhere:
        commit_files(Path(elsewhere), files)
        return seen(Path(elsewhere))


def seen(output: Path) -> tuple[bytes, dict[str, bytes], set[str]]:
    """Return all that a directory holds: the marker, the files, the directories."""
    return (output / MARKER).read_bytes() + (output / LISTING).read_bytes(), on_disk(output), directories(output)


def listed_in(output: Path, name: str = MARKER) -> set[str]:
    """Return the paths that the marker, or `build.json`, of an output lists."""
    return {each["path"] for each in json.loads((output / name).read_bytes())["files"]}
