"""A shop's page in a real Chromium, the desk on another origin, and a bot that says what a test asks for.

All of it is opened once; each test brings a shopper of its own: a browser profile without any history.
"""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page

from care.clock import utc_now
from care.config import Settings
from care.db.engine import open_database
from care.shop.settings import Shop, load_shop
from desk.app import make_app, make_runner
from tests.browser.goods import small_store
from tests.browser.shopper import Shopper
from tests.chromium import PATIENCE_MS, open_chromium
from tests.desk.fake_bot import TOKEN, FakeBot, echo

# Browser and desk live in one loop for the whole session, so the tests that use them do too.
IN_ONE_LOOP = pytest.mark.asyncio(loop_scope="session")

SHOP_PAGE = """<!doctype html>
<html lang="{language}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A shop</title>
<main><h1>A shop</h1><p>{words}</p><label>Search <input></label></main>
<script src="{desk}/widget.js" defer {attributes}></script>
"""


class Counter:
    """The desk at a port that stays the same when it is closed and opened again, as after a restart."""

    def __init__(self, settings: Settings, shop: Shop) -> None:
        self.settings, self.shop = settings, shop
        self.url = f"http://127.0.0.1:{settings.port}"
        self.is_open = False

    async def open(self) -> None:
        self.app = make_app(self.settings, self.shop, now=utc_now)
        self._runner = make_runner(self.app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.settings.port, reuse_address=True).start()
        self.is_open = True

    async def close(self) -> None:
        await self._runner.cleanup()
        self.is_open = False


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with open_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def only_bot() -> AsyncIterator[FakeBot]:
    bot = FakeBot()
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture(scope="session")
def desk_port() -> int:
    return free_port()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shop(desk_port: int) -> AsyncIterator[str]:
    """The address of a shop's own site, which has nothing but the one script tag."""

    async def page(request: web.Request) -> web.Response:
        html = SHOP_PAGE.format(
            language=request.query.get("page", "en"),
            words="Things you need at home. " * 400,
            desk=f"http://127.0.0.1:{desk_port}",
            attributes=request.query.get("tag", 'data-lang="en"'),
        )
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def only_counter(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    only_bot: FakeBot,
    shop: str,
    desk_port: int,
) -> AsyncIterator[Counter]:
    folder = tmp_path_factory.mktemp("browser")
    async with open_counter(folder, sqlite_template, only_bot, shop, desk_port) as counter:
        yield counter


@asynccontextmanager
async def open_counter(
    folder: Path, template: Path, bot: FakeBot, shop: str, port: int
) -> AsyncIterator[Counter]:
    """A desk with a small store of its own, for a shop at the address `shop`."""
    file = folder / "shopbell.db"
    shutil.copyfile(template, file)
    chosen: dict[str, Any] = {
        "_env_file": None,
        "database_url": f"sqlite:///{file}",
        "var_dir": folder,
        "port": port,
        "rasa_port": bot.port,
        "bot_token": TOKEN,
        "allowed_origins": shop,
        "identity_secret": "a-secret-that-the-shop-and-the-desk-share",
        "staff_secret": "a-secret-that-only-the-desk-has-and-keeps",
        "demo": True,
    }
    settings = Settings(**chosen)
    database = open_database(settings.database_url)
    async with database.writing() as session:
        session.add_all(small_store(utc_now()))
    await database.close()
    counter = Counter(settings, always_open(folder))
    await counter.open()
    yield counter
    if counter.is_open:
        await counter.close()


@pytest.fixture
def bot(only_bot: FakeBot) -> FakeBot:
    """The bot, with nothing on its mind from the test before."""
    only_bot.says, only_bot.fails, only_bot.speaks = echo, None, None
    only_bot.asked.clear()
    only_bot.released.clear()
    return only_bot


@pytest_asyncio.fixture(loop_scope="session")
async def counter(only_counter: Counter, bot: FakeBot) -> Counter:
    if not only_counter.is_open:
        await only_counter.open()
    return only_counter


@pytest_asyncio.fixture(loop_scope="session")
async def profile(browser: Browser) -> AsyncIterator[Callable[..., Awaitable[BrowserContext]]]:
    """Makes a browser profile: `await profile(color_scheme="dark", viewport={...})`."""
    opened: list[BrowserContext] = []

    async def make(**options: object) -> BrowserContext:
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = await browser.new_context(locale="en-US", timezone_id="America/New_York", **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def alice(counter: Counter, shop: str, profile: Callable[..., Awaitable[BrowserContext]]) -> Shopper:
    """A shopper on the shop's page, at a computer; she has not opened the chat."""
    return await visit(await profile(), shop)


async def visit(context: BrowserContext, address: str) -> Shopper:
    page: Page = await context.new_page()
    await page.goto(address)
    return Shopper(page)


def always_open(folder: Path) -> Shop:
    """The shop with people at the counter at any hour, so that no test depends on the day it runs."""
    return load_shop(open_all_day(folder))


def open_all_day(folder: Path) -> Path:
    """The shop's file with such hours, in this folder."""
    words = Path("shop.toml").read_text("utf-8")
    words = re.sub(r"^(\w+day) = \[.*\]$", r'\1 = ["00:00-23:59"]', words, flags=re.M)
    words = re.sub(r"^holidays = .*$", "holidays = []", words, flags=re.M)
    file = folder / "shop.toml"
    file.write_text(words, "utf-8")
    return file


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
