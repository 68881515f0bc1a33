"""The fragments of a search bundle: what a page shows of each record that was found, one packed file a record.

The search program writes them too, slowly (a third of its time), but leaves alone those that are there. So they are
made here, in its own format and under its own names, while it reads; what it does not know by that name is dropped,
and what it misses it writes itself.
"""

import hashlib
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from builder.publish.disk import stopping_at
from builder.publish.search_listing import Entry

SIGNATURE = b"pagefind_dcd"
PACKER = zlib.ZLIB_RUNTIME_VERSION
"""Another release may pack the same fragment into other bytes."""

_SHORT = 7
_SCRAP = 1 << 16
"""Bytes to read at least: a larger buffer costs more than all the rest."""

_WINDOW, _MEMORY = 12, 6
"""4 KiB to look back, which is more than most fragments have, and tables to match: clearing larger ones costs most."""

_BINARY = getattr(os, "O_BINARY", 0)
_HEX = tuple(f"{number:x}" for number in range(256))
"""A byte as the program prints it in a name: without a leading zero."""


FOLDER = "fragment/"


def is_fragment(path: str) -> bool:
    """Say whether a path in a bundle is a fragment's: such a file is never written to again, only replaced."""
    return path.startswith(FOLDER)


class Fragments:
    """The fragments made so far, in `files` by their paths in the bundle; to be made in the order of the records."""

    def __init__(self, root: Path, language: str, kept: Mapping[str, Entry]) -> None:
        self.files: dict[str, Entry] = {}
        self._root, self._language, self._kept = root, language, kept

    def make(self, url: str, content: str, meta: Mapping[str, str], words: int) -> str:
        """Make sure that the fragment of a record stands in its place, and return that.

        `words` are as the program counts them.
        """
        shown = {"url": url, "content": content, "word_count": words, "filters": {}, "meta": meta, "anchors": ()}
        plain = msgspec.json.encode(shown)
        source = "".join([_HEX[byte] for byte in hashlib.sha1(plain, usedforsecurity=False).digest()])
        path = self._free_path(source)
        place, known = f"{self._root}/{path}", self._kept.get(path)
        if known and known.source == source and hashlib.sha256(_read(place, known.size)).hexdigest() == known.sha256:
            self.files[path] = known
            return path
        packed = _packed(SIGNATURE + plain)
        if _read(place, len(packed)) != packed:
            _write(place, packed)
        self.files[path] = Entry(hashlib.sha256(packed).hexdigest(), len(packed), source)
        return path

    def _free_path(self, source: str) -> str:
        """Return the path of a fragment: the shortest beginning of its digest that no earlier one has."""
        for length in range(_SHORT, len(source) + 1):
            path = f"{FOLDER}{self._language}_{source[:length]}.pf_fragment"
            if path not in self.files:
                return path
        raise ValueError("two search records are the same")


def _packed(content: bytes) -> bytes:
    """Return content as a gzip file: with less room than zlib takes by itself, made in a third of the time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + _WINDOW, _MEMORY)
    return packer.compress(content) + packer.flush()


def _read(place: str, size: int) -> bytes:
    """Return what stands in a place; where it is not of this size, something that nobody looks for."""
    with suppress(OSError):
        file = os.open(place, os.O_RDONLY | _BINARY)
        try:
            return os.read(file, max(size + 1, _SCRAP))
        finally:
            os.close(file)
    return b""


def _write(place: str, content: bytes) -> None:
    """Make a file anew: one that stands there may have a second name, in the output.

    A torn one does no harm, because whoever wants it again compares it.
    """
    with stopping_at(place):
        with suppress(FileNotFoundError):
            os.unlink(place)  # noqa: PTH108 - it is asked for each of many files
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
        try:
            written = os.write(file, content)
            while written < len(content):  # a disk that fills up takes a part first, and refuses the rest
                written += os.write(file, content[written:])
        finally:
            os.close(file)
