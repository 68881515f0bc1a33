"""`python -m builder.desk.serving`: the engine process, started by the web process and by nobody else."""

import gc
import os
import sys
import traceback
from contextlib import suppress

from builder.desk.serving.connection import Connection
from builder.desk.serving.engine import engine
from builder.desk.serving.messages import Crashed
from builder.desk.serving.rebuilding import following


def _pipe() -> Connection:
    """Take the pipe away from stdin and stdout, so that nothing else reads or prints there."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return Connection(incoming, outgoing)


def main() -> int:
    """Run the engine; a bug ends it, after a last word."""
    connection = _pipe()
    gc.set_threshold(100_000, 50, 100)  # as for a build: nearly all that one makes lives until its end
    with suppress(BrokenPipeError):
        try:
            engine(connection, following)
        except BrokenPipeError:
            raise
        except Exception as fault:
            connection.send(Crashed(f"{type(fault).__name__}: {fault}", traceback.format_exc()))
            return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
