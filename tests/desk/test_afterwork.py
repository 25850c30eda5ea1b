"""What was done reaches the shop's other systems, in order; who waits for a thing hears that it is there."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import select, update

from care.aftersales import outbox
from care.config import Settings, load_settings
from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Customer, Mail, OutboxEvent, Product, Reminder, Variant
from care.efforts import service as efforts
from care.shop.settings import load_shop
from desk import afterwork
from tests.conftest import Clock

SECRET = "a secret between the counter and the warehouse"


class Warehouse:
    """Another system of the shop; it refuses the first `refusals` events."""

    def __init__(self) -> None:
        self.refusals = 0
        self.heard: list[dict[str, object]] = []
        self.signatures: list[tuple[str, bytes]] = []

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        self.signatures.append((request.headers[afterwork.SIGNATURE], await request.read()))
        self.heard.append(await request.json())
        return web.Response()


@pytest.fixture
def warehouse() -> Warehouse:
    return Warehouse()


@pytest.fixture
async def settings(warehouse: Warehouse) -> AsyncIterator[Settings]:
    app = web.Application()
    app.router.add_post("/events", warehouse.take)
    async with TestServer(app) as server:
        yield load_settings(_env_file=None, events_url=str(server.make_url("/events")), events_secret=SECRET)


async def three_events(database: Database) -> None:
    async with database.writing() as session:
        for number in (1, 2, 3):
            session.add(
                OutboxEvent(
                    at=datetime(2026, 11, 2, 15, number, tzinfo=UTC),
                    kind="request.cancel",
                    subject=f"order:#W{number}",
                    payload={"request": f"R-{number}"},
                )
            )


async def test_events_are_told_in_order_and_once(
    database: Database, settings: Settings, warehouse: Warehouse, clock: Clock
) -> None:
    await three_events(database)
    async with aiohttp.ClientSession() as http:
        assert await afterwork.tell_some(database, settings, http, now=clock) == 3
        assert await afterwork.tell_some(database, settings, http, now=clock) == 0
    assert [event["subject"] for event in warehouse.heard] == ["order:#W1", "order:#W2", "order:#W3"]


async def test_event_that_is_refused_waits_and_holds_back_those_after_it(
    database: Database, settings: Settings, warehouse: Warehouse, clock: Clock
) -> None:
    await three_events(database)
    warehouse.refusals = 1
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientResponseError):
            await afterwork.tell_some(database, settings, http, now=clock)
        assert warehouse.heard == []
        await afterwork.tell_some(database, settings, http, now=clock)
    assert [event["data"] for event in warehouse.heard] == [{"request": f"R-{n}"} for n in (1, 2, 3)]
    async with database.reading() as session:
        assert await outbox.waiting(session) == []


async def test_event_is_signed(
    database: Database, settings: Settings, warehouse: Warehouse, clock: Clock
) -> None:
    await three_events(database)
    async with aiohttp.ClientSession() as http:
        await afterwork.tell_some(database, settings, http, now=clock)
    given, body = warehouse.signatures[0]
    at, _, hex_digest = given.removeprefix("t=").partition(",v1=")
    assert hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest() == hex_digest


async def test_who_waits_for_a_thing_is_told_once_when_it_is_there(database: Database, clock: Clock) -> None:
    shop = load_shop(Path("shop.toml"))
    async with database.writing() as session:
        alice = Customer(
            id="alice", email="alice@example.com", first_name="Alice", last_name="A", language="zh"
        )
        lamp = Product(id="lamp", name="Desk Lamp", names={"zh": "台灯"})
        black = Variant(
            id="black",
            product_id="lamp",
            position=0,
            options={"color": "black"},
            price=Decimal(64),
            available=False,
        )
        session.add_all([alice, lamp])
        await session.flush()
        session.add(black)
        await session.flush()
        session.add(Reminder(customer_id="alice", variant_id="black", asked_at=clock()))
    assert await afterwork.remind_some(database, shop, now=clock) == 0
    async with database.writing() as session:
        await session.execute(update(Variant).values(available=True))
    assert await afterwork.remind_some(database, shop, now=clock) == 1
    assert await afterwork.remind_some(database, shop, now=clock) == 0
    async with database.reading() as session:
        letter = (await session.scalars(select(Mail))).one()
    assert letter.to == "alice@example.com"
    assert "台灯到货了" in letter.subject
    assert "黑色" in letter.text


async def test_a_wish_nobody_went_on_with_for_an_hour_was_left(database: Database, clock: Clock) -> None:
    async with database.writing() as session:
        conversation, _ = await conversations.open_conversation(session, now=clock(), language="en")
        await efforts.note(session, conversation.id, "return_item", clock())
    assert await afterwork.leave_silent(database, now=clock) == 0
    clock.advance(hours=1, seconds=1)
    assert await afterwork.leave_silent(database, now=clock) == 1
    assert await afterwork.leave_silent(database, now=clock) == 0
