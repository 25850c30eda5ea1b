"""Opens the database: SQLite set up to be durable, or PostgreSQL; and says who may write when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from care.db.sqlite_driver import OneTripDriver
from care.errors import CareError

BUSY_TIMEOUT_MS = 10_000

Session = AsyncSession  # for rooms that pass a session on and know no SQL


class Busy(CareError):
    """The record could not be written to in time; nothing was stored, and it may be tried again."""

    code = "busy"
    status = 503


class Database:
    """One database, and the only two ways into it: `reading()` and `writing()`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        # SQLite reads one snapshot anyway; PostgreSQL must be asked, or each statement sees another state.
        snapshot = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._read = async_sessionmaker(engine.execution_options(**snapshot), expire_on_commit=False)
        # On SQLite a transaction that will write takes the write lock when it begins: upgrading a read lock
        # later can fail with "database is locked" however long one waits. PostgreSQL ignores the option.
        self._write = async_sessionmaker(
            engine.execution_options(sqlite_begin="IMMEDIATE"), expire_on_commit=False
        )
        # SQLite has one writer at a time and lets others poll for the lock, ever more slowly and in no order.
        # So this process's writers queue up before they ask, and poll only against other processes.
        self._line = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session on one consistent snapshot; nothing it changes is kept."""
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session whose work is committed when the block ends, and undone entirely when it raises.

        Never ask for one inside another: it would wait for itself. Raises `Busy` after ten seconds in vain.
        """
        async with self._turn(), self._write() as session, session.begin():
            yield session

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._line is None:
            yield
            return
        try:
            async with asyncio.timeout(BUSY_TIMEOUT_MS / 1000):
                await self._line.acquire()
        except TimeoutError as error:
            raise Busy("somebody else has been writing for too long") from error
        try:
            yield
        finally:
            self._line.release()

    async def close(self) -> None:
        await self.engine.dispose()


def open_database(url: str, *, pool_size: int = 8) -> Database:
    """The database at `url`: `sqlite+aiosqlite:///FILE` (its folder is made) or `postgresql+asyncpg://...`."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return Database(create_async_engine(parsed, pool_size=pool_size, pool_pre_ping=True))
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(parsed, pool_size=pool_size, module=OneTripDriver())
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Database(engine)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the "begin" event below opens transactions, not the driver
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
