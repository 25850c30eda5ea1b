"""What follows from what was done: other systems hear of it, reminders are sent, the ledger is closed.

All run for as long as the desk is open. What was not told when it closed is told by the next one.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from care.aftersales import outbox, reminding
from care.config import Settings
from care.db.engine import Busy, Database
from care.efforts import service as efforts
from care.shop.settings import Shop

LOOK_EVERY_S = 1.0
REMIND_EVERY_S = 30.0
SILENT_FOR = timedelta(hours=1)  # then nobody goes on with a wish any more: it was left
TIDY_EVERY_S = 300.0
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0
TIMEOUT = aiohttp.ClientTimeout(total=15)
SIGNATURE = "Shopbell-Signature"

log = logging.getLogger(__name__)


async def tell_events(database: Database, settings: Settings, *, now: Callable[[], datetime]) -> None:
    """Posts events to SHOPBELL_EVENTS_URL, in order and at least once, until cancelled.

    One that is not taken (any answer but 2xx) is tried again, ever less often; those after it wait.
    """
    pause = FIRST_PAUSE_S
    async with aiohttp.ClientSession(timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar()) as http:
        while True:
            try:
                found = await tell_some(database, settings, http, now=now)
                pause = FIRST_PAUSE_S
                if not found:
                    await asyncio.sleep(LOOK_EVERY_S)
            except (aiohttp.ClientError, TimeoutError, SQLAlchemyError, OSError, Busy) as problem:
                log.warning("an event was not taken, trying again in %.0f s: %r", pause, problem)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)


async def tell_some(
    database: Database, settings: Settings, http: aiohttp.ClientSession, *, now: Callable[[], datetime]
) -> int:
    """Posts a bunch of the events that wait; how many there were. Raises what went wrong with the first."""
    async with database.reading() as session:
        events = [outbox.as_json(event) for event in await outbox.waiting(session)]
    for event in events:
        body = json.dumps(event, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: signature(body, settings.events_secret.get_secret_value(), int(time.time())),
        }
        async with http.post(settings.events_url, data=body, headers=headers) as answer:
            answer.raise_for_status()
        async with database.writing() as session:
            await outbox.mark_taken(session, [event["id"]], now())
    return len(events)


def signature(body: bytes, secret: str, at: int) -> str:
    """`t=SECONDS,v1=HEX`: the HMAC-SHA256 of "SECONDS.BODY", so that a receiver knows who wrote and when."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


async def remind(database: Database, shop: Shop, *, now: Callable[[], datetime]) -> None:
    """Writes to those whose thing is in stock again, until cancelled."""
    while True:
        try:
            await remind_some(database, shop, now=now)
        except (SQLAlchemyError, OSError, Busy):
            log.exception("reminders could not be written; trying again")
        await asyncio.sleep(REMIND_EVERY_S)


async def remind_some(database: Database, shop: Shop, *, now: Callable[[], datetime]) -> int:
    """Looks before it writes, because mostly there is nobody to tell. How many were told."""
    async with database.reading() as session:
        if not await reminding.are_due(session):
            return 0
    async with database.writing() as session:
        return await reminding.tell(session, shop, now())


async def close_the_ledger(database: Database, *, now: Callable[[], datetime]) -> None:
    """Writes down which wishes were left, until cancelled."""
    while True:
        try:
            await leave_silent(database, now=now)
        except (SQLAlchemyError, OSError, Busy):
            log.exception("the ledger could not be closed; trying again")
        await asyncio.sleep(TIDY_EVERY_S)


async def leave_silent(database: Database, *, now: Callable[[], datetime]) -> int:
    """Ends the efforts that nobody has gone on with; how many there were."""
    async with database.writing() as session:
        return await efforts.leave_silent(session, now() - SILENT_FOR)
