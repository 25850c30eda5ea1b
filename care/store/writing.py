"""Writes checked rows into the tables; a row that is there already is replaced with all that is its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from typing import Any

from sqlalchemy import Table, delete, exists, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.base import Base
from care.db.models import (
    Consent,
    Customer,
    Exchange,
    Order,
    OrderLine,
    PaymentMethod,
    Product,
    Return,
    Shipment,
    Store,
    TrackingEvent,
    Transaction,
    Variant,
)
from care.store import tables
from care.store.format import CustomerRow, OrderRow, ProductRow, StoreRow
from care.store.tables import Shift, Values

AT_ONCE = 1_000  # ids in one statement
LAST = 1_000_000  # the position of what its owner has no longer: after all that is offered
# Each part before what it refers to.
PARTS_OF_AN_ORDER: tuple[Any, ...] = (TrackingEvent, Shipment, OrderLine, Transaction, Return, Exchange)


class Writer:
    """Writes into one session; the caller commits. `finish()` comes after the last row."""

    def __init__(self, session: AsyncSession, shift: Shift) -> None:
        self.session = session
        self.shift = shift
        self.gone_variants: set[str] = set()
        self.gone_methods: set[tuple[str, str]] = set()  # customer and method
        self._on_sqlite = session.get_bind().dialect.name == "sqlite"

    async def clear(self) -> None:
        """Take out every row of the store. Conversations stay, and are nobody's."""
        for owner in (Order, Customer, Product):
            await self.session.execute(delete(_table(owner)))

    async def store(self, row: StoreRow, *, demo: bool) -> None:
        await self._replace(Store, [{"id": 1, **dict(row), "as_of": self.shift(row.as_of), "demo": demo}])

    async def customers(self, rows: Sequence[CustomerRow]) -> None:
        """Customers with their payment methods and what they agreed to."""
        await self._replace(Customer, [tables.customer_values(row) for row in rows])
        methods = [values for row in rows for values in tables.method_values(row)]
        await self._set_methods_aside([row.id for row in rows], methods)
        await self._replace(PaymentMethod, methods)
        await self._add_consents(
            [values for row in rows for values in tables.consent_values(row, self.shift)]
        )

    async def products(self, rows: Sequence[ProductRow]) -> None:
        """Products with their variants."""
        await self._replace(Product, [tables.product_values(row) for row in rows])
        variants = [values for row in rows for values in tables.variant_values(row)]
        await self._set_variants_aside([row.id for row in rows], variants)
        await self._replace(Variant, variants)

    async def orders(self, rows: Sequence[OrderRow]) -> None:
        """Orders with all that happened to them; the parts of an order are written anew."""
        numbers = [row.number for row in rows]
        for part in PARTS_OF_AN_ORDER:
            await self.session.execute(delete(_table(part)).where(_table(part).c.order_number.in_(numbers)))
        await self._replace(Order, [tables.order_values(row, self.shift) for row in rows])
        await self._replace(OrderLine, [v for row in rows for v in tables.line_values(row)])
        await self._replace(Shipment, [v for row in rows for v in tables.shipment_values(row, self.shift)])
        await self._replace(TrackingEvent, [v for row in rows for v in tables.event_values(row, self.shift)])
        await self._replace(
            Transaction, [v for row in rows for v in tables.transaction_values(row, self.shift)]
        )
        await self._replace(Return, [v for row in rows for v in tables.return_values(row)])
        await self._replace(Exchange, [v for row in rows for v in tables.exchange_values(row)])

    async def finish(self) -> None:
        """Take out what its owner has no longer, unless an order still speaks of it."""
        if self.gone_variants:
            await self._remove_variants()
        for gone in batched(self.gone_methods, AT_ONCE):
            removal = delete(PaymentMethod).where(
                tuple_(PaymentMethod.customer_id, PaymentMethod.id).in_(gone)
            )
            for part, method in (
                (Transaction, Transaction.method_id),
                (Return, Return.refund_to),
                (Exchange, Exchange.method_id),
            ):
                used = select(part.order_number).join(Order, Order.number == part.order_number)
                mine = used.where(Order.customer_id == PaymentMethod.customer_id, method == PaymentMethod.id)
                removal = removal.where(~exists(mine))
            await self.session.execute(removal, execution_options={"synchronize_session": False})

    async def _remove_variants(self) -> None:
        swaps = await self.session.stream_scalars(select(Exchange.lines))
        async for lines in swaps:
            self.gone_variants -= {swap["variant_id"] for swap in lines}
        sold = exists().where(OrderLine.variant_id == Variant.id)
        for gone in batched(self.gone_variants, AT_ONCE):
            removal = delete(Variant).where(Variant.id.in_(gone), ~sold)
            await self.session.execute(removal, execution_options={"synchronize_session": False})

    async def _set_variants_aside(self, products: list[str], variants: list[Values]) -> None:
        """Those the products have no longer: not to be had, but orders may still speak of them."""
        there = await self.session.scalars(select(Variant.id).where(Variant.product_id.in_(products)))
        gone = set(there) - {values["id"] for values in variants}
        for some in batched(gone, AT_ONCE):
            these = update(_table(Variant)).where(Variant.id.in_(some))
            await self.session.execute(these.values(available=False, position=LAST))
            await self.session.execute(these.where(Variant.stock.is_not(None)).values(stock=0))
        self.gone_variants |= gone

    async def _set_methods_aside(self, customers: list[str], methods: list[Values]) -> None:
        """Those the customers have no longer; money may still have to go back the way it came."""
        query = select(PaymentMethod.customer_id, PaymentMethod.id)
        there = await self.session.execute(query.where(PaymentMethod.customer_id.in_(customers)))
        gone = {(customer, method) for customer, method in there} - {
            (values["customer_id"], values["id"]) for values in methods
        }
        for some in batched(gone, AT_ONCE):
            these = tuple_(PaymentMethod.customer_id, PaymentMethod.id).in_(some)
            await self.session.execute(update(_table(PaymentMethod)).where(these).values(position=LAST))
        self.gone_methods |= gone

    async def _add_consents(self, consents: list[Values]) -> None:
        """The ledger only grows: what it says already, or says otherwise since a later time, is not added."""
        customers = {values["customer_id"] for values in consents}
        ledger = select(Consent).where(Consent.customer_id.in_(customers)).order_by(Consent.at, Consent.id)
        newest = {(entry.customer_id, entry.channel): entry for entry in await self.session.scalars(ledger)}
        fresh = []
        for values in consents:
            entry = newest.get((values["customer_id"], values["channel"]))
            same = entry and all(getattr(entry, name) == value for name, value in values.items())
            if entry is None or (not same and values["at"] >= entry.at):
                fresh.append(values)
        if fresh:
            await self.session.execute(_table(Consent).insert(), fresh)

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        return sqlite.insert(table) if self._on_sqlite else postgresql.insert(table)

    async def _replace(self, model: type[Base], rows: list[Values]) -> None:
        if not rows:
            return
        table = _table(model)
        keys = [column.name for column in table.primary_key]
        insert = self._insert(table)
        others = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        statement = insert.on_conflict_do_update(index_elements=keys, set_=others)
        await self.session.execute(statement, rows)


def _table(model: type[Base]) -> Table:
    """The table itself: rows by the thousand need no objects."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
