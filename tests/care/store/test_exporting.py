"""Exporting writes the whole store as it is at one moment, and never over what is not its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from care.db.engine import Database, open_database
from care.store.exporting import CannotExport, export_store
from care.store.importing import import_store
from tests.care.plans import full_scans, statements_of
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import facts

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def shop(database: Database, folder: FolderOfRows) -> Database:
    await import_store(database, folder.write())
    return database


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_rows_stand_in_the_order_of_their_keys_whatever_the_database_sorts_by(
    database: Database, folder: FolderOfRows, tmp_path: Path
):
    blank = folder.customers[1]
    folder.customers = [{**blank, "id": key} for key in ("b", "a", "Z", "ä", "_", "10", "9")]
    folder.orders = []
    await import_store(database, folder.write())
    await export_store(database, tmp_path / "out")
    assert list(facts(tmp_path / "out")["customers"]) == ["10", "9", "Z", "_", "a", "b", "ä"]


async def test_two_exports_of_one_store_are_the_same_to_the_byte(shop: Database, tmp_path: Path):
    await export_store(shop, tmp_path / "one")
    await export_store(shop, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@on_one_database
async def test_the_parts_of_some_orders_are_found_without_reading_those_of_all(
    shop: Database, tmp_path: Path
):
    with statements_of(shop) as taken:
        await export_store(shop, tmp_path / "out")
    whole_tables = {step.split()[1] for step in await full_scans(shop, taken)}
    assert whole_tables <= {"store", "customers", "products", "orders"}  # each is walked through once


async def test_an_export_is_of_one_moment_while_the_shop_goes_on(
    shop: Database, database_url: str, folder: FolderOfRows, tmp_path: Path
):
    """Another process imports after the export has begun, and before it has written its first row."""
    before = facts(folder.path)
    folder.customers[0]["first_name"] = "Alicia"
    folder.products[0]["name"] = "Kettle II"
    folder.orders[0]["status"] = "shipped"
    folder.write()

    async def import_from_elsewhere() -> None:
        elsewhere = open_database(database_url)
        await import_store(elsewhere, folder.path)
        await elsewhere.close()

    def begin(_title: str, _total: float) -> Callable[[float], None]:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, import_from_elsewhere()).result()
        return lambda _rows: None

    await export_store(shop, tmp_path / "out", begin=begin)
    assert facts(tmp_path / "out") == before
    await export_store(shop, tmp_path / "later")
    assert facts(tmp_path / "later") == facts(folder.path)


@on_one_database
async def test_a_row_is_one_line_to_every_reader(database: Database, folder: FolderOfRows, tmp_path: Path):
    """Some readers, Python's among them, also end a line at signs that JSON leaves as they are."""
    folder.customers[0]["first_name"] = "A\u0085l\u2028i\u2029ce"
    await import_store(database, folder.write())
    await export_store(database, tmp_path / "out")
    first = (tmp_path / "out" / "customers.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first)["first_name"] == folder.customers[0]["first_name"]


@on_one_database
async def test_an_export_replaces_what_an_earlier_one_wrote(
    shop: Database, folder: FolderOfRows, tmp_path: Path
):
    await export_store(shop, tmp_path / "out")
    folder.customers[0]["first_name"] = "Alicia"
    await import_store(shop, folder.write())
    await export_store(shop, tmp_path / "out")
    assert facts(tmp_path / "out") == facts(folder.path)


@on_one_database
@pytest.mark.parametrize("name", ["notes.txt", "orders.jsonl"])
async def test_a_folder_with_something_in_it_is_left_alone(shop: Database, tmp_path: Path, name: str):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("dear to me")
    with pytest.raises(CannotExport, match="name a new or an empty folder"):
        await export_store(shop, tmp_path / "mine")
    assert contents(tmp_path / "mine") == {name: b"dear to me"}


@on_one_database
async def test_nothing_is_left_behind_by_an_export_that_fails(database: Database, tmp_path: Path):
    with pytest.raises(CannotExport, match="there is no store to export"):
        await export_store(database, tmp_path / "exports" / "out")
    assert list((tmp_path / "exports").iterdir()) == []
