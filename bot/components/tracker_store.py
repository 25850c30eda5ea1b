"""Keeps the state of every dialogue through crashes: one row a conversation, written once a turn.

The row holds the last few turns and, in front of them, what earlier turns left behind (slots, an active
form), so that the three-hundredth turn costs what the third does. It is dialogue state only; the record is
the desk's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rasa.core.brokers.broker import EventBroker
    from rasa.shared.core.domain import Domain

DEFAULT_URL = "sqlite:///var/dialogues.db"
# Rasa stamps both on every event; nothing reads them back.
_NOT_KEPT = frozenset({"model_id", "assistant_id"})
_SESSION_METADATA = "session_started_metadata"


class DialogueStore(TrackerStore):
    """A Rasa tracker store on SQLite or PostgreSQL. `save` returns once the row is safely on disk."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        turns_kept: int = 4,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._turns_kept = turns_kept
        self._shelf = Shelf(host or DEFAULT_URL)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the dialogue, shortened when it has grown; returns when it would survive a power cut."""
        events = shortened(tracker, turns_kept=self._turns_kept)
        await self._shelf.put(tracker.sender_id, _dumps(events))
        await self.stream_events(tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The dialogue as last saved, or nothing when there is none yet."""
        stored = await self._shelf.get(sender_id)
        if stored is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.events.extend(deserialise_events(json.loads(stored)))
        tracker.replay_events()
        return tracker

    async def keys(self) -> Iterable[str]:
        return await self._shelf.names()

    async def forget(self, sender_id: str) -> None:
        """Erase the dialogue of one conversation."""
        await self._shelf.remove(sender_id)

    def close(self) -> None:
        self._shelf.close()


def shortened(tracker: DialogueStateTracker, *, turns_kept: int) -> list[Event]:
    """The events worth keeping: beyond twice `turns_kept` turns, the oldest become what they left behind.

    The cut is always just before a shopper's message, where nothing is half done.
    """
    events = list(tracker.events)
    messages = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    session = max((at for at, event in enumerate(events) if _begins_session(event)), default=0)
    if session:
        return events[session:]  # a new session has already carried over what it needs
    if len(messages) <= 2 * turns_kept:
        return events
    cut = messages[-turns_kept]
    return [*_left_behind(tracker, events[:cut]), *events[cut:]]


def _begins_session(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME


def _left_behind(tracker: DialogueStateTracker, past: Sequence[Event]) -> list[Event]:
    """Few events that bring a fresh tracker where `past` brought this one."""
    before = tracker.init_copy()
    for event in past:
        before.update(event)
    at = past[-1].timestamp
    left: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
    ]
    left += [
        SlotSet(name, slot.value, timestamp=at)
        for name, slot in before.slots.items()
        if slot.value != slot.initial_value and name != _SESSION_METADATA
    ]
    if before.active_loop_name:
        left.append(ActiveLoop(before.active_loop_name, timestamp=at))
    if before.is_paused():
        left.append(ConversationPaused(timestamp=at))
    return [*left, ActionExecuted(ACTION_LISTEN_NAME, timestamp=at)]


def _dumps(events: Iterable[Event]) -> str:
    return json.dumps([_plain(event) for event in events], ensure_ascii=False, separators=(",", ":"))


def _plain(event: Event) -> dict[str, Any]:
    plain = event.as_dict()
    if metadata := plain.get("metadata"):
        plain["metadata"] = {name: value for name, value in metadata.items() if name not in _NOT_KEPT}
    return plain
