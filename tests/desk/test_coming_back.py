"""A shopper comes back: after losing signal, on another device, after hours, as somebody who signed in."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import jwt
import pytest

from care.conversations import service as conversations
from care.db.models import Customer
from desk import hub
from desk.keys import DATABASE, HUB, JOURNAL
from tests.conftest import Clock
from tests.desk.conftest import ON_BOTH, SECRET, OpenDesk
from tests.desk.fake_bot import FakeBot, line


@ON_BOTH
async def test_shopper_keeps_the_thread_after_losing_signal(desk: OpenDesk):
    alice = await desk.greeted()
    await alice.say("Where is it?")
    await alice.until(3)
    alice.drop()
    again = await desk.knock()
    welcome = await again.hello(token=alice.token, last_seq=1, epoch=alice.epoch)
    assert welcome["seq"] == 3
    assert welcome["token"] == alice.token
    await again.until(3)
    assert again.transcript == [(2, "shopper", "Where is it?"), (3, "bot", "You said: Where is it?")]


async def test_a_line_sent_as_the_signal_went_is_neither_lost_nor_doubled(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    cmid = str(uuid4())
    await alice.send({"type": "say", "cmid": cmid, "text": "Where is it?"})
    alice.drop()
    again = await desk.visit(token=alice.token, last_seq=1, epoch=alice.epoch)
    assert (await again.say("Where is it?", cmid))["seq"] == 2
    await again.until(3)
    assert bot.heard == ["Where is it?"]


async def test_an_answer_given_while_nobody_listened_is_there_afterwards(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    bot.fails = "slow"
    await alice.say("Where is it?")
    alice.drop()
    bot.fails = None
    bot.released.set()
    again = await desk.visit(token=alice.token, last_seq=2, epoch=alice.epoch)
    assert (await again.bot())["text"] == "You said: Where is it?"


@pytest.mark.parametrize(
    "remembered",
    [
        {"last_seq": 3, "epoch": 7},  # a count of another epoch
        {"last_seq": 999},  # more than there is
        {"last_seq": 0},
        {},
    ],
)
async def test_a_count_that_cannot_be_right_means_a_full_replay(desk: OpenDesk, remembered: dict[str, int]):
    alice = await desk.greeted()
    await alice.say("Hello")
    await alice.until(3)
    again = await desk.visit(token=alice.token, **remembered)
    await again.until(3)
    assert [seq for seq, _, _ in again.transcript] == [1, 2, 3]


async def test_nothing_is_repeated_to_a_client_that_has_everything(desk: OpenDesk):
    alice = await desk.greeted()
    await alice.say("Hello")
    await alice.until(3)
    again = await desk.visit(token=alice.token, last_seq=3, epoch=alice.epoch)
    await again.say("More")
    await again.until(5)
    assert [seq for seq, _, _ in again.transcript] == [5]


@ON_BOTH
async def test_a_long_thread_comes_back_whole_and_in_order(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "PAGE", 3)
    alice = await desk.visit()
    await alice.bot()
    for number in range(8):
        await alice.say(f"line {number}")
    await alice.until(17)
    again = await desk.visit(token=alice.token)
    await again.until(17)
    assert [seq for seq, _, _ in again.transcript] == list(range(1, 18))


async def test_a_seat_that_missed_a_line_reads_it_from_the_record(desk: OpenDesk, bot: FakeBot):
    """Lines may be stored by a part of the product that this process knows nothing of."""
    alice = await desk.greeted()
    [seat] = desk.app[HUB].seats

    async def behind_our_back(session):
        found = await conversations.resume(session, alice.token, now=desk.clock())
        assert found is not None
        return await conversations.note(session, found.id, text="A parcel left.", now=desk.clock())

    await desk.app[JOURNAL].write(behind_our_back)
    assert seat.sent == 1
    await alice.say("Hello")
    await alice.until(4)
    assert [seq for seq, _, _ in sorted(alice.transcript)] == [1, 2, 3, 4]
    assert seat.sent == 4


async def test_a_chat_that_nobody_has_open_takes_no_room(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    phone = await desk.visit(token=alice.token)
    await phone.say("Hello")
    await alice.bot()
    assert len(desk.app[HUB]) == 1
    await alice.leave()
    await phone.leave()
    silent = await desk.knock()
    silent.drop()
    async with asyncio.timeout(2):
        while desk.app[HUB].seats:  # noqa: ASYNC110  the desk hears of it a moment later
            await asyncio.sleep(0.01)
    assert len(desk.app[HUB]) == 0


async def test_an_unknown_token_opens_a_new_conversation(desk: OpenDesk):
    alice = await desk.greeted()
    await alice.say("Hello")
    charlie = await desk.knock()
    welcome = await charlie.hello(token="x" * 43, last_seq=2, epoch=1)
    assert welcome["token"] not in {alice.token, "x" * 43}
    await charlie.bot()
    assert charlie.transcript == [(1, "bot", "Hello!")]


async def test_opening_a_chat_lets_the_bot_speak_first_and_is_no_line_of_the_shopper(
    desk: OpenDesk, bot: FakeBot
):
    bot.says = lambda asked: [line("Your blue kettle is out for delivery.", ("Track it", "/track_order"))]
    alice = await desk.visit(lang="zh")
    assert (await alice.bot())["text"] == "Your blue kettle is out for delivery."
    assert alice.transcript == [(1, "bot", "Your blue kettle is out for delivery.")]
    [asked] = bot.asked
    assert (asked["payload"], asked["language"], asked["turn"]) == ("/session_open", "zh", 0)


async def test_whoever_comes_back_soon_is_not_greeted_again(desk: OpenDesk, bot: FakeBot, clock: Clock):
    alice = await desk.greeted()
    clock.advance(hours=3, minutes=59)
    again = await desk.visit(token=alice.token)
    await again.say("Hello")
    await again.until(3)
    assert [asked.get("payload") for asked in bot.asked] == ["/session_open", None]


@ON_BOTH
async def test_after_four_silent_hours_the_chat_opens_anew(desk: OpenDesk, bot: FakeBot, clock: Clock):
    alice = await desk.greeted()
    await alice.say("Hello")
    await alice.until(3)
    clock.advance(hours=4)
    again = await desk.visit(token=alice.token, last_seq=3, epoch=alice.epoch)
    await again.until(4)
    assert again.transcript == [(4, "bot", "Hello!")]
    await again.say("Still there?")
    await again.until(6)
    assert [asked["turn"] for asked in bot.asked] == [0, 2, 3, 5]


async def test_two_tabs_that_wake_at_once_are_greeted_once(desk: OpenDesk, bot: FakeBot, clock: Clock):
    alice = await desk.greeted()
    clock.advance(hours=5)
    tabs = [await desk.visit(token=alice.token, last_seq=1, epoch=alice.epoch) for _ in range(3)]
    await tabs[0].until(2)
    await tabs[0].say("Hello")
    for tab in tabs:
        await tab.until(4)
    assert len([text for _, _, text in tabs[1].transcript if text == "Hello!"]) == 1


async def test_a_shopper_who_speaks_first_is_answered_not_greeted(desk: OpenDesk, bot: FakeBot):
    bot.fails = "slow"
    alice = await desk.visit()
    await alice.say("Where is it?")
    bot.fails = None
    bot.released.set()
    await alice.until(2)
    assert alice.transcript == [(2, "bot", "You said: Where is it?")]


@pytest.fixture
async def customer(desk: OpenDesk) -> str:
    async with desk.app[DATABASE].writing() as session:
        session.add_all(
            Customer(id=name, email=f"{name}@example.com", first_name=name, last_name="A")
            for name in ("al", "ch")
        )
    return "al"


def signed_in(customer: str, clock: Clock, *, secret: str = SECRET, minutes: int = 30) -> str:
    until = clock.now + timedelta(minutes=minutes)
    claims = {"sub": customer, "aud": "shopbell", "jti": str(uuid4()), "exp": int(until.timestamp())}
    return jwt.encode(claims, secret, algorithm="HS256")


@ON_BOTH
async def test_a_signed_in_shopper_has_one_conversation_on_every_device(
    desk: OpenDesk, customer: str, clock: Clock
):
    laptop = await desk.greeted(identity=signed_in(customer, clock))
    await laptop.say("Where is it?")
    await laptop.until(3)
    phone = await desk.visit(identity=signed_in(customer, clock))
    await phone.until(3)
    assert phone.token != laptop.token, "each device has a key of its own"
    assert [text for _, _, text in phone.transcript] == ["Hello!", "Where is it?", "You said: Where is it?"]


async def test_another_customer_sees_nothing_of_it_even_with_the_token(
    desk: OpenDesk, customer: str, clock: Clock
):
    alice = await desk.greeted(identity=signed_in(customer, clock))
    await alice.say("Where is it?")
    charlie = await desk.greeted(identity=signed_in("ch", clock), token=alice.token)
    assert charlie.transcript == [(1, "bot", "Hello!")]
    assert charlie.token != alice.token


@pytest.mark.parametrize("wrong", ["not.a.token", "", "x" * 8000])
async def test_a_sign_in_that_cannot_be_confirmed_is_said_and_one_may_go_on_as_a_guest(
    desk: OpenDesk, wrong: str
):
    alice = await desk.knock()
    await alice.send({"type": "hello", "identity": wrong or "e30.e30.", "lang": "zh"})
    refused = await alice.hear("error")
    assert refused["code"] == "auth"
    assert "登录" in refused["text"]
    await alice.hello()
    assert (await alice.say("Hello"))["type"] == "ack"


async def test_a_forged_sign_in_opens_nothing(desk: OpenDesk, customer: str, clock: Clock):
    await desk.visit(identity=signed_in(customer, clock))
    mallory = await desk.knock()
    await mallory.send({"type": "hello", "identity": signed_in(customer, clock, secret="a" * 40)})
    assert (await mallory.hear("error"))["code"] == "auth"
    await mallory.send({"type": "hello", "identity": signed_in(customer, clock, minutes=600)})
    assert (await mallory.hear("error"))["code"] == "auth"
