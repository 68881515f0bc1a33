"""What stands below content/, and the text of each file: nothing from outside, nothing left out in silence."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from itertools import islice
from pathlib import Path, PurePosixPath

from builder.content.limits import SIZE_LIMIT, oversize
from builder.core.digest import digest
from builder.core.problems import Problem, Span, problem
from builder.core.text import is_slug

FOLDERS = ("partnerships", "guides", "groups", "organisations", "pages")
TABLES = ("content/fit.yaml", "content/redirects.yaml")

_IGNORED = re.compile(r"\.(?!well-known$).*|.*~")
_FOR_PEOPLE = re.compile(r"content/(README|LICENSE)(\.[a-z]+)?")
"""Files beside the content that speak to those who work on it; nobody takes them for pages."""
_LANG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_UNUSABLE = re.compile(r'[\\:*?"<>|]|^\s|\s$')
"""What some system or host refuses in a file name."""

LINE_BREAKS = "\x85\u2028\u2029"
"""Break lines for some programs and not for others: they would shift every line number behind them."""
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff"
_REORDERING = "\u202a-\u202e"
"""Direction embeddings and overrides: an override makes letters read in another order than they stand, so that a text
or a link can say what it is not; an embedding reaches past the words that it was written for. The isolates U+2066 to
U+2069 reorder nothing outside and end with their paragraph: they are the right way to write an Arabic name in English
prose, and stay.
"""
HIDDEN = re.compile(f"[{_CONTROLS}{_REORDERING}]")
"""Characters that nobody sees: controls, a byte order mark inside the text, what reorders the text around it."""
_UNWANTED = re.compile(f"[{_CONTROLS}{_REORDERING}{LINE_BREAKS}]")
_UNWANTED_BYTES = bytes(code for code in range(128) if _UNWANTED.match(chr(code)))
"""Those of them that are ASCII: counting bytes is four times as fast as searching a text."""
_SHOWN = 20
"""So many characters of a file are complained about; a picture saved as .md has thousands."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text file: its path from the site's root, the digest of its bytes, its text with LF and without a BOM."""

    path: str
    digest: str
    text: str


def walk(root: Path) -> tuple[list[str], list[Problem]]:
    """Return the files below root/content, sorted, as paths from the root; what has no place there is a problem."""
    paths: list[str] = []
    problems: list[Problem] = []
    for path in _files(root / "content", "content", problems):
        if _FOR_PEOPLE.fullmatch(path):
            continue
        if fault := _misplaced(path):
            problems.append(fault)
        else:
            paths.append(path)
    return sorted(paths), problems


