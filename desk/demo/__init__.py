"""A small store front on this machine, to try the counter as shoppers see it: goods, sign-in, a mailbox.

It signs anybody in as anybody, so it answers this machine only (`this_machine`), and only where the setting
`SHOPBELL_DEMO` asks for it.
"""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from care.store.demo import PICTURES
from care.store.demo.goods import MEDIA
from desk.demo import shoppers, store
from desk.demo.this_machine import for_this_machine

PAGE = Path(__file__).parent / "page"


def mount(app: web.Application) -> None:
    """Adds the store at `/` and what it needs below `/demo/`."""
    add = app.router.add_get
    add("/", for_this_machine(_front))
    add(r"/demo/{file:[a-z]+\.(css|js)}", for_this_machine(_part))
    add("/demo/products.json", for_this_machine(store.products))
    add("/demo/outbox.json", for_this_machine(store.outbox))
    add("/demo/customers.json", for_this_machine(shoppers.customers))
    add("/demo/identity.json", for_this_machine(shoppers.identity))
    add(rf"{MEDIA}/{{file:[a-z0-9-]+\.svg}}", _picture)
    app.router.add_post("/demo/sign-in", for_this_machine(shoppers.sign_in))


async def _front(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})


async def _picture(request: web.Request) -> web.FileResponse:
    file = PICTURES / request.match_info["file"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "max-age=3600"})


async def _part(request: web.Request) -> web.FileResponse:
    file = PAGE / request.match_info["file"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})
