"""What the demo's page reads of the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, zip_longest

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from care.db.models import Customer, Order, Product, Store

STATUSES = ("shipped", "delivered", "pending", "processed", "unpaid", "cancelled")


async def currency(session: AsyncSession) -> str:
    return await session.scalar(select(Store.currency)) or "USD"


async def products(session: AsyncSession, limit: int) -> Sequence[Product]:
    query = select(Product).options(selectinload(Product.variants)).order_by(Product.category, Product.id)
    return (await session.scalars(query.limit(limit))).all()


async def customers_with_orders(session: AsyncSession, most: int) -> Sequence[Customer]:
    """A few customers, each with a newest order in another status than the one before."""
    found = []
    for status in STATUSES:
        query = select(Order).where(Order.status == status).options(joinedload(Order.customer))
        newest = query.order_by(Order.placed_at.desc(), Order.number).limit(most)
        found.append([order.customer for order in (await session.scalars(newest)).all()])
    in_turn = filter(None, chain.from_iterable(zip_longest(*found)))
    return list({customer.id: customer for customer in in_turn}.values())[:most]


async def orders_of(session: AsyncSession, customer_ids: Collection[str]) -> Sequence[Order]:
    """Newest first."""
    query = select(Order).where(Order.customer_id.in_(customer_ids)).order_by(Order.placed_at.desc())
    return (await session.scalars(query)).all()
