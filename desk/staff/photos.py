"""Photos that a shopper sent, for who reads the conversation; the shopper's own way is by their key."""

from __future__ import annotations

import asyncio

from aiohttp import web

from care.errors import NotFound
from desk.keys import PHOTO_DESK
from desk.shopper.upload import HEADERS
from desk.staff.routes import CONVERSATION, Route


async def photo(request: web.Request) -> web.FileResponse:
    """Raises `NotFound`, also where the photo is another conversation's."""
    album, name = request.app[PHOTO_DESK].album, request.match_info["name"]
    file = await asyncio.to_thread(album.find, request.match_info["id"], name)
    if file is None:
        raise NotFound("There is no such photo in this conversation.")
    return web.FileResponse(file, headers=HEADERS)


ROUTES = [Route("GET", f"{CONVERSATION}/photos/{{name}}", photo, looks_at="photo")]
