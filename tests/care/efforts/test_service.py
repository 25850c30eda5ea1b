"""What a wish cost its shopper is written down, and found again when they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Effort
from care.efforts import service as efforts
from care.store.importing import import_store
from tests.actions import store
from tests.care.plans import full_scans, statements_of

ORDER = "#W1000003"


@pytest.fixture
async def thread(database: Database, clock, tmp_path) -> str:
    await import_store(database, store.write(tmp_path / "store", clock.now))
    async with database.writing() as session:
        conversation, _secret = await conversations.open_conversation(session, now=clock.now, language="en")
        return conversation.id


async def only(database: Database) -> Effort:
    async with database.reading() as session:
        return (await session.scalars(select(Effort))).one()


async def test_steps_taps_and_repeats_add_up(database, clock, thread):
    async with database.writing() as session:
        effort = await efforts.begin(session, thread, "return_item", clock.now, tapped=True)
        await efforts.step(session, effort, clock.advance(seconds=5), tapped=True)
        await efforts.step(session, effort, clock.advance(seconds=5), repeated=True)
        await efforts.finish(session, effort, "done", clock.advance(seconds=5), order_number=ORDER)
    row = await only(database)
    assert (row.steps, row.taps, row.repeats, row.outcome, row.order_number) == (3, 2, 1, "done", ORDER)
    assert row.ended_at == row.began_at + timedelta(seconds=15)


async def test_the_first_end_counts(database, now, thread):
    async with database.writing() as session:
        effort = await efforts.begin(session, thread, "cancel_order", now)
        await efforts.finish(session, effort, "refused", now)
        await efforts.finish(session, effort, "done", now)
        await efforts.step(session, effort, now)
    row = await only(database)
    assert (row.outcome, row.steps) == ("refused", 1)


async def test_what_nobody_goes_on_with_was_left(database, clock, thread):
    async with database.writing() as session:
        await efforts.begin(session, thread, "order_status", clock.now)
        assert await efforts.leave_silent(session, clock.now) == 0
        assert await efforts.leave_silent(session, clock.advance(hours=1)) == 1
    row = await only(database)
    assert (row.outcome, row.ended_at) == ("left", row.last_at)


async def test_alice_is_remembered_about_her_order_and_charlie_hears_nothing_of_it(database, clock, thread):
    async with database.writing() as session:
        for topic in ("delivery_eta", "return_item"):
            await efforts.begin(
                session, thread, topic, clock.advance(days=1),
                customer_id="alice", order_number=ORDER, snapshot={"matter": "late"},
            )  # fmt: skip
        later = clock.advance(days=1)
        long_ago = later - timedelta(days=30)
        found = (await efforts.about(session, "alice", ORDER, long_ago))[0]
        assert (found.topic, found.snapshot) == ("return_item", {"matter": "late"})
        assert await efforts.about(session, "alice", ORDER, later) == []
        assert await efforts.about(session, "charlie", ORDER, long_ago) == []
        assert await efforts.about(session, None, ORDER, long_ago) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_call_reads_the_whole_ledger(database, now, thread):
    with statements_of(database) as taken:
        async with database.writing() as session:
            effort = await efforts.begin(session, thread, "order_status", now)
            await efforts.step(session, effort, now)
            await efforts.finish(session, effort, "answered", now)
            await efforts.about(session, "alice", ORDER, now)
            await efforts.leave_silent(session, now)
    assert len([each for each in taken if each[0].startswith(("SELECT", "INSERT", "UPDATE"))]) == 5
    assert await full_scans(database, taken) == set()
