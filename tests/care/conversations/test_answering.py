"""The bot answers each line once, and never talks over a person."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from care.conversations import service as conversations
from care.conversations.errors import ConversationClosed, StaleEpoch
from care.conversations.service import BotLine
from tests.care.conversations.conftest import open_chat


async def greet(chat, after: int = 0, epoch: int = 1):
    async with chat.database.writing() as session:
        return await conversations.greet(
            session, chat.id, epoch=epoch, after=after, lines=[BotLine("Hello!")], language="en", now=chat.now
        )


async def test_an_answer_follows_the_line_with_its_card_and_language(chat):
    said = await chat.say("它在哪里？")
    card = {"kind": "facts", "title": "单号", "rows": []}
    lines = await chat.answer(said.seq, BotLine("一"), BotLine("二", card=card), language="zh")
    assert [(line.seq, line.text, line.card) for line in lines] == [(2, "一", None), (3, "二", card)]
    stored = await chat.lines(after=1)
    assert [(line.seq, line.sender, line.text, line.card) for line in stored] == [
        (2, "bot", "一", None),
        (3, "bot", "二", card),
    ]
    assert (await chat.row()).language == "zh"


async def test_a_line_is_answered_once(chat, second_process):
    await chat.say()
    answers = await asyncio.gather(
        *(chat.at(database).answer(1) for database in (chat.database, second_process) * 25)
    )
    assert sorted(len(lines) for lines in answers) == [0] * 49 + [1]
    assert len(await chat.lines()) == 2


async def test_an_answer_with_nothing_in_it_is_a_mistake(chat, database):
    await chat.say()
    with pytest.raises(ValueError, match="at least one line"):
        async with database.writing() as session:
            await conversations.answer(
                session, chat.id, epoch=1, turn=1, lines=[], language="en", now=chat.now
            )


async def test_a_line_nobody_said_cannot_be_answered(chat):
    await chat.say()
    with pytest.raises(ValueError, match="no line 2"):
        await chat.answer(2)


async def test_a_slow_answer_is_not_said_after_a_person_took_over(chat):
    said = await chat.say("Where is it?")
    await chat.take("staff", said.epoch)
    with pytest.raises(StaleEpoch):
        await chat.answer(said.seq, epoch=said.epoch)
    assert [sender for _, sender, _ in await chat.transcript()] == ["shopper"]


async def test_not_even_after_the_person_gave_it_back(chat):
    said = await chat.say("Where is it?")
    epoch = await chat.take("bot", await chat.take("staff", said.epoch))
    with pytest.raises(StaleEpoch):
        await chat.answer(said.seq, epoch=said.epoch)
    assert await chat.answer(said.seq, epoch=epoch) == []
    assert await chat.unanswered() == []
    await chat.answer((await chat.say("And now?")).seq, epoch=epoch)
    assert [sender for _, sender, _ in await chat.transcript()] == ["shopper", "shopper", "bot"]


async def test_no_bot_line_follows_a_takeover_however_close_the_two_come(chat, second_process):
    """Answer and takeover start together, in two processes, forty times."""
    epoch, rounds = 1, 40
    for _ in range(rounds):
        said = await chat.say()
        results: Any = await asyncio.gather(
            chat.take("staff", epoch),
            chat.at(second_process).answer(said.seq, epoch=epoch),
            return_exceptions=True,
        )
        taken, answered = results
        at_takeover = len(await chat.lines())
        with pytest.raises(StaleEpoch):
            await chat.answer((await chat.say("are you there?")).seq, epoch=epoch)
        assert isinstance(answered, list | StaleEpoch)
        assert len(await chat.lines()) == at_takeover + 1
        epoch = await chat.take("bot", taken)


async def test_of_fifty_who_take_it_at_once_one_wins(chat, second_process):
    takers = [chat.at(database).take("staff", 1) for database in (chat.database, second_process) * 25]
    taken = await asyncio.gather(*takers, return_exceptions=True)
    assert [each for each in taken if isinstance(each, int)] == [2]
    assert sum(isinstance(each, StaleEpoch) for each in taken) == 49
    assert (await chat.row()).owner == "staff"


async def test_lines_without_an_answer_are_found_after_a_restart(chat, database, now):
    charlie = await open_chat(database, now)
    await chat.answer((await chat.say("one")).seq)
    two, three = await chat.say("two"), await chat.say("three")
    other = await charlie.say("hello")
    assert sorted(await chat.unanswered()) == sorted(
        [(chat.id, two.seq), (chat.id, three.seq), (charlie.id, other.seq)]
    )
    await chat.answer(two.seq)
    await charlie.answer(other.seq)
    assert await chat.unanswered() == [(chat.id, three.seq)]
    await chat.answer(three.seq)
    assert await chat.unanswered() == []


async def test_what_a_person_answers_does_not_wait_for_the_bot(chat):
    await chat.take("staff", 1)
    await chat.say("hello")
    assert await chat.unanswered() == []
    await chat.take("bot", 2)
    assert await chat.unanswered() == []


async def test_a_greeting_is_said_only_while_nobody_has_spoken(chat):
    assert [line.seq for line in await greet(chat)] == [1]
    assert await greet(chat) == []
    await chat.say()
    assert await greet(chat, after=1) == []
    assert [line.seq for line in await greet(chat, after=2)] == [3]
    assert await chat.unanswered() == [(chat.id, 2)]


async def test_a_greeting_is_not_said_over_a_person(chat):
    await chat.take("staff", 1)
    assert await greet(chat, epoch=1) == []
    assert await greet(chat, epoch=2) == []


async def test_a_note_is_stored_whoever_answers(chat, database, now):
    await chat.say()
    await chat.take("staff", 1)
    async with database.writing() as session:
        line = await conversations.note(session, chat.id, text="We reply until 12:00.", now=now)
    assert (line.seq, line.sender) == (2, "system")
    assert await chat.transcript() == [(1, "shopper", "hello"), (2, "system", "We reply until 12:00.")]


async def test_there_is_no_answer_in_a_conversation_that_is_gone(chat, database):
    chat.id = "nowhere"
    with pytest.raises(ConversationClosed):
        await chat.answer(1)
    assert await greet(chat) == []
