"""What the counter asks about the shop as a whole."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.shop import queries


async def currency_of(session: AsyncSession) -> str | None:
    """The ISO code of the store's currency; None while no store is imported."""
    return await queries.currency(session)
