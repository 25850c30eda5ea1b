"""Reads what the imported store says about itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Store


async def currency(session: AsyncSession) -> str | None:
    return (await session.scalars(select(Store.currency))).first()
