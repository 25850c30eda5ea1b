"""Keeps the index of what was said up to date, a moment behind the chats and never in their way."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from care.db.engine import Database
from care.search import words
from desk.hub import Hub

EVERY_S = 1.0
AT_ONCE = 100  # conversations in one transaction
BREATH_S = 0.05  # between two of them, so that nobody waits long

log = logging.getLogger(__name__)


class Reading:
    """Use as `async with`. It begins with what an earlier process left, then follows the hub."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._changed: set[str] = set()

    async def __aenter__(self) -> Reading:
        async with self._database.writing() as session:
            await words.prepare(session)
        self._unwatch = self._hub.watch(self)
        self._reading = asyncio.create_task(self._keep_reading())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._unwatch()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    def changed(self, conversation_id: str) -> None:
        """As a watcher of the hub."""
        self._changed.add(conversation_id)

    def alert(self, kind: str, text: str, conversation_id: str | None, staff_id: str | None) -> None:
        """As a watcher of the hub: nothing to read."""

    async def read_new(self) -> None:
        """Takes in what was said since the last time."""
        changed, self._changed = self._changed, set()
        try:
            await self._take_in(sorted(changed))
        except Exception:
            self._changed |= changed
            raise

    async def catch_up(self) -> None:
        """Takes in what an earlier process left."""
        after = ""
        while True:
            async with self._database.reading() as session:
                left = await words.behind(session, after, AT_ONCE)
            if not left:
                return
            await self._take_in(left)
            after = left[-1]

    async def _take_in(self, conversations: Sequence[str]) -> None:
        for first in range(0, len(conversations), AT_ONCE):
            async with self._database.writing() as session:
                await words.take_in(session, conversations[first : first + AT_ONCE])
            await asyncio.sleep(BREATH_S)

    async def _keep_reading(self) -> None:
        caught_up = False
        while True:
            try:
                if not caught_up:
                    await self.catch_up()
                    caught_up = True
                await self.read_new()
            except Exception:  # a search that is late harms nobody
                log.exception("what was said could not be taken into the index; trying again")
            await asyncio.sleep(EVERY_S)
