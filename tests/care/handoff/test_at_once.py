"""Many hands at the same moment: one winner for each chat, and the others are told who."""

from __future__ import annotations

import asyncio
import random
from collections import Counter as Count

from care.conversations import service as conversations
from care.conversations.errors import StaleEpoch
from care.conversations.service import BotLine
from care.db.models import Conversation, Message, PersonRequest
from care.handoff import service as handoff
from care.handoff.errors import TakenAlready
from tests.care.handoff.conftest import Counter, Someone, member

AGENTS = 50
CHATS = {"sqlite": 1_000, "postgresql": 200}  # the statements are the same; the locks are tried on both
CLICKS_AT_ONCE = 8  # processes of the desk, say; more would only wait for the pool of connections


async def many_waiting(counter: Counter, count: int = 0) -> list[int]:
    """So many chats that wait, each with a line that the bot still works on; written in one go."""
    count = count or CHATS[counter.database.engine.dialect.name]
    now, numbers = counter.clock.now, range(1, count + 1)
    newest = {"opened_at": now, "last_at": now, "language": "en", "last_seq": 1, "asked_seq": 1}
    async with counter.database.writing() as session:
        session.add_all(Conversation(id=f"chat{number}", **newest) for number in numbers)
        await session.flush()
        for number in numbers:
            where = {"conversation_id": f"chat{number}"}
            session.add(Message(**where, seq=1, sender="shopper", at=now, text="A person, please"))
            session.add(
                PersonRequest(
                    id=number, **where, topic="other", reason="asked", asked_at=now, waiting_since=now,
                    reply_by=now,
                )
            )  # fmt: skip
    return list(numbers)


async def test_50_agents_click_1000_chats_and_each_has_one_winner_whom_the_losers_hear_of(counter):
    agents = [Someone(f"agent{number}", f"Agent {number}") for number in range(AGENTS)]
    await counter.hire(*(member(each) for each in agents))
    chats = await many_waiting(counter)
    won: Count[int] = Count()
    told: list[tuple[int, str]] = []
    winners: dict[int, Someone] = {}
    at_once = asyncio.Semaphore(CLICKS_AT_ONCE)

    async def click(who: Someone, chat: int) -> None:
        try:
            async with at_once:
                await counter.claim(chat, who)
        except TakenAlready as lost:
            told.append((chat, lost.by_name))
        else:
            won[chat] += 1
            winners[chat] = who

    dice = random.Random(4)
    clicks = [(who, chat) for chat in chats for who in dice.sample(agents, 3)]
    await asyncio.gather(*(click(who, chat) for who, chat in clicks))
    assert won == Count(chats)
    assert len(told) == 2 * len(chats)
    assert all(name == winners[chat].name for chat, name in told)
    async with counter.database.reading() as session:
        held = {case.id: each.id for each in agents for case in await handoff.of_staff(session, each.id)}
    assert held == {chat: who.id for chat, who in winners.items()}


async def test_after_1000_takeovers_the_bot_says_not_one_line(counter):
    """The bot began each answer before somebody took over, and brings it when they have."""
    chats = await many_waiting(counter)
    async with counter.database.writing() as session:
        before = [
            (taken.conversation_id, taken.epoch - 1)
            for taken in [await handoff.claim(session, chat, "bob", now=counter.clock.now) for chat in chats]
        ]
    refused = 0
    async with counter.database.writing() as session:
        for conversation_id, epoch in before:
            try:
                await conversations.answer(
                    session, conversation_id, epoch=epoch, turn=1, lines=[BotLine("Here I am again!")],
                    language="en", now=counter.clock.now,
                )  # fmt: skip
            except StaleEpoch:
                refused += 1
    assert refused == len(chats)
    async with counter.database.reading() as session:
        for conversation_id, _ in before[::50]:
            lines = await conversations.messages_after(session, conversation_id, 0, 10)
            assert [line.sender for line in lines] == ["shopper", "system"]
        assert await conversations.unanswered(session) == []


async def test_two_who_line_up_at_once_give_nobody_a_chat_too_many(counter):
    agents = [Someone(f"agent{number}", f"Agent {number}") for number in range(10)]
    await counter.hire(*(member(each, capacity=2) for each in agents))
    await counter.come_in(*agents)
    await many_waiting(counter, 40)
    given = [each for line in await asyncio.gather(*(counter.line_up() for _ in range(4))) for each in line]
    assert len({each.request_id for each in given}) == len(given) == 20
    assert set(Count(each.staff_id for each in given).values()) == {2}
