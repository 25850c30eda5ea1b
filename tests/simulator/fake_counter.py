"""A counter that speaks the public protocol and follows a script, with real letters to a real mailbox."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import aiosmtplib
from aiohttp import WSMsgType, web

Line = tuple[str, list[str]]
Answer = Callable[["FakeCounter", str], Sequence[Line]]
CODE = "481216"


@dataclass
class FakeCounter:
    """`answer(counter, words)` gives the bot's lines, a text with choices each, to what was said."""

    answer: Answer
    heard: list[str] = field(default_factory=list)
    smtp_port: int = 0
    reply_by: str | None = None
    port: int = 0
    _letters: list[str] = field(default_factory=list)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/chat", self._chat)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    def send_code(self, address: str) -> None:
        """Has a letter with the code on its way once the answer is out."""
        self._letters.append(address)

    async def _chat(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive_json()
        await socket.send_json(
            {"type": "welcome", "token": "t", "epoch": 1, "seq": 0, "state": self._state()}
        )
        self._seq, self._offered = 0, dict[str, str]()
        await self._say(socket, [("Hello!", ["Return something"])])
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(socket, message.json())
        return socket

    async def _take(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        words = frame["text"] if frame["type"] == "say" else self._offered[frame["choice"]]
        self.heard.append(words)
        self._seq += 1
        await socket.send_json({"type": "ack", "cmid": frame["cmid"], "seq": self._seq})
        await self._say(socket, self.answer(self, words))
        await socket.send_json({"type": "state", **self._state()})
        while self._letters:
            await self._post(self._letters.pop())

    async def _say(self, socket: web.WebSocketResponse, lines: Sequence[Line]) -> None:
        for text, labels in lines:
            self._seq += 1
            self._offered = {f"{self._seq}-{place}": label for place, label in enumerate(labels)}
            choices = [{"id": key, "label": label} for key, label in self._offered.items()]
            line = {"type": "message", "seq": self._seq, "from": "bot", "text": text, "choices": choices}
            await socket.send_json(line)

    def _state(self) -> dict[str, Any]:
        return {"owner": "bot", **({"reply_by": self.reply_by} if self.reply_by else {})}

    async def _post(self, address: str) -> None:
        letter = EmailMessage()
        letter["From"], letter["To"] = "shop@shop.example", address
        letter["Subject"] = f"{CODE} is your code"
        letter.set_content(f"Your code is {CODE[:3]} {CODE[3:]}\n\nIt works once, for 10 minutes.")
        await aiosmtplib.send(letter, hostname="127.0.0.1", port=self.smtp_port, start_tls=False)


def clerk(*steps: tuple[str, Any]) -> Answer:
    """A script: each step has a pattern of what the shopper says, and the answer: a line, several, or what
    makes them. The first that fits is taken, however often; what nobody expected gets no useful answer.
    """

    def answer(counter: FakeCounter, words: str) -> Sequence[Line]:
        for pattern, lines in steps:
            if re.search(pattern, words):
                made = _made(lines, counter) if callable(lines) else lines
                if "6 digits" in str(made):
                    counter.send_code("alice@shop.example")
                return made if isinstance(made, list) else [made]
        return [(f"I did not expect {words!r}.", [])]

    return answer


def _made(make: Callable[..., Any], counter: FakeCounter) -> Any:
    return make(counter) if make.__code__.co_argcount else make()
