"""What every action works with, opened once in a process: the database, the shop, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from care.clock import utc_now
from care.config import Settings, load_settings
from care.db.engine import Database, Session, open_database
from care.products import service as products
from care.shop.service import currency_of
from care.shop.settings import Shop, load_shop


@dataclass
class Counter:
    """The counter behind all turns. `now` is the clock, so that tests can hold it."""

    database: Database
    shop: Shop
    secret: str = ""  # keys what is kept of one-time codes
    now: Callable[[], datetime] = utc_now
    currency: str | None = None
    catalogue: products.Catalogue = field(default_factory=products.Catalogue)

    async def currency_now(self, session: Session) -> str:
        """The store's currency, read once: a store does not change it while it is open."""
        self.currency = self.currency or await currency_of(session)
        return self.currency or "USD"


_counter: Counter | None = None


def open_counter(counter: Counter | None = None) -> Counter:
    """The counter of this process; opened from the settings the first time, unless one is given."""
    global _counter
    if counter is not None:
        _counter = counter
    if _counter is None:
        _counter = counter_of(load_settings())
    return _counter


def counter_of(settings: Settings) -> Counter:
    secret = settings.identity_secret.get_secret_value() or settings.bot_token.get_secret_value()
    return Counter(open_database(settings.database_url), load_shop(settings.shop_file), secret)


async def close_counter() -> None:
    global _counter
    if _counter is not None:
        await _counter.database.close()
        _counter = None
