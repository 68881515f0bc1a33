"""Talks with the search program over its pipe; never hangs, and never leaves it running.

The program reads and writes base64 of JSON with a comma after each message, and answers in the order of asking.
Questions go out in batches and answers come in chunks: threads that wake for each message cost more than the messages.
"""

import base64
import hashlib
import importlib
import os
import re
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Event, Thread
from typing import IO, Any

import msgspec

from builder.core.problems import MACHINE, Span, Stop, problem
from builder.publish.disk import stopping_at

Payload = dict[str, Any]

PATH_VARIABLE = "PAGEFIND_BINARY_PATH"

BATCH = 32
"""Questions that are sent at once."""

_READ_AT_ONCE = 1 << 16
_TURN = 0.05
"""Seconds after which a wait looks up: a cancelled build ends the program within this time."""

_MANY, _NAP = 8_000, 0.005
"""The program sends each answer alone: after fewer bytes the reader sleeps for so many seconds, and more can gather."""

_TAIL = 2_000
_MESSAGE_BYTES = re.compile(rb"[A-Za-z0-9+/=,]*")


class Trouble(Exception):  # noqa: N818 - becomes a `Stop` with the program's last words
    """The program did not do what was asked; says how."""


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """Nobody wants the answers any more."""


class _Answer(msgspec.Struct):
    message_id: int
    payload: Payload


def find_program() -> Path:
    """Return the path of the search program: the one that the environment names, else the installed package's."""
    named = os.environ.get(PATH_VARIABLE)
    if named:
        if Path(named).is_file():
            return Path(named).resolve()
        raise _missing(f'{PATH_VARIABLE} names "{named}", and there is no such file', named)
    try:
        return Path(importlib.import_module("pagefind_bin").get_executable())
    except (ImportError, FileNotFoundError) as cause:
        raise _missing("the package pagefind-bin is not installed, or has no program for this machine") from cause


def program_digest(program: Path) -> str:
    """Return the SHA-256 of the program itself: 8 ms, and unlike its version it tells any two builds apart."""
    with stopping_at(program), program.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Conversation:
    """A running program: `ask` it any number of times, then take the answers, which come in the same order."""

    def __init__(self, process: "subprocess.Popen[bytes]", limit: float, cancelled: Event) -> None:
        self.asked = self.answered = 0
        self._process, self._limit, self._cancelled = process, limit, cancelled
        self._batch: list[bytes] = []
        self._messages: deque[bytes] = deque()
        self._begun, self._closed = b"", False
        self._leaving, self._arrived = SimpleQueue[bytes](), SimpleQueue[bytes]()
        self._threads = (
            (Thread(target=_write, args=(process.stdin, self._leaving), daemon=True), process.stdin),
            (Thread(target=_read, args=(process.stdout, self._arrived), daemon=True), process.stdout),
        )
        for thread, _ in self._threads:
            thread.start()

    def ask(self, payload: Payload) -> None:
        """Put a question into the next batch; it leaves when the batch is full or `answers` waits for all."""
        message = msgspec.json.encode({"message_id": self.asked, "payload": payload})
        self._batch += (base64.b64encode(message), b",")
        self.asked += 1
        if len(self._batch) >= 2 * BATCH:
            self._send()

    def answers(self, unanswered: int = 0, more_time: float = 0) -> Iterator[Payload]:
        """Yield the answers that are there, and wait for more until only so many questions are unanswered.

        `more_time` are seconds that an answer may take beyond the limit. Raises `Trouble` and `Cancelled`.
        """
        if not unanswered:
            self._send()
        while not self._closed and not self._arrived.empty():
            self._receive(time.monotonic())
        while self._messages or self.asked - self.answered > unanswered:
            end = time.monotonic() + self._limit + more_time
            while not self._messages:
                self._receive(end)
            payload = _payload(self._messages.popleft(), self.answered)
            self.answered += 1
            yield payload

    def running(self) -> bool:
        """Say whether the program may still do something."""
        if self._cancelled.is_set():
            raise Cancelled
        return self._process.poll() is None

    def end(self) -> None:
        """End the program, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._leaving.put(b"")
        for thread, stream in self._threads:
            thread.join(timeout=1)
            if stream and not thread.is_alive():
                with suppress(OSError):  # unsent bytes for a program that has gone
                    stream.close()

    def _send(self) -> None:
        if self._batch:
            self._leaving.put(b"".join(self._batch))
            self._batch.clear()

    def _receive(self, end: float) -> None:
        """Take one chunk apart; without any, wait for a moment, but not beyond `end` (seconds of the clock)."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._closed:
            raise self._ended()
        left = end - time.monotonic()
        try:
            chunk = self._arrived.get(timeout=max(0.0, min(left, _TURN)))
        except Empty:
            if left <= 0:
                raise Trouble(f"gave no answer for {self._limit:g} seconds or longer") from None
            return
        if not chunk:
            self._closed = True
            return
        *whole, begun = chunk.split(b",")
        if whole:
            self._messages.append(self._begun + whole[0])
            self._messages.extend(whole[1:])
            self._begun = b""
        self._begun += begun
        if not _MESSAGE_BYTES.fullmatch(chunk):
            self._messages.append(b"!")

    def _ended(self) -> Trouble:
        try:
            return Trouble(f"ended by itself with exit code {self._process.wait(timeout=self._limit)}")
        except subprocess.TimeoutExpired:
            return Trouble("closed its answers and did not end")


