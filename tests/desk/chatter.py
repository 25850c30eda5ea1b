"""A shopper's side of the protocol, for tests: connects, talks, and waits for what it is told."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import aiohttp

Frame = dict[str, Any]
PATIENCE_S = 30.0  # a busy machine is slow; no test asserts a time


class Chatter:
    """One socket. `heard` is everything it was sent; `lines` its transcript by seq."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[Frame] = []
        self.token = ""
        self.epoch = 0
        self.close_code: int | None = None
        self.known = 0  # the newest line it knows of
        self._replies: defaultdict[str, list[Frame]] = defaultdict(list)  # by cmid
        self._place = 0
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def hello(self, **fields: Any) -> Frame:
        await self.send({"type": "hello", **fields})
        return await self.welcomed()

    async def welcomed(self) -> Frame:
        welcome = await self.hear("welcome")
        self.token, self.epoch = welcome["token"], welcome["epoch"]
        return welcome

    async def say(self, text: str, cmid: str | None = None) -> Frame:
        """Says it and waits until it is stored; gives the acknowledgement, or the error."""
        cmid = cmid or str(uuid4())
        earlier = len(self._replies[cmid])
        await self.send({"type": "say", "cmid": cmid, "text": text})
        return await self.hear_about(cmid, earlier)

    async def choose(self, label: str, cmid: str | None = None) -> Frame:
        """Takes the choice of this label among those of the bot's newest line, as a person would."""
        return await self.take(self.offered()[label], cmid)

    def offered(self) -> Frame:
        """The choices on offer: those of the bot's newest line and of the system's since, id by label."""
        newest = max((frame["seq"] for frame in self.messages if frame["from"] == "bot"), default=0)
        since = [frame for frame in self.messages if frame["seq"] >= newest]
        return {choice["label"]: choice["id"] for frame in since for choice in frame.get("choices", [])}

    async def take(self, choice: str, cmid: str | None = None) -> Frame:
        cmid = cmid or str(uuid4())
        earlier = len(self._replies[cmid])
        await self.send({"type": "choose", "cmid": cmid, "choice": choice})
        return await self.hear_about(cmid, earlier)

    async def send(self, frame: Frame | str) -> None:
        await self.socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))

    async def hear(self, type_: str, **fields: Any) -> Frame:
        """The next frame of this type (with these fields) that was not waited for yet."""
        await self._wait(lambda: self._find(type_, fields) is not None)
        place = self._find(type_, fields)
        assert place is not None
        self._place = place + 1
        return self.heard[place]

    async def hear_about(self, cmid: str, earlier: int = 0) -> Frame:
        """The acknowledgement or the error about this send, after `earlier` ones."""
        await self._wait(lambda: len(self._replies[cmid]) > earlier)
        return self._replies[cmid][earlier]

    def _find(self, type_: str, fields: Frame) -> int | None:
        for place in range(self._place, len(self.heard)):
            frame = self.heard[place]
            if frame["type"] == type_ and all(frame.get(name) == value for name, value in fields.items()):
                return place
        return None

    async def bot(self) -> Frame:
        return await self.hear("message", **{"from": "bot"})

    async def until(self, seq: int) -> None:
        """Until the transcript has every line up to this one."""
        await self._wait(lambda: self.known >= seq)

    async def closed(self) -> int:
        await asyncio.wait_for(self._listening, PATIENCE_S)
        assert self.close_code is not None
        return self.close_code

    async def leave(self) -> None:
        await self.socket.close()
        await self._listening

    def drop(self) -> None:
        """Loses the connection without a word, as a phone in a tunnel does."""
        connection = self.socket._response.connection
        if connection is not None and connection.transport is not None:
            connection.transport.abort()

    @property
    def messages(self) -> list[Frame]:
        return [frame for frame in self.heard if frame["type"] == "message"]

    @property
    def transcript(self) -> list[tuple[int, str, str]]:
        """What was said, as (seq, from, text)."""
        return [(frame["seq"], frame["from"], frame["text"]) for frame in self.messages]

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take(json.loads(message.data))
                self._news.set()
        self.close_code = self.socket.close_code
        self._news.set()

    def _take(self, frame: Frame) -> None:
        self.heard.append(frame)
        if frame["type"] in {"message", "ack"}:
            self.known = max(self.known, frame["seq"])
        if frame["type"] in {"ack", "error"} and "cmid" in frame:
            self._replies[frame["cmid"]].append(frame)

    async def _wait(self, until: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not until():
                    if self._listening.done():
                        raise ConnectionError(f"closed ({self.close_code}); heard {self.heard[-5:]}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise TimeoutError(f"waited in vain; heard {self.heard[-5:]}") from None
