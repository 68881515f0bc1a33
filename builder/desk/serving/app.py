"""The web application: the built site, one script tag in each page, and a stream of events for each tab."""

import json
from collections.abc import AsyncIterator
from functools import partial
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from builder.desk.serving.hosts import OwnHosts
from builder.desk.serving.live import Live
from builder.desk.serving.shelf import HTML, content_type

OWN = "/.fingerpost"
"""Below it are our own addresses; a site has none like it, for hidden files are not published."""

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
HEARTBEAT = 15.0
"""So often, in seconds, a silent stream says that it is there."""

_WAITING = {
    "starting": ("The site is being built", "This page shows it as soon as it is there."),
    "refused": ("There is no site to show yet", "It is built as soon as the problems are mended."),
    "crashed": ("There is no site to show yet", "It is built again when a file is saved."),
    "fine": ("This page is not here", "The site has no page at this address."),
}


def app(live: Live, host: str) -> Starlette:
    """Return the application that shows a site, for those who call it by the name that it listens at."""
    script = files(__package__).joinpath("browser/live.js").read_bytes()
    routes = [
        Route(f"{OWN}/events", partial(_events, live)),
        Route(f"{OWN}/live.js", partial(_script, script)),
        Route("/{address:path}", partial(_page, live)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(OwnHosts, host=host)])


async def _script(script: bytes, request: Request) -> Response:
    return Response(script, headers=HEADERS, media_type=content_type("live.js"))


async def _page(live: Live, request: Request) -> Response:
    shelf = live.shelf
    found = shelf.find(request.scope["path"])
    if live.state.kind == "starting":
        return _waiting(live, 503)
    if found.redirect:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(found.redirect + query, 307, HEADERS)
    type_ = content_type(found.path)
    if found.path and type_.startswith(("video/", "audio/")):
        return FileResponse(shelf.output / found.path, headers=HEADERS, media_type=type_)  # players ask for parts
    content = shelf.read(found.path) if found.path else None
    if content is None:
        return _waiting(live, 404 if live.state.kind == "fine" else 503)
    if type_ == HTML:
        content = with_script(content, live.version)
    return Response(content, found.status, HEADERS, type_)


def _waiting(live: Live, status: int) -> Response:
    """Return a page that stands in where there is none; it reloads as soon as there is."""
    title, text = _WAITING[live.state.kind]
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    page = f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>"
    return Response(with_script(page.encode(), live.version), status, HEADERS, HTML)


def with_script(page: bytes, version: str) -> bytes:
    """Return a page with our script at the end of its body."""
    tag = f'<script src="{OWN}/live.js" data-version="{version}" defer></script>'.encode()
    at = page.rfind(b"</body>")
    return page + tag if at < 0 else page[:at] + tag + page[at:]


async def _events(live: Live, request: Request) -> Response:
    stream = _stream(live, request.query_params.get("page", "/"), request.query_params.get("version", ""))
    return StreamingResponse(stream, headers=HEADERS, media_type="text/event-stream")


async def _stream(live: Live, address: str, seen: str) -> AsyncIterator[bytes]:
    """Tell a tab what it must know, until it goes or the server ends."""
    told = None
    with live.tab(address):
        yield b"retry: 500\n\n"
        while not live.ended:
            version, state = live.version, live.state
            if state is not told:
                told = state
                yield _event("state", live.told())
            if event := live.news(address, seen):
                yield _event(event, {"version": version})
            seen = version
            await live.moved(seen, HEARTBEAT)
            if live.version == seen:
                yield b": still here\n\n"


def _event(name: str, about: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(about)}\n\n".encode()
