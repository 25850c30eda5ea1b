"""An open desk with a bot beside it, and shoppers who knock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import uvloop
from aiohttp import web

from care.config import Settings, load_settings
from care.shop.settings import Shop, load_shop
from desk.app import make_app, make_runner
from desk.shopper import turns
from tests.conftest import Clock, empty_database
from tests.desk.chatter import Chatter
from tests.desk.fake_bot import TOKEN, FakeBot

ORIGIN = "https://shop.example"
SECRET = "a-secret-that-the-shop-and-the-desk-share"


ON_BOTH = pytest.mark.parametrize("record", ["sqlite", "postgresql"], indirect=True)
"""For what depends on how a database stores and locks; everything else is tried on SQLite."""


class OpenDesk:
    """The desk, served on a port of its own. It can be closed and opened again, as a process restarts."""

    def __init__(self, settings: Settings, shop: Shop, clock: Clock) -> None:
        self.settings, self.shop, self.clock = settings, shop, clock
        self.http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self.visitors: list[Chatter] = []

    async def open(self) -> None:
        self.app = make_app(self.settings, self.shop, now=self.clock)
        self._runner = make_runner(self.app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def close(self) -> None:
        await self._runner.cleanup()

    async def knock(self, origin: str | None = ORIGIN, **headers: str) -> Chatter:
        """A socket that has not said hello yet."""
        if origin is not None:
            headers["Origin"] = origin
        chatter = Chatter(await self.http.ws_connect(f"{self.url}/chat", headers=headers, autoping=True))
        self.visitors.append(chatter)
        return chatter

    async def visit(self, **hello: Any) -> Chatter:
        """A shopper who was welcomed."""
        chatter = await self.knock()
        await chatter.hello(**hello)
        return chatter

    async def greeted(self, **hello: Any) -> Chatter:
        """A new shopper, whom the bot has greeted with line 1."""
        chatter = await self.visit(**hello)
        await chatter.bot()
        return chatter

    async def end(self) -> None:
        for chatter in self.visitors:
            if not chatter.socket.closed:
                await chatter.leave()
        await self.close()
        await self.http.close()


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"uvloop": uvloop.new_event_loop}  # as `python -m desk` does


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that closes does not wait for a bot that a test made hang."""
    monkeypatch.setattr(turns, "FINISH_WITHIN_S", 0.1)


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    bot = FakeBot()
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
async def record(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a migrated, empty database: SQLite, unless the test is `ON_BOTH`."""
    async with empty_database(getattr(request, "param", "sqlite"), request, tmp_path) as url:
        yield url


@pytest.fixture
def shop() -> Shop:
    return load_shop(Path("shop.toml"))


@pytest.fixture
def settings(record: str, bot: FakeBot, tmp_path: Path) -> Settings:
    return load_settings(
        _env_file=None,
        database_url=record,
        var_dir=tmp_path,
        rasa_port=bot.port,
        bot_token=TOKEN,
        bot_timeout_s=2.0,
        allowed_origins=ORIGIN,
        identity_secret=SECRET,
        staff_secret=SECRET,
        demo=False,
    )


@pytest.fixture
async def open_desk(
    settings: Settings, shop: Shop, clock: Clock
) -> AsyncIterator[Callable[..., Awaitable[OpenDesk]]]:
    """Opens a desk with some settings changed."""
    opened: list[OpenDesk] = []

    async def open_desk(**changed: Any) -> OpenDesk:
        desk = OpenDesk(settings.model_copy(update=changed), shop, clock)
        await desk.open()
        opened.append(desk)
        return desk

    yield open_desk
    for desk in opened:
        await desk.end()


@pytest.fixture
async def desk(open_desk: Callable[..., Awaitable[OpenDesk]]) -> OpenDesk:
    return await open_desk()
