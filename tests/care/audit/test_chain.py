"""The audit only grows, and shows it when somebody changed it: on SQLite and PostgreSQL, under load."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, select, text, update

from care.audit import service as audit
from care.db.engine import Database, open_database
from care.db.models import Audit, Staff

SUBJECT = "conversation:1"


async def write(database: Database, now: datetime, count: int = 1, **details: object) -> None:
    async with database.writing() as session:
        for n in range(count):
            numbered = details | {"n": n}
            await audit.write(
                session, actor="staff:bob", action="tried", subject=SUBJECT, now=now, details=numbered
            )


async def verdict(database: Database) -> audit.Verdict:
    async with database.reading() as session:
        return await audit.verify(session)


async def give_up_halfway(database: Database, now: datetime) -> None:
    async with database.writing() as session:
        await audit.write(session, actor="a", action="undone", subject=SUBJECT, now=now)
        raise RuntimeError


async def tamper(database: Database, *statements: Executable) -> None:
    """Changes the table as somebody would who holds the database itself."""
    postgres = database.engine.dialect.name == "postgresql"
    names = ["audit_no_change"] if postgres else ["audit_no_update", "audit_no_delete"]
    async with database.writing() as session:
        for name in names:
            await session.execute(text(f"DROP TRIGGER {name}" + (" ON audit" if postgres else "")))
        for statement in statements:
            await session.execute(statement)


async def test_what_was_written_is_found_unchanged(database: Database, now: datetime):
    details = {"who": "Élise 王", "money": Decimal("12.30"), "at": now, "many": (1, 2), "b": {"b": 1, "a": 2}}
    await write(database, now, 3, **details)
    await write(database, now)
    found = await verdict(database)
    assert (found.rows, found.first_broken, found.unsealed) == (4, None, 0)
    async with database.reading() as session:
        rows = list(await session.scalars(select(Audit).order_by(Audit.id)))
    assert found.head == rows[-1].seal
    assert rows[0].details["money"] == "12.30"
    assert rows[0].details["many"] == [1, 2]


async def test_an_empty_audit_is_whole(database: Database):
    assert await verdict(database) == audit.Verdict(0, None)


CHANGES = {
    "what": update(Audit).where(Audit.id == 3).values(action="nothing"),
    "who": update(Audit).where(Audit.id == 3).values(actor="staff:charlie"),
    "about": update(Audit).where(Audit.id == 3).values(subject="conversation:2"),
    "when": update(Audit).where(Audit.id == 3).values(at=datetime(2020, 1, 1, tzinfo=UTC)),
    "how": update(Audit).where(Audit.id == 3).values(details={"n": 3}),
    "the seal": update(Audit).where(Audit.id == 3).values(seal="0" * 64),
    "no seal": update(Audit).where(Audit.id == 3).values(seal=None),
    "its place": update(Audit).where(Audit.id == 5).values(id=9),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_any_change_is_found_where_it_was_made(database: Database, now: datetime, what: str):
    await write(database, now, 5)
    await tamper(database, CHANGES[what])
    assert (await verdict(database)).first_broken == (9 if what == "its place" else 3)


async def test_a_row_taken_out_or_slipped_in_is_found(database: Database, now: datetime):
    await write(database, now, 5)
    await tamper(database, delete(Audit).where(Audit.id == 2))
    assert (await verdict(database)).first_broken == 3
    async with database.writing() as session:
        session.add(Audit(id=2, at=now, actor="x", action="x", subject="x", seal="1" * 64))
    assert (await verdict(database)).first_broken == 2


async def test_a_row_put_at_the_end_by_hand_is_found(database: Database, now: datetime):
    await write(database, now, 2)
    async with database.writing() as session:
        session.add(Audit(id=3, at=now, actor="x", action="x", subject="x"))
    assert (await verdict(database)).first_broken == 3


async def test_rows_older_than_seals_are_told_apart(database: Database, now: datetime):
    async with database.writing() as session:
        session.add(Audit(id=1, at=now, actor="bot", action="old", subject=SUBJECT))
    await write(database, now, 2)
    found = await verdict(database)
    assert (found.rows, found.first_broken, found.unsealed) == (3, None, 1)


async def test_what_was_undone_was_never_written(database: Database, now: datetime):
    with pytest.raises(RuntimeError):
        await give_up_halfway(database, now)
    async with database.writing() as session:
        await audit.write(session, actor="a", action="kept", subject=SUBJECT, now=now)
        for name in ("undone too", "inner"):
            savepoint = await session.begin_nested()
            await audit.write(session, actor="a", action=name, subject=SUBJECT, now=now)
            if name == "inner":
                await savepoint.commit()
            else:
                await savepoint.rollback()
    async with database.reading() as session:
        assert list(await session.scalars(select(Audit.action).order_by(Audit.id))) == ["kept", "inner"]
    assert (await verdict(database)).first_broken is None


async def test_many_who_write_at_once_make_one_chain(database: Database, database_url: str, now: datetime):
    """Two processes' worth of writers; some give up halfway."""
    other = open_database(database_url)

    async def one(n: int) -> None:
        async with (database, other)[n % 2].writing() as session:
            await audit.write(session, actor=f"staff:{n}", action="tried", subject=SUBJECT, now=now)
            await session.execute(select(Staff))
            await audit.write(session, actor=f"staff:{n}", action="done", subject=SUBJECT, now=now)
            if n % 10 == 0:
                raise RuntimeError

    results = await asyncio.gather(*(one(n) for n in range(200)), return_exceptions=True)
    await other.close()
    assert sum(isinstance(result, RuntimeError) for result in results) == 20
    found = await verdict(database)
    assert (found.rows, found.first_broken) == (360, None)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_who_need_each_others_rows_do_not_wait_for_ever(database: Database, now: datetime):
    """One writes the audit first and the row then, the other the row first: the chain is held last of all."""
    async with database.writing() as session:
        session.add(Staff(id="bob", email="b", name="Bob", role="agent", password_hash="", created_at=now))
    change = update(Staff).where(Staff.id == "bob").values(name="Robert")
    first_has_written, second_has_row = asyncio.Event(), asyncio.Event()

    async def audit_first() -> None:
        async with database.writing() as session:
            await audit.write(session, actor="one", action="tried", subject=SUBJECT, now=now)
            await session.flush()
            first_has_written.set()
            await second_has_row.wait()
            await session.execute(change)

    async def row_first() -> None:
        async with database.writing() as session:
            await first_has_written.wait()
            await session.execute(change)
            second_has_row.set()
            await audit.write(session, actor="two", action="tried", subject=SUBJECT, now=now)

    async with asyncio.timeout(5):
        await asyncio.gather(audit_first(), row_first())
    assert (await verdict(database)).rows == 2


def test_nobody_writes_the_audit_but_through_its_service():
    root = Path(__file__).resolve().parents[3]
    sources = [file for room in ("care", "desk", "actions") for file in (root / room).rglob("*.py")]
    mine = root / "care" / "audit"
    writers = [
        file
        for file in sources
        if mine not in file.parents and re.search(r"(?<!class )\bAudit\(|insert\(Audit", file.read_text())
    ]
    assert writers == []
