"""A shopper's side of the protocol, for tests: connects, talks, and waits for what it is told."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import uuid4

import aiohttp

Frame = dict[str, Any]
PATIENCE_S = 5.0


class Chatter:
    """One socket. `heard` is everything it was sent; `lines` its transcript by seq."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[Frame] = []
        self.token = ""
        self.epoch = 0
        self.close_code: int | None = None
        self._place = 0
        self._news = asyncio.Condition()
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
        await self.send({"type": "say", "cmid": cmid, "text": text})
        return await self.hear_about(cmid)

    async def choose(self, label: str, cmid: str | None = None) -> Frame:
        """Takes the choice of this label among those of the bot's newest line, as a person would."""
        offered = [frame for frame in self.heard if frame["type"] == "message" and frame["from"] == "bot"][-1]
        choice = next(choice["id"] for choice in offered["choices"] if choice["label"] == label)
        return await self.take(choice, cmid)

    async def take(self, choice: str, cmid: str | None = None) -> Frame:
        cmid = cmid or str(uuid4())
        await self.send({"type": "choose", "cmid": cmid, "choice": choice})
        return await self.hear_about(cmid)

    async def send(self, frame: Frame | str) -> None:
        await self.socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))

    async def hear(self, type_: str, **fields: Any) -> Frame:
        """The next frame of this type (with these fields) that was not waited for yet."""

        def found() -> Frame | None:
            for place in range(self._place, len(self.heard)):
                frame = self.heard[place]
                if frame["type"] == type_ and fields.items() <= frame.items():
                    self._place = place + 1
                    return frame
            return None

        return await self._wait(found)

    async def hear_about(self, cmid: str) -> Frame:
        return await self._wait(
            lambda: next(
                (f for f in self.heard if f["type"] in {"ack", "error"} and f.get("cmid") == cmid), None
            )
        )

    async def bot(self) -> Frame:
        return await self.hear("message", **{"from": "bot"})

    async def until(self, seq: int) -> None:
        """Until the transcript has every line up to this one."""
        await self._wait(lambda: self.known >= seq or None)

    async def closed(self) -> int:
        await asyncio.wait_for(self._listening, PATIENCE_S)
        assert self.close_code is not None
        return self.close_code

    async def leave(self) -> None:
        await self.socket.close()
        await self._listening

    def drop(self) -> None:
        """Loses the connection without a word, as a phone in a tunnel does."""
        transport = self.socket.get_extra_info("transport") or self.socket._response.connection.transport
        transport.abort()

    @property
    def messages(self) -> list[Frame]:
        return [frame for frame in self.heard if frame["type"] == "message"]

    @property
    def transcript(self) -> list[tuple[int, str, str]]:
        """What was said, as (seq, from, text)."""
        return [(frame["seq"], frame["from"], frame["text"]) for frame in self.messages]

    @property
    def known(self) -> int:
        """The newest line it knows of."""
        return max((frame["seq"] for frame in self.heard if frame["type"] in {"message", "ack"}), default=0)

    async def _listen(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.heard.append(json.loads(message.data))
                async with self._news:
                    self._news.notify_all()
        self.close_code = self.socket.close_code
        async with self._news:
            self._news.notify_all()

    async def _wait(self, found: Any) -> Any:
        async def look() -> Any:
            async with self._news:
                while (it := found()) is None:
                    if self._listening.done():
                        raise ConnectionError(f"closed ({self.close_code}); heard {self.heard[-5:]}")
                    await self._news.wait()
                return it

        try:
            return await asyncio.wait_for(look(), PATIENCE_S)
        except TimeoutError:
            raise TimeoutError(f"waited in vain; heard {self.heard[-5:]}") from None
