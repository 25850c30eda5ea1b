"""Asks for things the way the funnel does: a quote, a yes, and the deed; and looks at what became of it."""

from __future__ import annotations

from collections import Counter as Count
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from care.aftersales import service as aftersales
from care.aftersales.quotes import Quote
from care.aftersales.records import Done
from care.aftersales.wishes import Wish
from care.db.engine import Database
from care.db.models import Audit, Mail, Order, OutboxEvent, PaymentMethod, Request, Variant
from care.identity.service import Shopper
from care.orders import service as orders
from care.shop.settings import Shop, load_shop
from tests.conftest import Clock

SHOP = load_shop(Path(__file__).parents[3] / "shop.toml")
ALICE = Shopper("alice's chat", "alice", "sign_in", "en")
CHARLIE = Shopper("charlie's chat", "charlie", "sign_in", "en")
GUEST = Shopper("a guest's chat", None, "none", "en")


def policy(**tables: dict[str, Any]) -> Shop:
    """The default shop with another policy: `policy(cancel={"fee": Decimal(5)})`."""
    changed = {name: getattr(SHOP, name).model_copy(update=settings) for name, settings in tables.items()}
    return SHOP.model_copy(update=changed)


class Counter:
    """One desk, one database, a clock in the hand."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.shop = SHOP
        self._keys = count(1)

    async def quote(self, wish: Wish, shopper: Shopper = ALICE) -> Quote:
        async with self.database.reading() as session:
            return await aftersales.quote(session, shopper, wish, self.shop, self.clock.now)

    async def perform(
        self, wish: Wish, agreed: str, *, key: str | None = None, shopper: Shopper = ALICE
    ) -> Done:
        async with self.database.writing() as session:
            return await aftersales.perform(
                session, shopper, wish, key=key or f"key {next(self._keys)}", agreed=agreed, shop=self.shop,
                now=self.clock.now,
            )  # fmt: skip

    async def do(self, wish: Wish, shopper: Shopper = ALICE) -> Done:
        quote = await self.quote(wish, shopper)
        return await self.perform(wish, quote.fingerprint, shopper=shopper)

    async def order(self, number: str, shopper: Shopper = ALICE) -> Order:
        async with self.database.reading() as session:
            return await orders.find(session, number, shopper)

    async def money(self, number: str) -> list[tuple[str, str, str]]:
        """Kind, amount and method of all that moved for the order."""
        order = await self.order(number)
        return [(row.kind, str(row.amount), row.method_id) for row in order.transactions]

    async def balance(self, card: str = "gift_card_8143") -> Decimal | None:
        async with self.database.reading() as session:
            return await session.scalar(select(PaymentMethod.balance).where(PaymentMethod.id == card))

    async def stock(self, variant: str) -> tuple[int | None, bool]:
        async with self.database.reading() as session:
            row = (await session.scalars(select(Variant).where(Variant.id == variant))).one()
            return row.stock, row.available

    async def change(self, statement: Any) -> None:
        """What somebody else does meanwhile: the warehouse, the shop's prices."""
        async with self.database.writing() as session:
            await session.execute(statement)

    async def add(self, *rows: Any) -> None:
        async with self.database.writing() as session:
            session.add_all(rows)

    async def traces(self) -> Count[str]:
        """How many requests, audit rows, events and letters there are."""
        async with self.database.reading() as session:
            return Count(
                {
                    "requests": await session.scalar(select(func.count()).select_from(Request)),
                    "audit": await session.scalar(
                        select(func.count()).where(Audit.action.startswith("request."))
                    ),
                    "events": await session.scalar(select(func.count()).select_from(OutboxEvent)),
                    "letters": await session.scalar(select(func.count()).select_from(Mail)),
                }
            )
