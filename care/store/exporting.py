"""Writes the whole store as a folder of the exchange format, as it is at one moment.

`python -m care.store.exporting DIR`
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import collate, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from care.db.base import Base
from care.db.engine import Database
from care.db.models import Consent, Customer, Order, Product, Shipment, Store
from care.errors import CareError
from care.store import progress, tables
from care.store.commands import command_line, opened_database
from care.store.format import CUSTOMERS, ORDERS, PRODUCTS, STORE, Row, written

CHUNK = 500
MARK = ".shopbell-export"  # in folders that an export wrote, and the next may therefore replace


class CannotExport(CareError):
    """There is nothing to export, or the folder is not ours to replace."""

    code = "cannot_export"


async def export_store(database: Database, path: Path, *, begin: progress.Begin = progress.unseen) -> int:
    """Write the store into the folder `path`; gives the number of rows. Raises `CannotExport`.

    The folder appears when it is complete. One that an earlier export wrote is replaced; any other that holds
    something is left alone.
    """
    _require_free(path)
    fresh = path.parent / f".{path.name}-{secrets.token_hex(4)}"
    fresh.mkdir(parents=True)
    try:
        async with database.reading() as session:
            rows = await _Export(session, fresh).write(begin)
        (fresh / MARK).touch()
        _put_in_place(fresh, path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return rows


class _Export:
    """The files of one export, in the order of their keys, so that two exports of one store are the same."""

    def __init__(self, session: AsyncSession, folder: Path) -> None:
        self.session = session
        self.folder = folder
        self.rows = 0

    async def write(self, begin: progress.Begin) -> int:
        store = await self.session.scalar(select(Store))
        if store is None:
            raise CannotExport("there is no store to export; import one first")
        self.advance = begin("Exporting", await self._total())
        (self.folder / STORE).write_text(written(tables.store_row(store)) + "\n", encoding="utf-8")
        await self._file(CUSTOMERS, self._customers())
        await self._file(PRODUCTS, self._products())
        await self._file(ORDERS, self._orders())
        return self.rows

    async def _file(self, name: str, rows: AsyncIterator[Row]) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="\n") as file:
            async for row in rows:
                file.write(written(row) + "\n")
                self.rows += 1
                self.advance(1)
            file.flush()
            os.fsync(file.fileno())

    async def _customers(self) -> AsyncIterator[Row]:
        async for some in self._all(Customer, Customer.id, selectinload(Customer.payment_methods)):
            agreed = await self._consents([customer.id for customer in some])
            for customer in some:
                yield tables.customer_row(customer, agreed[customer.id])

    async def _consents(self, customers: list[str]) -> dict[str, list[Consent]]:
        """The ledgers of the customers, each oldest entry first."""
        query = select(Consent).where(Consent.customer_id.in_(customers)).order_by(Consent.at, Consent.id)
        ledgers: defaultdict[str, list[Consent]] = defaultdict(list)
        for entry in await self.session.scalars(query):
            ledgers[entry.customer_id].append(entry)
        return ledgers

    async def _products(self) -> AsyncIterator[Row]:
        async for some in self._all(Product, Product.id, selectinload(Product.variants)):
            for product in some:
                yield tables.product_row(product)

    async def _orders(self) -> AsyncIterator[Row]:
        parts = (
            selectinload(Order.lines),
            selectinload(Order.shipments).joinedload(Shipment.events),
            selectinload(Order.transactions),
            selectinload(Order.returns),
            selectinload(Order.exchanges),
        )
        async for some in self._all(Order, Order.number, *parts):
            for order in some:
                yield tables.order_row(order)

    async def _all[M: Base](
        self, kind: type[M], key: InstrumentedAttribute[str], *parts: Any
    ) -> AsyncIterator[Sequence[M]]:
        """All of a kind in the order of their keys, some hundred at a time; no more than those are held."""
        postgresql = self.session.get_bind().dialect.name == "postgresql"
        query = select(kind).options(*parts).order_by(collate(key, "C") if postgresql else key)
        rows = await self.session.stream_scalars(query, execution_options={"yield_per": CHUNK})
        async for some in rows.partitions():
            yield some

    async def _total(self) -> int:
        counts = [await self.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in KINDS]
        return sum(counts)


KINDS = (Customer, Product, Order)


def _require_free(path: Path) -> None:
    """Raises `CannotExport` unless `path` is new, empty, or all an earlier export's."""
    if not path.exists():
        return
    if not path.is_dir():
        raise CannotExport(f"{path} is a file; name a folder")
    names = {entry.name for entry in path.iterdir()}
    if not names:
        return
    if foreign := names - {MARK, STORE, CUSTOMERS, PRODUCTS, ORDERS}:
        raise CannotExport(f"{path} holds other files ({min(foreign)}); name a new or an empty folder")
    if MARK not in names:
        raise CannotExport(f"{path} holds a store that no export wrote; name a new or an empty folder")


def _put_in_place(fresh: Path, path: Path) -> None:
    old = path.parent / f"{fresh.name}-old"
    if path.exists():
        path.rename(old)
    fresh.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the store as a folder of the store exchange format.")
    parser.add_argument("folder", type=Path, help="a new or empty folder, or one an earlier export wrote")
    return command_line(_run(parser.parse_args().folder.resolve()))


async def _run(folder: Path) -> str:
    async with opened_database() as database:
        with progress.shown() as begin:
            rows = await export_store(database, folder, begin=begin)
    return f"Exported {rows:,} rows to {folder}."


if __name__ == "__main__":
    raise SystemExit(main())