def _files(folder: Path, path: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the paths of the files in a folder and below; links, and what cannot be read, become problems."""
    if folder.is_symlink():
        problems.append(problem("FP003", f'"{path}" is a symbolic link', Span(path)))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        problems.append(unreadable(path, error))
        return
    for entry in entries:
        below = f"{path}/{entry.name}"
        if _IGNORED.fullmatch(entry.name):
            continue
        if not entry.name.isprintable():
            shown = below.encode("ascii", "backslashreplace").decode()
            problems.append(_bad_name(shown, "the name holds characters that cannot be shown"))
        elif entry.is_symlink():
            problems.append(problem("FP003", f'"{below}" is a symbolic link', Span(below)))
        elif entry.is_dir():
            yield from _files(folder / entry.name, below, problems)
        elif entry.is_file():
            yield below
        else:
            problems.append(problem("FP007", f'"{below}" is no ordinary file', Span(below), "take it out of content/"))


def _misplaced(path: str) -> Problem | None:
    """Return what is wrong with the place or the name of a file, if anything is."""
    _, folder, *below = path.split("/")
    name = path.rpartition("/")[2]
    if folder in ("media", "static") and below:
        return _bad_media_name(path)
    if path in TABLES:
        return None
    if folder == "vocabulary" and len(below) == 1 and name.endswith(".yaml"):
        stem = name.removesuffix(".yaml")
        return None if is_slug(stem) else _bad_name(path, f'"{stem}" is no name of a vocabulary')
    if folder in FOLDERS and len(below) == 1 and name.endswith(".md"):
        return _bad_record_name(path, name.removesuffix(".md"))
    return problem("FP005", f'nothing is read from "{path}"', Span(path), _better_place(folder, name, bool(below)))


def _better_place(folder: str, name: str, is_below: bool) -> str:
    """Return the remedy where one can guess what was meant, else an empty string."""
    if name.endswith((".yml", ".markdown", ".mdown")) and folder in (*FOLDERS, "vocabulary"):
        return f"rename it to end in {'.yaml' if name.endswith('.yml') else '.md'}"
    if folder in FOLDERS and is_below and name.endswith(".md"):
        return f"move it up, to content/{folder}/{name}"
    if folder in FOLDERS and is_below:
        return f"content/{folder} holds .md files only; pictures and documents belong into content/media"
    return ""


def _bad_record_name(path: str, stem: str) -> Problem | None:
    id_, dot, lang = stem.partition(".")
    if not is_slug(id_):
        return _bad_name(path, f'"{id_}" is not an id')
    if dot and not _LANG.fullmatch(lang):
        message = f'"{lang}" between the id and .md is not a language'
        return problem("FP004", message, Span(path), f"write {id_}.md, or for a translation {id_}.cy.md")
    return None


def _bad_media_name(path: str) -> Problem | None:
    if any(_UNUSABLE.search(part) for part in path.split("/")) or not unicodedata.is_normalized("NFC", path):
        return _bad_name(path, f'the name "{PurePosixPath(path).name}" cannot be an address everywhere')
    return None


def _bad_name(path: str, message: str) -> Problem:
    return problem("FP004", message, Span(path))


def read_source(root: Path, path: str, limit: int = SIZE_LIMIT) -> tuple[Source | None, list[Problem]]:
    """Read one text file; None where it cannot be read, has more bytes than the limit or is not UTF-8.

    Characters that are refused are problems and stand as spaces in the text, so that lines and columns stay.
    """
    file = f"{root}/{path}"
    try:
        found = os.lstat(file)
        if stat.S_ISLNK(found.st_mode):
            return None, [problem("FP003", f'"{path}" is a symbolic link', Span(path))]
        if found.st_size > limit:
            return None, [oversize("the file", found.st_size, path, limit)]
        with FileIO(file) as opened:
            raw = opened.readall()
    except (OSError, ValueError) as error:
        return None, [unreadable(path, error)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error, path)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    if text.isascii() and len(raw.translate(None, _UNWANTED_BYTES)) == len(raw):
        return Source(path, digest(raw), text), []
    problems = [_unwanted(text, found, path) for found in islice(_UNWANTED.finditer(text), _SHOWN)]
    if problems:
        text = _UNWANTED.sub(" ", text)
    return Source(path, digest(raw), text), problems


def unreadable(path: str, error: Exception) -> Problem:
    """Return the problem of a file that cannot be read, in the system's words."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return problem("FP007", f'"{path}" cannot be read: {why}', Span(path))


def _not_utf8(raw: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    """Return where the first byte stands that is not UTF-8, and what it probably was."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        remedy = 'save the file as UTF-8; some editors call UTF-16 "Unicode"'
        return problem("FP001", "the file is saved as UTF-16", Span(path, 1, 1, 2), remedy)
    before = raw[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    byte = raw[error.start : error.start + 1]
    column = len(before) - before.rfind("\n")
    meant = byte.decode("cp1252", "ignore")
    hint = f' (in an older encoding: "{meant}")' if meant.isprintable() and meant else ""
    message = f"the byte {byte.hex().upper()} is not UTF-8{hint}"
    return problem("FP001", message, Span(path, before.count("\n") + 1, column, column + 1))


def _unwanted(text: str, found: re.Match[str], path: str) -> Problem:
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    span = Span(path, line, column, column + 1)
    if found[0] in LINE_BREAKS:
        return problem("FP006", f"U+{ord(found[0]):04X} breaks the line here for some programs only", span)
    name = unicodedata.name(found[0], "a control character").lower()
    return problem("FP008", f"U+{ord(found[0]):04X} ({name}) cannot be seen", span)
