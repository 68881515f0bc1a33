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
_READ_AT_ONCE = 1 << 20
_HEX = tuple(f"{number:x}" for number in range(256))
"""A byte as the program prints it in a name: without a leading zero."""


class Fragments:
    """The fragments made so far, in `files` by their paths in the bundle; to be made in the order of the records."""

    def __init__(self, root: Path, language: str, kept: Mapping[str, Entry]) -> None:
        self.files: dict[str, Entry] = {}
        self._root, self._language, self._kept = root, language, kept

    def make(self, url: str, content: str, meta: Mapping[str, str], words: int) -> None:
        """Make sure that the fragment of a record stands in its place; `words` as the program counts them."""
        fields = {"url": url, "content": content, "word_count": words, "filters": {}, "meta": meta}
        plain = msgspec.json.encode(fields | {"anchors": []})
        source = "".join([_HEX[byte] for byte in hashlib.sha1(plain, usedforsecurity=False).digest()])
        path = self._free_path(source)
        place, known = f"{self._root}/{path}", self._kept.get(path)
        if known and known.source == source and hashlib.sha256(_bytes(place)).hexdigest() == known.sha256:
            self.files[path] = known
            return
        packed = zlib.compress(SIGNATURE + plain, 9, 31)
        if _bytes(place) != packed:
            _write(place, packed)
        self.files[path] = Entry(hashlib.sha256(packed).hexdigest(), len(packed), source)

    def _free_path(self, source: str) -> str:
        """Return the path of a fragment: the shortest beginning of its digest that no earlier one has."""
        for length in range(_SHORT, len(source) + 1):
            path = f"fragment/{self._language}_{source[:length]}.pf_fragment"
            if path not in self.files:
                return path
        raise ValueError("two search records are the same")


def _bytes(place: str) -> bytes:
    """Return what stands in a place, as far as it could be what we look for."""
    with suppress(OSError):
        file = os.open(place, os.O_RDONLY)
        try:
            return os.read(file, _READ_AT_ONCE)
        finally:
            os.close(file)
    return b""


def _write(place: str, content: bytes) -> None:
    """Fill a file in one step: whoever reads a kept fragment compares it, so a torn one does no harm."""
    with stopping_at(place), open(place, "wb", buffering=0) as file:  # noqa: PTH123 - ten thousand times
        file.write(content)
