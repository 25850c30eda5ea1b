"""What was promised comes up before it is late, stays owed when it is, and is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from care.conversations import service as conversations
from care.errors import NotFound
from care.promises import service as promises

SOON = timedelta(minutes=15)


@pytest.fixture
async def call_back(database, now) -> int:
    """Bob promised Alice to call back within the hour."""
    async with database.writing() as session:
        chat, _ = await conversations.open_conversation(session, language="en", now=now)
        promise = await promises.make(
            session, chat.id, kind="call_back", text="I call you back by 11:00.", made_by="staff:bob",
            due_at=now + timedelta(hours=1), now=now,
        )  # fmt: skip
        return promise.id


async def test_a_promise_comes_up_before_it_is_late_and_once(database, clock, call_back):
    clock.advance(minutes=44)
    async with database.writing() as session:
        assert await promises.warn(session, clock.now, SOON) == []
    clock.advance(minutes=2)
    async with database.writing() as session:
        assert [each.id for each in await promises.due(session, clock.now, SOON)] == [call_back]
        assert await promises.warn(session, clock.now, SOON) == [call_back]
        assert await promises.warn(session, clock.now, SOON) == []
        assert not await promises.has_news(session, clock.now, SOON)


async def test_what_is_late_is_told_once_and_owed_until_it_is_kept(database, clock, call_back):
    clock.advance(hours=2)
    async with database.writing() as session:
        assert await promises.call_late(session, clock.now) == [call_back]
        assert await promises.call_late(session, clock.now) == []
        assert [each.id for each in await promises.late(session, clock.now)] == [call_back]
        kept = await promises.keep(session, call_back, now=clock.now)
        assert (kept.state, kept.ended_at) == ("broken", clock.now)
        assert await promises.late(session, clock.now) == []


async def test_kept_in_time_it_is_over_and_once_more_changes_nothing(database, clock, call_back):
    first = clock.now
    async with database.writing() as session:
        assert (await promises.keep(session, call_back, now=clock.now)).state == "kept"
    clock.advance(hours=2)
    async with database.writing() as session:
        assert (await promises.keep(session, call_back, now=clock.now)).ended_at == first
        assert (await promises.withdraw(session, call_back, now=clock.now)).state == "kept"
        assert await promises.call_late(session, clock.now) == []
        assert await promises.owed(session) == []


async def test_an_unknown_promise_is_not_found(database, now):
    async with database.writing() as session:
        with pytest.raises(NotFound):
            await promises.keep(session, 1, now=now)
