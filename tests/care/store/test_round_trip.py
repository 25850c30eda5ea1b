"""Whatever a valid folder says, the store says it again: nothing is lost, rounded, reordered or made up."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete

from care.db.engine import Database
from care.db.models import Store
from care.store.exporting import export_store
from care.store.importing import import_store
from care.store.writing import Writer
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import facts
from tests.care.store.rows import folders

TAU = Path(__file__).resolve().parents[4] / "shared" / "tau" / "store"


async def empty(database: Database) -> None:
    async with database.writing() as session:
        await Writer(session, lambda moment: moment).clear()
        await session.execute(delete(Store))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=folders())
async def test_any_valid_folder_comes_back_with_the_same_facts(
    database: Database, tmp_path: Path, rows: dict[str, Any]
):
    await empty(database)
    place = tmp_path / f"example-{next(NUMBERS)}"
    given_folder = FolderOfRows(place / "in")
    vars(given_folder).update(rows)
    await import_store(database, given_folder.write())
    await export_store(database, place / "out")
    assert facts(place / "out") == facts(given_folder.path)


NUMBERS = count()


@pytest.mark.skipif(
    not TAU.is_dir(), reason="the public store is not at ../shared/tau/store beside the project"
)
async def test_a_real_store_comes_back_with_the_same_facts(database: Database, tmp_path: Path):
    counts = await import_store(database, TAU)
    assert (counts.customers, counts.products, counts.orders) == (500, 50, 1000)
    await export_store(database, tmp_path / "out")
    assert facts(tmp_path / "out") == facts(TAU)
