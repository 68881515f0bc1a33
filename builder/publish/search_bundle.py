"""The search bundle: every record in one index for all languages, kept in a folder under a key, or a `Stop`.

Written onto the bundle before it, it is byte for byte what an empty folder would get, and it is listed only when every
file of it was read to its end. The folder holds `bundle.json` and `files/`.
"""

import base64
import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event

from builder.core.digest import digest
from builder.core.problems import Problem, Span, problem
from builder.publish.disk import stopping_at
from builder.publish.pagefind_client import (
    BATCH,
    Cancelled,
    Conversation,
    Payload,
    Trouble,
    find_program,
    program_digest,
    talking,
)
from builder.publish.search_fragments import PACKER, Fragments
from builder.publish.search_index import SCRIPTS, UNWHOLE, read_index
from builder.publish.search_listing import FILES, Entry, Listing, clear, make_room, read_listing, sizes, write_listing
from builder.site.search_record import SearchRecord, record_digest

LIMIT = 60.0
"""Seconds without an answer after which the search program counts as hung."""

MOST = 20_000
"""Records of one bundle: the program holds them all in memory, about 60 KB each."""

WINDOW = 400
"""Questions that may wait for an answer at one time: keeps the program busy and its memory bounded."""

LANGUAGE = "unknown"
"""Pagefind gives a page the index of its language, else the largest: with one index, every page gets this one."""

PAGES = "partnerships.json"
"""The ids of all partnerships that can be found, and the names of their fragments, by which results are told apart."""

_DIGITS = 4
"""Digits of a record's digest in front of its address."""

_SETTLING = 5.0
"""Seconds that the program's last bytes may take to the disk after it has answered; they take milliseconds."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole bundle: the folder of its files, and for each path in it the SHA-256 in hex and the size in bytes."""

    key: str
    folder: Path
    files: dict[str, tuple[str, int]]


def too_many(count: int) -> Problem | None:
    """Return the warning (FP507) with which a site of more than `MOST` records goes without full-text search."""
    if count <= MOST:
        return None
    return problem("FP507", f"there are {count:,} records for full-text search, and it can hold {MOST:,}", Span(""))


def bundle_key(engine: str, digests: Iterable[str]) -> str:
    """Return the key of the bundle of records, given in their order by `record_digest`.

    `engine` names our own code. The search program counts with every byte; without records it is not needed.
    Raises `Stop` (FP505) where it is missing.
    """
    names = list(digests)
    return _key(_maker(engine, find_program()) if names else engine, names)


def kept_bundle(folder: Path, key: str | None = None) -> Bundle | None:
    """Return the bundle that stands in the folder, if all its files have their sizes; none is read.

    With a key, it is returned only if it has this one.
    """
    listing = read_listing(folder)
    if listing is None or key not in (None, listing.key):
        return None
    there = sizes(folder / FILES)
    whole = all(there.get(path) == entry.size for path, entry in listing.files.items())
    return _bundle(folder, listing) if whole else None


def make_bundle(
    records: Iterable[SearchRecord],
    folder: Path,
    engine: str,
    *,
    limit: float = LIMIT,
    progress: Callable[[int], None] = lambda done: None,
    cancelled: Event | None = None,
) -> Bundle:
    """Make the bundle of records, which may be a stream, in their order; its key is `bundle_key` of their digests.

    `progress` hears how many records are in; `limit` is the time in seconds that may pass without an answer that is
    waited for. Setting `cancelled` ends the program and raises `Cancelled`; what the stream raises ends it too.
    Raises `Stop`: FP505 (no program), FP506 (it failed), FP504 (the folder); the folder is then without a listing.
    More than `MOST` records or two of one address are bugs (ValueError).
    """
    digests: list[str] = []
    files: dict[str, Entry] = {}
    cancelled = cancelled or Event()
    wanted = _additions(_until(cancelled, records), digests)
    first = next(wanted, None)
    maker = _maker(engine, find_program()) if digests else engine
    if first is None:
        make_room(folder)
    else:
        with talking(find_program(), limit, cancelled) as talk:
            files = _Making(talk, folder, maker, progress).make(chain((first,), wanted), limit)
    clear(folder / FILES, files.__contains__)
    listing = Listing(_key(maker, digests), maker, files)
    write_listing(folder, listing)
    return _bundle(folder, listing)


def address(record: SearchRecord, name: str) -> str:
    """Return what the program holds for a record's address: `name`, its `record_digest`, begins it.

    All metadata can be found by searching, so kind and language travel in the address. The program compares each new
    address with all before it: the digits in front tell two apart at once, which is a fifth of its time at 10,000.
    """
    return f"{name[:_DIGITS]} {record.kind} {record.lang} {record.url}"


def _key(maker: str, digests: list[str]) -> str:
    return digest(maker.encode(), *map(str.encode, digests))


def _maker(engine: str, program: Path) -> str:
    """Name everything but the records that a bundle's bytes depend on."""
    return digest(engine.encode(), program_digest(program).encode(), PACKER.encode())


