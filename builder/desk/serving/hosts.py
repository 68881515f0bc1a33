"""Where we listen, and whom we answer: this machine alone, unless told otherwise.

A page from elsewhere can point a name of its own at this machine and so read what is served here; it cannot change the
Host header that a browser sends. So only names that are ours are answered.
"""

import errno
import os
import socket
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PORT, MORE = 8000, 20
"""The port where nothing is said, and how many after it are tried when others hold it."""

_OURS = frozenset({"localhost", "127.0.0.1", "::1"})


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket bound to a host and a port; None is 8000 or the next free one, 0 any.

    Raises OSError when that cannot be.
    """
    for each in range(PORT, PORT + MORE) if port is None else (port,):
        try:
            return _bound(host, each)
        except OSError as fault:
            if port is not None or fault.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"ports {PORT} to {PORT + MORE - 1} are all taken")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen()
    except OSError:
        made.close()
        raise
    return made


def address_of(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_ours(header: str, host: str) -> bool:
    """Say whether a Host header names us, who listen at `host`.

    Listening everywhere, we are also reached by number; a number is nothing that others could point at us.
    """
    name = _name(header)
    if name in _OURS or name == host.lower():
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return host in ("", "0.0.0.0", "::")


def _name(header: str) -> str:
    """Return a Host header without its port and brackets, in small letters."""
    header = header.strip().lower()
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]


class OwnHosts:
    """Answers only those who call us by a name that is ours."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        app = self._app
        if scope["type"] == "http" and not is_ours(Headers(scope=scope).get("host", ""), self._host):
            app = PlainTextResponse("This server answers only to the address that it was started with.\n", 403)
        await app(scope, receive, send)
