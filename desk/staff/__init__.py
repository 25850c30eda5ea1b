"""The desk's other side: where staff sign in, and what they can ask for, all behind one door."""

from __future__ import annotations

from aiohttp import web

from desk.keys import SETTINGS
from desk.origins import Origins, own_origins
from desk.staff import door, signing_in
from desk.staff.cookies import Cookies
from desk.staff.routes import GRANTS, Route, mount

ROUTES: list[Route] = [
    *signing_in.ROUTES,
]


def open_door(app: web.Application) -> None:
    """Adds every address of staff and the guard before them; after the settings are in the app."""
    settings = app[SETTINGS]
    own = own_origins(host=settings.host, port=settings.port, public_url=settings.public_url)
    app[door.COOKIES], app[door.STAFF_ORIGINS], app[GRANTS] = Cookies(settings), Origins(own), {}
    app.middlewares.append(door.guard)
    mount(app, ROUTES)
