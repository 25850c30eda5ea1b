"""Fills an empty database with the demo store, through the same import as any other store."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from care.db.engine import Database
from care.db.models import Store
from care.shop.settings import Shop
from care.store import progress
from care.store.demo.making import make
from care.store.importing import Imported, import_store


async def seed(
    database: Database,
    shop: Shop,
    *,
    now: datetime,
    again: bool = False,
    begin: progress.Begin = progress.unseen,
) -> Imported | None:
    """Make the demo store, unless a store is there already; then None.

    `again`: a demo store that has grown old is made anew; a real one is never touched.
    """
    async with database.reading() as session:
        store = await session.scalar(select(Store))
    if store and not (again and store.demo):
        return None
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), name=shop.about.name.en, zone=shop.zone, now=now)
        return await import_store(database, Path(folder), demo=True, begin=begin)
