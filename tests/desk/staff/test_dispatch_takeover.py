"""While the bot still works on its answer somebody takes over: then it says nothing any more."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from sqlalchemy import func, select

from care.db.engine import open_database
from care.db.models import Conversation, Message, PersonRequest
from care.handoff import service as handoff
from desk.hub import Hub
from desk.journal import Journal
from desk.rasa import Answer, Rasa, Spoken, Turn
from desk.shopper.people import People
from desk.shopper.replies import Replies
from desk.shopper.turns import Asked, Turns
from tests.care.handoff.conftest import BOB, member

CHATS = 1_000


class SlowBot:
    """Thinks until it is let go."""

    def __init__(self) -> None:
        self.thinking, self.everybody, self.go = 0, asyncio.Event(), asyncio.Event()

    async def ask(self, turn: Turn) -> Answer:
        self.thinking += 1
        if self.thinking == CHATS:
            self.everybody.set()
        await self.go.wait()
        return Answer((Spoken("Here I am again!"),), "en")


async def test_after_1000_takeovers_during_a_slow_turn_the_bot_says_not_one_line(record, shop, clock):
    database, bot = open_database(record), SlowBot()
    newest = {"opened_at": clock.now, "last_at": clock.now, "language": "en", "last_seq": 1, "asked_seq": 1,
              "owner": "bot", "epoch": 1}  # fmt: skip
    about = {"topic": "other", "reason": "asked", "asked_at": clock.now, "waiting_since": clock.now}
    hub = Hub(cast(Any, None))
    async with Journal(database) as journal:
        turns = Turns(
            database=database, journal=journal, hub=hub, rasa=cast(Rasa, bot), now=clock,
            replies=Replies(People(shop, "")),
        )  # fmt: skip
        async with turns:
            chats = [Conversation(id=f"chat{number}", **newest) for number in range(1, CHATS + 1)]
            async with database.writing() as session:
                session.add_all([member(BOB), *chats])
                await session.flush()
                for number, chat in enumerate(chats, start=1):
                    line = Message(conversation_id=chat.id, seq=1, sender="shopper", at=clock.now, text="Hm?")
                    case = PersonRequest(id=number, conversation_id=chat.id, reply_by=clock.now, **about)
                    session.add_all([line, case])
            for chat in chats:
                turns.add(hub.hold(chat), Asked(1, "Hm?"))
            await asyncio.wait_for(bot.everybody.wait(), 60)

            async def take_over(number: int) -> handoff.Taken:
                return await journal.write(
                    lambda session: handoff.claim(session, number, "bob", now=clock.now)
                )

            await asyncio.gather(*(take_over(number) for number in range(1, CHATS + 1)))
            bot.go.set()
            while turns._tasks:
                await asyncio.wait(turns._tasks)
    async with database.reading() as session:
        lines = dict((await session.execute(select(Message.sender, func.count()).group_by("sender"))).all())
    await database.close()
    assert lines == {"shopper": CHATS, "system": CHATS}
