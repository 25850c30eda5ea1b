"""Reads what belongs to a customer. Every query takes whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import PaymentMethod


async def payment_methods(session: AsyncSession, customer_id: str) -> Sequence[PaymentMethod]:
    query = select(PaymentMethod).where(PaymentMethod.customer_id == customer_id)
    return (await session.scalars(query.order_by(PaymentMethod.position))).all()
