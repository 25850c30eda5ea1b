"""The action server as the bot meets it: real executor, real store, over HTTP."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from actions.counter import Counter
from actions.server import make_app
from care.conversations import service as conversations
from care.db.engine import Database, open_database
from care.db.models import Mail
from care.shop.settings import load_shop
from care.store.importing import import_store
from tests.actions import store
from tests.actions.talk import Client, Talk
from tests.conftest import Clock

SHOP = Path(__file__).parents[2] / "shop.toml"

# What an action says does not depend on the database; the flows that write run on both.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

START = datetime(
    2026, 11, 2, 15, 0, tzinfo=UTC
)  # the clock of every test begins here: a Monday, 10:00 in New York

Begin = Callable[..., Awaitable[Talk]]


@pytest.fixture(scope="session")
def stocked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the store in it: a copy costs far less than an import for each test."""
    folder = tmp_path_factory.mktemp("stocked")
    file = Path(shutil.copyfile(sqlite_template, folder / "shopbell.db"))

    async def fill() -> None:
        database = open_database(f"sqlite+aiosqlite:///{file}")
        await import_store(database, store.write(folder / "store", START))
        await database.close()

    with ThreadPoolExecutor(1) as thread:  # the loop of this thread belongs to the test
        thread.submit(asyncio.run, fill()).result()
    return file


@pytest.fixture
async def counter(database: Database, stocked: Path, clock: Clock, tmp_path: Path) -> Counter:
    """The counter on a store with one order in every situation."""
    assert clock.now == START
    url = database.engine.url
    if url.database and url.get_backend_name() == "sqlite":
        shutil.copyfile(stocked, url.database)
    else:
        await import_store(database, store.write(tmp_path / "store", clock.now))
    return Counter(database, load_shop(SHOP), "a secret for codes", clock)


@pytest.fixture
async def client(counter: Counter) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(counter))) as client:
        yield client


@pytest.fixture
def begin(client: Client, counter: Counter, clock: Clock) -> Begin:
    """Begins a conversation: `await begin()` as a guest, `await begin("alice")` signed in."""

    async def begin(customer: str | None = None, language: str = "en") -> Talk:
        proof: dict[str, Any] = {
            "customer_id": customer,
            "proof": "sign_in",
            "proved_until": clock.now + timedelta(hours=1),
        }
        async with counter.database.writing() as session:
            conversation, _ = await conversations.open_conversation(
                session, language=language, now=clock.now, **(proof if customer else {})
            )
        return Talk(client, conversation.id, language)

    return begin


@pytest.fixture
def newest_code(database: Database) -> Callable[[], Awaitable[str]]:
    """The code in the newest letter."""

    async def newest_code() -> str:
        async with database.reading() as session:
            letter = (await session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1))).one()
        found = re.search(r"\b\d{6}\b", letter.subject + letter.text)
        assert found
        return found[0]

    return newest_code
