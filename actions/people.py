"""Brings a person in: on wish, for what the counter cannot do itself yet, and when something is wrong."""

from __future__ import annotations

from typing import Any

from actions.choices import Choice, choice
from actions.turn import Turn

LEAVES = {"human_handoff", "complaint"}  # wishes that end whatever else waits


def person(turn: Turn) -> Choice:
    return choice(turn.words.say("choice-person"), "human_handoff")


def something_else(turn: Turn) -> Choice:
    return choice(turn.words.say("choice-something-else"), "ask_capabilities")


def hand_over(
    turn: Turn, key: str, *, topic: str, reason: str, card: dict[str, Any] | None = None, **facts: object
) -> None:
    """Says why a person takes over and asks the desk to bring one; the desk adds when somebody will write."""
    turn.ask(None)
    turn.remember(misunderstood=None)
    turn.outcome = "handed_over"
    handoff = {"topic": topic, "reason": reason}
    turn.utter(turn.words.say(key, **facts), card=card, handoff=handoff)
