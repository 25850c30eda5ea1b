"""Many writes share a commit, and none of them pays for another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError

from care.db.engine import Database, Session, open_database
from care.db.models import Store
from care.errors import CareError
from desk.journal import Journal
from tests.desk.conftest import ON_BOTH


@pytest.fixture
async def database(record: str) -> AsyncIterator[Database]:
    database = open_database(record)
    async with database.writing() as session:
        session.add(Store(id=1, name="", currency="USD"))
    yield database
    await database.close()


def adds(letter: str, *, then_fails: bool = False):
    """Work that adds a letter to the store's name, and gives the name as it is then."""

    async def work(session: Session) -> str:
        store = await session.get_one(Store, 1)
        store.name += letter
        if then_fails:
            raise CareError(letter)
        return store.name

    return work


async def name(database: Database) -> str:
    async with database.reading() as session:
        return await session.scalar(select(Store.name)) or ""


@ON_BOTH
async def test_writes_that_wait_together_share_a_commit_in_their_order(database: Database):
    commits: list[Any] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    async with Journal(database) as journal:
        seen = await asyncio.gather(*(journal.write(adds(letter)) for letter in "abcdefgh"))
    assert seen == ["a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh"]
    assert len(commits) < 8


@ON_BOTH
async def test_a_write_that_fails_leaves_no_trace_and_fails_nobody_else(database: Database):
    async with Journal(database) as journal:
        results = await asyncio.gather(
            *(journal.write(adds(letter, then_fails=letter in "bcf")) for letter in "abcdefg"),
            return_exceptions=True,
        )
    assert [isinstance(result, CareError) for result in results] == [letter in "bcf" for letter in "abcdefg"]
    assert await name(database) == "adeg"


async def test_whoever_is_told_of_a_commit_is_told_in_the_order_of_the_commits(database: Database):
    told: list[str] = []
    async with Journal(database) as journal:
        await asyncio.gather(
            *(journal.write(adds(letter, then_fails=letter == "c"), told.append) for letter in "abcde"),
            return_exceptions=True,
        )
    assert told == ["a", "ab", "abd", "abde"]


async def test_what_is_told_of_is_durable(database: Database, record: str):
    other = open_database(record)
    names: list[str] = []
    async with Journal(database) as journal:
        await journal.write(adds("a"), lambda _: names.append("told"))
        names.append(await name(other))
    assert names == ["told", "a"]
    await other.close()


async def test_a_write_goes_on_when_whoever_asked_for_it_is_gone(database: Database):
    told: list[str] = []
    async with Journal(database) as journal:
        asking = asyncio.create_task(journal.write(adds("a"), told.append))
        await asyncio.sleep(0)
        asking.cancel()
    assert told == ["a"]
    assert await name(database) == "a"


async def test_when_the_database_fails_everybody_hears_it_at_once(database: Database):
    tries = 0

    async def breaks(session: Session) -> None:
        nonlocal tries
        tries += 1
        await session.execute(text("SELECT * FROM nowhere"))

    async with Journal(database) as journal:
        results = await asyncio.gather(*(journal.write(breaks) for _ in range(5)), return_exceptions=True)
        assert all(isinstance(result, OperationalError) for result in results)
        assert tries <= 2, "the first alone, then the rest together"
        assert await journal.write(adds("a")) == "a", "and the next write is tried again"


async def test_a_listener_that_breaks_does_not_unwrite_what_is_written(database: Database):
    def breaks(_name: str) -> None:
        raise RuntimeError("the hub is broken")

    async with Journal(database) as journal:
        assert await journal.write(adds("a"), breaks) == "a"
    assert await name(database) == "a"
