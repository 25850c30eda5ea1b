"""What a member of staff does at the console, and what they see of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from playwright.async_api import Locator, Page, expect

from care.clock import utc_now
from care.conversations import service as conversations
from care.db.engine import Database, open_database
from care.handoff import service as handoff
from care.staff import service as staff
from care.staff.service import Member
from tests.browser.conftest import Counter

PASSWORD = "six wet umbrellas"
HALF_AN_HOUR = timedelta(minutes=30)


class Agent:
    """One page with the console on it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.cases = page.locator(".case")
        self.field = page.locator(".composer textarea")
        self.log = page.get_by_role("log")
        self.dialog = page.get_by_role("dialog")
        self.connection = page.locator(".connection")
        self.press = page.keyboard.press

    async def signs_in(self, email: str) -> None:
        await self.page.goto(f"{self.url}/staff")
        await self.page.get_by_label("E-mail").fill(email)
        await self.page.get_by_label("Password").fill(PASSWORD)
        await self.page.get_by_role("button", name="Sign in").click()

    async def is_in(self) -> None:
        """The desk said hello."""
        await expect(self.page.locator(".place.here.on")).to_be_visible()
        await expect(self.connection).to_be_hidden()

    async def opens(self, name: str) -> None:
        await self.case(name).click()
        await expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    async def takes(self, name: str) -> None:
        """Opens a case that waits, and takes it."""
        await self.opens(name)
        await self.act("Take").click()
        await expect(self.act("Resolve")).to_be_visible()

    async def says(self, words: str) -> None:
        await self.field.fill(words)
        await self.field.press("Enter")

    async def reads(self, words: str) -> None:
        """The words stand in the conversation, once."""
        await expect(self.bubble(words)).to_have_count(1)

    async def goes(self, place: str) -> None:
        await self.page.locator(f"[data-place={place}].place").click()

    def case(self, name: str) -> Locator:
        return self.cases.filter(has_text=name)

    def bubble(self, words: str) -> Locator:
        return self.log.locator(".bubble").filter(has_text=words)

    def act(self, name: str) -> Locator:
        return self.page.locator(".actions").get_by_role("button", name=name)


class Record:
    """Puts into the record what a test begins with."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._shop = counter.shop

    def _open(self) -> Database:
        return open_database(self._counter.settings.database_url)

    async def hires(self, name: str, **facts: Any) -> Member:
        """Whom nobody is given chats by the line (capacity 0), so that a test takes what it wants."""
        values = {"role": "agent", "capacity": 0, "staff_id": f"demo-{uuid.uuid4()}", **facts}
        email = f"{uuid.uuid4().hex[:12]}@shop.example"
        database = self._open()
        async with database.writing() as session:
            member = await staff.add(
                session, email=email, name=name, password=PASSWORD, now=utc_now(), **values
            )
        await database.close()
        return member

    async def asks(
        self, *, customer: str | None = None, said: str = "I want a person", **facts: Any
    ) -> tuple[int, str]:
        """A shopper who wrote and waits for a person. -> (case, conversation)"""
        now = utc_now()
        about = {"topic": "return_item", "reason": "complaint", **facts}
        database = self._open()
        async with database.writing() as session:
            chat, _ = await conversations.open_conversation(session, language="en", now=now, address=None)
            if customer:
                chat.customer_id, chat.proof, chat.proved_until = customer, "sign_in", now + HALF_AN_HOUR
            await conversations.say(session, chat.id, cmid=str(uuid.uuid4()), text=said, now=now)
            waiting = await handoff.ask(session, chat.id, shop=self._shop, now=now, **about)
            found = waiting.request.id, chat.id
        await database.close()
        return found
