"""Single steps on the disk: a file is replaced whole or stays as it was, and a refusal tells the system's own words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from builder.core.problems import MACHINE, Span, Stop, problem

TEMPORARY = ".fingerpost.tmp"
"""What a file is called while it is written, one in a directory: a run that was killed leaves names that we know."""

_REMEDIES = {
    errno.ENOSPC: "make room on this disk and build again",
    errno.EDQUOT: "make room in your quota and build again",
    errno.EACCES: "give yourself the right to write there, or choose another --output",
    errno.EPERM: "give yourself the right to write there, or choose another --output",
    errno.EROFS: "choose an --output on a disk that may be written to",
    errno.ENOTDIR: "a file stands where a directory is needed: move it away, or choose another --output",
    errno.EEXIST: "something else stands there: move it away, or choose another --output",
    errno.ENAMETOOLONG: "choose a shorter name or id",
}


@contextmanager
def stopping_at(path: Path | str) -> Iterator[None]:
    """Turn a refusal of the system into a `Stop` (FP504) that names the path."""
    try:
        yield
    except OSError as fault:
        message = f'the system refuses "{path}": {fault.strerror or fault}'
        found = problem("FP504", message, Span(str(path)), _REMEDIES.get(fault.errno or 0, ""))
        raise Stop(found, MACHINE) from fault


def put(path: Path, content: bytes) -> None:
    """Replace a file, or make it, so that at any moment it holds its old or its new bytes.

    A symbolic or hard link at `path` is replaced, never written through. Raises `Stop` (FP504).
    Nothing waits for the disk, which costs seconds: a kill loses nothing, and a page that a power cut emptied shows by
    its size and is mended by the next run.
    """
    temporary = path.with_name(TEMPORARY)
    with stopping_at(path):
        try:
            _fill(temporary, content)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()  # on a full disk it would be in the way of mending
            raise


def remove(path: Path) -> None:
    """Delete a file or a link, if it is still there; raises `Stop` (FP504)."""
    with stopping_at(path):
        path.unlink(missing_ok=True)


def make_directory(path: Path) -> None:
    """Make a directory that all may read, if it is not there yet; raises `Stop` (FP504)."""
    with stopping_at(path):
        if not path.is_dir():
            path.mkdir(parents=True)
            path.chmod(0o755)


def _fill(path: Path, content: bytes) -> None:
    with path.open("xb") as file:  # x: a link of this name is not followed
        file.write(content)
    path.chmod(0o644)  # a site is for all to read, whatever the umask
