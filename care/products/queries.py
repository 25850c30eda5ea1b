"""Reads products and variants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from care.db.models import Product


@dataclass(frozen=True)
class Label:
    """What a product looks like in a list."""

    id: str
    name: str
    names: dict[str, str]
    image: str | None

    def in_language(self, language: str) -> str:
        return self.names.get(language) or self.name


async def names(session: AsyncSession) -> Sequence[tuple[str, str, dict[str, str]]]:
    """(id, name, names in other languages) of everything the shop sells."""
    rows = await session.execute(select(Product.id, Product.name, Product.names))
    return [(key, name, others or {}) for key, name, others in rows]


async def labels_of(session: AsyncSession, ids: Collection[str]) -> Sequence[Label]:
    """Name and picture of these products."""
    query = select(Product.id, Product.name, Product.names, Product.image).where(Product.id.in_(ids))
    return [
        Label(key, name, others or {}, image) for key, name, others, image in await session.execute(query)
    ]


async def with_variants(session: AsyncSession, ids: Collection[str]) -> Sequence[Product]:
    query = select(Product).where(Product.id.in_(ids)).options(selectinload(Product.variants))
    return (await session.scalars(query)).all()
