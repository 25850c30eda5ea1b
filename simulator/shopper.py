"""One shopper at the counter: connects, types, taps a choice by its label, reads what comes back."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import aiohttp

Frame = dict[str, Any]


class Refused(Exception):
    """The counter answered with an `error` frame; the text is its code and words."""


@dataclass(frozen=True)
class Turn:
    """What one send brought: the bot's first line, and the seconds until it was stored and answered."""

    line: Frame
    ack_s: float
    answer_s: float


class Shopper:
    """A client of the protocol. Use as `async with await Shopper.arrive(...)`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, patience_s: float) -> None:
        self.lines: list[Frame] = []
        self.state: Frame = {}
        self.token = ""
        self._socket = socket
        self._patience_s = patience_s
        self._acks: dict[str, Frame] = {}
        self._words: dict[str, str] = {}  # by cmid: what was sent and is not acknowledged yet
        self._heard = asyncio.Condition()
        self._lost: str | None = None
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def arrive(
        cls,
        http: aiohttp.ClientSession,
        shop: str,
        *,
        identity: str | None = None,
        token: str | None = None,
        lang: str = "en",
        patience_s: float = 30.0,
    ) -> Self:
        """Opens the chat of the shop at `shop` (such as http://127.0.0.1:8080) and waits for the welcome."""
        parts = urlsplit(shop)
        address = urlunsplit(("wss" if parts.scheme == "https" else "ws", parts.netloc, "/chat", "", ""))
        socket = await http.ws_connect(address, headers={"Origin": f"{parts.scheme}://{parts.netloc}"})
        self = cls(socket, patience_s)
        hello = {"type": "hello", "lang": lang, "identity": identity, "token": token}
        await socket.send_json({name: value for name, value in hello.items() if value is not None})
        await self._until(lambda: bool(self.token))
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def leave(self) -> None:
        self._listening.cancel()
        await self._socket.close()

    @property
    def choices(self) -> dict[str, str]:
        """label -> id of the choices on offer: those of the newest bot line."""
        newest = next((line for line in reversed(self.lines) if line["from"] == "bot"), {})
        return {choice["label"]: choice["id"] for choice in newest.get("choices") or []}

    async def say(self, text: str) -> Turn:
        return await self._send({"type": "say", "text": text}, text)

    async def tap(self, label: str) -> Turn:
        """Taps the choice on offer whose label is, or else contains, `label`. Raises `LookupError`."""
        offered = self.choices
        found = label if label in offered else next((name for name in offered if label in name), None)
        if found is None:
            raise LookupError(f"no choice {label!r} among {list(offered)}")
        return await self._send({"type": "choose", "choice": offered[found]}, found)

    async def first_line(self) -> Frame:
        """Waits for the bot to open the conversation."""
        await self._until(lambda: any(line["from"] == "bot" for line in self.lines))
        return next(line for line in self.lines if line["from"] == "bot")

    async def settle(self, quiet_s: float = 0.3) -> None:
        """Waits until nothing more has been said for `quiet_s` seconds: an answer may have several lines."""
        heard = -1
        while heard != len(self.lines):
            heard = len(self.lines)
            await asyncio.sleep(quiet_s)

    async def _send(self, frame: Frame, words: str) -> Turn:
        cmid = str(uuid.uuid4())
        self._words[cmid] = words
        began = time.perf_counter()
        await self._socket.send_json({**frame, "cmid": cmid})
        await self._until(lambda: cmid in self._acks)
        acked = time.perf_counter()
        answer = self._acks.pop(cmid)
        if answer["type"] == "error":
            raise Refused(f"{answer['code']}: {answer.get('text', '')}")
        await self._until(lambda: self._answer_after(answer["seq"]) is not None)
        line = self._answer_after(answer["seq"])
        assert line is not None
        return Turn(line, acked - began, time.perf_counter() - began)

    def _answer_after(self, seq: int) -> Frame | None:
        return next((line for line in self.lines if line["seq"] > seq and line["from"] != "shopper"), None)

    async def _until(self, ready: Callable[[], bool]) -> None:
        async with asyncio.timeout(self._patience_s), self._heard:
            await self._heard.wait_for(lambda: ready() or self._lost is not None)
        if not ready():
            raise ConnectionError(self._lost)

    async def _listen(self) -> None:
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                await self._take(message.json())
        await self._lose(f"the counter closed the chat ({self._socket.close_code})")

    async def _take(self, frame: Frame) -> None:
        async with self._heard:
            match frame["type"]:
                case "welcome":
                    self.token, self.state = frame["token"], frame["state"]
                case "message":
                    self._keep(frame)
                case "state":
                    self.state = frame
                case "ack" | "error" if "cmid" in frame:
                    self._acks[frame["cmid"]] = frame
                    words = self._words.pop(frame["cmid"], None)
                    if frame["type"] == "ack" and words is not None:
                        self._keep({"type": "message", "seq": frame["seq"], "from": "shopper", "text": words})
                case "error":
                    self._lost = f"{frame['code']}: {frame.get('text', '')}"
            self._heard.notify_all()

    def _keep(self, line: Frame) -> None:
        """Each line once, in the order of the conversation; a reconnect may repeat some."""
        if all(known["seq"] != line["seq"] for known in self.lines):
            self.lines.append(line)
            self.lines.sort(key=lambda known: int(known["seq"]))

    async def _lose(self, why: str) -> None:
        async with self._heard:
            self._lost = why
            self._heard.notify_all()
