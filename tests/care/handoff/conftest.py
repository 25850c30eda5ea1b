"""A desk with Bob, Dana and Erin, and shoppers who wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Conversation, Customer, Message, Promise, Staff
from care.handoff import service as handoff
from care.shop.settings import Shop, load_shop
from tests.conftest import Clock


@dataclass(frozen=True)
class Someone:
    """A member of staff, as far as a case knows them."""

    id: str
    name: str
    role: str = "agent"


BOB, DANA, ERIN = Someone("bob", "Bob"), Someone("dana", "Dana"), Someone("erin", "Erin", "supervisor")
ZOE = Someone("zoe", "Zoe")  # hired by the tests that need her


def member(who: Someone, **more: Any) -> Staff:
    facts: dict[str, Any] = {
        "languages": ["en", "zh"], "skills": [], "capacity": 4, "password_hash": "-",
        "created_at": datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
    }  # fmt: skip
    return Staff(id=who.id, email=f"{who.id}@shop.example", name=who.name, role=who.role, **facts | more)


@dataclass
class Counter:
    """The desk of people; each call is a transaction of its own, at the moment the clock shows."""

    database: Database
    shop: Shop
    clock: Clock

    async def do(self, step: Any, *given: Any, **more: Any) -> Any:
        async with self.database.writing() as session:
            return await step(session, *given, now=self.clock.now, **more)

    async def hire(self, *staff: Staff) -> None:
        async with self.database.writing() as session:
            session.add_all(staff)

    async def come_in(self, *who: Someone, **more: Any) -> None:
        for someone in who:
            await self.do(handoff.renew, someone.id, **more)

    async def do_leave(self, who: Someone) -> list[handoff.Change]:
        async with self.database.writing() as session:
            return await handoff.leave(session, who.id, self.clock.now)

    async def chat(self, language: str = "en", **more: Any) -> str:
        conversation, _ = await self.do(conversations.open_conversation, language=language, **more)
        return str(conversation.id)

    async def ask(self, chat: str | None = None, **more: Any) -> handoff.Waiting:
        chat = chat or await self.chat()
        facts = {"topic": "return_item", "reason": "asked", "shop": self.shop} | more
        waiting: handoff.Waiting = await self.do(handoff.ask, chat, **facts)
        return waiting

    async def line_up(self) -> list[handoff.Assigned]:
        assigned: list[handoff.Assigned] = await self.do(handoff.line_up, shop=self.shop)
        return assigned

    async def claim(self, request_id: int, who: Someone = BOB) -> handoff.Taken:
        taken: handoff.Taken = await self.do(handoff.claim, request_id, who.id)
        return taken

    async def say(
        self, chat: str, who: Someone = BOB, text: str = "Hello, Bob here.", **more: Any
    ) -> Message:
        more.setdefault("cmid", str(uuid4()))
        said: Message = await self.do(handoff.say, chat, member=who, text=text, **more)
        return said

    async def case(self, request_id: int) -> Any:
        async with self.database.reading() as session:
            return await handoff.case(session, request_id)

    async def conversation(self, chat: str) -> Conversation:
        async with self.database.reading() as session:
            found = await conversations.get(session, chat)
            assert found is not None
            return found

    async def texts(self, chat: str) -> list[tuple[str, str]]:
        async with self.database.reading() as session:
            lines = await conversations.messages_after(session, chat, 0, 1000)
        return [(line.sender, line.text) for line in lines]

    async def promises(self) -> list[tuple[str, str]]:
        async with self.database.reading() as session:
            found = (await session.scalars(select(Promise).order_by(Promise.id))).all()
        return [(promise.kind, promise.state) for promise in found]


@pytest.fixture
def shop() -> Shop:
    return load_shop(Path("shop.toml"))


@pytest.fixture
async def counter(database: Database, shop: Shop, clock: Clock) -> Counter:
    counter = Counter(database, shop, clock)
    await counter.hire(member(BOB), member(DANA), member(ERIN))
    return counter


@pytest.fixture
async def customers(database: Database) -> None:
    async with database.writing() as session:
        session.add_all(
            Customer(
                id=name, email=f"{name}@example.com", first_name=name.title(), last_name="Ng", zip="19031"
            )
            for name in ("alice", "charlie")
        )
