"""Looks at once when something changed, and every few seconds anyhow: what changed may be elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

log = logging.getLogger(__name__)


class Lookout:
    """Calls `look` over and over while it is open; one that fails is logged as `complaint`, and tried again.

    `every_s`: seconds at most between two looks. `together_s`: what changes within these is looked at once.
    Use as `async with`.
    """

    def __init__(
        self, look: Callable[[], Awaitable[None]], *, every_s: float, together_s: float, complaint: str
    ) -> None:
        self._look, self._every_s, self._together_s, self._complaint = look, every_s, together_s, complaint
        self._news = asyncio.Event()

    async def __aenter__(self) -> Lookout:
        self._looking = asyncio.create_task(self._look_again_and_again())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._looking.cancel()
        await asyncio.gather(self._looking, return_exceptions=True)

    def wake(self) -> None:
        """Something changed: look now."""
        self._news.set()

    async def _look_again_and_again(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_s):
                    await self._news.wait()
                    await asyncio.sleep(self._together_s)
            self._news.clear()
            try:
                await self._look()
            except Exception:  # the next look tells what this one could not
                log.exception(self._complaint)
