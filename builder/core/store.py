"""The store: bytes by kind and key, kept between builds in one file; without it the same comes out.

Every value is sealed with a digest of its place and bytes and checked when it is read. Whatever is wrong with the file
(cut off, of another version, no database at all) is `Damaged`: the caller throws the store away and builds anew.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

import zstandard

VERSION = 2
"""Of the table, the seals and the packing below; a file of another version is thrown away."""

AT_ONCE = 500
SPARE = 2_000
"""So many values more than twice those in use are kept: an undone edit costs nothing."""
SEAL = 16

Row = tuple[str, str, bytes]
"""Kind, key and sealed value."""

_SETTINGS = (
    "page_size=16384",  # most values are 1 to 4 KB: on pages of 4 KiB nearly each has one, and its overhead, to itself
    "journal_mode=WAL",
    "synchronous=OFF",
    "cache_size=-8000",
    "wal_autocheckpoint=100",  # pages, 1.6 MB: while they are copied into the file, the processor's cache has them
)

_TABLE = """CREATE TABLE IF NOT EXISTS kept (
  kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)
)"""


class Damaged(Exception):  # noqa: N818 - says what the store is
    """The store cannot be trusted; throw it away and build anew."""


class Store:
    """The store at a path, opened when it is first used.

    Pickled, it becomes the one store of this path where it arrives; before a fork, `release` it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None

    def __reduce__(self) -> "tuple[Callable[[Path], Store], tuple[Path]]":
        return (_store_at, (self.path,))

    @property
    def _base(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _opened(self.path)
        return self._open

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, or None."""
        with _trusted():
            row = self._base.execute("SELECT value FROM kept WHERE kind=? AND key=?", (kind, key)).fetchone()
        return unsealed(kind, key, row[0]) if row else None

    def get_all(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (key, bytes) for those of the keys that are kept, in their order."""
        stream = iter(keys)
        while some := list(islice(stream, AT_ONCE)):
            marks = ",".join("?" * len(some))
            with _trusted():
                rows = self._base.execute(
                    f"SELECT key, value FROM kept WHERE kind=? AND key IN ({marks})", (kind, *some)
                )
                found = dict(rows.fetchall())
            yield from ((key, unsealed(kind, key, found[key])) for key in some if key in found)

    def put(self, rows: Iterable[Row]) -> None:
        """Keep sealed rows of (kind, key, value)."""
        with _trusted():
            self._base.execute("BEGIN")
            self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            self._base.execute("COMMIT")

    def count(self) -> int:
        """Return how many values are kept."""
        with _trusted():
            return int(self._base.execute("SELECT COUNT(*) FROM kept").fetchone()[0])

    def prune(self, live: Collection[tuple[str, str]]) -> int:
        """Forget all but these, once the rest outnumbers them, and return how many values went."""
        if self.count() <= 2 * len(live) + SPARE:
            return 0
        with _trusted():
            self._base.execute("CREATE TEMP TABLE live (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID")
            self._base.executemany("INSERT OR IGNORE INTO live VALUES (?, ?)", live)
            went = self._base.execute(
                "DELETE FROM kept WHERE NOT EXISTS (SELECT 1 FROM live WHERE live.kind=kept.kind AND live.key=kept.key)"
            ).rowcount
            self._base.execute("DROP TABLE live")
            self._base.execute("VACUUM")
            return int(went)

    def holds(self, *kinds: str) -> bool:
        """Say whether anything of these kinds is kept."""
        marks = ",".join("?" * len(kinds))
        with _trusted():
            found = self._base.execute(f"SELECT 1 FROM kept WHERE kind IN ({marks}) LIMIT 1", kinds).fetchone()
        return found is not None

    def release(self) -> None:
        """Close the file until it is needed again; what was put is there for whoever opens it."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None


@cache
def _store_at(path: Path) -> Store:
    return Store(path)


def _opened(path: Path) -> sqlite3.Connection:
    """Open the store at a path, or begin a new one there."""
    with _trusted():
        base = sqlite3.connect(path, isolation_level=None, timeout=20)
        for setting in _SETTINGS:
            base.execute(f"PRAGMA {setting}")
        found = base.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, VERSION):
            raise Damaged(f"it is of version {found}")
        if not found:
            base.execute(_TABLE)
            base.execute(f"PRAGMA user_version={VERSION}")
    return base


@contextmanager
def _trusted() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what it says of damage may quote the damage
        raise Damaged(str(error)) from error


def sealed(kind: str, key: str, value: bytes) -> Row:
    """Return a row for `Store.put`: the value packed, behind a digest of where it belongs and what it is."""
    packed = _packer().compress(value)
    return kind, key, _seal(kind, key, packed) + packed


def unsealed(kind: str, key: str, packed: bytes) -> bytes:
    """Return the value of a row; raises `Damaged` when it is not what was sealed."""
    if not isinstance(packed, bytes):  # a flipped bit in a row's header makes a number, a text or nothing of it
        raise Damaged("a value is not even bytes")
    value = packed[SEAL:]
    if _seal(kind, key, value) != packed[:SEAL]:  # before it is unpacked: a header may claim any length
        raise Damaged("a value is not what was kept")
    return _unpacker().decompress(value)


@cache
def _packer() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=-1)  # a fifth larger than with level 1, in two thirds of the time


@cache
def _unpacker() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor()


def _seal(kind: str, key: str, value: bytes) -> bytes:
    return sha256(f"{kind}/{key}/".encode() + value).digest()[:SEAL]  # most processors have instructions for it


def throw_away(path: Path) -> None:
    """Delete a store with the files that stand beside it; raises OSError where the system refuses."""
    for each in (path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)
