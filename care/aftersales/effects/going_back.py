"""What is sent back: its money or its replacement moves when the parcel has arrived, not now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales.case import Case
from care.aftersales.effects import stock
from care.aftersales.effects.effect import effect
from care.aftersales.quotes import Quote
from care.aftersales.typed import tidy
from care.aftersales.wishes import Exchange, Return
from care.db import models

LONGEST_REASON = 200


@effect.register
async def send_back(wish: Return, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    order = case.order
    order.returns.append(
        models.Return(
            position=next_position(order.returns),
            line_ids=[each.line_id for each in quote.items],
            reason=tidy(wish.reason, LONGEST_REASON) or None,
            refund_to=wish.refund_to,
            amount=quote.comes_back,
            status="requested",
        )
    )
    await session.flush()


@effect.register
async def exchange(wish: Exchange, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    """The new things are kept for the shopper from now on."""
    order, (difference,) = case.order, quote.moves
    order.exchanges.append(
        models.Exchange(
            position=next_position(order.exchanges),
            lines=[{"line_id": each.line_id, "variant_id": each.new_variant_id} for each in quote.items],
            method_id=difference.method_id,
            price_difference=difference.amount,
            status="requested",
        )
    )
    await session.flush()
    await stock.take_new(session, quote.items)


def next_position(rows: Sequence[models.Return] | Sequence[models.Exchange]) -> int:
    return max((row.position for row in rows), default=-1) + 1
