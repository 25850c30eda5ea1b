"""Money that moves at once: a payment or refund of the order, and the balance of a gift card."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import queries
from care.aftersales.case import Case
from care.aftersales.quotes import Move
from care.db.models import Payment, Refund


async def move(session: AsyncSession, case: Case, moves: Iterable[Move]) -> None:
    """Write the moves down in their order: what is paid must stand before what goes back because of it."""
    order = case.order
    for each in moves:
        kind = Payment if each.amount > 0 else Refund
        position = max((row.position for row in order.transactions), default=-1) + 1
        order.transactions.append(
            kind(position=position, amount=abs(each.amount), method_id=each.method_id, at=case.now)
        )
        await session.flush()
        await queries.add_to_balance(session, case.customer.id, each.method_id, -each.amount)
