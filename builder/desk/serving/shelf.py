"""Which file of a built site an address means, and of what type it is. Nothing outside the output can be meant."""

import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

HTML = "text/html; charset=utf-8"
BYTES = "application/octet-stream"
_TYPES = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".md": "text/markdown", ".webp": "image/webp",
    ".woff2": "font/woff2", ".woff": "font/woff", ".geojson": "application/geo+json", ".ics": "text/calendar",
    ".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".ico": "image/x-icon",
}  # fmt: skip
_KNOWN = mimetypes.MimeTypes()  # Python's own table: that of the machine differs from one to the next


@dataclass(frozen=True, slots=True)
class Found:
    """What an address means: the output path of a file (empty where there is none) and a status, or a redirection."""

    path: str
    status: int = 200
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A built site: its directory, the path of its address, and pages that are newer than those on disk."""

    output: Path
    base_path: str
    previews: Mapping[str, bytes]

    def find(self, address: str) -> Found:
        """Return what an address (decoded, without a query) means."""
        if not address.startswith(self.base_path):
            at_top = address == "/" or address == self.base_path[:-1]
            return Found("", 307, quote(self.base_path)) if at_top else self._missing("")
        inside = address[len(self.base_path) :]
        if not _is_plain(inside):
            return self._missing(inside)
        path = inside + "index.html" if not inside or inside.endswith("/") else inside
        if self._holds(path):
            return Found(path)
        if self._holds(f"{inside}/index.html"):
            return Found("", 307, quote(f"{self.base_path}{inside}/"))
        return self._missing(inside)

    def read(self, path: str) -> bytes | None:
        """Return a file as it is to be shown; None where there is none."""
        if path in self.previews:
            return self.previews[path]
        try:
            return (self.output / path).read_bytes()
        except OSError:
            return None

    def page_of(self, address: str) -> str:
        """Return the output path of the page that an address means, be it there or not."""
        inside = address.removeprefix(self.base_path).strip("/")
        return inside if inside.endswith(".html") else f"{inside}/index.html".lstrip("/")

    def _holds(self, path: str) -> bool:
        return path in self.previews or os.path.isfile(f"{self.output}/{path}")  # noqa: PTH113 - no name is too long

    def _missing(self, inside: str) -> Found:
        own = f"{inside.partition('/')[0]}/404.html"
        found = own if _is_plain(own) and self._holds(own) else "404.html"
        return Found(found if self._holds(found) else "", 404)


def _is_plain(inside: str) -> bool:
    """Say whether a path stays inside and names nothing hidden, such as the marker of the output."""
    parts = inside.split("/")
    fine = all(part and (not part.startswith(".") or part == ".well-known") for part in parts[:-1])
    return fine and not parts[-1].startswith(".") and not any(char in inside for char in "\\:\0")


def content_type(path: str) -> str:
    """Return the media type of a file by its name."""
    suffix = Path(path).suffix.lower()
    found = _TYPES.get(suffix) or _KNOWN.guess_type(f"x{suffix}")[0] or BYTES
    is_text = found.startswith("text/") or found in ("application/json", "application/manifest+json")
    return f"{found}; charset=utf-8" if is_text else found
