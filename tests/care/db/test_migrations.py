"""The schema is made by migrations, and they say the same as the models on both databases."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from care.db.base import Base
from care.db.engine import Database, open_database
from care.db.migrate import compare, migrate, unmigrate
from care.db.models import Audit

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*expression-based index"),  # on SQLite; compared below by their text
]


async def schema(database: Database) -> set[tuple[str, ...]]:
    """Every table, constraint and index as the database itself writes it, each as its parts in no order."""
    query = (
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger'"
        if database.engine.dialect.name == "sqlite"
        else "SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid != 0"
        " UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " UNION SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    )
    async with database.reading() as session:
        rows = await session.scalars(text(query))
        return {
            tuple(sorted(re.split(r",\s+|\s*[()]\s*", row.replace('"', ""))))  # a table made anew has quotes
            for row in rows
            if "alembic_version" not in row
        }


async def test_alembic_finds_nothing_the_migrations_forgot(database_url: str):
    await compare(database_url)


async def test_migrations_make_exactly_the_tables_of_the_models(database: Database):
    migrated = await schema(database)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    assert migrated == await schema(database)


async def test_migrating_again_changes_nothing(database_url: str, database: Database):
    before = await schema(database)
    await migrate(database_url)
    assert await schema(database) == before


async def test_migrations_can_be_taken_back_and_made_again(database_url: str):
    await unmigrate(database_url, revision="base")
    await migrate(database_url)
    await compare(database_url)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_in_a_folder_yet_to_be_made_is_migrated_too(tmp_path: Path, database: Database):
    url = f"sqlite+aiosqlite:///{tmp_path}/new/folder/shop.db"
    await migrate(url)
    fresh = open_database(url)
    assert await schema(fresh) == await schema(database)
    await fresh.close()


@pytest.mark.parametrize(
    "change",
    [update(Audit).values(actor="nobody"), delete(Audit)],
    ids=["changed", "removed"],
)
async def test_a_row_of_the_audit_is_never(database: Database, now: datetime, change):
    async with database.writing() as session:
        session.add(Audit(at=now, actor="bot", action="identity.code_sent", subject="customer:alice"))
    with pytest.raises(DBAPIError, match="audit rows are only ever added"):
        async with database.writing() as session:
            await session.execute(change)
    async with database.reading() as session:
        assert [row.actor for row in await session.scalars(select(Audit))] == ["bot"]
