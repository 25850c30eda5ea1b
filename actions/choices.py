"""Choices under an answer: a label people read and the payload that comes back when it is taken."""

from __future__ import annotations

import json
from typing import TypedDict


class Choice(TypedDict):
    title: str
    payload: str


def choice(label: str, intent: str, **slots: str) -> Choice:
    """A choice that means `intent` with these entities; entity names are slot names."""
    facts = {name: value for name, value in slots.items() if value}
    return {"title": label, "payload": f"/{intent}{json.dumps(facts, ensure_ascii=False) if facts else ''}"}


def read_payload(payload: str) -> tuple[str, dict[str, str]]:
    """What a payload of ours means: the intent and its entities."""
    intent, brace, facts = payload.removeprefix("/").partition("{")
    return intent, json.loads(brace + facts) if brace else {}
