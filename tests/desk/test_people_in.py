"""Somebody is in: shoppers wait, go on meanwhile, leave a message, are answered and asked how it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from care.db.models import Conversation, PersonRequest, Promise, Rating, Staff
from care.handoff import service as handoff
from care.staff.service import Member
from desk.hub import Booth
from desk.keys import DATABASE, HUB, JOURNAL
from tests.conftest import Clock
from tests.desk.chatter import Chatter
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot, line

BOB = Member("bob", "bob@shop.example", "Bob", "agent", ("en", "zh"), (), 1, "en")


class Hands:
    """What staff do, as their console would: a write, and then everybody is told."""

    def __init__(self, desk: OpenDesk) -> None:
        self.desk = desk

    async def come_in(self, member: Member, *, takes_new: bool = True) -> None:
        now = self.desk.clock()

        async def come(session: Any) -> None:
            if await session.get(Staff, member.id) is None:
                session.add(staff(member, now))
                await session.flush()
            await handoff.renew(session, member.id, now=now, takes_new=takes_new)

        await self.desk.app[JOURNAL].write(come)

    async def does(self, step: Callable[..., Awaitable[Any]], *given: Any, **more: Any) -> Any:
        """A step of a case; afterwards its lines and owner are told as the console's handlers tell them."""
        change = await self.desk.app[JOURNAL].write(
            lambda session: step(session, *given, now=self.desk.clock(), **more)
        )
        self.desk.app[HUB].publish(change.conversation_id, change.lines)
        self.booth(change.conversation_id).update(owner=change.owner, epoch=change.epoch)
        return change

    def booth(self, conversation_id: str) -> Booth:
        booth = self.desk.app[HUB].booth(conversation_id)
        assert booth is not None
        return booth

    async def newest(self) -> PersonRequest | None:
        async with self.desk.app[DATABASE].reading() as session:
            return (await session.scalars(select(PersonRequest).order_by(PersonRequest.id.desc()))).first()

    async def case(self) -> PersonRequest:
        newest = await self.newest()
        assert newest is not None
        return newest

    async def claim(self) -> PersonRequest:
        case = await self.case()
        await self.does(handoff.claim, case.id, BOB.id)
        return case

    async def say(self, text: str) -> None:
        case = await self.case()
        said = await self.desk.app[JOURNAL].write(
            lambda session: handoff.say(
                session, case.conversation_id, member=BOB, cmid=str(uuid4()), text=text, now=self.desk.clock()
            )
        )
        self.desk.app[HUB].publish(case.conversation_id, [said])


def staff(member: Member, now: Any) -> Staff:
    return Staff(
        id=member.id, email=member.email, name=member.name, role=member.role,
        languages=list(member.languages), skills=list(member.skills), capacity=1, password_hash="-",
        created_at=now,
    )  # fmt: skip


@pytest.fixture
async def quiet(open_desk, monkeypatch: pytest.MonkeyPatch) -> OpenDesk:
    """A desk whose line is not given out by itself: the test is the hand that takes from it."""

    async def nobody(*_given: object, **_more: object) -> list[object]:
        return []

    monkeypatch.setattr(handoff, "line_up", nobody)
    desk: OpenDesk = await open_desk()
    return desk


@pytest.fixture
async def hands(quiet: OpenDesk) -> Hands:
    return Hands(quiet)


async def asks(shopper: Chatter, bot: FakeBot, reason: str = "asked") -> dict[str, Any]:
    """The shopper asks for a person; what the desk says then."""
    bot.says = lambda asked: [line("I will get somebody.", handoff={"topic": "complaint", "reason": reason})]
    await shopper.say("A person, please")
    return await shopper.hear("message", **{"from": "system"})


