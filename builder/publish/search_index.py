"""Reads a search bundle as the browser will: every file that it may ask for, unpacked to its end and hashed.

Raises one of `UNWHOLE` for whatever is missing, cut short or about other records.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.publish.search_fragments import SIGNATURE
from builder.publish.search_listing import Entry, sizes

SCRIPTS = ("pagefind.js", "pagefind-worker.js")
ENTRY = "pagefind-entry.json"
UNWHOLE = (LookupError, TypeError, ValueError, EOFError, OSError, zlib.error)


def read_index(
    root: Path, language: str, count: int, fragments: Mapping[str, Entry], scripts: Mapping[str, bytes]
) -> dict[str, Entry]:
    """Return all files of the bundle in a folder, by path; there may be others in it.

    `count` is how many records it must know, `fragments` are those that were made and need no second reading, and
    `scripts` the exact bytes of files that do not show by themselves whether they are whole.
    """
    found: dict[str, Entry] = {}

    def read(path: str) -> bytes:
        content = (root / path).read_bytes()
        found[path] = Entry(hashlib.sha256(content).hexdigest(), len(content))
        return content

    languages = json.loads(read(ENTRY))["languages"]
    if list(languages) != [language]:
        raise ValueError(f"it is made for {', '.join(languages)}")
    about = _unpacked(read(f"pagefind.{languages[language]['hash']}.pf_meta"))
    _version, pages, chunks, *_rest = _decoded(about)
    if len(pages) != count:
        raise ValueError(f"it has {len(pages)} of {count} records")
    for path, content in scripts.items():
        if read(path) != content:
            raise ValueError(f"{path} is not whole")
    for _first, _last, name in chunks:
        _unpacked(read(f"index/{name}.pf_index"))
    there = sizes(root)
    for path in (f"fragment/{name}.pf_fragment" for name, _words in pages):
        known = fragments.get(path)
        if known and known.size == there[path]:
            found[path] = known
        else:
            _unpacked(read(path))
    return dict(sorted(found.items()))


def _unpacked(content: bytes) -> bytes:
    """Unpack a file; its checksum shows whether it is whole."""
    unpacking = zlib.decompressobj(31)
    plain = unpacking.decompress(content)
    if not unpacking.eof or unpacking.unused_data:
        raise EOFError("a packed file that does not end where it should")
    if not plain.startswith(SIGNATURE):
        raise ValueError("a file without its signature")
    return plain[len(SIGNATURE) :]


def _decoded(content: bytes) -> Sequence[Any]:
    """Decode the part of CBOR (RFC 8949) that the index's table of contents is written in."""
    value, end = _item(content, 0)
    if end != len(content) or not isinstance(value, list):
        raise ValueError("a table of contents that does not end where it should")
    return value


def _item(content: bytes, at: int) -> tuple[Any, int]:
    """Decode the item at a place: an unsigned number, a text or an array of known length; with the place after it."""
    kind, short = content[at] >> 5, content[at] & 0x1F
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(short, 0)
    number = int.from_bytes(content[at + 1 : at + 1 + size], "big") if size else short
    at += 1 + size
    if short > 27 or kind not in (0, 3, 4):
        raise ValueError(f"a table of contents with an item of kind {kind}/{short}")
    if kind == 0:
        return number, at
    if kind == 3:
        return content[at : at + number].decode(), at + number
    items = []
    for _ in range(number):
        item, at = _item(content, at)
        items.append(item)
    return items, at
