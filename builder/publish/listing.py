"""The files of a site as lines with SHA-256 and size: what the marker and `build.json` hold in common."""

from collections.abc import Iterable

import msgspec

from builder import __version__

LISTING = "build.json"
"""At the top of the output: every file of the site but itself and the marker, for whoever wants to check a copy."""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A file that is ours: its path, the SHA-256 of its bytes (hex digits) and its size in bytes."""

    path: str
    sha256: str
    size: int


def lines(files: Iterable[Listed]) -> bytes:
    """Return the inside of a JSON array, one file a line, in the order given; no line ends the last."""
    return msgspec.json.Encoder().encode_lines(files)[:-1].replace(b"}\n", b"},\n")


def listing(body: bytes) -> bytes:
    """Return `build.json` for the lines of a site: what made it, and its files; nothing of time or machine."""
    made_by = msgspec.json.encode({"name": "fingerpost", "version": __version__})
    return b'{"builder":%b,"files":[\n%b\n]}\n' % (made_by, body)
