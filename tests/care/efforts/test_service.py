"""What a wish cost its shopper is written down, and found again when they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from care.conversations import service as conversations
from care.db.engine import Database
from care.db.models import Conversation, Effort
from care.efforts import service as efforts
from care.efforts.service import Outcome
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


async def ledger(database: Database) -> list[tuple[object, ...]]:
    async with database.reading() as session:
        query = select(Effort.topic, Effort.outcome, Effort.steps).order_by(Effort.id)
        return [tuple(row) for row in await session.execute(query)]


async def test_steps_taps_and_repeats_add_up(database, clock, thread):
    async with database.writing() as session:
        await efforts.note(session, thread, "return_item", clock.now, tapped=True)
        await efforts.note(session, thread, "return_item", clock.advance(seconds=5), tapped=True)
        await efforts.note(session, thread, "return_item", clock.advance(seconds=5), repeated=True)
        await efforts.note(
            session, thread, "return_item", clock.advance(seconds=5), outcome="done", order_number=ORDER
        )
    row = await only(database)
    assert (row.steps, row.taps, row.repeats, row.outcome, row.order_number) == (4, 2, 1, "done", ORDER)
    assert row.ended_at == row.began_at + timedelta(seconds=15)


async def test_what_is_said_after_the_end_begins_anew(database, now, thread):
    async with database.writing() as session:
        await efforts.note(session, thread, "cancel_order", now, outcome="refused")
        await efforts.note(session, thread, "cancel_order", now, outcome="done")
    assert await ledger(database) == [("cancel_order", "refused", 1), ("cancel_order", "done", 1)]


async def test_a_wish_that_another_one_follows_was_left(database, now, thread):
    async with database.writing() as session:
        await efforts.note(session, thread, "cancel_order", now)
        await efforts.note(session, thread, "order_status", now, outcome="answered")
    assert await ledger(database) == [("cancel_order", "left", 1), ("order_status", "answered", 1)]


async def test_what_nobody_goes_on_with_was_left(database, clock, thread):
    async with database.writing() as session:
        await efforts.note(session, thread, "order_status", clock.now)
        assert await efforts.leave_silent(session, clock.now) == 0
        assert await efforts.leave_silent(session, clock.advance(hours=1)) == 1
    row = await only(database)
    assert (row.outcome, row.ended_at) == ("left", row.last_at)


async def test_alice_is_remembered_about_her_order_and_charlie_hears_nothing_of_it(database, clock, thread):
    begun = clock.now
    async with database.writing() as session:
        await session.execute(update(Conversation).values(customer_id="alice"))
        ends: tuple[tuple[str, Outcome], ...] = (("delivery_eta", "answered"), ("return_item", "refused"))
        for topic, outcome in ends:
            await efforts.note(
                session, thread, topic, clock.advance(days=1),
                outcome=outcome, order_number=ORDER, snapshot={"matter": "late"},
            )  # fmt: skip

        async def about(customer: str | None, *, since=begun, lately=clock.now + timedelta(days=1)):
            found = await efforts.about(session, customer, ORDER, since=since, lately=lately)
            return [(each.topic, each.snapshot) for each in found]

        eta, refusal = (("delivery_eta", {"matter": "late"}), ("return_item", {"matter": "late"}))
        assert await about("alice") == [refusal, eta]
        assert await about("alice", lately=begun) == [refusal]  # of what is going on, only what was refused
        assert await about("alice", since=clock.advance(seconds=1)) == []
        assert await about("charlie") == []
        assert await about(None) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_call_reads_the_whole_ledger_and_a_line_costs_two_statements(database, now, thread):
    with statements_of(database) as taken:
        async with database.writing() as session:
            await efforts.note(session, thread, "order_status", now)
            await efforts.note(session, thread, "order_status", now, outcome="answered")
            await efforts.about(session, "alice", ORDER, since=now, lately=now)
            await efforts.leave_silent(session, now)
    assert len([each for each in taken if each[0].startswith(("SELECT", "INSERT", "UPDATE"))]) == 6
    assert await full_scans(database, taken) == set()


async def test_visits_and_refusals_about_one_order_are_counted_for_a_week(database, clock, thread):
    async with database.writing() as session:
        for _ in range(3):
            await efforts.note(
                session, thread, "cancel_order", clock.advance(days=1), outcome="refused", order_number=ORDER
            )
        found = await efforts.insistence(session, thread, "cancel_order", ORDER, clock.now)
        other = await efforts.insistence(session, thread, "cancel_order", "#W1000001", clock.now)
        later = await efforts.insistence(session, thread, "cancel_order", ORDER, clock.advance(days=8))
    assert (found.visits, found.refusals) == (2, 3)
    assert (other.visits, other.refusals) == (0, 0)
    assert later.refusals == 0
