"""Reads products and variants."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from care.db.models import Product


async def names(session: AsyncSession) -> Sequence[tuple[str, str, dict[str, str]]]:
    """(id, name, names in other languages) of everything the shop sells."""
    rows = await session.execute(select(Product.id, Product.name, Product.names))
    return [(key, name, others or {}) for key, name, others in rows]


async def names_of(session: AsyncSession, ids: Collection[str]) -> Sequence[tuple[str, str, dict[str, str]]]:
    query = select(Product.id, Product.name, Product.names).where(Product.id.in_(ids))
    return [(key, name, others or {}) for key, name, others in await session.execute(query)]


async def with_variants(session: AsyncSession, ids: Collection[str]) -> Sequence[Product]:
    query = select(Product).where(Product.id.in_(ids)).options(selectinload(Product.variants))
    return (await session.scalars(query)).all()
