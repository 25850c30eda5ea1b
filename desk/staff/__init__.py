"""The desk's other side: where staff sign in, and what they can ask for, all behind one door."""

from __future__ import annotations

from aiohttp import web

from desk.keys import SETTINGS
from desk.origins import Origins, own_origins
from desk.staff import (
    api_canned,
    api_cases,
    api_conversations,
    api_shift,
    api_shop,
    door,
    pages,
    photos,
    signing_in,
    socket,
)
from desk.staff.cookies import Cookies
from desk.staff.routes import GRANTS, Route, mount

ROUTES: list[Route] = [
    *signing_in.ROUTES,
    *api_cases.ROUTES,
    *api_conversations.ROUTES,
    *api_canned.ROUTES,
    *api_shift.ROUTES,
    *api_shop.ROUTES,
    *socket.ROUTES,
    *photos.ROUTES,
    *pages.ROUTES,
]


def open_door(app: web.Application) -> None:
    """Adds every address of staff and the guard before them; after the settings are in the app."""
    settings = app[SETTINGS]
    own = own_origins(host=settings.host, port=settings.port, public_url=settings.public_url)
    app[door.COOKIES], app[door.STAFF_ORIGINS], app[GRANTS] = Cookies(settings), Origins(own), {}
    app.middlewares.append(door.guard)
    mount(app, ROUTES)
