"""What the web process and the engine process say to each other: small frozen values, as msgpack behind their length.

To the engine: `Start` once, then `Changed` whenever something changed; the end of the pipe means stop.
From it: for each `Changed` any number of `Preview`, one `Built` or `Refused`, then perhaps `SearchReady`; `Progress` in
between; `Crashed` is the last word of an engine that fails.
"""

import struct
from datetime import date

import msgspec

from builder.core.problems import Problem

LENGTH = struct.Struct(">I")
"""Before each message stands its length in bytes."""


class Message(msgspec.Struct, frozen=True, tag=True):
    """One message; on the pipe it carries the name of its class."""


class Start(Message, frozen=True):
    """The site to build and how: directories as absolute paths, the day that ages are counted to."""

    root: str
    output: str
    as_of: date
    drafts: bool = False
    search: bool = True


class Changed(Message, frozen=True):
    """What changed on disk, and what people look at meanwhile.

    `paths` are relative to the site (`content/pages/about.md`; a folder stands for all in it), `screen` are pages by
    output path, the newest tab's first. `whole` asks for everything: the first build of an engine.
    """

    paths: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    whole: bool = False


class Preview(Message, frozen=True):
    """Pages made before all others because they are on screen: output path to bytes; nothing is on disk yet."""

    pages: dict[str, bytes]


class Built(Message, frozen=True):
    """The output directory holds a whole new site: what was written and deleted there, by output path.

    `changed` are the paths that were asked for, `pages` how many pages the site has, `base_path` the path of its
    address (`/` or `/directory/`).
    """

    changed: tuple[str, ...]
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    problems: tuple[Problem, ...]
    pages: int
    seconds: float
    base_path: str = "/"


class Refused(Message, frozen=True):
    """Errors: the output directory is as it was. `base_path` is empty while the configuration cannot be read."""

    changed: tuple[str, ...]
    problems: tuple[Problem, ...]
    base_path: str = ""


class SearchReady(Message, frozen=True):
    """The search index has followed the pages: what was written of it, by output path."""

    written: tuple[str, ...]


class Progress(Message, frozen=True):
    """How far a long step is; the total is None where nobody knows it beforehand."""

    step: str
    done: int
    total: int | None = None


class Crashed(Message, frozen=True):
    """A bug of the builder, in one line, and where it happened, as Python tells it."""

    text: str
    where: str = ""


ToEngine = Start | Changed
Answer = Preview | Built | Refused | SearchReady
FromEngine = Answer | Progress | Crashed

_TO_ENGINE = msgspec.msgpack.Decoder(ToEngine)
_FROM_ENGINE = msgspec.msgpack.Decoder(FromEngine)


def framed(message: ToEngine | FromEngine) -> bytes:
    """Return a message as it goes through the pipe."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body


def to_engine(body: bytes) -> ToEngine:
    """Return the message that the engine got."""
    message: ToEngine = _TO_ENGINE.decode(body)
    return message


def from_engine(body: bytes) -> FromEngine:
    """Return the message that the web process got."""
    message: FromEngine = _FROM_ENGINE.decode(body)
    return message


def joined(*asked: Changed) -> Changed:
    """Return several changes as one: every path once, and what is on screen by the last of them."""
    paths = tuple(dict.fromkeys(path for each in asked for path in each.paths))
    return Changed(paths, asked[-1].screen, any(each.whole for each in asked))
