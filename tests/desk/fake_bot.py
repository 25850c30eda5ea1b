"""A bot that follows the desk's channel over real HTTP, and fails in whichever way a test asks for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "a-token-that-only-the-tests-know"
Reply = dict[str, Any]


def line(
    text: str, *choices: tuple[str, str], card: Reply | None = None, handoff: Reply | None = None
) -> Reply:
    offered = [{"label": label, "payload": payload} for label, payload in choices]
    return {"text": text, "choices": offered, "card": card, "handoff": handoff}


def echo(asked: Reply) -> list[Reply]:
    """What the bot says when a test does not care: the shopper's words back, or nothing on opening a chat."""
    words = asked.get("text", asked.get("payload"))
    return [line("Hello!")] if words == "/session_open" else [line(f"You said: {words}")]


@dataclass
class FakeBot:
    """Its knobs: `says` makes the lines; `fails` is one of "empty", "broken", "crash", "hang", "slow"."""

    says: Callable[[Reply], list[Reply]] = echo
    fails: str | None = None
    speaks: str | None = None  # the language it answers in, when not the one it was asked in
    asked: list[Reply] = field(default_factory=list)  # every call, in order
    runs: dict[tuple[str, int], bytes | Reply] = field(default_factory=dict)  # each turn is run once
    over: set[int] = field(default_factory=set)  # turns it will not take any more
    most_at_once: int = 0  # calls for one conversation at the same time
    _now: Counter[str] = field(default_factory=Counter)
    port: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)  # a slow bot answers when this is set

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_get("/webhooks/desk/", self._health)
        app.router.add_post("/webhooks/desk/messages", self._messages)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port or self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    @property
    def heard(self) -> list[str]:
        """What it was asked, without the opening of chats."""
        words = [str(asked.get("text", asked.get("payload"))) for asked in self.asked]
        return [word for word in words if word != "/session_open"]

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": "wrong token"}, status=401)
        asked = await request.json()
        self.asked.append(asked)
        conversation = asked["conversation"]
        self._now[conversation] += 1
        self.most_at_once = max(self.most_at_once, self._now[conversation])
        try:
            return await self._answer(asked)
        finally:
            self._now[conversation] -= 1

    async def _answer(self, asked: Reply) -> web.StreamResponse:
        turn = (asked["conversation"], asked["turn"])
        if asked["turn"] in self.over:
            return web.json_response({"error": "the turn is over"}, status=409)
        if self.fails == "hang":
            await asyncio.Event().wait()
        if self.fails == "slow":
            await self.released.wait()
        if self.fails == "crash":
            return web.json_response({"error": "the turn failed: KeyError"}, status=502)
        if self.fails == "broken":
            return web.Response(text='{"lines": [{"txt": 1}]}', content_type="application/json")
        if self.fails == "empty":
            return web.json_response({"lines": [], "language": asked["language"], "understood": None})
        if turn not in self.runs:
            self.runs[turn] = {
                "lines": self.says(asked),
                "language": self.speaks or asked["language"],
                "understood": None,
            }
        return web.json_response(self.runs[turn])
