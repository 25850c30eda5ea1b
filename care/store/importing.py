"""Takes a folder of the exchange format into the store: entirely, or not at all.

`python -m care.store.importing DIR [--shift-to-now]`
"""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from care.clock import utc_now
from care.db.engine import Database
from care.db.models import Store
from care.store import progress
from care.store.checking import Known, check
from care.store.commands import command_line, opened_database
from care.store.folder import Folder
from care.store.format import CUSTOMERS, ORDERS, PRODUCTS, CustomerRow, OrderRow, ProductRow
from care.store.problems import EnoughProblems, ImportRefused, Problem, Problems
from care.store.tables import Shift
from care.store.writing import Writer


@dataclass(frozen=True)
class Imported:
    """How many rows the folder had."""

    customers: int
    products: int
    orders: int

    def __str__(self) -> str:
        return f"{self.customers:,} customers, {self.products:,} products, {self.orders:,} orders"


async def import_store(
    database: Database,
    path: Path,
    *,
    shift_to: datetime | None = None,
    demo: bool = False,
    begin: progress.Begin = progress.unseen,
) -> Imported:
    """Check the folder at `path`, then write it in one transaction. Raises `ImportRefused`.

    `shift_to`: every time moves by this less the folder's `as_of`. `demo`: the rows are a demo store, which
    makes room as soon as another store is imported.
    """
    problems = Problems()
    known = await _check(
        database, Folder(path, problems), shifted=shift_to is not None, demo=demo, begin=begin
    )
    if problems.found:
        raise ImportRefused(problems.found)
    await _write(database, Folder(path, problems), shift_to=shift_to, demo=demo, begin=begin)
    return Imported(len(known.customers), len(known.products), len(known.orders))


async def _check(
    database: Database, folder: Folder, *, shifted: bool, demo: bool, begin: progress.Begin
) -> Known:
    folder.advance = begin("Checking", folder.size)
    async with database.reading() as session:
        store = await _staying(session, demo=demo)
        try:
            return await check(folder, session if store else None, store, shifted=shifted)
        except EnoughProblems:
            return Known()


async def _write(
    database: Database, folder: Folder, *, shift_to: datetime | None, demo: bool, begin: progress.Begin
) -> None:
    folder.advance = begin("Importing", folder.size)
    row = folder.store()
    async with database.writing() as session, _whole(folder.problems):
        writer = Writer(session, shift(row.as_of if row else None, shift_to))
        if await _staying(session, demo=demo) is None:
            await writer.clear()
        if row:
            await writer.store(row, demo=demo)
        for customers in folder.chunks(CUSTOMERS, CustomerRow):
            await writer.customers([row for _, row in customers])
        for products in folder.chunks(PRODUCTS, ProductRow):
            await writer.products([row for _, row in products])
        for orders in folder.chunks(ORDERS, OrderRow):
            await writer.orders([row for _, row in orders])
        await writer.finish()


@asynccontextmanager
async def _whole(problems: Problems) -> AsyncIterator[None]:
    """Refuses what turned out wrong only now, because files or store changed after they were checked."""
    try:
        with suppress(EnoughProblems):
            yield
    except IntegrityError as error:
        problems.found.append(Problem("the store", f"changed while the folder was read ({error.orig})"))
    if problems.found:
        raise ImportRefused(problems.found)


async def _staying(session: AsyncSession, *, demo: bool) -> Store | None:
    """The store the folder comes to, unless there is none, or only a demo one that makes room."""
    store = await session.scalar(select(Store))
    return store if store and (demo or not store.demo) else None


def shift(as_of: datetime | None, to: datetime | None) -> Shift:
    """How times move so that `as_of` becomes `to`; unmoved where either is not given."""
    if as_of is None or to is None:
        return lambda moment: moment
    distance = to - as_of
    return lambda moment: moment + distance if moment else None


def main() -> int:
    parser = argparse.ArgumentParser(description="Take a folder of the store exchange format into the store.")
    parser.add_argument("folder", type=Path, help="the folder with store.json and the .jsonl files")
    parser.add_argument(
        "--shift-to-now", action="store_true", help="move every time as if the folder's as_of were now"
    )
    arguments = parser.parse_args()
    return command_line(_run(arguments.folder, shift_to=utc_now() if arguments.shift_to_now else None))


async def _run(folder: Path, *, shift_to: datetime | None) -> str:
    async with opened_database() as database:
        with progress.shown() as begin:
            imported = await import_store(database, folder, shift_to=shift_to, begin=begin)
    return f"Imported {imported}."


if __name__ == "__main__":
    raise SystemExit(main())
