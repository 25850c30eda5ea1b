"""Reads orders.

Every query about a shopper's orders takes whose they are: there is no reading without an owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from sqlalchemy.sql.base import ExecutableOption

from care.db.models import Order, Shipment, Variant

LINES = selectinload(Order.lines)
PARCELS = selectinload(Order.shipments).selectinload(Shipment.events)
MONEY = (
    selectinload(Order.transactions),
    selectinload(Order.returns),
    selectinload(Order.exchanges),
    selectinload(Order.credits),
)


async def by_key(
    session: AsyncSession, key: str, customer_id: str, *, money: bool, lock: bool = False
) -> Order | None:
    """The customer's order with this `search_key`.

    `lock`: as it is now, and nobody else changes it until the transaction ends.
    """
    query = select(Order).where(Order.search_key == key, Order.customer_id == customer_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await session.scalars(query.options(*_parts(money)))).first()


async def by_key_ending(
    session: AsyncSession, ending: str, customer_id: str, *, money: bool
) -> Sequence[Order]:
    """Two at most of the customer's orders whose number ends so: people leave out a "#W"."""
    query = select(Order).where(
        Order.customer_id == customer_id, Order.search_key.endswith(ending, autoescape=True)
    )
    return (await session.scalars(query.options(*_parts(money)).limit(2))).all()


async def of_customer(session: AsyncSession, customer_id: str, limit: int, *, money: bool) -> Sequence[Order]:
    """The customer's newest orders with lines and parcels, newest first."""
    query = select(Order).where(Order.customer_id == customer_id)
    newest = query.order_by(Order.placed_at.desc().nulls_last(), Order.number.desc()).limit(limit)
    return (await session.scalars(newest.options(*_parts(money)))).all()


async def sold_out(session: AsyncSession, variant_ids: Collection[str]) -> set[str]:
    """Those of the variants that the shop cannot send just now."""
    if not variant_ids:
        return set()
    query = select(Variant.id).where(Variant.id.in_(variant_ids), Variant.available.is_(False))
    return set(await session.scalars(query))


def _parts(money: bool) -> tuple[ExecutableOption, ...]:
    """What is read along with an order: lines and parcels, and on wish all that moved money."""
    return (LINES, PARCELS, *(MONEY if money else ()))
