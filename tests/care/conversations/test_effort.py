"""A line costs the same in the first conversation and in the millionth."""

from __future__ import annotations

import pytest

from care.conversations import service as conversations
from care.conversations.service import BotLine, Offer
from tests.care.conversations.conftest import offered
from tests.care.plans import full_scans, statements_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_nothing_reads_a_whole_table(chat, database, now):
    with statements_of(database) as taken:
        said = await chat.say("hello", "c-1")
        await chat.say("hello", "c-1")
        line = BotLine("?", [Offer("yes", "/yes")])
        choices = offered(await chat.answer(said.seq, line))
        await chat.choose(choices["yes"])
        await chat.lines()
        await chat.unanswered()
        async with database.writing() as session:
            await conversations.mark_seen(session, chat.id, 1)
            await conversations.note(session, chat.id, text="note", now=now)
            await conversations.enter(session, token=chat.token, identity=None, language="en", now=now)
            await conversations.open_of_customer(session, "alice", now=now)
        await chat.take("staff", 1)
    assert len(taken) > 15
    # Lines without an answer are few, and their index has nothing else in it.
    assert await full_scans(database, taken) <= {"SCAN conversations USING INDEX ix_conversations_unanswered"}


@pytest.mark.parametrize(
    ("command", "statements"),
    [("say", 2), ("answer", 2), ("choose", 3)],
)
async def test_a_turn_takes_few_statements(chat, database, command: str, statements: int):
    choices = await chat.offer("yes", "no")
    await chat.say()
    with statements_of(database) as taken:
        match command:
            case "say":
                await chat.say()
            case "answer":
                await chat.answer(3)
            case "choose":
                await chat.choose(choices["yes"])
    assert len([statement for statement, _ in taken if not statement.startswith("BEGIN")]) == statements
