"""A site to be read from a folder or a stick, without a server: relative addresses that name their file, no scripts."""

import re
from posixpath import relpath

_SCRIPT = re.compile(rb"<script\b.*?</script>\n?", re.DOTALL)
_TAG = re.compile(rb"<[a-z][^>]*>")
_ADDRESS = re.compile(rb'(?<=\s)(href|src|action)="(/[^"]*)"|(?<=url=)(/[^"]*)(?=")')


def for_offline(content: bytes, path: str, base_path: str) -> bytes:
    """Return a page as it is read without a server; `path` is where it lies, such as `ar/guides/x/index.html`.

    Addresses below the base path become relative, those of folders name their `index.html`. What leads elsewhere
    stays, and so does what only a server on the web is asked for: the page's own address, its languages there.
    """
    here = path.rpartition("/")[0] or "."

    def relative(found: re.Match[bytes]) -> bytes:
        name, address = (found[1], found[2]) if found[1] else (b"", found[3])
        told = _relative(address.decode(), here, base_path).encode()
        return b'%s="%s"' % (name, told) if name else told

    def tag(found: re.Match[bytes]) -> bytes:
        return _ADDRESS.sub(relative, found[0])

    return _TAG.sub(tag, _SCRIPT.sub(b"", content))


def _relative(address: str, here: str, base_path: str) -> str:
    if not address.startswith(base_path):
        return address
    inside, mark, rest = _parted(address.removeprefix(base_path))
    file = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return relpath(file, here) + mark + rest


def _parted(address: str) -> tuple[str, str, str]:
    """Return an address up to the first ? or #, that sign, and what is behind it."""
    at = next((place for place, sign in enumerate(address) if sign in "?#"), len(address))
    return address[:at], address[at : at + 1], address[at + 1 :]