async def test_whoever_asks_hears_at_once_that_a_person_comes_with_place_and_wait(
    quiet: OpenDesk, hands: Hands, bot: FakeBot
):
    await hands.come_in(BOB)
    alice = await quiet.greeted(lang="en")
    promise = await asks(alice, bot)
    assert "You are next" in promise["text"]
    assert [choice["label"] for choice in promise["choices"]] == [
        "Go on with the assistant meanwhile",
        "Leave a message",
    ]
    state = await alice.hear("state", owner="queue")
    assert state["position"] == 1
    assert state["wait_s"] > 0


async def test_while_they_wait_the_bot_is_silent_and_a_second_shopper_is_second(
    quiet: OpenDesk, hands: Hands, bot: FakeBot
):
    await hands.come_in(BOB)
    alice, charlie = await quiet.greeted(lang="en"), await quiet.greeted(lang="zh")
    await asks(alice, bot)
    assert "第 2 位" in (await asks(charlie, bot))["text"]
    heard = len(bot.heard)
    await alice.say("Are you there?")
    assert len(bot.heard) == heard


async def test_they_can_go_on_with_the_bot_and_keep_their_place(quiet: OpenDesk, hands: Hands, bot: FakeBot):
    await hands.come_in(BOB)
    alice = await quiet.greeted(lang="en")
    await asks(alice, bot)
    await alice.choose("Go on with the assistant meanwhile")
    told = await alice.hear("message", **{"from": "system"})
    assert "keep your place" in told["text"]
    assert (await alice.hear("state", owner="bot"))["position"] == 1
    bot.says = lambda asked: [line("It arrives tomorrow.")]
    await alice.say("Where is my parcel?")
    assert (await alice.bot())["text"] == "It arrives tomorrow."
    assert (await hands.case()).state == "waiting"


async def test_a_message_is_read_back_before_it_is_left_and_an_answer_is_promised(
    desk: OpenDesk, bot: FakeBot
):
    alice = await desk.greeted(lang="en")
    await asks(alice, bot)
    await alice.choose("Leave a message")
    assert "write your message" in (await alice.hear("message", **{"from": "system"}))["text"]
    asked = len(bot.heard)
    await alice.say("The lamp flickers. My card is 4111 1111 1111 1111.")
    back = await alice.hear("message", **{"from": "system"})
    assert "The lamp flickers." in back["text"]
    assert "4111 1111" not in back["text"]
    await alice.choose("Yes, leave it")
    left = await alice.hear("message", **{"from": "system"})
    assert "tomorrow at" in left["text"] or "today at" in left["text"]
    assert len(bot.heard) == asked, "a message for people is not for the bot"
    async with desk.app[DATABASE].reading() as session:
        [case] = await session.scalars(select(PersonRequest))
        kinds = set(await session.scalars(select(Promise.kind).where(Promise.state == "open")))
    assert case.state == "message"
    assert case.brief["message"].startswith("The lamp flickers.")
    assert kinds == {"first_answer", "solution"}


async def test_a_message_can_be_written_anew_confirmed_in_words_or_dropped(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="zh")
    await asks(alice, bot)
    await alice.choose("留言")
    await alice.hear("message", **{"from": "system"})
    await alice.say("灯坏了")
    await alice.hear("message", **{"from": "system"})
    await alice.say("灯不亮，请换一个")  # words after the read-back are the better message
    assert "灯不亮" in (await alice.hear("message", **{"from": "system"}))["text"]
    await alice.say("好的")
    assert "已转给" in (await alice.hear("message", **{"from": "system"}))["text"]
    async with desk.app[DATABASE].reading() as session:
        [case] = await session.scalars(select(PersonRequest))
    assert case.brief["message"] == "灯不亮，请换一个"


async def test_an_angry_shopper_is_brought_to_a_person_before_the_bot_says_anything(
    quiet: OpenDesk, hands: Hands, bot: FakeBot
):
    await hands.come_in(BOB)
    alice = await quiet.greeted(lang="en")
    await alice.say("This is unacceptable, you people are useless!!!")
    told = await alice.hear("message", **{"from": "system"})
    assert told["text"].startswith("I am sorry.")
    assert (await hands.case()).reason == "anger"
    assert bot.heard == []


