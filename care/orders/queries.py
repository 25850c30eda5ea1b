"""Reads orders.

Every query about a shopper's orders takes whose they are: there is no reading without an owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from care.db.models import Order, OrderLine, Shipment, Variant

LINES = selectinload(Order.lines)
# Parcels come with their events in one statement: asked for by pairs of order and tracking number, the events
# of several parcels would be found by reading all there are.
PARCELS = selectinload(Order.shipments).joinedload(Shipment.events)
# What few orders have comes along with the order itself, which costs no statement of its own.
MONEY = (
    selectinload(Order.transactions),
    joinedload(Order.returns),
    joinedload(Order.exchanges),
    joinedload(Order.credits),
)


_of_this_number = select(Order).where(
    Order.search_key == bindparam("key"), Order.customer_id == bindparam("customer_id")
)
_newest = (
    select(Order)
    .where(Order.customer_id == bindparam("customer_id"))
    .order_by(Order.placed_at.desc().nulls_last(), Order.number.desc())
    .limit(bindparam("limit"))
)


def _with_parts(query: Select[Order]) -> dict[bool, Select[Order]]:
    """The query with lines and parcels (False), and with all that moved money as well (True)."""
    return {money: query.options(*_parts(money)) for money in (False, True)}


def _parts(money: bool) -> tuple[ExecutableOption, ...]:
    return (LINES, PARCELS, *(MONEY if money else ()))


# Built once: every question about an order runs one of them.
BY_KEY = _with_parts(_of_this_number)
NEWEST = _with_parts(_newest)
ADD_MONEY = select(Order).where(Order.number == bindparam("number")).options(*MONEY)


async def by_key(
    session: AsyncSession, key: str, customer_id: str, *, money: bool, lock: bool = False
) -> Order | None:
    """The customer's order with this `search_key`.

    `lock`: as it is now, and nobody else changes it until the transaction ends.
    """
    query = BY_KEY[money]
    if lock:
        query = query.with_for_update(of=Order, key_share=True).execution_options(populate_existing=True)
    found = await session.scalars(query, {"key": key, "customer_id": customer_id})
    return found.unique().first()


async def add_money(session: AsyncSession, order: Order) -> None:
    """The session knows the order already, and fills in what it lacks."""
    (await session.scalars(ADD_MONEY, {"number": order.number})).unique().one()


async def by_key_ending(
    session: AsyncSession, ending: str, customer_id: str, *, money: bool
) -> Sequence[Order]:
    """Two at most of the customer's orders whose number ends so: people leave out a "#W"."""
    query = select(Order).where(
        Order.customer_id == customer_id, Order.search_key.endswith(ending, autoescape=True)
    )
    return (await session.scalars(query.options(*_parts(money)).limit(2))).unique().all()


async def of_customer(session: AsyncSession, customer_id: str, limit: int, *, money: bool) -> Sequence[Order]:
    """The customer's newest orders with lines and parcels, newest first."""
    found = await session.scalars(NEWEST[money], {"customer_id": customer_id, "limit": limit})
    return found.unique().all()


async def sold_out(session: AsyncSession, variant_ids: Collection[str]) -> set[str]:
    """Those of the variants that the shop cannot send just now."""
    if not variant_ids:
        return set()
    query = select(Variant.id).where(Variant.id.in_(variant_ids), Variant.available.is_(False))
    return set(await session.scalars(query))


async def worth(session: AsyncSession, number: str) -> Decimal:
    """What the lines of an order cost together; nothing of it is told to anybody."""
    lines = select(OrderLine.price, OrderLine.quantity).where(OrderLine.order_number == number)
    return sum((price * quantity for price, quantity in await session.execute(lines)), Decimal(0))
