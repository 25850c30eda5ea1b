"""A conversation with the action server over HTTP, in Rasa's place: keeps slots and events, calls actions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request

Client = TestClient[Request, Application]
SLOTS = ("language", "order_number", "email", "person_name", "zip", "product")  # filled from what is heard
DOORS = {"session_open": "action_open", "nlu_fallback": "action_ask_back"}


@dataclass
class Answer:
    """What the counter said in one turn."""

    lines: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(line["text"] or line["response"] or "" for line in self.lines)

    @property
    def choices(self) -> list[dict[str, str]]:
        return [button for line in self.lines for button in line["buttons"]]

    @property
    def labels(self) -> list[str]:
        return [button["title"] for button in self.choices]

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [line["custom"]["card"] for line in self.lines if line["custom"].get("card")]

    @property
    def handoff(self) -> dict[str, str] | None:
        return next((line["custom"]["handoff"] for line in self.lines if line["custom"].get("handoff")), None)

    @property
    def everything(self) -> str:
        return json.dumps(self.lines, ensure_ascii=False)


@dataclass
class Talk:
    """One shopper's conversation. `say` is words as the bot understood them, `tap` a choice by its label."""

    client: Client
    conversation: str
    language: str = "en"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    last: Answer | None = None

    async def say(
        self, intent: str, text: str = "words", *, ranking: tuple[str, ...] = (), **facts: str | list[str]
    ) -> Answer:
        return await self._turn(intent, text, facts, ranking)

    async def tap(self, label: str) -> Answer:
        assert self.last
        found = [choice for choice in self.last.choices if label.lower() in choice["title"].lower()]
        assert found, f"no choice {label!r} among {self.last.labels}"
        intent, brace, facts = found[0]["payload"].removeprefix("/").partition("{")
        return await self._turn(intent, found[0]["payload"], json.loads(brace + facts) if brace else {})

    async def open(self) -> Answer:
        return await self._turn("session_open", "/session_open", {})

    async def _turn(
        self, intent: str, text: str, facts: Mapping[str, str | list[str]], ranking: tuple[str, ...] = ()
    ) -> Answer:
        facts = {"language": self.language, **facts}
        self.slots |= {name: value for name, value in facts.items() if name in SLOTS}
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [{"name": name, "confidence": 0.8} for name in ranking],
            "entities": [
                {"entity": name, "value": value}
                for name, values in facts.items()
                for value in (values if isinstance(values, list) else [values])
            ],
            "metadata": {"turn": len(self.events) + 1},
        }
        self.events.append({"event": "user", "text": text, "parse_data": message})
        call = {
            "next_action": DOORS.get(intent, "action_answer"),
            "sender_id": self.conversation,
            "tracker": {
                "sender_id": self.conversation,
                "slots": self.slots,
                "latest_message": message,
                "events": self.events,
                "paused": False,
                "latest_action_name": "action_listen",
                "active_loop": {},
                "latest_input_channel": "desk",
                "followup_action": None,
            },
        }
        async with self.client.post("/webhook", json=call) as reply:
            assert reply.status == 200, await reply.text()
            body = await reply.json()
        for event in body["events"]:
            self.slots[event["name"]] = event["value"]
        self.language = self.slots.get("language") or self.language
        self.last = Answer(body["responses"])
        for line in self.last.lines:
            data = {"buttons": line["buttons"], "custom": line["custom"]}
            self.events.append({"event": "bot", "text": line["text"], "data": data})
        return self.last
