"""A photo's way in and out. It goes over HTTP, because a frame of the socket is too small for it.

Whoever sends or sees one shows the secret of the conversation's device. The shop's page is on another site,
so its browser asks first whether it may.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from care.conversations import queries
from care.conversations import service as conversations
from care.conversations.service import Said
from care.db.engine import Session
from care.db.models import Conversation
from care.errors import CareError, NotFound
from care.words import say
from desk import pages, protocol
from desk.addresses import client_address
from desk.keys import DATABASE, HUB, JOURNAL, NOW, ORIGINS, PHOTO_DESK, SETTINGS, TURNS
from desk.protocol import Language, ShopperLine, language_of
from desk.shopper import photos
from desk.shopper.photo_desk import Unsendable
from desk.shopper.turns import Asked

ORIGIN = web.RequestKey("origin", str)
CORS = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "7200",
}
# Should a browser ever take it for something else than a picture, it can do nothing.
HEADERS = {
    "Content-Type": "image/jpeg",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": 'inline; filename="photo.jpg"',
    "Cache-Control": "private, no-store",
}


class NoSuchKey(CareError):
    """The token opens no conversation, or not without a fresh sign-in."""

    code = "auth"
    status = 401
    words = "desk-error-auth"


@dataclass(frozen=True, slots=True)
class Received:
    """A photo's line as it was stored, and what the record says of its conversation then."""

    said: Said
    conversation: Conversation
    reply_by: datetime | None


async def may_ask(request: web.Request) -> web.Response:
    """`OPTIONS`: the browser asks whether the shop's page may do this. Raises `ForeignOrigin`."""
    _know_origin(request)
    return web.Response(status=204, headers=CORS)


async def upload(request: web.Request) -> web.StreamResponse:
    """`POST /chat/upload?cmid=UUID` with a picture as its body -> `{"type": "ack", "cmid", "seq", "card"}`.

    Raises `ForeignOrigin`. What else is wrong is told in the shopper's language.
    """
    _know_origin(request)
    language = language_of(request.headers.get("Accept-Language", "en"))
    try:
        conversation = await _conversation(request)
        language = language_of(conversation.language)
        return await _upload(request, conversation, language)
    except CareError as problem:
        words = getattr(problem, "words", f"desk-error-{problem.code}")
        return pages.error(problem.status, problem.code, say(words, language))


async def photo(request: web.Request) -> web.StreamResponse:
    """`GET /chat/photos/NAME`: a photo, to whoever holds its conversation's token.

    Raises `NotFound`, `NoSuchKey`, `ForeignOrigin`.
    """
    if "Origin" in request.headers:  # a page of the desk's own asks without
        _know_origin(request)
    conversation = await _conversation(request)
    album, name = request.app[PHOTO_DESK].album, request.match_info["name"]
    file = await asyncio.to_thread(album.find, conversation.id, name)
    if file is None:
        raise NotFound("There is no such photo in this conversation.")
    return web.FileResponse(file, headers=HEADERS)


async def name_origin(request: web.Request, response: web.StreamResponse) -> None:
    """An `on_response_prepare` hook: a page of the shop may read the answer, also when it is an error."""
    if origin := request.get(ORIGIN):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"


def _know_origin(request: web.Request) -> None:
    request.app[ORIGINS].check(request)
    request[ORIGIN] = request.headers["Origin"]


async def _conversation(request: web.Request) -> Conversation:
    """The conversation that the token opens by itself. Raises `NoSuchKey`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= protocol.MAX_TOKEN:
        raise NoSuchKey
    async with request.app[DATABASE].reading() as session:
        known = await conversations.resume(session, token, now=request.app[NOW]())
    if known is None:
        raise NoSuchKey
    return known


async def _upload(request: web.Request, conversation: Conversation, language: Language) -> web.Response:
    desk, cmid = request.app[PHOTO_DESK], request.query.get("cmid", "")
    if not protocol.UUID.fullmatch(cmid):
        raise Unsendable("cmid should be a UUID")
    proxies = request.app[SETTINGS].trusted_proxies
    desk.admit(conversation.id, client_address(request, trusted_proxies=proxies))
    picture, digest = await desk.receive(request)
    name = await desk.keep(conversation.id, picture)
    try:
        said = (await _store(request, conversation.id, cmid, digest, name, language)).said
    except CareError:  # after any other failure the line may be stored all the same
        desk.album.discard(conversation.id, name)
        raise
    if said.repeated:
        desk.album.discard(conversation.id, name)
    return web.json_response({"type": "ack", "cmid": cmid, "seq": said.seq, "card": said.card})


async def _store(
    request: web.Request, conversation_id: str, cmid: str, digest: str, name: str, language: Language
) -> Received:
    """Stores the photo's line, tells everybody in the conversation, and has it answered; in this order."""
    app, now = request.app, request.app[NOW]()
    card = photos.card(name, say("desk-photo-alt", language))

    async def store(session: Session) -> Received:
        said = await conversations.show(
            session,
            conversation_id,
            cmid=cmid,
            digest=digest,
            text=say("desk-photo", language),
            card=card,
            now=now,
        )
        conversation = await conversations.get(session, conversation_id)
        assert conversation is not None, "a line was stored in it"
        open_request = await queries.open_request(session, conversation_id)
        return Received(said, conversation, open_request.reply_by if open_request else None)

    def tell(received: Received) -> None:
        said = received.said
        if said.repeated:
            return
        booth = app[HUB].hold(received.conversation, received.reply_by)
        app[HUB].publish(conversation_id, [ShopperLine(said.seq, said.at, said.text, cmid, said.card)])
        if said.owner == "bot":
            app[TURNS].add(booth, Asked(said.seq, said.text, photo=name))
        app[HUB].release(booth)

    return await app[JOURNAL].write(store, tell)
