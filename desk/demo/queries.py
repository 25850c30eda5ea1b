"""What the demo's page reads of the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from care.db.models import Customer, Order, Product, Store


async def currency(session: AsyncSession) -> str:
    return await session.scalar(select(Store.currency)) or "USD"


async def products(session: AsyncSession, limit: int) -> Sequence[Product]:
    query = select(Product).options(selectinload(Product.variants)).order_by(Product.category, Product.id)
    return (await session.scalars(query.limit(limit))).all()


async def emails(session: AsyncSession, customer_ids: Collection[str]) -> dict[str, str]:
    """id -> e-mail."""
    query = select(Customer.id, Customer.email).where(Customer.id.in_(customer_ids))
    return {row.id: row.email for row in await session.execute(query)}


async def order_numbers(session: AsyncSession, customer_ids: Collection[str]) -> dict[str, list[str]]:
    """id -> numbers of the orders, newest first."""
    query = (
        select(Order.customer_id, Order.number)
        .where(Order.customer_id.in_(customer_ids))
        .order_by(Order.placed_at.desc().nulls_last(), Order.number)
    )
    numbers: dict[str, list[str]] = {customer_id: [] for customer_id in customer_ids}
    for customer_id, number in await session.execute(query):
        numbers[customer_id].append(number)
    return numbers
