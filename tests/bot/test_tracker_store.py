"""Dialogues on disk: complete, and never longer than they need to be."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    SlotSet,
    UserUttered,
)

from bot.components.tracker_store import DialogueStore
from tests import postgresql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rasa.shared.core.trackers import DialogueStateTracker

DOMAIN = Domain.from_yaml(
    """
    intents: [ask]
    entities: [order_number]
    slots:
      order_number: {type: text, mappings: [{type: from_entity, entity: order_number}]}
      asking: {type: text, initial_value: name, mappings: [{type: custom}]}
    forms: {address_form: {required_slots: [asking]}}
    actions: [action_answer]
    """
)


@pytest.fixture(scope="module")
def postgresql_url() -> Iterator[str]:
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip(postgresql.MISSING)
    with postgresql.cluster(programs) as server:
        yield f"{server}postgres"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, each test once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'dialogues.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    with database(url).begin() as connection:
        connection.execute(sa.text("drop table if exists dialogues"))
    return url


def database(url: str) -> sa.engine.Engine:
    return sa.create_engine(url.replace("+asyncpg", "+pg8000"), poolclass=sa.pool.NullPool)


@pytest.fixture
def store(url: str) -> Iterator[DialogueStore]:
    store = DialogueStore(DOMAIN, host=url, turns_kept=2)
    yield store
    store.close()


def takes_turn(tracker: DialogueStateTracker, turn: int, *between: object) -> None:
    intent = {"name": "ask", "confidence": 1.0}
    tracker.update_with_events(
        [
            UserUttered("where is it", intent, metadata={"turn": turn}),
            *between,
            ActionExecuted("action_answer"),
            BotUttered(f"answer {turn}", {"buttons": [{"title": "a", "payload": "/ask"}]}),
            ActionExecuted("action_listen"),
        ],
        DOMAIN,
    )


async def after_turns(store: DialogueStore, count: int) -> DialogueStateTracker:
    for turn in range(1, count + 1):
        tracker = await store.retrieve("alice") or store.init_tracker("alice")
        takes_turn(tracker, turn, SlotSet("order_number", f"W{turn:07}"))
        await store.save(tracker)
    tracker = await store.retrieve("alice")
    assert tracker is not None
    return tracker


async def test_what_is_saved_is_read_back(store: DialogueStore) -> None:
    tracker = await after_turns(store, 2)
    assert tracker.get_slot("order_number") == "W0000002"
    assert [event.text for event in tracker.events if isinstance(event, BotUttered)] == [
        "answer 1",
        "answer 2",
    ]
    assert await store.retrieve("charlie") is None


async def test_turn_300_keeps_no_more_events_than_turn_10(store: DialogueStore) -> None:
    at_turn: list[int] = []
    for turn in range(1, 301):
        tracker = await store.retrieve("alice") or store.init_tracker("alice")
        takes_turn(tracker, turn, SlotSet("order_number", f"W{turn:07}"))
        await store.save(tracker)
        at_turn.append(len(tracker.events))
    assert max(at_turn[10:]) <= max(at_turn[:10])


async def test_only_the_newest_turns_are_kept_whole(store: DialogueStore) -> None:
    tracker = await after_turns(store, 5)
    turns = [event.metadata["turn"] for event in tracker.events if isinstance(event, UserUttered)]
    assert turns == [4, 5]


async def test_what_old_turns_left_behind_stays(store: DialogueStore) -> None:
    tracker = store.init_tracker("alice")
    takes_turn(
        tracker, 1, SlotSet("order_number", "W1111111"), SlotSet("asking", None), ActiveLoop("address_form")
    )
    for turn in range(2, 20):
        takes_turn(tracker, turn)
        await store.save(tracker)
        tracker = await store.retrieve("alice")
        assert tracker is not None
    assert tracker.get_slot("order_number") == "W1111111"
    assert tracker.get_slot("asking") is None, "emptied, although it began with a value"
    assert tracker.active_loop_name == "address_form"
    assert tracker.latest_action_name == "action_listen"


async def test_a_paused_dialogue_stays_paused(store: DialogueStore) -> None:
    tracker = store.init_tracker("alice")
    takes_turn(tracker, 1, ConversationPaused())
    for turn in range(2, 20):
        takes_turn(tracker, turn)
    await store.save(tracker)
    tracker = await store.retrieve("alice")
    assert tracker is not None
    assert tracker.is_paused()


async def test_one_row_a_conversation(store: DialogueStore, url: str) -> None:
    await after_turns(store, 7)
    with database(url).connect() as connection:
        rows = connection.execute(sa.text("select conversation, events from dialogues")).all()
    assert [row.conversation for row in rows] == ["alice"]
    assert len(json.loads(rows[0].events)) < 40


async def test_a_dialogue_can_be_erased(store: DialogueStore) -> None:
    await after_turns(store, 1)
    await store.forget("alice")
    assert await store.retrieve("alice") is None
    assert list(await store.keys()) == []


async def test_a_save_that_fails_is_heard_of(store: DialogueStore, url: str) -> None:
    await after_turns(store, 1)
    with database(url).begin() as connection:
        connection.execute(sa.text("drop table dialogues"))
    with pytest.raises(Exception, match="dialogues"):
        await store.save(store.init_tracker("alice"))


def test_what_was_saved_is_there_after_a_kill(url: str) -> None:
    """The process dies by its own SIGKILL right after `save` has returned."""
    child = textwrap.dedent(
        f"""
        import asyncio, os, signal
        from rasa.shared.core.events import SlotSet
        from tests.bot.test_tracker_store import DOMAIN, DialogueStore
        async def main():
            store = DialogueStore(DOMAIN, host={url!r})
            for number in range(20):
                tracker = store.init_tracker(f"alice {{number}}")
                tracker.update(SlotSet("order_number", str(number)))
                await store.save(tracker)
            os.kill(os.getpid(), signal.SIGKILL)
        from bot import project, without_tensorflow
        without_tensorflow.leave_out(project.CONFIG)
        asyncio.run(main())
        """
    )
    # Rasa must not be imported before TensorFlow is left out.
    lines = child.strip().splitlines()
    order = [*lines[-3:-1], *lines[:-3], lines[-1]]
    died = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "\n".join(order)], capture_output=True, text=True
    )
    assert died.returncode == -9, died.stderr
    with database(url).connect() as connection:
        assert connection.execute(sa.text("select count(*) from dialogues")).scalar() == 20


def test_another_database_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="should begin with sqlite:/// or postgresql://"):
        DialogueStore(DOMAIN, host="mysql://here/there")
