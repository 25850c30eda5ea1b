"""A small shop whose orders can be cancelled, changed and sent back: Alice's, and one of Charlie's."""

from __future__ import annotations

import pytest

from care.db.engine import Database
from care.store.importing import import_store
from tests.care.aftersales.counter import Counter
from tests.care.aftersales.goods import folder_of_goods


@pytest.fixture
async def counter(database: Database, clock, tmp_path) -> Counter:
    """Where Alice asks for things, with the shop's default policy."""
    await import_store(database, folder_of_goods(tmp_path / "store", clock.now))
    return Counter(database, clock)
