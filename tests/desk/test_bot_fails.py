"""The bot is late, silent, confused or gone: the shopper always hears something, and can always go on."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import select

from care.db.models import PersonRequest
from desk import rasa
from desk.keys import DATABASE
from desk.rasa import Circuit, NoAnswer, Rasa, Turn, read_answer
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot, line


async def requests(desk: OpenDesk) -> list[PersonRequest]:
    async with desk.app[DATABASE].reading() as session:
        return list(await session.scalars(select(PersonRequest)))


@pytest.mark.parametrize("fails", ["empty", "broken", "crash", "hang", "dead"])
async def test_a_turn_without_an_answer_ends_in_an_apology_and_two_ways_on(
    open_desk, bot: FakeBot, fails: str
):
    desk = await open_desk(bot_timeout_s=0.3)
    alice = await desk.greeted(lang="en")
    if fails == "dead":
        await bot.stop()
    bot.fails = fails
    await alice.say("Where is it?")
    apology = await alice.bot()
    assert apology["text"].startswith("Sorry")
    assert "today at 12:00" in apology["text"], "it says by when a person answers"
    assert [choice["label"] for choice in apology["choices"]] == ["Try again", "Talk to a person"]
    assert (await alice.hear("state"))["reply_by"].startswith("2026-11-02T17:00")
    [request] = await requests(desk)
    assert request.reason.startswith("bot_")


async def test_the_apology_is_in_the_shoppers_language(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="zh")
    bot.fails = "crash"
    await alice.say("在哪里")
    apology = await alice.bot()
    assert apology["text"].startswith("抱歉")
    assert [choice["label"] for choice in apology["choices"]] == ["再试一次", "转人工"]


async def test_trying_again_repeats_the_same_turn_so_that_nothing_is_done_twice(open_desk, bot: FakeBot):
    desk = await open_desk(bot_timeout_s=0.3)
    alice = await desk.greeted()
    bot.fails = "hang"
    await alice.say("Cancel my order")
    await alice.bot()
    bot.fails = None
    await alice.choose("Try again")
    assert (await alice.bot())["text"] == "You said: Cancel my order"
    assert [asked["turn"] for asked in bot.asked] == [0, 2, 2]


async def test_trying_again_long_after_is_asked_as_a_turn_of_its_own(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.fails = "crash"
    await alice.say("Where is it?")
    await alice.bot()
    bot.fails, bot.over = None, {2}
    await alice.choose("Try again")
    assert (await alice.bot())["text"] == "You said: Where is it?"
    assert [asked["turn"] for asked in bot.asked] == [0, 2, 2, 4]


async def test_a_tap_can_be_tried_again_too_however_often_it_fails(desk: OpenDesk, bot: FakeBot):
    bot.says = lambda asked: [line("Which one?", ("This", '/this{"order":"W1"}'))]
    alice = await desk.greeted()
    bot.fails = "crash"
    await alice.choose("This")
    await alice.bot()
    await alice.choose("Try again")
    await alice.bot()
    bot.fails = None
    await alice.choose("Try again")
    assert (await alice.bot())["text"] == "Which one?"
    assert bot.asked[-1]["payload"] == '/this{"order":"W1"}'
    assert len(await requests(desk)) == 1, "one open request a conversation"


async def test_a_person_can_be_asked_for_while_the_bot_is_down(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="en")
    await bot.stop()
    await alice.say("Where is it?")
    await alice.bot()
    await alice.choose("Talk to a person")
    promise = await alice.hear("message", **{"from": "system"})
    assert "today at 12:00" in promise["text"]


async def test_nobody_waits_for_a_bot_that_is_known_to_be_down(open_desk, bot: FakeBot):
    desk = await open_desk(bot_timeout_s=0.5)
    alice = await desk.greeted()
    bot.fails = "hang"
    for _ in range(rasa.FAILURES_TO_OPEN):
        await alice.say("Where is it?")
        await alice.bot()
    began = time.monotonic()
    await alice.say("Where is it?")
    await alice.bot()
    assert time.monotonic() - began < 0.4


async def test_the_bot_is_found_again_when_it_is_back():
    clock = [0.0]
    circuit = Circuit(now=lambda: clock[0])
    for _ in range(rasa.FAILURES_TO_OPEN):
        circuit.check()
        circuit.failed()
    with pytest.raises(NoAnswer):
        circuit.check()
    clock[0] += rasa.FIRST_PAUSE_S
    circuit.check()
    with pytest.raises(NoAnswer):
        circuit.check()  # one looks, the others do not wait
    circuit.worked()
    circuit.check()
    circuit.check()


async def test_the_pauses_grow_and_have_an_end():
    clock = [0.0]
    circuit = Circuit(now=lambda: clock[0])
    pauses = []
    for _ in range(12):
        circuit.check()
        circuit.failed()
        pauses.append(circuit.closed_until - clock[0])
        clock[0] = circuit.closed_until
    assert pauses == sorted(pauses)
    assert pauses[-1] == rasa.LONGEST_PAUSE_S


async def test_a_failed_turn_of_one_shopper_is_no_reason_to_leave_the_bot_alone(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.fails = "crash"
    for _ in range(rasa.FAILURES_TO_OPEN + 1):
        await alice.say("Where is it?")
        await alice.bot()
    bot.fails = None
    charlie = await desk.visit()
    await charlie.bot()
    await charlie.say("Hello")
    assert (await charlie.bot())["text"] == "You said: Hello"


async def test_a_connection_that_broke_as_it_was_used_costs_nothing(bot: FakeBot):
    async with Rasa(port=bot.port, token="a-token-that-only-the-tests-know", timeout_s=2) as client:
        turn = Turn("c1", 1, "en", text="Hello")
        await client.ask(turn)
        await bot.stop()  # as a server does with idle connections
        await bot.start()
        answer = await client.ask(Turn("c1", 2, "en", text="Again"))
    assert answer.lines[0].text == "You said: Again"


async def test_a_wrong_token_is_an_error_and_not_an_empty_answer(bot: FakeBot):
    async with Rasa(port=bot.port, token="another", timeout_s=2) as client:
        with pytest.raises(NoAnswer, match="401"):
            await client.ask(Turn("c1", 1, "en", text="Hello"))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'{"lines": null}', b'{"lines": [null]}', b'{"lines": [{"text": 7}]}',
        b'{"lines": [{"text": "x", "choices": [{"label": "a"}]}]}', b'{"lines": [{"text": "x", "card": []}]}',
        b'{"lines": [{"text": "  "}]}', b'{"lines": [{"text": "x", "choices": 7}]}', b"[" * 100_000, b"\xff",
        b'{"lines": [{"text": "x", "handoff": "now"}]}',
    ],
)  # fmt: skip
def test_a_reply_that_no_shopper_could_read_is_no_answer(body: bytes):
    with pytest.raises(NoAnswer):
        read_answer(body, "en")


async def test_an_opening_that_fails_says_nothing_because_nothing_was_asked(desk: OpenDesk, bot: FakeBot):
    bot.fails = "crash"
    alice = await desk.visit()
    bot.fails = None
    await asyncio.sleep(0)
    await alice.say("Hello")
    assert (await alice.bot())["text"] == "You said: Hello"
    assert await requests(desk) == []


async def test_lines_left_unanswered_by_a_desk_that_stopped_are_answered_by_the_next(
    desk: OpenDesk, bot: FakeBot
):
    alice = await desk.greeted()
    bot.fails = "hang"
    await alice.say("first")
    await alice.say("second")
    await desk.close()
    bot.fails = None
    await desk.open()
    again = await desk.visit(token=alice.token, last_seq=1, epoch=alice.epoch)
    await again.until(5)
    assert [text for _, _, text in again.transcript] == [
        "first", "second", "You said: first", "You said: second",
    ]  # fmt: skip


async def test_a_new_line_waits_behind_those_left_by_a_desk_that_stopped(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.fails = "hang"
    await alice.say("first")
    await desk.close()
    await bot.stop()
    bot.fails = None
    await desk.open()
    again = await desk.visit(token=alice.token, last_seq=2, epoch=alice.epoch)
    await again.say("second")
    await bot.start()
    await again.until(5)
    assert [text for _, sender, text in again.transcript if sender == "bot"] == [
        "You said: first", "You said: second",
    ]  # fmt: skip
