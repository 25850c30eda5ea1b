"""Bob and Dana at the counter, Erin who looks after them, Olivia whose shop it is; each at a browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from care.config import Settings
from care.staff import service as staff
from care.staff.service import Member
from desk.keys import DATABASE
from tests.desk.conftest import OpenDesk

PASSWORD = "six wet umbrellas"
ROLE = {"bob": "agent", "dana": "agent", "erin": "supervisor", "olivia": "owner"}


@dataclass
class Answer:
    """What the desk said."""

    status: int
    body: Any
    headers: Any


@dataclass
class Browser:
    """A browser at the console: it keeps cookies, and tells where its page is from."""

    desk: OpenDesk
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    member: Member | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.desk.settings.port}"

    def headers(self, **more: str) -> dict[str, str]:
        """What it sends along: also with `desk.http.ws_connect`."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Origin": self.origin, "X-CSRF": self.csrf, "Cookie": jar} | more

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = self.headers(**headers)
        async with self.desk.http.request(method, self.desk.url + path, json=body, headers=sent) as answer:
            for name, morsel in answer.cookies.items():
                self.cookies[name] = morsel.value
            is_json = answer.content_type == "application/json"
            told = await answer.json() if is_json else await answer.text()
            return Answer(answer.status, told, answer.headers)

    async def get(self, path: str) -> Answer:
        return await self.call("GET", path)

    async def post(self, path: str, **body: Any) -> Answer:
        return await self.call("POST", path, body)

    async def sign_in(self, email: str, password: str = PASSWORD) -> Answer:
        answer = await self.post("/staff/api/sign-in", email=email, password=password)
        if answer.status == 200:
            self.csrf = answer.body["csrf"]
        return answer


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Most tests are about what comes after the second factor."""
    return settings.model_copy(update={"staff_totp": "optional"})


async def hire(desk: OpenDesk, name: str, **facts: Any) -> Member:
    """An account for somebody of the cast, `NAME@shop.example`."""
    values = {"name": name.title(), "role": ROLE.get(name, "agent"), "staff_id": name, **facts}
    async with desk.app[DATABASE].writing() as session:
        return await staff.add(
            session, email=f"{name}@shop.example", password=PASSWORD, now=desk.clock.now, **values
        )


@pytest.fixture
async def console(desk: OpenDesk) -> Callable[..., Awaitable[Browser]]:
    """Hires somebody and signs them in: `await console("bob")`, `await console("erin", languages=["zh"])`."""

    async def console(name: str, **facts: Any) -> Browser:
        browser = Browser(desk)
        browser.member = await hire(desk, name, **facts)
        assert (await browser.sign_in(browser.member.email)).status == 200
        return browser

    return console