async def test_with_nobody_in_the_bot_still_answers_an_angry_shopper(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="en")
    await alice.say("This is unacceptable, you people are useless!!!")
    assert "today at 12:00" in (await alice.hear("message", **{"from": "system"}))["text"]
    await alice.bot()
    await alice.say("Unacceptable!")
    await alice.bot()
    told = [frame for frame in alice.messages if frame["from"] == "system"]
    assert len(told) == 1, "once is enough: the case is open"


async def test_a_bot_that_did_not_understand_twice_brings_a_person_only_where_one_is_in(
    quiet: OpenDesk, hands: Hands, bot: FakeBot
):
    offer = {"topic": "other", "reason": "misunderstood", "offered": True}
    alice = await quiet.greeted(lang="en")
    bot.says = lambda asked: [line("Shall a person take over?", handoff=offer)]
    await alice.say("blub")
    await alice.bot()
    assert await hands.newest() is None
    await hands.come_in(BOB)
    await alice.say("blub blub")
    assert "waste your time" in (await alice.hear("message", **{"from": "system"}))["text"]
    assert (await hands.case()).reason == "misunderstood"


async def test_the_person_is_named_typing_shows_and_the_wait_is_over(
    quiet: OpenDesk, hands: Hands, bot: FakeBot
):
    await hands.come_in(BOB)
    alice = await quiet.greeted(lang="en")
    await asks(alice, bot)
    await hands.claim()
    state = await alice.hear("state", staff="Bob")
    assert state["owner"] == "staff"
    assert "position" not in state
    await hands.say("I have the parcel here.")
    said = await alice.hear("message", **{"from": "staff"})
    assert (said["name"], said["text"]) == ("Bob", "I have the parcel here.")
    again = await quiet.knock()
    welcome = await again.hello(token=alice.token)
    assert welcome["state"]["staff"] == "Bob"


async def test_after_a_settled_case_they_are_asked_two_questions_and_never_again(
    quiet: OpenDesk, hands: Hands, bot: FakeBot, clock: Clock
):
    await hands.come_in(BOB)
    alice = await quiet.greeted(lang="en")
    await asks(alice, bot)
    case = await hands.claim()
    await hands.say("Done.")
    await alice.hear("state", staff="Bob")
    await hands.does(handoff.resolve, case.id, by=BOB.id, outcome="solved")
    question = await alice.hear("message", **{"from": "system"})
    while "satisfied" not in question["text"]:
        question = await alice.hear("message", **{"from": "system"})
    heard = len(bot.heard)
    await alice.choose("Satisfied")
    assert "how easy" in (await alice.hear("message", **{"from": "system"}))["text"]
    await alice.choose("Hard")
    assert "supervisor" in (await alice.hear("message", **{"from": "system"}))["text"]
    assert len(bot.heard) == heard
    async with quiet.app[DATABASE].reading() as session:
        [rating] = await session.scalars(select(Rating))
        recovery = await session.scalar(select(PersonRequest).where(PersonRequest.reason == "low_score"))
    assert (rating.satisfaction, rating.effort) == (4, 2)
    assert recovery is not None


async def test_what_was_tapped_here_is_never_asked_of_the_bot_after_a_restart(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="en")
    await asks(alice, bot)
    await alice.choose("Leave a message")
    await alice.hear("message", **{"from": "system"})
    await alice.say("Please call me.")
    await alice.hear("message", **{"from": "system"})
    asked = list(bot.heard)
    await alice.leave()
    await desk.close()
    await desk.open()
    async with desk.app[DATABASE].reading() as session:
        found = (await session.scalars(select(Conversation))).one()
    assert found.answered_seq >= found.asked_seq
    assert bot.heard == asked
