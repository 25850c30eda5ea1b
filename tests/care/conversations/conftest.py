"""A chat to speak into: each call is a transaction of its own, as at the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import pytest

from care.conversations import service as conversations
from care.conversations.service import BotLine, Offer, Said
from care.db.engine import Database, open_database
from care.db.models import Conversation, Customer, Message


@dataclass
class Chat:
    """One conversation, and the commands a desk gives about it."""

    database: Database
    id: str
    token: str
    now: datetime

    async def say(self, text: str = "hello", cmid: str | None = None, *, now: datetime | None = None) -> Said:
        cmid = str(uuid4()) if cmid is None else cmid
        async with self.database.writing() as session:
            return await conversations.say(session, self.id, cmid=cmid, text=text, now=now or self.now)

    async def choose(self, choice_id: str, cmid: str | None = None) -> Said:
        cmid = str(uuid4()) if cmid is None else cmid
        async with self.database.writing() as session:
            return await conversations.choose(session, self.id, cmid=cmid, choice_id=choice_id, now=self.now)

    async def answer(self, turn: int, *lines: BotLine, epoch: int = 1, language: str = "en") -> list[Message]:
        async with self.database.writing() as session:
            return await conversations.answer(
                session, self.id, epoch=epoch, turn=turn, lines=lines or [BotLine("Here you are.")],
                language=language, now=self.now,
            )  # fmt: skip

    async def offer(self, *labels: str) -> dict[str, str]:
        """The shopper says something and the bot answers with these choices; gives label -> choice id."""
        said = await self.say()
        choices = [Offer(label, f"/{label}") for label in labels]
        return offered(await self.answer(said.seq, BotLine("What next?", choices)))

    async def take(self, owner: str, epoch: int) -> int:
        async with self.database.writing() as session:
            return await conversations.take(session, self.id, owner=owner, epoch=epoch, now=self.now)

    async def row(self) -> Conversation:
        async with self.database.reading() as session:
            conversation = await conversations.get(session, self.id)
            assert conversation is not None
            return conversation

    async def lines(self, after: int = 0, limit: int = 1000) -> list[Message]:
        async with self.database.reading() as session:
            return await conversations.messages_after(session, self.id, after, limit)

    async def transcript(self) -> list[tuple[int, str, str]]:
        return [(line.seq, line.sender, line.text) for line in await self.lines()]

    async def unanswered(self) -> list[tuple[str, int]]:
        async with self.database.reading() as session:
            return await conversations.unanswered(session)

    def at(self, database: Database) -> Chat:
        """The same chat, seen from another process."""
        return Chat(database, self.id, self.token, self.now)


def offered(lines: list[Message]) -> dict[str, str]:
    return {choice["label"]: choice["id"] for choice in lines[-1].choices or ()}


async def open_chat(database: Database, now: datetime, **more) -> Chat:
    async with database.writing() as session:
        conversation, token = await conversations.open_conversation(session, language="en", now=now, **more)
    return Chat(database, conversation.id, token, now)


@pytest.fixture
async def chat(database: Database, now: datetime) -> Chat:
    return await open_chat(database, now)


@pytest.fixture
async def second_process(database_url: str) -> AsyncIterator[Database]:
    """Another process on the same database: nothing but the database itself keeps the two apart."""
    other = open_database(database_url)
    yield other
    await other.close()


@pytest.fixture
async def customers(database: Database) -> None:
    async with database.writing() as session:
        session.add_all(
            Customer(
                id=name, email=f"{name}@example.com", first_name=name.title(), last_name="Ng", zip="19031"
            )
            for name in ("alice", "charlie")
        )
