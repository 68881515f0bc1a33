"""Every file that a build reads, by the digest of its bytes: always hashed, never guessed from times."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from builder.content.sources import FOLDERS, unreadable, walk
from builder.core.beside import beside
from builder.core.digest import digest
from builder.core.problems import Problem

CONFIG = "site_config.yaml"
COPIED = ("content/media/", "content/static/")

BLOCK = 1 << 16
"""So many bytes are read at once: nearly every file is smaller."""

MANY = 4000
"""Files of one type. With fewer, a build that finds nothing changed would wait for modules that it does not need."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a site by path, sorted, each with the digest of its bytes; what has no place there is a problem.

    What is copied as it is (pictures, static files) is named by its SHA-256; `sizes` holds its length in bytes.
    A text that cannot be read has no digest: whoever reads it says why; a copy that cannot is left out.
    """

    digests: dict[str, str]
    sizes: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> list[str]:
        """Return the files below content/."""
        return [path for path in self.digests if path != CONFIG]


def read_inputs(root: Path, shared: bool = False) -> Inputs:
    """Hash the configuration and every file below content/; of many, `shared`, half in a copy of this process."""
    paths, problems = walk(root)
    texts = [path for path in (*paths, CONFIG) if not path.startswith(COPIED)]
    half = len(texts) // 2
    with beside(lambda: msgspec.msgpack.encode(_hashed(root, texts[half:])), shared and len(texts) >= MANY) as others:
        known = _hashed(root, texts[:half]) | msgspec.msgpack.decode(others(), type=dict[str, str])
    digests, sizes = {}, {}
    for path in (*paths, CONFIG):
        if path in known:
            digests[path] = known[path]
            continue
        try:
            with (root / path).open("rb") as file:
                digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
                sizes[path] = file.tell()
        except OSError as error:
            problems.append(unreadable(path, error))
    return Inputs(digests, sizes, tuple(problems))


@contextmanager
def reading_inputs(root: Path) -> Iterator[Callable[[], Inputs]]:
    """Begin to hash beside this process, where there are many files, and give what waits for the inputs.

    Enter it before modules are loaded: both take about as long. Few files are hashed when they are asked for.
    """
    with beside(lambda: msgspec.msgpack.encode(read_inputs(root)), pays=are_many(root)) as packed:
        yield lambda: msgspec.msgpack.decode(packed(), type=Inputs)


def are_many(root: Path) -> bool:
    """Say whether some type has so many files that hashing all takes longer than starting a process."""
    for folder in FOLDERS:
        with suppress(OSError), os.scandir(root / "content" / folder) as entries:
            if len(list(islice(entries, MANY))) == MANY:
                return True
    return False


def _hashed(root: Path, paths: Iterable[str]) -> dict[str, str]:
    top = str(root)
    return {path: hashed(top, path) for path in paths}


def hashed(root: Path | str, path: str) -> str:
    """Return the digest of a file's bytes; empty when it cannot be read."""
    try:
        opened = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_BINARY", 0))  # `open` takes twice as long
    except OSError:
        return ""
    try:
        content = more = os.read(opened, BLOCK)
        while len(more) == BLOCK:  # less is the end of a file
            more = os.read(opened, BLOCK)
            content += more
    except OSError:
        return ""
    finally:
        os.close(opened)
    return digest(content)
