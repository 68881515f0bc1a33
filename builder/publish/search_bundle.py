"""The search bundle: every record in one index for all languages, as files to publish, or a `Stop`.

The same records give the same bytes. Nothing is handed out that was not unpacked to its end first.
"""

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from builder.core.problems import MACHINE, Span, Stop, problem
from builder.publish.pagefind_client import Payload, answers, find_program
from builder.site.search_record import SearchRecord

LIMIT = 60.0
"""Seconds without an answer after which the search program counts as hung."""

MOST = 20_000
"""Records of one bundle: the program holds them all in memory, about 150 KB each."""

LANGUAGE = "unknown"
"""Pagefind gives a page the index of its language, else the largest: with one index, every page gets this one."""

_PACKED = b"pagefind_dcd"
_PLAIN_FILES = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")

Files = dict[str, bytes]


def make_bundle(
    records: Iterable[SearchRecord], progress: Callable[[int], None] = lambda done: None, *, limit: float = LIMIT
) -> Files:
    """Return the bundle's files (path inside the bundle → bytes) in the order of their names; nothing for no records.

    `progress` hears how many records are in; `limit` is the time in seconds that may pass without an answer.
    Raises `Stop`: FP505 (no program), FP506 (it failed), FP507 (too many records).
    """
    wanted = _in_order(records)
    if not wanted:
        return {}
    program = find_program()
    asked = [{"type": "NewIndex"}, *map(_addition, wanted), {"type": "GetFiles", "index_id": 0}]
    # The last answer comes when the whole index is made: it may take longer the more there is.
    limits = [limit] * (len(asked) - 1) + [limit + len(wanted) / 100]
    with closing(answers(program, asked, limits)) as heard:
        next(heard)
        for done in range(1, len(wanted) + 1):
            next(heard)
            progress(done)
        answer = next(heard)
    return _whole(answer, len(wanted), program)


def _in_order(records: Iterable[SearchRecord]) -> list[SearchRecord]:
    """Return the records that have a word, by address: pages are numbered in the order of adding."""
    wanted = sorted((each for each in records if _text(each)), key=lambda each: each.url)
    if len(wanted) > MOST:
        message = f"there are {len(wanted):,} records for full-text search, and it can hold {MOST:,}"
        raise Stop(problem("FP507", message, Span("")), MACHINE)
    if len({each.url for each in wanted}) < len(wanted):
        raise ValueError("two search records have one address")
    return wanted


def _text(record: SearchRecord) -> str:
    """Return the first of content and title that has a word: Pagefind drops a record without any, and says nothing."""
    return next((text for text in (record.content, record.title) if any(map(str.isalnum, text))), "")


def _addition(record: SearchRecord) -> Payload:
    """Ask to add a record. All metadata can be found by searching, so kind and language travel in the address."""
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": f"{record.kind} {record.lang} {record.url}",
        "content": _text(record),
        "language": LANGUAGE,
        "meta": {"title": record.title},
    }


def _whole(answer: Payload, count: int, program: Path) -> Files:
    """Return the files that the index refers to, each read to its end; the ready-made user interfaces stay behind."""
    try:
        made = {each["path"]: base64.b64decode(each["content"], validate=True) for each in answer["files"]}
        return {path: made[path] for path in sorted(_referred(made, count))}
    except (LookupError, TypeError, ValueError, EOFError, OSError, zlib.error) as cause:
        message = f"the search program did not give a whole index: {cause!r}"
        raise Stop(problem("FP506", message, Span(str(program))), MACHINE) from cause


def _referred(made: Files, count: int) -> set[str]:
    """Return the paths of all that a browser may ask for. Raises one of several errors for what is not whole."""
    languages = json.loads(made["pagefind-entry.json"])["languages"]
    if list(languages) != [LANGUAGE]:
        raise ValueError(f"it is made for {', '.join(languages)}")
    about = f"pagefind.{languages[LANGUAGE]['hash']}.pf_meta"
    _version, pages, chunks, *_rest = _decoded(_unpacked(made[about]))
    if len(pages) != count:
        raise ValueError(f"it has {len(pages)} of {count} records")
    packed = {about, f"wasm.{LANGUAGE}.pagefind"}
    packed.update(f"fragment/{name}.pf_fragment" for name, _words in pages)
    packed.update(f"index/{name}.pf_index" for _first, _last, name in chunks)
    for path in packed:
        _unpacked(made[path])
    if not all(made[path] for path in _PLAIN_FILES):
        raise ValueError("an empty script")
    return packed.union(_PLAIN_FILES)


def _unpacked(data: bytes) -> bytes:
    plain = gzip.decompress(data)
    if not plain.startswith(_PACKED):
        raise ValueError("a file without its signature")
    return plain[len(_PACKED) :]


def _decoded(data: bytes) -> Sequence[Any]:
    """Decode the part of CBOR (RFC 8949) that the index's table of contents is written in."""
    value, end = _item(data, 0)
    if end != len(data) or not isinstance(value, list):
        raise ValueError("a table of contents that does not end where it should")
    return value


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """Decode the item at a place: an unsigned number, a text or an array of known length; with the place after it."""
    kind, short = data[at] >> 5, data[at] & 0x1F
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(short, 0)
    number = int.from_bytes(data[at + 1 : at + 1 + size], "big") if size else short
    at += 1 + size
    if short > 27 or kind not in (0, 3, 4):
        raise ValueError(f"a table of contents with an item of kind {kind}/{short}")
    if kind == 0:
        return number, at
    if kind == 3:
        return data[at : at + number].decode(), at + number
    items = []
    for _ in range(number):
        item, at = _item(data, at)
        items.append(item)
    return items, at
