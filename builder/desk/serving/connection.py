"""The engine's end of the pipe: blocking reads and writes on two file descriptors, no thread."""

import os
import select
import sys

from builder.desk.serving.messages import LENGTH, FromEngine, ToEngine, framed, to_engine


class Connection:
    """Two file descriptors, one to read from and one to write to."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def receive(self) -> ToEngine | None:
        """Wait for the next message; None when the other side is gone."""
        length = self._read(LENGTH.size)
        body = length and self._read(LENGTH.unpack(length)[0])
        return to_engine(body) if body else None

    def waiting(self) -> bool:
        """Say whether something is there to be received, be it that the other side is gone."""
        if sys.platform == "win32":  # a pipe cannot be asked there: what is newer waits its turn
            return False
        return bool(select.select([self._incoming], [], [], 0)[0])

    def send(self, message: FromEngine) -> None:
        """Send a message; raises BrokenPipeError when the other side is gone."""
        left = memoryview(framed(message))
        while left:
            left = left[os.write(self._outgoing, left) :]

    def _read(self, size: int) -> bytes:
        parts = []
        while size and (part := os.read(self._incoming, min(size, 1 << 20))):
            parts.append(part)
            size -= len(part)
        return b"" if size else b"".join(parts)
