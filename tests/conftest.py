"""What every test may ask for: a clock held in the hand, and a migrated database of its own.

A test that takes `database` or `database_url` runs twice, on SQLite and on PostgreSQL. Where one is enough:
`@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from care.db.engine import Database, open_database
from care.db.migrate import migrate
from tests import postgresql


@dataclass
class Clock:
    """A clock that stands still until the test moves it. Call it for the present moment."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **delta: float) -> datetime:
        """Move on, as in `clock.advance(minutes=11)`; gives the new present."""
        self.now += timedelta(**delta)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 2, 15, 0, tzinfo=UTC))  # a Monday; 10:00 in New York


@pytest.fixture
def now(clock: Clock) -> datetime:
    return clock.now


@asynccontextmanager
async def empty_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[str]:
    """The URL of a migrated, empty database, "sqlite" or "postgresql", for as long as the test runs."""
    if kind == "sqlite":
        file = folder / "shopbell.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"test_{uuid4().hex}"
    yield await postgresql.create(server, name, template="migrated")
    await postgresql.drop(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a migrated, empty database that is this test's alone; also for processes the test starts."""
    async with empty_database(request.param, request, tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database that is this test's alone."""
    database = open_database(database_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file: a copy of it costs far less than migrating for each test."""
    file = tmp_path_factory.mktemp("template") / "shopbell.db"
    in_own_loop(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL, up to the database's name, of a server with a migrated, empty database named `migrated`."""
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.cluster(programs) as url:
        in_own_loop(postgresql.create(url, "migrated"))
        in_own_loop(migrate(f"{url}migrated"))
        yield url


def in_own_loop(work):
    """Run to the end what a session's fixture needs, beside the loop of the test that happens to run."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
