"""A member of staff at an open console, for tests: the socket and all that it was told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp

from tests.desk.staff.conftest import Browser

Frame = dict[str, Any]
PATIENCE_S = 30.0


class AtConsole:
    """One socket of the console. `heard` is everything it was sent."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[Frame] = []
        self._place = 0
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def send(self, type_: str, **fields: Any) -> None:
        await self.socket.send_str(json.dumps({"type": type_, **fields}))

    async def hear(self, type_: str, fits: Callable[[Frame], bool] = lambda _: True) -> Frame:
        """The next frame of this type that fits and was not waited for yet."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for place in range(self._place, len(self.heard)):
                    if self.heard[place]["type"] == type_ and fits(self.heard[place]):
                        self._place = place + 1
                        return self.heard[place]
                assert not self._listening.done(), f"closed ({self.socket.close_code}): {self.heard[-3:]}"
                self._news.clear()
                await self._news.wait()

    async def closed(self) -> int | None:
        await asyncio.wait_for(self._listening, PATIENCE_S)
        return self.socket.close_code

    def lines(self, conversation: str) -> list[tuple[int, str, str]]:
        """What was said there, as it arrived: (seq, from, text)."""
        frames = [f for f in self.heard if f["type"] == "line" and f["conversation"] == conversation]
        return [(f["line"]["seq"], f["line"]["from"], f["line"]["text"]) for f in frames]

    def drop(self) -> None:
        """Loses the connection without a word."""
        connection = self.socket._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()

    async def leave(self) -> None:
        await self.socket.close()
        await self._listening

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.heard.append(json.loads(message.data))
                self._news.set()
        self._news.set()


async def sit_down(browser: Browser, *, at_work: bool = False) -> AtConsole:
    """Opens the console; `at_work` takes new chats too."""
    desk = browser.desk
    console = AtConsole(await desk.http.ws_connect(f"{desk.url}/staff/socket", headers=browser.headers()))
    if at_work:
        await console.send("renew", takes_new=True)
    return console
