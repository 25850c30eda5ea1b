"""Keeps named texts, one row each, safe from a crash: in SQLite or PostgreSQL, written by one thread."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

logger = logging.getLogger(__name__)

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+pg8000", "postgres": "postgresql+pg8000"}


class Shelf:
    """The table itself. One thread writes, and all that waits for it goes to disk in one commit.

    Statements are compiled once and run on the driver itself: in a process with one interpreter lock, each
    millisecond of SQLAlchemy in the writing thread is one that every conversation waits.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        meta = sa.MetaData()
        self._rows = sa.Table(
            "dialogues",
            meta,
            sa.Column("conversation", sa.String(255), primary_key=True),
            sa.Column("events", sa.Text, nullable=False),
            sa.Column("saved_at", sa.Float, nullable=False),
        )
        meta.create_all(self._engine)
        conversation = self._rows.c.conversation
        self._get = self._compiled(
            sa.select(self._rows.c.events).where(conversation == sa.bindparam("conversation"))
        )
        self._put = self._compiled(_upsert(self._rows, self._engine.dialect.name))
        self._at_once = self._engine.dialect.name == "sqlite"  # a file on this machine: quicker than a thread
        self._reader = ThreadPoolExecutor(max_workers=4, thread_name_prefix="dialogues-read")
        self._waiting: queue.SimpleQueue[tuple[dict[str, Any], Future[None]] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="dialogues-write", daemon=True)
        self._writer.start()

    async def get(self, conversation: str) -> str | None:
        if self._at_once:
            return self._fetch(conversation)
        return await asyncio.wrap_future(self._reader.submit(self._fetch, conversation))

    async def put(self, conversation: str, events: str) -> None:
        done: Future[None] = Future()
        self._waiting.put(({"conversation": conversation, "events": events, "saved_at": time.time()}, done))
        await asyncio.wrap_future(done)

    async def names(self) -> list[str]:
        return await asyncio.wrap_future(self._reader.submit(self._fetch_names))

    async def remove(self, conversation: str) -> None:
        await asyncio.wrap_future(self._reader.submit(self._delete, conversation))

    def close(self) -> None:
        """Write what still waits, then let go of the database."""
        self._waiting.put(None)
        self._writer.join(timeout=10)
        self._reader.shutdown()
        self._engine.dispose()

    def _fetch(self, conversation: str) -> str | None:
        with self._cursor() as cursor:
            self._get.run(cursor, [{"conversation": conversation}])
            row = cursor.fetchone()
        return row[0] if row else None

    def _fetch_names(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(self._rows.c.conversation)).scalars())

    def _delete(self, conversation: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(self._rows).where(self._rows.c.conversation == conversation))

    def _write(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, last = [first], False
            while not self._waiting.empty() and not last:
                following = self._waiting.get()
                last = following is None
                batch += [following] if following else []
            self._commit(batch)
            if last:
                return

    def _commit(self, batch: list[tuple[dict[str, Any], Future[None]]]) -> None:
        """One transaction for all rows; if it fails, every waiting turn hears of it."""
        try:
            with self._cursor() as cursor:
                self._put.run(cursor, [row for row, _ in batch])
        except Exception as error:  # the writer serves every conversation and must outlive one failed commit
            logger.error("dialogues could not be saved: %s", error)
            for _, done in batch:
                done.set_exception(error)
            return
        for _, done in batch:
            done.set_result(None)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor of the driver's own; what it did is committed, or undone when it failed."""
        connection = self._engine.raw_connection()
        try:
            yield connection.cursor()
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.close()

    def _compiled(self, statement: Any) -> _Statement:
        compiled = statement.compile(dialect=self._engine.dialect)
        return _Statement(str(compiled), tuple(compiled.positiontup))


@dataclass(frozen=True)
class _Statement:
    """SQL as the driver wants it, and the names of its parameters in order."""

    sql: str
    names: tuple[str, ...]

    def run(self, cursor: Any, rows: Sequence[dict[str, Any]]) -> None:
        values = [tuple(row[name] for name in self.names) for row in rows]
        if len(values) == 1:
            cursor.execute(self.sql, values[0])
        else:
            cursor.executemany(self.sql, values)


def _upsert(rows: sa.Table, dialect: str) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = (sqlite if dialect == "sqlite" else postgresql).insert(rows)
    return insert.on_conflict_do_update(
        index_elements=[rows.c.conversation],
        set_={"events": insert.excluded.events, "saved_at": insert.excluded.saved_at},
    )


def _engine(url: str) -> sa.engine.Engine:
    """An engine for `url`; any driver it names is replaced by ours. Raises ValueError for other databases."""
    parsed = sa.engine.make_url(url)
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise ValueError(
            f"the dialogues' database should begin with sqlite:/// or postgresql://, not {parsed.drivername}"
        )
    if driver != "sqlite":
        return sa.create_engine(parsed.set(drivername=driver), pool_size=4, pool_pre_ping=True, future=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        parsed.set(drivername=driver),
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False, "timeout": 10},
        future=True,
    )

    @sa.event.listens_for(engine, "connect")
    def _durable(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine
