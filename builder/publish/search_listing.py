"""The listing of a kept search bundle: which files it has, for which key. No listing, no bundle.

It is removed before anything in the folder changes and written when everything stands, so a kill leaves none.
Fragments may stay in an unlisted folder, because they are compared one by one; nothing else does.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from builder.publish.disk import stopping_at

LISTING = "bundle.json"
FILES = "files"
"""The folder of the bundle's files, beside the listing: in it is nothing else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle: SHA-256 in hex, size in bytes, and for a fragment the digest of what was packed."""

    sha256: str
    size: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """All files of a bundle by their paths in it, its key, and who made it: program, engine and packer."""

    key: str
    maker: str
    files: dict[str, Entry]
    version: Literal[1] = 1


def read_listing(folder: Path) -> Listing | None:
    """Return the listing of a folder; None where there is none, or none that can be read: then all is made anew."""
    try:
        listing = msgspec.json.decode((folder / LISTING).read_bytes(), type=Listing)
    except (OSError, ValueError, RecursionError):
        return None
    inside = all(len(parts) <= 2 and ".." not in parts for parts in (path.split("/") for path in listing.files))
    return listing if inside else None


def write_listing(folder: Path, listing: Listing) -> None:
    """Say that the bundle is whole; raises `Stop` (FP504)."""
    begun = folder / f"{LISTING}.tmp"
    with stopping_at(folder / LISTING):
        begun.write_bytes(msgspec.json.encode(listing))
        begun.replace(folder / LISTING)


def make_room(folder: Path) -> Path:
    """Say that the bundle is not whole, and leave only its fragments; return their folder. Raises `Stop` (FP504)."""
    root = folder / FILES
    with stopping_at(folder):
        (folder / LISTING).unlink(missing_ok=True)
        clear(root, lambda path: path.startswith("fragment/"))
        (root / "fragment").mkdir(parents=True, exist_ok=True)
    return root


def sizes(root: Path) -> dict[str, int]:
    """Return the sizes of the files of a bundle, by their paths in it; folders in its folders do not count."""
    return {path: each.stat(follow_symlinks=False).st_size for path, each in _scan(root) if each.is_file()}


def clear(root: Path, stays: Callable[[str], bool]) -> None:
    """Remove everything from a folder of bundle files but the plain files whose paths may stay."""
    with stopping_at(root):
        for path, each in list(_scan(root)):
            if each.is_dir(follow_symlinks=False):
                shutil.rmtree(each.path)
            elif each.is_symlink() or not stays(path):
                Path(each.path).unlink()


def _scan(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything in a folder and in `fragment/` and `index/` of it, those two themselves left out."""
    for prefix in ("", "fragment/", "index/"):
        folder = root / prefix
        if not folder.is_dir() or folder.is_symlink():
            continue
        with os.scandir(folder) as found:
            for each in found:
                if prefix or each.name not in ("fragment", "index") or not each.is_dir(follow_symlinks=False):
                    yield prefix + each.name, each
