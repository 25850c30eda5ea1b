"""The actions as Rasa knows them.

Each opens a turn, and none ends in silence: a failure is an apology and a person.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import dialogue, effort
from actions.opening import open_chat
from actions.turn import Turn, begin_turn
from care.words import say

log = logging.getLogger(__name__)


class Door:
    """What all actions share: its name for Rasa, and the step of the dialogue it begins with."""

    called: str
    step: Callable[[Turn], Awaitable[None]]

    def name(self) -> str:
        return self.called

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        try:
            async with begin_turn(dispatcher, tracker) as turn:
                await type(self).step(turn)
                effort.report(turn)
                return turn.events()
        except Exception:  # one shopper's failure must not end in silence, nor end another's turn
            log.exception("%s failed in conversation %s", self.called, tracker.sender_id)
            return apologise(dispatcher, tracker)


def apologise(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Takes back what was half said, and asks for a person."""
    dispatcher.messages.clear()
    topic = ((tracker.latest_message or {}).get("intent") or {}).get("name") or "other"
    text = say("talk-failed", tracker.get_slot("language") or "en")
    dispatcher.utter_message(text=text, json_message={"handoff": {"topic": topic, "reason": "failed"}})
    return []


class Answer(Door, Action):  # type: ignore[misc]  # rasa_sdk carries no types
    called = "action_answer"
    step = staticmethod(dialogue.answer)


class Open(Door, Action):  # type: ignore[misc]  # rasa_sdk carries no types
    called = "action_open"
    step = staticmethod(open_chat)


class AskBack(Door, Action):  # type: ignore[misc]  # rasa_sdk carries no types
    called = "action_ask_back"
    step = staticmethod(dialogue.answer)
