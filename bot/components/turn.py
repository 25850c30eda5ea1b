"""One turn of one conversation: the steps of Rasa's `handle_message`, with four promises it does not make.

- The same turn runs once. Sent again, it gives the lines it gave before, read back from the tracker.
- A turn that failed leaves no trace: nothing is saved, and it may be sent again.
- A failed action is an error, not silence. Rasa logs it and goes on with whatever is left to say.
- A store that cannot be read is an error. Rasa would begin a new dialogue and write it over the old one.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import BotUttered, UserUttered

from bot.components.tracker_store import DialogueStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rasa.core.agent import Agent
    from rasa.shared.core.events import Event
    from rasa.shared.core.trackers import DialogueStateTracker

NAME = "desk"
_LOOK_AGAIN = 0.02
"""Seconds between two looks at whether the turn before is done; Rasa's own second would be felt."""


class TurnFailed(Exception):
    """The turn could not be answered; nothing of it was kept."""

    status = 502


class TurnIsOver(TurnFailed):
    """A later turn of this conversation has been answered already."""

    status = 409


class NotReady(TurnFailed):
    """The model or the store of dialogues is not there."""

    status = 503


@dataclass(frozen=True)
class Said:
    """What the bot says in a turn, and how it understood the shopper's words (nothing for a choice)."""

    lines: list[dict[str, Any]]
    language: str
    understood: dict[str, Any] | None


class DeskOutput(OutputChannel):
    """Sends nothing: every line stays whole in the tracker, to be read there. Remembers a failed action."""

    failure: Exception | None = None

    @classmethod
    def name(cls) -> str:
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return


def ready(agent: Agent | None) -> Agent:
    """The agent with its real store in place of Rasa's fail-safe one. Raises NotReady."""
    if agent is None or not agent.is_ready():
        raise NotReady("the model is not loaded")
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store
        agent.tracker_store = agent.processor.tracker_store = store
    if not isinstance(store, DialogueStore):
        raise NotReady("the store of dialogues could not be loaded; see the log for why")
    return agent


async def take_turn(agent: Agent, message: UserMessage) -> Said:
    """Answer one message, or give its answer again. Whatever it raises, nothing was saved."""
    async with agent.lock_store.lock(message.sender_id, wait_time_in_seconds=_LOOK_AGAIN):
        turn, processor, output = message.metadata["turn"], agent.processor, message.output_channel
        tracker = await _dialogue(agent, message.sender_id)
        if answered := _events_of_turn(tracker.events, turn):
            return _said(answered, tracker, message)
        await processor._update_tracker_session(tracker, output, message.metadata)
        await processor._handle_message_with_tracker(message, tracker)
        tracker = await processor.run_action_extract_slots(output, tracker)
        await processor._run_prediction_loop(output, tracker)
        said = _said(_events_of_turn(tracker.events, turn), tracker, message)
        _refuse_failure(output, tracker, said)
        await processor.save_tracker(tracker)
        return said


async def _dialogue(agent: Agent, conversation: str) -> DialogueStateTracker:
    """The dialogue so far; a new one is saved with its first turn and not before."""
    tracker = await agent.tracker_store.retrieve(conversation) or agent.tracker_store.init_tracker(
        conversation
    )
    model = agent.processor.model_metadata
    tracker.model_id = model.model_id
    tracker.assistant_id = tracker.assistant_id or model.assistant_id
    return tracker


def _events_of_turn(events: Iterable[Event], turn: int) -> list[Event]:
    """The shopper's message of `turn` and what followed. Raises TurnIsOver if only later turns are there."""
    found: list[Event] = []
    latest = -1
    for event in events:
        if isinstance(event, UserUttered):
            latest = (event.metadata or {}).get("turn", -1)
        if latest == turn:
            found.append(event)
    if not found and latest > turn:
        raise TurnIsOver(f"turn {turn} is over, turn {latest} has been answered")
    return found


def _said(events: list[Event], tracker: DialogueStateTracker, message: UserMessage) -> Said:
    slot = tracker.slots.get("language")
    language = slot.value if slot is not None and slot.value else message.metadata["language"]
    lines = [_line(event) for event in events if isinstance(event, BotUttered)]
    return Said([line for line in lines if any(line.values())], language, _understood(events[0]))


def _line(event: BotUttered) -> dict[str, Any]:
    data = event.data or {}
    custom = data.get("custom") or {}
    return {
        "text": event.text or "",
        "choices": [
            {"label": button["title"], "payload": button["payload"]} for button in data.get("buttons") or []
        ],
        "card": custom.get("card"),
        "handoff": custom.get("handoff"),
        "effort": custom.get("effort"),
    }


def _understood(event: UserUttered) -> dict[str, Any] | None:
    if event.metadata.get("chosen"):
        return None
    ranking = (event.parse_data or {}).get("intent_ranking") or []
    return {
        "intent": event.intent.get("name"),
        "confidence": event.intent.get("confidence", 0.0),
        "ranking": [
            {"name": reading["name"], "confidence": reading["confidence"]} for reading in ranking[:3]
        ],
    }


def _refuse_failure(output: DeskOutput, tracker: DialogueStateTracker, said: Said) -> None:
    if output.failure is not None:
        raise TurnFailed(f"an action failed: {output.failure}") from output.failure
    if tracker.latest_action_name != ACTION_LISTEN_NAME and not tracker.is_paused():
        raise TurnFailed("the dialogue went in circles and was stopped")
    if not said.lines:
        raise TurnFailed("the bot had nothing to say")


def _remember_failures() -> None:
    """Let the turn know of a failed action: Rasa catches its exception, logs it and drops it."""
    run = RemoteAction.run

    @functools.wraps(run)
    async def remembering(self: RemoteAction, output_channel: OutputChannel, *rest: Any) -> list[Event]:
        try:
            return await run(self, output_channel, *rest)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            if isinstance(output_channel, DeskOutput):
                output_channel.failure = error
            raise

    RemoteAction.run = remembering


_remember_failures()