def _bundle(folder: Path, listing: Listing) -> Bundle:
    files = {path: (entry.sha256, entry.size) for path, entry in listing.files.items()}
    return Bundle(listing.key, folder / FILES, files)


def _until(cancelled: Event, records: Iterable[SearchRecord]) -> Iterator[SearchRecord]:
    """Yield the records; a stream that was cancelled has no end that could be believed."""
    for record in records:
        if cancelled.is_set():
            break
        yield record
    if cancelled.is_set():
        raise Cancelled


def _additions(records: Iterable[SearchRecord], digests: list[str]) -> Iterator[Payload]:
    """Yield the question that adds each record that has a word, and note the digests of all as they pass."""
    addresses: set[str] = set()
    for record in records:
        digests.append(record_digest(record))
        addresses.add(record.url)
        if len(addresses) < len(digests):
            raise ValueError(f"two search records have one address: {record.url}")
        if len(digests) > MOST:
            raise ValueError(f"more than {MOST:,} search records")
        if text := _text(record):
            yield {
                "type": "AddRecord",
                "index_id": 0,
                "url": address(record, digests[-1]),
                "content": text,
                "language": LANGUAGE,
                "meta": {"title": record.title},
            }


def _text(record: SearchRecord) -> str:
    """Return the first of content and title that has a word: Pagefind drops a record without any, and says nothing.

    It takes zero-width spaces out, and so that the fragment is the one that it expects, this does too.
    """
    for text in (record.content, record.title):
        if any(map(str.isalnum, text)):
            return text if "\u200b" not in text else text.replace("\u200b", "")
    return ""


class _Making:
    """One run of the search program, from the first record to files that are whole."""

    def __init__(self, talk: Conversation, folder: Path, maker: str, progress: Callable[[int], None]) -> None:
        self._talk, self._progress = talk, progress
        self._waiting: deque[Payload] = deque()
        self._count = 0
        self._names: dict[str, str] = {}
        self._scripts = self._begin()
        listing = read_listing(folder)
        self._root = make_room(folder).resolve()
        kept = listing.files if listing and listing.maker == maker else {}
        self._fragments = Fragments(self._root, LANGUAGE, kept)

    def make(self, additions: Iterable[Payload], limit: float) -> dict[str, Entry]:
        """Return the files of the bundle, by path."""
        for addition in additions:
            self._waiting.append(addition)
            self._talk.ask(addition)
            if self._talk.asked % BATCH == 0:
                self._take(WINDOW)
        self._take(0)
        clear(self._root, self._fragments.files.__contains__)
        self._talk.ask({"type": "WriteFiles", "index_id": 0, "output_path": str(self._root)})
        # The last answer comes when the whole index is made: it may take longer the more there is.
        list(self._talk.answers(more_time=self._count / 100))
        return self._settled(min(limit, _SETTLING)) | {PAGES: self._write_pages()}

    def _write_pages(self) -> Entry:
        """Write which fragment is which partnership's: whoever combines results with facets need not load them all."""
        content = json.dumps({"ids": list(self._names), "names": list(self._names.values())}).encode()
        with stopping_at(self._root / PAGES):
            (self._root / PAGES).write_bytes(content)
        return Entry(hashlib.sha256(content).hexdigest(), len(content))

    def _begin(self) -> Mapping[str, bytes]:
        """Open the index, and ask a second, empty one for the files that are the same in every bundle."""
        for question in ({"type": "NewIndex"}, {"type": "NewIndex"}, {"type": "GetFiles", "index_id": 1}):
            self._talk.ask(question)
        *_, answer = self._talk.answers()
        try:
            files = {each["path"]: base64.b64decode(each["content"]) for each in answer["files"]}
            return {path: files[path] for path in (*SCRIPTS, f"wasm.{LANGUAGE}.pagefind")}
        except UNWHOLE as cause:
            raise Trouble(f"did not give its scripts: {cause!r}") from cause

    def _take(self, unanswered: int) -> None:
        """Take answers until only so many records wait for one, and make the fragment of each."""
        for answer in self._talk.answers(unanswered):
            asked = self._waiting.popleft()
            words = answer.get("page_word_count")
            if not isinstance(words, int):
                raise Trouble("gave an answer without the number of words")
            path = self._fragments.make(asked["url"], asked["content"], asked["meta"], words)
            _, kind, _, route = asked["url"].split(" ", 3)
            if kind == "partnership":
                self._names[route.rstrip("/").rpartition("/")[2]] = path.partition("_")[2].partition(".")[0]
            self._count += 1
            self._progress(self._count)

    def _settled(self, patience: float) -> dict[str, Entry]:
        """Read the bundle as soon as its last bytes are on the disk, which may be after the program's answer."""
        end = time.monotonic() + patience
        while True:
            may_grow = self._talk.running() and time.monotonic() < end
            try:
                return read_index(self._root, LANGUAGE, self._count, self._fragments.files, self._scripts)
            except UNWHOLE as cause:
                if not may_grow:
                    raise Trouble(f"did not give a whole index: {cause!r}") from cause
            time.sleep(0.01)
