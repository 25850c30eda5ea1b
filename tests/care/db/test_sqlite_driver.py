"""SQLite in one trip a statement behaves as before; its writers queue, and are not in each other's way."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from care.db.engine import Busy, Database, open_database
from care.db.models import Attempt

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def rows(now: datetime, count: int) -> list[dict[str, object]]:
    return [{"key": f"k{n}", "window_start": now, "count": n} for n in range(count)]


async def test_rows_counts_and_returned_values_come_back(database: Database, now: datetime):
    async with database.writing() as session:
        await session.execute(insert(Attempt), rows(now, 3))
        changed = await session.execute(update(Attempt).where(Attempt.count > 0).values(count=9))
        assert changed.rowcount == 2  # type: ignore[attr-defined]
        returned = await session.scalars(
            update(Attempt).where(Attempt.key == "k0").values(count=7).returning(Attempt.count)
        )
        assert returned.all() == [7]
        assert (await session.scalars(select(Attempt.count).order_by(Attempt.key))).all() == [7, 9, 9]


async def test_a_long_answer_can_be_read_in_pieces(database: Database, now: datetime):
    async with database.writing() as session:
        await session.execute(insert(Attempt), rows(now, 500))
    async with database.reading() as session:
        stream = await session.stream_scalars(select(Attempt.count).execution_options(yield_per=50))
        assert sorted([each async for each in stream]) == list(range(500))


async def test_mistakes_are_told_by_their_names_and_undo_the_whole_block(database: Database, now: datetime):
    async def twice_the_same() -> None:
        async with database.writing() as session:
            await session.execute(insert(Attempt), rows(now, 1))
            await session.execute(insert(Attempt), rows(now, 1))

    with pytest.raises(IntegrityError):
        await twice_the_same()
    async with database.reading() as session:
        with pytest.raises(OperationalError):
            await session.execute(text("SELECT nothing FROM nowhere"))
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Attempt)) == 0


async def test_what_a_reader_changes_is_not_kept(database: Database, now: datetime):
    async with database.reading() as session:
        await session.execute(insert(Attempt), rows(now, 1))
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Attempt)) == 0


async def test_fifty_writers_at_once_come_one_after_the_other_in_the_order_they_came(
    database: Database, now: datetime
):
    order: list[int] = []

    async def write(n: int) -> None:
        async with database.writing() as session:
            order.append(n)
            await session.execute(insert(Attempt), [{"key": f"{n}", "window_start": now, "count": n}])

    await asyncio.gather(*(write(n) for n in range(50)))
    assert order == list(range(50))


async def test_a_writer_that_waits_for_itself_is_told_so(database_url: str, monkeypatch):
    monkeypatch.setattr("care.db.engine.BUSY_TIMEOUT_MS", 50)
    database = open_database(database_url)
    async with database.writing():
        with pytest.raises(Busy):
            async with database.writing():
                pass
    async with database.writing() as session:
        assert await session.scalar(text("SELECT 1")) == 1
    await database.close()
