"""The console itself: one page, and the modules and style sheets it is made of, as they lie on disk."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from desk import static
from desk.staff.routes import Route

STATIC = Path(static.__file__).parent
# Asked for again each time, at the cost of an empty answer: nobody works with half of the page of yesterday.
HEADERS = {"Cache-Control": "no-cache"}


async def page(_request: web.Request) -> web.FileResponse:
    """`GET /staff`. It holds nothing private; that is below `/staff/api`, where the door asks who it is."""
    return web.FileResponse(STATIC / "console" / "index.html", headers=HEADERS)


async def part(request: web.Request) -> web.FileResponse:
    """A module, a style sheet or the icon of the console."""
    return _file("console", request)


async def widgets_part(request: web.Request) -> web.FileResponse:
    """What the console shares with the chat, so that staff see what the shopper sees."""
    return _file("widget", request)


def _file(room: str, request: web.Request) -> web.FileResponse:
    file = STATIC / room / request.match_info["file"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers=HEADERS)


ROUTES = [
    Route("GET", "/staff", page, "anyone"),
    Route("GET", r"/staff/static/console/{file:[a-z]+\.(?:js|css|svg)}", part, "anyone"),
    Route("GET", r"/staff/static/widget/{file:[a-z]+\.(?:js|css)}", widgets_part, "anyone"),
]
