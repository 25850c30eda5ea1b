"""Alice has orders, Charlie has others; a guest stands at the counter and says who they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Customer, Mail, Order
from care.identity import service as identity
from care.identity.service import CoarseStatus, Shopper
from tests.conftest import Clock

SECRET = "a secret of the server"


def shop_name(_language: str) -> str:
    """The shop's name in any language: here it has only one."""
    return "Shopbell Home"


@dataclass
class Guest:
    """A shopper in a conversation of their own; each call is a transaction, committed whatever it finds."""

    database: Database
    conversation_id: str
    clock: Clock

    async def shopper(self) -> Shopper:
        async with self.database.reading() as session:
            conversation = await conversations.get(session, self.conversation_id)
            assert conversation is not None
            return identity.who(conversation, self.clock.now)

    async def status(self, order_number: str, email: str, address: str | None = None) -> CoarseStatus | None:
        shopper = await self.shopper()
        async with self.database.writing() as session:
            return await identity.coarse_status(
                session, shopper, order_number=order_number, email=email, address=address, now=self.clock.now
            )

    async def ask_for_code(self, **facts: str) -> identity.CodeSent:
        shopper = await self.shopper()
        async with self.database.writing() as session:
            return await identity.send_code(
                session, shopper, secret=SECRET, shop_name=shop_name, now=self.clock.now, **facts
            )

    async def check(self, code: str) -> bool:
        shopper = await self.shopper()
        async with self.database.writing() as session:
            return await identity.check_code(session, shopper, code, secret=SECRET, now=self.clock.now)

    async def code_for(self, **facts: str) -> str:
        """Asks for a code and reads it in the mailbox."""
        before = len(await letters(self.database))
        await self.ask_for_code(**facts)
        (letter,) = (await letters(self.database))[before:]
        return code_in(letter)


async def letters(database: Database) -> list[Mail]:
    async with database.reading() as session:
        return list((await session.scalars(select(Mail).order_by(Mail.id))).all())


def code_in(letter: Mail) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", letter.text)
    assert found
    return found[0]


async def new_guest(database: Database, clock: Clock, address: str | None = None) -> Guest:
    async with database.writing() as session:
        conversation, _ = await conversations.open_conversation(
            session, language="en", now=clock.now, address=address
        )
    return Guest(database, conversation.id, clock)


@pytest.fixture
async def store(database: Database) -> None:
    async with database.writing() as session:
        session.add_all(
            [
                Customer(
                    id="alice", email="Alice.Ng@example.com", first_name="Álice", last_name="Ng-Müller",
                    zip="SW1A 1AA", language="zh",
                ),
                Customer(
                    id="charlie", email="charlie@example.com", first_name="Charlie", last_name="Brown",
                    zip="SW1A 1AA",
                ),
            ]
        )  # fmt: skip
        await session.flush()
        session.add_all(
            [
                Order(number="#W1000001", search_key="W1000001", customer_id="alice", status="shipped"),
                Order(number="#W1000002", search_key="W1000002", customer_id="charlie", status="pending"),
            ]
        )


@pytest.fixture
async def guest(database: Database, clock: Clock, store: None) -> Guest:
    return await new_guest(database, clock)
