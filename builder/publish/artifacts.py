"""A site as artifacts: files that are to be, with the digests of bytes that stay where they are until written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from builder.publish.listing import Listed
from builder.publish.manifest import leads_out

_NEEDED_FIRST = ("assets/", "pagefind/", "data/", "static/")
_LISTINGS = (".xml", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site to be: its path, the SHA-256 of its bytes (64 hex digits), its size in bytes, and its origin.

    The origin says where the bytes are to be had; only `Read` understands it. `twin` is a file of ours that holds them
    and is never written to again, only replaced: it may get a second name, which costs less than a copy.
    """

    path: str
    sha256: str
    size: int
    origin: str
    twin: str = ""


Read = Callable[[Artifact], bytes]
"""Gives the bytes of an artifact, more than once if asked; it must be picklable where worker processes call it."""


class NotAsPromised(ValueError):  # noqa: N818 - says what the bytes are
    """The bytes that were read for a path are not those that its artifact promised: the store cannot be trusted."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f'the bytes for "{self.path}" are not those that were promised'


def listed(artifacts: Iterable[Artifact]) -> dict[str, Listed]:
    """Return what the marker says of these artifacts, by path and in its order; an unfit path is a bug (ValueError)."""
    every = sorted((each.path, each.sha256, each.size) for each in artifacts)
    files = {path: Listed(path, sha256, size) for path, sha256, size in every}
    if len(files) < len(every):
        raise ValueError("two artifacts have one path")
    if leads_out(files):
        raise ValueError(f"not a path of an output: {next(path for path in files if leads_out([path]))!r}")
    return files


def turns(artifacts: Sequence[Artifact]) -> tuple[list[Artifact], ...]:
    """Order writes so that what is written refers to what is there: pictures and styles, pages, listings of pages."""
    ordered: tuple[list[Artifact], ...] = ([], [], [])
    for each in sorted(artifacts, key=lambda each: each.path):
        ordered[_turn(each.path)].append(each)
    return ordered


def _turn(path: str) -> int:
    if path.endswith(".html") and not path.startswith(_NEEDED_FIRST):
        return 1
    return 2 if path.endswith(_LISTINGS) and not path.startswith(_NEEDED_FIRST) else 0
