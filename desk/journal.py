"""Writes to the record, many to a commit.

A commit that survives a power cut costs a disk flush, and a busy minute brings hundreds of lines. Works that
wait at the same moment therefore share one transaction, in the order they came. One that fails must not fail
its neighbours: then all are undone, and done again in three parts: what came before it, itself, and the rest.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from care.db.engine import Database, Session

MOST_TOGETHER = 64

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Entry:
    work: Callable[[Session], Awaitable[Any]]
    committed: Callable[[Any], None] | None
    done: asyncio.Future[Any]
    result: Any = None


class Journal:
    """The one writer of this process. Use as `async with`; leaving it writes what still waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Entry] = deque()
        self._writer: asyncio.Task[None] | None = None

    async def write[T](
        self, work: Callable[[Session], Awaitable[T]], committed: Callable[[T], None] | None = None
    ) -> T:
        """What `work` returned, once it is durable. `work` may run twice; only its last run counts.

        `committed(result)` is called right after the commit, before anything else happens, and in the order
        of the commits: what is published there can never overtake an earlier line.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Entry(work, committed, done))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        # A client that goes away must not undo a line that others share a transaction with.
        return await asyncio.shield(done)

    async def __aenter__(self) -> Journal:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._writer is not None:
            await self._writer

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
                await self._write_together(batch)
        finally:
            self._writer = None

    async def _write_together(self, batch: list[_Entry]) -> None:
        if not batch:
            return
        failed = -1
        try:
            async with self._database.writing() as session:
                for entry in batch:
                    failed += 1
                    entry.result = await entry.work(session)
                    await session.flush()
                    session.expunge_all()  # a neighbour reads its rows from the database, not from our memory
        except Exception as error:
            # When it is the database that fails, trying in parts would only make everybody wait in turn.
            if len(batch) == 1 or isinstance(error, OperationalError | InterfaceError):
                _fail(batch, error)
                return
            for part in (batch[:failed], batch[failed : failed + 1], batch[failed + 1 :]):
                await self._write_together(part)
        else:
            for entry in batch:
                _succeed(entry)


def _succeed(entry: _Entry) -> None:
    try:
        if entry.committed is not None:
            entry.committed(entry.result)
    except Exception:
        log.exception("a line is stored, but telling about it failed")
    if not entry.done.done():
        entry.done.set_result(entry.result)


def _fail(batch: list[_Entry], error: Exception) -> None:
    for entry in batch:
        if not entry.done.done():
            entry.done.set_exception(error)
