"""How far shoppers have read. A hint: kept in memory for a moment and written with its neighbours."""

from __future__ import annotations

import asyncio
import logging

from care.conversations import service as conversations
from care.db.engine import Session
from desk.journal import Journal

WRITE_EVERY_S = 1.0

log = logging.getLogger(__name__)


class SeenMarks:
    """Collects marks and writes them once a second. Use as `async with`; leaving it writes what it holds."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._marks: dict[str, int] = {}
        self._writing: asyncio.Task[None] | None = None

    def note(self, conversation_id: str, seq: int) -> None:
        self._marks[conversation_id] = max(seq, self._marks.get(conversation_id, 0))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_soon())

    async def __aenter__(self) -> SeenMarks:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await self._write()

    async def _write_soon(self) -> None:
        try:
            await asyncio.sleep(WRITE_EVERY_S)
        finally:
            self._writing = None
        try:
            await self._write()
        except Exception:  # a lost hint is no loss
            log.exception("how far shoppers have read could not be written")

    async def _write(self) -> None:
        marks, self._marks = self._marks, {}
        if not marks:
            return

        async def mark_all(session: Session) -> None:
            for conversation_id, seq in marks.items():
                await conversations.mark_seen(session, conversation_id, seq)

        await self._journal.write(mark_all)
