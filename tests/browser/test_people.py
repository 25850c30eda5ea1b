"""A shopper waits for a person, in the widget: place, name, typing, lines, and the questions afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect
from sqlalchemy import delete, select

from care.clock import utc_now
from care.conversations import service as conversations
from care.db.models import PersonRequest, Presence, Staff
from care.handoff import service as handoff
from care.handoff.service import Change
from care.staff.service import Member
from desk import protocol
from desk.keys import HUB, JOURNAL
from tests.browser.conftest import IN_ONE_LOOP, Counter, visit
from tests.browser.shopper import Shopper
from tests.browser.test_accessible import objections
from tests.browser.test_keyboard import PHONE
from tests.desk.fake_bot import FakeBot, line

pytestmark = [pytest.mark.browser, IN_ONE_LOOP]

BOB = Member("bob", "bob@shop.example", "Bob", "agent", ("en", "zh"), (), 1, "en")


class Hands:
    """What Bob does at his console, as its handlers would: a write, and then everybody is told."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    async def write(self, step: Callable[..., Awaitable[Any]]) -> Any:
        return await self.counter.app[JOURNAL].write(step)

    async def come_in_busy(self) -> None:
        """Bob is in and has one chat already, so whoever comes waits for it to end."""

        async def come(session: Any) -> int:
            if await session.get(Staff, BOB.id) is None:
                session.add(
                    Staff(
                        id=BOB.id,
                        email=BOB.email,
                        name=BOB.name,
                        role=BOB.role,
                        languages=["en", "zh"],
                        skills=[],
                        capacity=1,
                        password_hash="-",
                        created_at=utc_now(),
                    )
                )
                await session.flush()
            await handoff.renew(session, BOB.id, now=utc_now())
            other, _ = await conversations.open_conversation(session, now=utc_now(), language="en")
            shop = self.counter.shop
            waiting = await handoff.ask(
                session, other.id, topic="other", reason="asked", shop=shop, now=utc_now()
            )
            await handoff.claim(session, waiting.request.id, BOB.id, now=utc_now())
            return waiting.request.id

        await self.go_home()  # what other tests left waiting would come first
        self.first = await self.write(come)

    async def go_home(self) -> None:
        async def go(session: Any) -> None:
            await session.execute(delete(Presence))
            for case in await session.scalars(select(PersonRequest).where(PersonRequest.done_at.is_(None))):
                case.state, case.done_at, case.outcome = "done", utc_now(), "test"

        await self.write(go)

    async def does(self, step: Callable[..., Awaitable[Change]], *given: Any, **more: Any) -> Change:
        change: Change = await self.write(lambda session: step(session, *given, now=utc_now(), **more))
        self.counter.app[HUB].publish(change.conversation_id, change.lines)
        booth = self.counter.app[HUB].booth(change.conversation_id)
        if booth is not None:
            booth.update(owner=change.owner, epoch=change.epoch)
        return change

    async def take(self) -> Change:
        """Bob takes the case that was asked for last; the desk may have given it to him already."""

        async def newest(session: Any) -> int:
            found: int = await session.scalar(select(PersonRequest.id).order_by(PersonRequest.id.desc()))
            return found

        return await self.does(handoff.claim, await self.write(newest), BOB.id)

    async def types(self, case: Change) -> None:
        booth = self.counter.app[HUB].booth(case.conversation_id)
        assert booth is not None
        booth.tell_all(protocol.STAFF_IS_TYPING)

    async def say(self, case: Change, text: str) -> None:
        said = await self.write(
            lambda session: handoff.say(
                session, case.conversation_id, member=BOB, cmid=str(uuid4()), text=text, now=utc_now()
            )
        )
        self.counter.app[HUB].publish(case.conversation_id, [said])


@pytest_asyncio.fixture(loop_scope="session")
async def hands(counter: Counter) -> AsyncIterator[Hands]:
    hands = Hands(counter)
    yield hands
    await hands.go_home()


def gets_somebody(_asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [line("Of course, I'm bringing in a person.", handoff={"topic": "other", "reason": "asked"})]


async def test_a_shopper_waits_is_answered_by_name_and_asked_how_it_was(
    alice: Shopper, bot: FakeBot, hands: Hands
):
    await hands.come_in_busy()
    await alice.opens()
    bot.says = gets_somebody
    await alice.asks("A person, please")
    status = alice.page.locator(".status")
    await expect(status).to_contain_text("You are number 1 in line, about")
    await expect(alice.chips).to_have_text(["Go on with the assistant meanwhile", "Leave a message"])
    await hands.does(handoff.resolve, hands.first, by=BOB.id, outcome="solved")
    case = await hands.take()
    await expect(status).to_have_text("Bob is answering you")
    await expect(alice.chips).to_have_count(0)
    await hands.types(case)
    await expect(alice.page.locator(".typing")).to_contain_text("Bob is writing")
    await hands.say(case, "The parcel is here, I send it again today.")
    await expect(alice.page.locator(".line.staff .name")).to_have_text("Bob")
    await hands.does(handoff.resolve, case.request_id, by=BOB.id, outcome="solved")
    await expect(alice.chips).to_have_count(5)
    await alice.chips.filter(has_text="Very satisfied").click()
    await alice.chips.filter(has_text="Very easy").click()
    await alice.reads("Thank you, that helps us.")
    await expect(status).to_contain_text("assistant answers")


@pytest.mark.parametrize(
    "screen", [{"viewport": {"width": 1280, "height": 800}}, PHONE], ids=["wide", "phone"]
)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_waiting_and_leaving_a_message_in_both_languages_on_both_screens(
    language: str,
    screen: dict[str, Any],
    counter: Counter,
    bot: FakeBot,
    shop: str,
    hands: Hands,
    profile: Callable[..., Awaitable[BrowserContext]],
):
    await hands.come_in_busy()
    tag = f"data-lang=%22{language}%22"
    alice = await visit(
        await profile(reduced_motion="reduce", **screen), f"{shop}/?page={language}&tag={tag}"
    )
    await alice.opens()
    bot.says = gets_somebody
    await alice.says("我要投诉" if language == "zh" else "A person, please")
    await expect(alice.chips).to_have_count(2)
    assert await objections(alice.page) == []
    await alice.chips.last.click()
    await expect(alice.chips).to_have_count(1)
    await alice.says(
        "台灯坏了，请换一盏。" if language == "zh" else "The lamp flickers, please send another."
    )
    await expect(alice.chips).to_have_count(3)
    await alice.chips.first.click()
    await expect(alice.chips).to_have_count(0)
    await expect(alice.page.locator(".status")).to_contain_text(
        "前回复" if language == "zh" else "answers you by"
    )
