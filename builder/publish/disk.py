"""Single steps on the disk: a file is replaced whole or stays as it was, and a refusal tells the system's own words."""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_native_id

from builder.core.problems import MACHINE, Span, Stop, problem

TEMPORARY = re.compile(r"\.fingerpost(\.[0-9]+)?\.tmp")
"""What a file is called while it is written, with the number of the thread that writes it.

Whatever wears such a name when a commit begins was left by a run that was killed.
"""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # a link of this name is not followed
_FILE_MODE, _DIRECTORY_MODE = 0o644, 0o755  # a site is for all to read, whatever the umask

_REMEDIES = {
    errno.ENOSPC: "make room on this disk and build again",
    errno.EDQUOT: "make room in your quota and build again",
    errno.EACCES: "give yourself the right to write there, or choose another --output",
    errno.EPERM: "give yourself the right to write there, or choose another --output",
    errno.EROFS: "choose an --output on a disk that may be written to",
    errno.ENOENT: "something else took it away while it was written: see what it is, and build again",
    errno.ENOTDIR: "a file stands where a directory is needed: move it away, or choose another --output",
    errno.EISDIR: "a directory stands where a file is needed: move it away, or choose another --output",
    errno.EEXIST: "something else stands there: move it away, or choose another --output",
    errno.ENAMETOOLONG: "choose a shorter name or id",
}


@contextmanager
def stopping_at(path: Path | str) -> Iterator[None]:
    """Turn a refusal of the system into a `Stop` (FP504) that names the path."""
    try:
        yield
    except OSError as fault:
        raise refused(path, fault) from fault


def refused(path: Path | str, fault: OSError) -> Stop:
    """Return the `Stop` (FP504) that says what the system refuses."""
    message = f'the system refuses "{path}": {fault.strerror or fault}'
    return Stop(problem("FP504", message, Span(str(path)), _REMEDIES.get(fault.errno or 0, "")), MACHINE)


def put(folder: str, name: str, content: bytes, twin: str = "") -> None:
    """Replace the file of this name, or make it, so that at any moment it holds its old or its new bytes.

    A `twin` with the same bytes gets this name as a second one, where the system allows that. A symbolic or hard link
    that stands there is replaced, never written through. Raises `Stop` (FP504).
    Nothing waits for the disk, which costs seconds: a kill loses nothing, and a page that a power cut emptied shows by
    its size and is mended by the next run.
    """
    temporary = f"{folder}/.fingerpost.{get_native_id()}.tmp"
    try:
        try:
            if not twin or not _join(twin, temporary):
                _fill(temporary, content)
            os.replace(temporary, f"{folder}/{name}")  # noqa: PTH105 - text is several times faster than Path
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()  # on a full disk it would be in the way of mending
            raise
    except OSError as fault:
        raise refused(f"{folder}/{name}", fault) from fault


def remove(path: Path) -> None:
    """Delete a file or a link, if it is still there; raises `Stop` (FP504)."""
    with stopping_at(path):
        path.unlink(missing_ok=True)


def prune(top: Path, directories: Iterable[str]) -> None:
    """Remove those of these directories that are empty, the deepest first; paths are below `top`."""
    for each in sorted(directories, reverse=True):
        with suppress(OSError):  # it is not empty, and so it stays
            (top / each).rmdir()


def make_directory(path: str, top: str) -> None:
    """Make a directory that all may read, and those between it and `top`, if they are not there.

    Raises `Stop` (FP504), also when `top` itself is gone: what was to stay in it is gone too.
    """
    try:
        _make(path)
    except FileNotFoundError as fault:
        above = path.rpartition("/")[0]
        if len(above) <= len(top):
            raise refused(top, fault) from fault
        make_directory(above, top)
        make_directory(path, top)
    except OSError as fault:
        raise refused(path, fault) from fault


def make_top(path: Path) -> None:
    """Make the output directory and all above it, if they are not there; raises `Stop` (FP504)."""
    with stopping_at(path):
        if not path.is_dir():
            path.mkdir(parents=True)
            path.chmod(_DIRECTORY_MODE)


def _join(twin: str, path: str) -> bool:
    """Give a file a second name; say whether that was possible, and the file is for all to read."""
    with suppress(OSError):  # another disk, a system without links, a file that a dead process left: then it is copied
        if os.stat(twin).st_mode & 0o777 == _FILE_MODE:  # noqa: PTH116
            os.link(twin, path, follow_symlinks=False)
            return True
    return False


def _fill(path: str, content: bytes) -> None:
    try:
        file = os.open(path, _NEW_FILE, _FILE_MODE)
    except FileExistsError:  # left by a dead process: nobody alive has this number
        Path(path).unlink()
        file = os.open(path, _NEW_FILE, _FILE_MODE)
    try:
        written = os.write(file, content)
        while written < len(content):  # a disk that fills up takes a part first, and refuses the rest
            written += os.write(file, content[written:])
        mode = os.fstat(file).st_mode
    finally:
        os.close(file)
    if mode & 0o777 != _FILE_MODE:
        Path(path).chmod(_FILE_MODE)


def _make(path: str) -> None:
    try:
        os.mkdir(path, _DIRECTORY_MODE)  # noqa: PTH102
    except FileExistsError:
        return
    if os.stat(path).st_mode & 0o777 != _DIRECTORY_MODE:  # noqa: PTH116
        Path(path).chmod(_DIRECTORY_MODE)
