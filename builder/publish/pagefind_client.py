"""Talks with the search program over its pipe; never hangs, and never leaves it running.

The program reads and writes base64 of JSON with a comma after each message, and answers in the order of asking.
"""

import base64
import importlib
import json
import os
import re
import subprocess
from collections.abc import Generator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Semaphore, Thread
from typing import IO, Any

from builder.core.problems import MACHINE, Span, Stop, problem

Payload = dict[str, Any]

PATH_VARIABLE = "PAGEFIND_BINARY_PATH"
WINDOW = 400
"""Questions that may wait for an answer at one time: keeps the program busy and its memory bounded."""

_READ_AT_ONCE = 1 << 20
_TAIL = 2_000
_MESSAGE_BYTES = re.compile(rb"[A-Za-z0-9+/=,]*")


class Trouble(Exception):  # noqa: N818 - becomes a `Stop` with the program's last words
    """The program did not do what was asked; says how."""


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


def program_version(program: Path) -> str:
    """Return what the program says of its version, for the key under which a bundle is kept."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=True, env=_environment())
    except (OSError, subprocess.SubprocessError) as cause:
        raise _missing(f'"{program}" does not start: {cause}', str(program)) from cause
    return said.stdout.decode("utf-8", "replace").strip()


def answers(program: Path, payloads: Sequence[Payload], limits: Sequence[float]) -> Generator[Payload, None, None]:
    """Ask the program everything and yield its answers in the same order; it is ended when the iterator is closed.

    `limits`: for each question, the seconds that may pass after the answer before it. Raises `Stop` (FP505, FP506).
    """
    with TemporaryDirectory(prefix="fingerpost-search-") as empty, TemporaryFile() as noise:
        process = _start(program, empty, noise)
        window, arrived = Semaphore(WINDOW), SimpleQueue[bytes | None]()
        feeder = Thread(target=_feed, args=(process.stdin, payloads, window), daemon=True)
        reader = Thread(target=_read, args=(process.stdout, arrived), daemon=True)
        feeder.start()
        reader.start()
        try:
            for number, limit in enumerate(limits):
                yield _answer(_taken(arrived, limit, process), number)
                window.release()
        except Trouble as trouble:
            raise _failed(program, str(trouble), number, len(payloads), noise) from trouble
        finally:
            process.kill()
            process.wait()
            window.release(len(payloads))
            for thread, stream in ((feeder, process.stdin), (reader, process.stdout)):
                _end(thread, stream)


def _start(program: Path, directory: str, noise: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the program where there is nothing to find; what it prints beside its answers goes to `noise`."""
    try:
        return subprocess.Popen(
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            cwd=directory,
            env=_environment(),
        )
    except OSError as cause:
        raise _missing(f'"{program}" does not start: {cause.strerror}', str(program)) from cause


def _environment() -> dict[str, str]:
    """Return the environment without settings that would change the program's answers."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}


def _feed(stream: IO[bytes], payloads: Sequence[Payload], window: Semaphore) -> None:
    for number, payload in enumerate(payloads):
        window.acquire()
        message = json.dumps({"message_id": number, "payload": payload}).encode()
        try:
            stream.write(base64.b64encode(message) + b",")
            stream.flush()
        except OSError:
            return  # the program has gone; the reader meets the end of its answers


def _read(stream: IO[bytes], arrived: "SimpleQueue[bytes | None]") -> None:
    """Put each message in the queue, and None at the end or at the first byte that no message can have."""
    parts: list[bytes] = []
    while chunk := os.read(stream.fileno(), _READ_AT_ONCE):
        first, *more = chunk.split(b",")
        parts.append(first)
        for piece in more:
            arrived.put(b"".join(parts))
            parts = [piece]
        if not _MESSAGE_BYTES.fullmatch(chunk):
            arrived.put(b"!")
            return
    arrived.put(None)


def _taken(arrived: "SimpleQueue[bytes | None]", limit: float, process: "subprocess.Popen[bytes]") -> bytes:
    try:
        message = arrived.get(timeout=limit)
    except Empty:
        raise Trouble(f"gave no answer for {limit:g} seconds") from None
    if message is not None:
        return message
    try:
        raise Trouble(f"ended by itself with exit code {process.wait(timeout=limit)}")
    except subprocess.TimeoutExpired:
        raise Trouble("closed its answers and did not end") from None


def _answer(message: bytes, number: int) -> Payload:
    try:
        answer = json.loads(base64.b64decode(message, validate=True))
        payload: Payload = answer["payload"]
        kind, answered = payload["type"], answer["message_id"]
    except (ValueError, TypeError, KeyError):
        raise Trouble("gave an answer that cannot be read") from None
    if kind == "Error":
        raise Trouble(f'answered with an error: "{payload.get("message")}"')
    if answered != number:
        raise Trouble(f"answered question {answered} where {number} was asked")
    return payload


def _end(thread: Thread, stream: IO[bytes] | None) -> None:
    """Wait a little for a thread; close its stream only when nobody is in it."""
    thread.join(timeout=1)
    if stream and not thread.is_alive():
        try:
            stream.close()
        except OSError:
            return  # unsent bytes for a program that has gone


def _missing(message: str, path: str = "pagefind") -> Stop:
    return Stop(problem("FP505", message, Span(path)), MACHINE)


def _failed(program: Path, what: str, answered: int, asked: int, noise: IO[bytes]) -> Stop:
    """Tell what happened, how far it was, and the program's last words."""
    noise.seek(max(0, noise.seek(0, os.SEEK_END) - _TAIL))
    said = noise.read().decode("utf-8", "replace").strip()
    last = f'; it last said "{said}"' if said else "; it said nothing"
    message = f'the search program "{program.name}" {what}, after {answered} of {asked} answers{last}'
    return Stop(problem("FP506", message, Span(str(program))), MACHINE)
