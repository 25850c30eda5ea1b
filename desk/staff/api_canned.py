"""Replies that staff share: everybody picks them, who answers for the words writes them."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from care.canned import service as canned
from care.db.models import CannedReply
from care.db.types import JsonObject
from care.desk_views.cases import iso
from desk.keys import DATABASE, JOURNAL, NOW, SHOP
from desk.staff import bodies
from desk.staff.routes import MEMBER, Route


async def listed(request: web.Request) -> web.Response:
    """-> {canned: [{id, shortcut, title, texts}], variables, shop}; `shop`: its name by language."""
    async with request.app[DATABASE].reading() as session:
        found = await canned.every(session)
    told = [_json(each) for each in found]
    name = request.app[SHOP].about.name
    shop = {"en": name.en, "zh": name.zh}
    return web.json_response({"canned": told, "variables": canned.VARIABLES, "shop": shop})


async def add(request: web.Request) -> web.Response:
    """{shortcut, title, texts} -> {canned}."""
    words, by, now = _words(await bodies.read(request)), request[MEMBER].id, request.app[NOW]()
    reply = await request.app[JOURNAL].write(
        lambda session: canned.add(session, by=by, now=now, **words),
    )
    return web.json_response({"canned": _json(reply)})


async def change(request: web.Request) -> web.Response:
    """{shortcut, title, texts} -> {canned}."""
    reply_id, words = bodies.number_in_path(request), _words(await bodies.read(request))
    by, now = request[MEMBER].id, request.app[NOW]()
    reply = await request.app[JOURNAL].write(
        lambda session: canned.change(session, reply_id, by=by, now=now, **words)
    )
    return web.json_response({"canned": _json(reply)})


async def remove(request: web.Request) -> web.Response:
    reply_id, by, now = bodies.number_in_path(request), request[MEMBER].id, request.app[NOW]()
    await request.app[JOURNAL].write(lambda session: canned.remove(session, reply_id, by=by, now=now))
    return web.json_response({})


def _words(body: dict[str, Any]) -> dict[str, Any]:
    texts = bodies.mapping(body, "texts")
    return {
        "shortcut": bodies.text(body, "shortcut", at_most=64).strip().lower(),
        "title": bodies.text(body, "title", at_most=200).strip(),
        "texts": {language: bodies.optional_text(texts, language) or "" for language in texts},
    }


def _json(reply: CannedReply) -> JsonObject:
    return {
        "id": reply.id,
        "shortcut": reply.shortcut,
        "title": reply.title,
        "texts": reply.texts,
        "updated_at": iso(reply.updated_at),
    }


ROUTES = [
    Route("GET", "/staff/api/canned", listed),
    Route("POST", "/staff/api/canned", add, role="supervisor"),
    Route("PUT", "/staff/api/canned/{id}", change, role="supervisor"),
    Route("DELETE", "/staff/api/canned/{id}", remove, role="supervisor"),
]