@contextmanager
def talking(program: Path, limit: float, cancelled: Event) -> Iterator[Conversation]:
    """Start the program for the block, and end it at its end.

    `limit` are the seconds that it may take for an answer that somebody waits for; setting `cancelled` ends any wait.
    `Trouble` in the block becomes a `Stop` (FP506) with the program's last words; one that does not start is FP505.
    """
    with TemporaryDirectory(prefix="fingerpost-search-") as empty, TemporaryFile() as noise:
        conversation = Conversation(_start(program, empty, noise), limit, cancelled)
        try:
            yield conversation
        except Trouble as trouble:
            raise _failed(program, str(trouble), conversation, noise) from trouble
        finally:
            conversation.end()


def _start(program: Path, directory: str, noise: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the program where there is nothing to find; what it prints beside its answers goes to `noise`."""
    try:
        return subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            cwd=directory,
            env={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
        )
    except OSError as cause:
        raise _missing(f'"{program}" does not start: {cause.strerror}', str(program)) from cause


def _write(stream: IO[bytes], leaving: "SimpleQueue[bytes]") -> None:
    while batch := leaving.get():
        try:
            stream.write(batch)
            stream.flush()
        except OSError:
            return  # the program has gone; the reader meets the end of its answers


def _read(stream: IO[bytes], arrived: "SimpleQueue[bytes]") -> None:
    """Put each chunk in the queue, and an empty one at the end."""
    while chunk := os.read(stream.fileno(), _READ_AT_ONCE):
        arrived.put(chunk)
        if len(chunk) < _MANY:
            time.sleep(_NAP)
    arrived.put(b"")


def _payload(message: bytes, number: int) -> Payload:
    try:
        answer = msgspec.json.decode(base64.b64decode(message, validate=True), type=_Answer)
        kind = answer.payload["type"]
    except (ValueError, KeyError, RecursionError):
        raise Trouble("gave an answer that cannot be read") from None
    if kind == "Error":
        raise Trouble(f'answered with an error: "{answer.payload.get("message")}"')
    if answer.message_id != number:
        raise Trouble(f"answered question {answer.message_id} where {number} was asked")
    return answer.payload


def _missing(message: str, path: str = "pagefind") -> Stop:
    return Stop(problem("FP505", message, Span(path)), MACHINE)


def _failed(program: Path, what: str, talk: Conversation, noise: IO[bytes]) -> Stop:
    """Tell what happened, how far it was, and the program's last words."""
    noise.seek(max(0, noise.seek(0, os.SEEK_END) - _TAIL))
    said = noise.read().decode("utf-8", "replace").strip()
    last = f'; it last said "{said}"' if said else "; it said nothing"
    message = f'the search program "{program.name}" {what}, after {talk.answered} of {talk.asked} answers{last}'
    return Stop(problem("FP506", message, Span(str(program))), MACHINE)
