"""Fills an empty database with the demo store, through the same import as any other store."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from care.db.engine import Database
from care.db.models import Store
from care.shop.settings import Shop
from care.store import progress
from care.store.demo.making import make
from care.store.importing import Imported, import_store

FRESH_FOR = timedelta(hours=20)


async def seed(
    database: Database,
    shop: Shop,
    *,
    now: datetime,
    again: bool = False,
    begin: progress.Begin = progress.unseen,
) -> Imported | None:
    """Make the demo store, unless a store is there already; then None.

    A demo store whose "today" is over is made anew, or any with `again`; a real store is never touched.
    """
    async with database.reading() as session:
        store = await session.scalar(select(Store))
    if store and not (store.demo and (again or _grown_old(store, now))):
        return None
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), name=shop.about.name.en, zone=shop.zone, now=now)
        return await import_store(database, Path(folder), demo=True, begin=begin)


def _grown_old(store: Store, now: datetime) -> bool:
    """Parcels that are "out for delivery today" are not believed tomorrow."""
    return store.as_of is None or now - store.as_of >= FRESH_FOR
