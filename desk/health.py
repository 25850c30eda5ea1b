"""Whether the desk can serve: `GET /health` asks the database and Rasa, not itself."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from aiohttp import web
from sqlalchemy import text

from care.db.engine import Database
from desk.rasa import Rasa

DATABASE_WITHIN_S = 2.0
# Anybody may ask, and often; the parts are asked at most this often.
FRESH_S = 1.0


class Health:
    """Answers `{"status": "ok"|"failing", "database": .., "bot": ..}`, with 503 when a part fails."""

    def __init__(self, database: Database, rasa: Rasa) -> None:
        self._database = database
        self._rasa = rasa
        self._known: dict[str, Any] = {}
        self._known_until = 0.0
        self._looking = asyncio.Lock()

    async def answer(self) -> web.Response:
        async with self._looking:
            if time.monotonic() >= self._known_until:
                self._known = await self._look()
                self._known_until = time.monotonic() + FRESH_S
        return web.json_response(
            self._known,
            status=200 if self._known["status"] == "ok" else 503,
            headers={"Cache-Control": "no-store"},
        )

    async def _look(self) -> dict[str, Any]:
        database, bot = await asyncio.gather(self._database_answers(), self._rasa.ready())
        return {
            "status": "ok" if database and bot else "failing",
            "database": "ok" if database else "failing",
            "bot": "ok" if bot else "failing",
        }

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(DATABASE_WITHIN_S), self._database.reading() as session:
                await session.execute(text("SELECT 1 FROM conversations LIMIT 1"))
        except Exception:  # whatever is wrong with it, the answer is the same
            return False
        return True
