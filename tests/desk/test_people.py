"""Asking for a person: it is stored, and the shopper hears by when one answers."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from care.conversations import service as conversations
from care.db.models import Conversation, Mail, PersonRequest
from desk.keys import DATABASE, JOURNAL
from tests.conftest import Clock
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot, line


def asks_for_a_person(topic: str = "complaint"):
    handoff = {"topic": topic, "reason": "asked"}
    return lambda asked: [line("I will get somebody.", ("Thanks", "/thank_you"), handoff=handoff)]


async def test_when_the_bot_asks_for_a_person_the_shopper_hears_by_when_one_answers(
    desk: OpenDesk, bot: FakeBot
):
    alice = await desk.greeted(lang="en")
    bot.says = asks_for_a_person()
    await alice.say("I want to talk to somebody")
    assert (await alice.bot())["text"] == "I will get somebody."
    promise = await alice.hear("message")
    assert promise["from"] == "system"
    assert "today at 12:00" in promise["text"]
    state = await alice.hear("state")
    assert (state["owner"], state["reply_by"]) == ("bot", "2026-11-02T17:00:00+00:00")
    async with desk.app[DATABASE].reading() as session:
        [request] = await session.scalars(select(PersonRequest))
    assert (request.topic, request.reason) == ("complaint", "asked")


async def test_outside_opening_hours_it_says_when_the_shop_opens(desk: OpenDesk, bot: FakeBot, clock: Clock):
    clock.now = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)  # Tuesday, 01:00 in New York
    alice = await desk.greeted(lang="zh")
    bot.says = asks_for_a_person()
    await alice.say("转人工")
    await alice.bot()
    promise = await alice.hear("message", **{"from": "system"})
    assert "休息时间" in promise["text"]
    assert "今天09:00" in promise["text"].replace(" ", "")


async def test_the_promise_is_known_again_after_a_reload(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.says = asks_for_a_person()
    await alice.say("A person, please")
    promised = (await alice.hear("state"))["reply_by"]
    again = await desk.knock()
    assert (await again.hello(token=alice.token))["state"]["reply_by"] == promised


async def test_asking_again_keeps_the_first_promise(desk: OpenDesk, bot: FakeBot, clock: Clock):
    alice = await desk.greeted()
    bot.says = asks_for_a_person()
    await alice.say("A person, please")
    first = await alice.hear("message", **{"from": "system"})
    clock.advance(minutes=30)
    await alice.say("A person!")
    second = await alice.hear("message", **{"from": "system"})
    assert first["text"] == second["text"]


async def test_the_bots_choices_stay_on_offer_below_the_promise(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.says = asks_for_a_person()
    await alice.say("A person, please")
    await alice.hear("message", **{"from": "system"})
    assert (await alice.choose("Thanks"))["type"] == "ack"


async def test_the_staff_are_written_to_once(open_desk, bot: FakeBot):
    desk = await open_desk(staff_email="counter@shop.example")
    alice = await desk.greeted()
    bot.says = asks_for_a_person()
    for _ in range(2):
        await alice.say("A person, please")
        await alice.hear("message", **{"from": "system"})
    async with desk.app[DATABASE].reading() as session:
        [letter] = await session.scalars(select(Mail))
    assert letter.to == "counter@shop.example"


async def test_the_bot_never_talks_over_whoever_took_the_conversation_meanwhile(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.fails = "slow"
    await alice.say("Where is it?")

    async def take(session):
        found = await session.scalar(select(Conversation))
        return await conversations.take(session, found.id, owner="queue", epoch=found.epoch, now=desk.clock())

    await desk.app[JOURNAL].write(take)
    bot.fails = None
    bot.released.set()
    state = await alice.hear("state")
    assert (state["owner"], state["epoch"]) == ("queue", 2)
    ack = await alice.say("Hello?")
    assert ack["seq"] == 3, "no line of the bot came in between"
    assert len(bot.heard) == 1, "and it is not asked any more"
