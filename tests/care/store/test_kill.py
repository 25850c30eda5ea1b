"""An import that is killed, at whatever point, leaves the store as it was."""

from __future__ import annotations

import asyncio
import sys

import pytest

from care.db.engine import Database
from care.store.importing import import_store
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import everything

# Imports the folder, and dies without a word after this many of its bytes were written.
MURDER = """
import asyncio, os, signal, sys
from pathlib import Path
from care.db.engine import open_database
from care.store.importing import import_store

left = int(sys.argv[3])

def begin(title, _total):
    def advance(done):
        global left
        left -= done * (title == "Importing")
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return advance

asyncio.run(import_store(open_database(sys.argv[1]), Path(sys.argv[2]), begin=begin))
"""


@pytest.mark.parametrize("part", [0.2, 0.9])
async def test_a_killed_import_leaves_the_old_facts(
    database: Database, database_url: str, folder: FolderOfRows, part: float
):
    await import_store(database, folder.write())
    before = await everything(database)
    folder.customers[0]["first_name"] = "Alicia"
    folder.orders = [
        {**folder.orders[0], "number": f"#S{number}", "status": "shipped"} for number in range(700)
    ]
    size = sum(file.stat().st_size for file in folder.write().iterdir())
    arguments = ("-c", MURDER, database_url, str(folder.path), str(int(size * part)))
    killed = await asyncio.create_subprocess_exec(sys.executable, *arguments)
    assert await asyncio.wait_for(killed.wait(), 120) == -9
    assert await everything(database) == before
    counts = await import_store(database, folder.path)
    assert counts.orders == 700
