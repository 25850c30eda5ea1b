"""What a folder of the exchange format says, however it says it: offsets, defaults and order aside."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from care.db.base import Base
from care.db.engine import Database

KEYS = {"customers": "id", "products": "id", "orders": "number"}
NOTHING: tuple[Any, ...] = (None, "", [], {})


def facts(folder: Path) -> dict[str, Any]:
    """`{"store": row, "customers": {id: row}, "products": .., "orders": ..}`, each row in one plain form."""
    found: dict[str, Any] = {"store": _plain(json.loads((folder / "store.json").read_text(encoding="utf-8")))}
    for name, key in KEYS.items():
        with (folder / f"{name}.jsonl").open(encoding="utf-8", newline="\n") as lines:
            found[name] = {row[key]: _plain(row) for row in map(json.loads, lines)}
    return found


async def everything(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables, sorted: to see that nothing changed."""
    async with database.reading() as session:
        return {
            table.name: sorted(map(repr, await session.execute(select(table))))
            for table in Base.metadata.sorted_tables
        }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get("items_modified") is False:
            value = {key: each for key, each in value.items() if key != "items_modified"}
        return {key: plain for key, each in value.items() if (plain := _plain(each)) not in NOTHING}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, str) and value[4:5] == "-" and "T" in value:
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            return value
    return value
