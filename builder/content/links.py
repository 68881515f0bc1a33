"""Where a link of the prose leads: to a file of content/, to a place in this page, or to an address of this site."""

import posixpath
import unicodedata
from typing import Literal, NamedTuple
from urllib.parse import unquote

from builder.content.fragment import anchor_id
from builder.content.sanitise import Gap


class Aim(NamedTuple):
    """Where a link leads; see `LinkRef`."""

    kind: Literal["page", "image", "address"]
    path: str
    anchor: str


class Fault(NamedTuple):
    """Why a link leads nowhere: the code of the problem, its message, its remedy."""

    code: str
    message: str
    remedy: str = ""


def aim_of(gap: Gap, path: str) -> Aim | Fault:
    """Return where a link or picture in the file `path` leads."""
    target = gap.target
    if target.startswith("//") or "\\" in target:
        return Fault("FP306", f'"{target}" is neither a file nor a whole web address', "begin it with https://")
    if gap.tag == "img":
        return _picture(target, path)
    if not target:
        return Fault("FP301", "the link leads nowhere: its brackets are empty", "write a file, an address or #heading")
    if target.startswith("/"):
        return Aim("address", "", "")
    file, _, anchor = target.partition("#")
    found = content_path(file, path) if file else ""
    return found if isinstance(found, Fault) else Aim("page", found, anchor_id(unquote(anchor)))


def _picture(target: str, path: str) -> Aim | Fault:
    file = target.partition("#")[0]
    if not file or file.startswith("/"):
        return Fault("FP303", f'"{target}" names no file of content/media')
    found = content_path(file, path)
    return found if isinstance(found, Fault) else Aim("image", found, "")


def content_path(file: str, path: str) -> str | Fault:
    """Return the path below content/ of a file named in `path`; it may be percent-encoded, as browsers copy it."""
    name = unicodedata.normalize("NFC", unquote(file))
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if not found.startswith("content/"):
        return Fault("FP305", f'"{file}" leads out of content/')
    return found
