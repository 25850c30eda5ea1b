"""What a shopper says is stored once, in order, and never with a card number in it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from care.conversations import rules
from care.conversations import service as conversations
from care.conversations.errors import Conflict, ConversationClosed, NothingSaid, TooLong
from care.conversations.service import BotLine
from care.db.engine import Database
from tests.care.conversations.conftest import open_chat


async def test_lines_are_numbered_from_one_without_gaps(chat):
    assert [(await chat.say(text)).seq for text in "abc"] == [1, 2, 3]
    assert await chat.transcript() == [(1, "shopper", "a"), (2, "shopper", "b"), (3, "shopper", "c")]


async def test_a_retry_gets_the_first_answer_and_stores_nothing(chat):
    first = await chat.say("Where is it?", "c-1")
    await chat.say("Hello?", "c-2")
    again = await chat.say("Where is it?", "c-1")
    assert (again.seq, again.repeated, again.text, again.at) == (first.seq, True, "Where is it?", first.at)
    assert (await chat.say("next")).seq == 3
    assert len(await chat.lines()) == 3


async def test_a_retry_leaves_nothing_to_answer_behind(chat):
    said = await chat.say("Where is it?", "c-1")
    await chat.answer(said.seq)
    await chat.say("Where is it?", "c-1")
    assert await chat.unanswered() == []


async def test_the_same_id_for_other_words_is_a_conflict(chat):
    await chat.say("Yes", "c-1")
    with pytest.raises(Conflict):
        await chat.say("No", "c-1")
    assert (await chat.say("next")).seq == 2


async def test_the_same_id_in_another_conversation_is_another_send(chat, database, now):
    charlie = await open_chat(database, now)
    await chat.say("Yes", "c-1")
    assert (await charlie.say("No", "c-1")).repeated is False


async def test_fifty_equal_sends_at_once_are_one_line_and_fifty_equal_answers(chat, second_process):
    sends = [
        chat.at(database).say("Where is it?", "c-1") for database in (chat.database, second_process) * 25
    ]
    said = await asyncio.gather(*sends)
    assert {each.seq for each in said} == {1}
    assert sum(not each.repeated for each in said) == 1
    assert await chat.transcript() == [(1, "shopper", "Where is it?")]
    assert (await chat.say("next")).seq == 2


async def test_fifty_sends_at_once_from_two_processes_are_fifty_lines_in_a_row(chat, second_process):
    both = (chat.database, second_process)
    said = await asyncio.gather(*(chat.at(both[n % 2]).say(f"line {n}") for n in range(50)))
    assert sorted(each.seq for each in said) == list(range(1, 51))
    assert [line.seq for line in await chat.lines()] == list(range(1, 51))


async def test_a_send_tells_who_may_answer_and_under_which_epoch(chat):
    epoch = await chat.take("staff", 1)
    said = await chat.say("hello")
    assert (said.owner, said.epoch, said.language) == ("staff", epoch, "en")


async def test_four_thousand_characters_are_enough(chat):
    await chat.say("长" * rules.MAX_TEXT)
    with pytest.raises(TooLong):
        await chat.say("x" * (rules.MAX_TEXT + 1))


async def test_nothing_is_not_stored(chat):
    for text in ("", "  \n\t", "\x00\x07", "\ud800"):
        with pytest.raises(NothingSaid):
            await chat.say(text)
    assert await chat.lines() == []


async def test_an_id_that_cannot_be_kept_is_refused(chat):
    for cmid in ("", "x" * 65, "a\x00b", "id-\ud800", "编号"):
        with pytest.raises(NothingSaid):
            await chat.say("hello", cmid)
        with pytest.raises(NothingSaid):
            await chat.choose("any", cmid)


async def test_half_an_emoji_and_a_nul_do_no_harm(chat):
    said = await chat.say("broken \ud83d\x00 but 👍\r\nhere")
    assert said.text == "broken  but 👍\nhere"
    assert (await chat.lines())[0].text == said.text


async def test_a_card_number_is_neither_stored_nor_passed_on(chat):
    said = await chat.say("I paid with ４１１１ １１１１ １１１１ １１１１, order #W1006327")
    assert said.text == "I paid with •••• 1111, order #W1006327"
    assert (await chat.lines())[0].text == said.text


async def test_after_a_month_of_silence_the_conversation_is_closed(chat, now):
    await chat.say("still there", now=now + timedelta(days=29))
    with pytest.raises(ConversationClosed):
        await chat.say("hello?", now=now + timedelta(days=60))


async def test_a_conversation_that_does_not_exist_is_closed(database: Database, now):
    with pytest.raises(ConversationClosed):
        async with database.writing() as session:
            await conversations.say(session, "nowhere", cmid="c-1", text="hello", now=now)
    with pytest.raises(ConversationClosed):
        async with database.writing() as session:
            await conversations.note(session, "nowhere", text="hello", now=now)


async def test_several_sends_may_share_a_transaction(database: Database, chat, now):
    async with database.writing() as session:
        first = await conversations.say(session, chat.id, cmid="c-1", text="one", now=now)
        again = await conversations.say(session, chat.id, cmid="c-1", text="one", now=now)
        second = await conversations.say(session, chat.id, cmid="c-2", text="two", now=now)
        await conversations.answer(
            session, chat.id, epoch=1, turn=2, lines=[BotLine("both")], language="en", now=now
        )
    assert (first.seq, again.seq, second.seq) == (1, 1, 2)
    assert await chat.transcript() == [(1, "shopper", "one"), (2, "shopper", "two"), (3, "bot", "both")]


async def test_how_far_the_shopper_has_read_only_goes_forward(chat, database: Database):
    for _ in range(3):
        await chat.say()
    for seq, seen in ((2, 2), (1, 2), (99, 2), (3, 3)):
        async with database.writing() as session:
            await conversations.mark_seen(session, chat.id, seq)
        assert (await chat.row()).seen_seq == seen


async def test_the_gap_is_read_in_order_and_in_pages(chat):
    for n in range(5):
        await chat.say(f"line {n}")
    assert [line.seq for line in await chat.lines(after=1, limit=2)] == [2, 3]
    assert [line.seq for line in await chat.lines(after=3)] == [4, 5]
    assert await chat.lines(after=5) == []
