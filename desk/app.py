"""Puts the desk together: what it needs, in the order it is opened and closed, and its addresses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

from aiohttp import web

from care.clock import utc_now
from care.config import Settings
from care.conversations import service as conversations
from care.db.engine import Database, open_database
from care.db.models import Message
from care.mail import sender
from care.shop.settings import Shop
from desk import afterwork, pages, staff, static
from desk.addresses import is_loopback
from desk.health import Health
from desk.hub import Hub
from desk.journal import Journal
from desk.keys import (
    DATABASE,
    HEALTH,
    HEARING,
    HUB,
    JOURNAL,
    NEW_CHATS,
    NOW,
    ORIGINS,
    PHOTO_DESK,
    RASA,
    SEEN,
    SETTINGS,
    SHOP,
    TURNS,
)
from desk.origins import Origins, own_origins
from desk.rasa import Rasa
from desk.shopper import upload
from desk.shopper.hearing import Hearing
from desk.shopper.limits import Hourly
from desk.shopper.people import People
from desk.shopper.photo_desk import PhotoDesk
from desk.shopper.photos import PhotoAlbum
from desk.shopper.replies import Replies
from desk.shopper.seen import SeenMarks
from desk.shopper.socket import chat
from desk.shopper.turns import Turns
from desk.shopper.waiting_room import WaitingRoom
from desk.staff.dispatch import Dispatch
from desk.staff.floor import Floor
from desk.staff.keys import DISPATCH, FLOOR
from desk.staff.reading import Reading

MAX_BODY_BYTES = 64 * 1024
# How long a connection may take over its request headers, and may idle between two requests.
HEADERS_WITHIN_S = 9.0


def make_app(settings: Settings, shop: Shop, *, now: Callable[[], datetime] = utc_now) -> web.Application:
    """The whole desk. Serve it with `make_runner`, which sets the limits of its connections."""
    app = web.Application(middlewares=[pages.render_errors], client_max_size=MAX_BODY_BYTES)
    app[SETTINGS], app[SHOP], app[NOW] = settings, shop, now
    app[ORIGINS] = Origins(
        [
            *own_origins(host=settings.host, port=settings.port, public_url=settings.public_url),
            *settings.allowed_origins.split(),
        ]
    )
    app[NEW_CHATS] = Hourly(settings.new_chats_an_hour, lambda: now().timestamp())
    app.on_response_prepare.append(pages.keep_browsers_strict)
    app.on_response_prepare.append(upload.name_origin)
    app.cleanup_ctx.extend([_record, _counter, _photos, _bot, _waiting_room, _letters, _afterwork])
    app.on_shutdown.append(_say_goodbye)
    app.router.add_get("/chat", chat)
    app.router.add_post("/chat/upload", upload.upload)
    app.router.add_get("/chat/photos/{name}", upload.photo, allow_head=False)
    for address in ("/chat/upload", "/chat/photos/{name}"):
        app.router.add_route("OPTIONS", address, upload.may_ask)
    app.router.add_get("/health", _health)
    staff.open_door(app)
    _mount_pages(app)
    return app


def make_runner(app: web.Application, *, shutdown_timeout: float = 5.0) -> web.AppRunner:
    """Serves the desk with limits that slow, silent or bloated connections run into."""
    return web.AppRunner(
        app,
        access_log=None,
        keepalive_timeout=HEADERS_WITHIN_S,
        # A small compressed body can swell a thousandfold; nothing we accept needs compression.
        auto_decompress=False,
        shutdown_timeout=shutdown_timeout,
    )


async def _record(app: web.Application) -> AsyncIterator[None]:
    database = open_database(app[SETTINGS].database_url)
    app[DATABASE] = database
    async with Journal(database) as journal, SeenMarks(journal) as seen:
        app[JOURNAL], app[SEEN] = journal, seen
        app[HUB] = Hub(_reader(database))
        yield
    await database.close()


async def _counter(app: web.Application) -> AsyncIterator[None]:
    """What the desk of people needs: a hand in the line, the floor with its consoles, an index to search."""
    database, hub, now = app[DATABASE], app[HUB], app[NOW]
    line = Dispatch(database=database, journal=app[JOURNAL], hub=hub, shop=app[SHOP], now=now)
    async with line as app[DISPATCH], Floor(database, hub, now) as app[FLOOR], Reading(database, hub):
        yield


async def _photos(app: web.Application) -> AsyncIterator[None]:
    album = PhotoAlbum(app[SETTINGS].var_dir / "uploads")
    async with PhotoDesk(album, lambda: app[NOW]().timestamp()) as app[PHOTO_DESK]:
        yield


async def _bot(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    async with Rasa(
        port=settings.rasa_port,
        token=settings.bot_token.get_secret_value(),
        timeout_s=settings.bot_timeout_s,
    ) as rasa:
        app[RASA] = rasa
        people = People(app[SHOP], settings.staff_email)
        app[HEARING] = Hearing(people)
        async with Turns(
            database=app[DATABASE],
            journal=app[JOURNAL],
            hub=app[HUB],
            rasa=rasa,
            replies=Replies(people),
            now=app[NOW],
        ) as turns:
            app[TURNS] = turns
            app[HEALTH] = Health(app[DATABASE], rasa)
            yield


async def _waiting_room(app: web.Application) -> AsyncIterator[None]:
    """Tells shoppers how the line moves and who came, and asks them afterwards how it was."""
    async with WaitingRoom(database=app[DATABASE], journal=app[JOURNAL], hub=app[HUB], now=app[NOW]):
        yield


async def _letters(app: web.Application) -> AsyncIterator[None]:
    """Sends the mail that the record holds, for as long as the desk is open."""
    sending = asyncio.create_task(sender.run(app[DATABASE], app[SETTINGS], now=app[NOW]))
    yield
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def _afterwork(app: web.Application) -> AsyncIterator[None]:
    """What follows from what was done, for as long as the desk is open."""
    database, settings, now = app[DATABASE], app[SETTINGS], app[NOW]
    work = [
        asyncio.create_task(afterwork.remind(database, app[SHOP], now=now)),
        asyncio.create_task(afterwork.close_the_ledger(database, now=now)),
    ]
    if settings.events_url:
        work.append(asyncio.create_task(afterwork.tell_events(database, settings, now=now)))
    yield
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)


async def _say_goodbye(app: web.Application) -> None:
    """Closes every socket as "going away", so that clients come back to the next process by themselves."""
    await asyncio.gather(*(seat.close() for seat in app[HUB].seats), return_exceptions=True)


async def _health(request: web.Request) -> web.Response:
    return await request.app[HEALTH].answer()


def _reader(database: Database) -> Callable[[str, int, int], Awaitable[Sequence[Message]]]:
    async def read(conversation_id: str, after: int, limit: int) -> Sequence[Message]:
        async with database.reading() as session:
            return await conversations.messages_after(session, conversation_id, after, limit)

    return read


def _mount_pages(app: web.Application) -> None:
    """The widget for everybody; the demo shop only where a setting asks and this machine alone sees it."""
    static.mount(app)
    if app[SETTINGS].demo and is_loopback(app[SETTINGS].host):
        from desk import demo  # only who shows the demo needs its parts

        demo.mount(app)
