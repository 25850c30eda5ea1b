"""Keeps the state of every dialogue through crashes: one row a conversation, written once a turn.

The row holds the last few turns and, in front of them, what earlier turns left behind (slots, an active
form), so that the three-hundredth turn costs what the third does. It is dialogue state only; the record is
the desk's.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rasa.core.brokers.broker import EventBroker
    from rasa.shared.core.domain import Domain

logger = logging.getLogger(__name__)

DEFAULT_URL = "sqlite:///var/dialogues.db"
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+pg8000", "postgres": "postgresql+pg8000"}
_NOT_KEPT = frozenset(
    {"model_id", "assistant_id"}
)  # Rasa stamps both on every event; nothing reads them back
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
        self._shelf = _Shelf(host or DEFAULT_URL)

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


class _Shelf:
    """The table itself. One thread writes, and all that waits for it goes to disk in one commit.

    Statements are compiled once and run on the driver itself: in a process with one interpreter lock, each
    millisecond of SQLAlchemy in the writing thread is one that every conversation waits.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        meta = sa.MetaData()
        self._rows = sa.Table(
            "dialogues",
            meta,
            sa.Column("conversation", sa.String(255), primary_key=True),
            sa.Column("events", sa.Text, nullable=False),
            sa.Column("saved_at", sa.Float, nullable=False),
        )
        meta.create_all(self._engine)
        conversation = self._rows.c.conversation
        self._get = self._compiled(
            sa.select(self._rows.c.events).where(conversation == sa.bindparam("conversation"))
        )
        self._put = self._compiled(_upsert(self._rows, self._engine.dialect.name))
        self._at_once = self._engine.dialect.name == "sqlite"  # a file on this machine: quicker than a thread
        self._reader = ThreadPoolExecutor(max_workers=4, thread_name_prefix="dialogues-read")
        self._waiting: queue.SimpleQueue[tuple[dict[str, Any], Future[None]] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="dialogues-write", daemon=True)
        self._writer.start()

    async def get(self, conversation: str) -> str | None:
        if self._at_once:
            return self._fetch(conversation)
        return await asyncio.wrap_future(self._reader.submit(self._fetch, conversation))

    async def put(self, conversation: str, events: str) -> None:
        done: Future[None] = Future()
        self._waiting.put(({"conversation": conversation, "events": events, "saved_at": time.time()}, done))
        await asyncio.wrap_future(done)

    async def names(self) -> list[str]:
        return await asyncio.wrap_future(self._reader.submit(self._fetch_names))

    async def remove(self, conversation: str) -> None:
        await asyncio.wrap_future(self._reader.submit(self._delete, conversation))

    def close(self) -> None:
        """Write what still waits, then let go of the database."""
        self._waiting.put(None)
        self._writer.join(timeout=10)
        self._reader.shutdown()
        self._engine.dispose()

    def _fetch(self, conversation: str) -> str | None:
        with self._cursor() as cursor:
            self._get.run(cursor, [{"conversation": conversation}])
            row = cursor.fetchone()
        return row[0] if row else None

    def _fetch_names(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(self._rows.c.conversation)).scalars())

    def _delete(self, conversation: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(self._rows).where(self._rows.c.conversation == conversation))

    def _write(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, last = [first], False
            while not self._waiting.empty() and not last:
                following = self._waiting.get()
                last = following is None
                batch += [following] if following else []
            self._commit(batch)
            if last:
                return

    def _commit(self, batch: list[tuple[dict[str, Any], Future[None]]]) -> None:
        """One transaction for all rows; if it fails, every waiting turn hears of it."""
        try:
            with self._cursor() as cursor:
                self._put.run(cursor, [row for row, _ in batch])
        except Exception as error:  # the writer serves every conversation and must outlive one failed commit
            logger.error("dialogues could not be saved: %s", error)
            for _, done in batch:
                done.set_exception(error)
            return
        for _, done in batch:
            done.set_result(None)

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """A cursor of the driver's own; what it did is committed, or undone when it failed."""
        connection = self._engine.raw_connection()
        try:
            yield connection.cursor()
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.close()

    def _compiled(self, statement: Any) -> _Statement:
        compiled = statement.compile(dialect=self._engine.dialect)
        return _Statement(str(compiled), tuple(compiled.positiontup))


@dataclass(frozen=True)
class _Statement:
    """SQL as the driver wants it, and the names of its parameters in order."""

    sql: str
    names: tuple[str, ...]

    def run(self, cursor: Any, rows: Sequence[dict[str, Any]]) -> None:
        values = [tuple(row[name] for name in self.names) for row in rows]
        if len(values) == 1:
            cursor.execute(self.sql, values[0])
        else:
            cursor.executemany(self.sql, values)


def _upsert(rows: sa.Table, dialect: str) -> Any:
    from sqlalchemy.dialects import postgresql, sqlite

    insert = (sqlite if dialect == "sqlite" else postgresql).insert(rows)
    return insert.on_conflict_do_update(
        index_elements=[rows.c.conversation],
        set_={"events": insert.excluded.events, "saved_at": insert.excluded.saved_at},
    )


def _engine(url: str) -> sa.engine.Engine:
    """An engine for `url`; any driver it names is replaced by ours. Raises ValueError for other databases."""
    parsed = sa.engine.make_url(url)
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise ValueError(
            f"the dialogues' database should begin with sqlite:/// or postgresql://, not {parsed.drivername}"
        )
    if driver != "sqlite":
        return sa.create_engine(parsed.set(drivername=driver), pool_size=4, pool_pre_ping=True, future=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        parsed.set(drivername=driver),
        poolclass=sa.pool.QueuePool,
        connect_args={"check_same_thread": False, "timeout": 10},
        future=True,
    )

    @sa.event.listens_for(engine, "connect")
    def _durable(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine
