"""The line moves by itself: it drains, comes back from who went home, and each clock is heard once."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from care.conversations import service as conversations
from care.db.engine import Database, open_database
from care.db.models import Conversation, Promise
from care.handoff import service as handoff
from care.promises import service as promises
from care.shop.settings import Shop
from desk.hub import Hub
from desk.journal import Journal
from desk.staff.dispatch import LATE, LEFT, NEAR, Dispatch
from tests.care.handoff.conftest import BOB, DANA, Someone, member
from tests.conftest import Clock

CLOCKS = 500


class Listener:
    """A console, as far as it hears alerts."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str | None]] = []

    def changed(self, conversation_id: str) -> None: ...

    def alert(self, kind: str, text: str, conversation_id: str | None, staff_id: str | None) -> None:
        self.heard.append((kind, conversation_id))


class Process:
    """One process of the desk, as far as the line goes. Its two clocks are the test's."""

    def __init__(self, database: Database, shop: Shop, clock: Clock, elapsed: Callable[[], float]) -> None:
        self.journal, self.hub, self.console = Journal(database), Hub(self._read), Listener()
        self.hub.watch(self.console)
        self.line = Dispatch(
            database=database, journal=self.journal, hub=self.hub, shop=shop, now=clock, elapsed=elapsed
        )

    async def _read(self, _conversation: str, _after: int, _limit: int) -> list:
        return []


@pytest.fixture
async def database(record: str):
    database = open_database(record)
    async with database.writing() as session:
        session.add_all([member(BOB), member(DANA)])
    yield database
    await database.close()


@pytest.fixture
def start(database: Database, shop: Shop, clock: Clock) -> Callable[[], Process]:
    """Starts a process; the machine's own clock runs with the wall's, except where a test sets that."""
    began = clock.now
    clock.set_by = timedelta()  # type: ignore[attr-defined]

    def elapsed() -> float:
        return float((clock.now - began - clock.set_by).total_seconds())  # type: ignore[attr-defined]

    return lambda: Process(database, shop, clock, elapsed)


def set_clock(clock: Clock, **by: float) -> None:
    clock.advance(**by)
    clock.set_by += timedelta(**by)  # type: ignore[attr-defined]


async def come_in(database: Database, clock: Clock, *who: Someone) -> None:
    async with database.writing() as session:
        for someone in who:
            await handoff.renew(session, someone.id, now=clock.now)


async def ask(database: Database, shop: Shop, clock: Clock) -> handoff.Waiting:
    async with database.writing() as session:
        chat, _ = await conversations.open_conversation(session, language="en", now=clock.now)
        return await handoff.ask(
            session, chat.id, topic="other", reason="asked", shop=shop, now=clock.now, brief={"mood": "calm"}
        )


async def case(database: Database, request_id: int) -> tuple[str, str | None]:
    async with database.reading() as session:
        found = await handoff.case(session, request_id)
        return found.state, found.staff_id


async def test_the_line_drains_as_soon_as_there_is_room(database, shop, clock, start):
    desk = start()
    await come_in(database, clock, BOB)
    asked = [(await ask(database, shop, clock)).request.id for _ in range(6)]
    await desk.line.look()
    assert [await case(database, each) for each in asked] == [("taken", "bob")] * 4 + [("waiting", None)] * 2
    await come_in(database, clock, DANA)
    await desk.line.look()
    assert [await case(database, each) for each in asked[4:]] == [("taken", "dana")] * 2


async def test_who_went_home_keeps_no_chat(database, shop, clock, start):
    desk = start()
    clock.advance(minutes=2)
    await come_in(database, clock, BOB)
    waiting = await ask(database, shop, clock)
    await desk.line.look()
    clock.advance(seconds=46)
    await come_in(database, clock, DANA)
    await desk.line.look()
    assert await case(database, waiting.request.id) == ("taken", "dana")
    assert desk.console.heard == [(LEFT, waiting.request.conversation_id)]


async def test_after_a_restart_consoles_come_back_before_anybody_loses_a_chat(database, shop, clock, start):
    await come_in(database, clock, BOB)
    waiting = await ask(database, shop, clock)
    await start().line.look()
    clock.advance(minutes=5)
    again = start()
    await again.line.look()
    assert await case(database, waiting.request.id) == ("taken", "bob")
    clock.advance(seconds=46)
    await again.line.look()
    assert (await case(database, waiting.request.id))[0] == "waiting"


async def test_a_clock_that_is_set_takes_no_chat_away(database, shop, clock, start):
    desk = start()
    clock.advance(minutes=2)
    await come_in(database, clock, BOB)
    waiting = await ask(database, shop, clock)
    await desk.line.look()
    set_clock(clock, minutes=30)
    await desk.line.look()
    assert await case(database, waiting.request.id) == ("taken", "bob")


async def test_when_the_last_one_goes_the_bot_is_there_again(database, shop, clock, start):
    desk = start()
    clock.advance(minutes=2)
    await come_in(database, clock, BOB)
    waiting = [await ask(database, shop, clock) for _ in range(5)]
    await desk.line.look()
    clock.advance(seconds=46)
    await desk.line.look()
    async with database.reading() as session:
        owners = [each.owner for each in (await session.scalars(select(Conversation))).all()]
    assert owners == ["bot"] * len(waiting)


@pytest.mark.parametrize("record", ["sqlite"], indirect=True)
async def test_500_clocks_over_a_restart_and_a_clock_that_jumps_are_heard_once_each(
    database, shop, clock, start
):
    async with database.writing() as session:
        chat, _ = await conversations.open_conversation(session, language="en", now=clock.now)
        for number in range(CLOCKS):
            due = shop.hours.after_open_time(clock.now, timedelta(minutes=20 + number % 100))
            await promises.make(
                session, chat.id, kind="call_back", text=f"{number}", made_by="staff:bob", due_at=due,
                now=clock.now,
            )  # fmt: skip
    texts: Count[tuple[str, str]] = Count()

    async def look(desk: Process) -> None:
        desk.console.alert = lambda kind, text, *_: texts.update([(kind, text)])  # type: ignore[method-assign]
        await desk.line.look()
        await desk.line.look()

    first = start()
    for _ in range(15):
        clock.advance(minutes=2)
        await look(first)
    assert 0 < sum(texts.values()) < 2 * CLOCKS
    second = start()  # the first was killed
    await look(second)
    set_clock(clock, hours=-1)
    await look(second)
    set_clock(clock, hours=30)
    await look(second)
    await look(start())
    per_promise = Count(text for (kind, text), times in texts.items() for _ in range(times) if kind == LATE)
    assert per_promise == Count(str(number) for number in range(CLOCKS))
    assert max(texts.values()) == 1
    assert {kind for kind, _ in texts} == {NEAR, LATE}
    async with database.reading() as session:
        late = await session.scalar(select(func.count()).where(Promise.state == "broken"))
    assert late == CLOCKS


async def test_an_idle_desk_looks_without_writing(database, start, monkeypatch):
    desk = start()
    wrote: list[object] = []
    monkeypatch.setattr(desk.journal, "write", lambda *work: wrote.append(work))
    await desk.line.look()
    assert wrote == []
