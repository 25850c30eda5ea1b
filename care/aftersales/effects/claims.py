"""What came wrong is made good, and what became cheaper is paid back: each line is credited with it."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import amounts
from care.aftersales.case import Case
from care.aftersales.effects import money, stock
from care.aftersales.effects.effect import effect
from care.aftersales.effects.going_back import next_position
from care.aftersales.quotes import Quote
from care.aftersales.quoting_claims import credited
from care.aftersales.wishes import PriceDrop, RefundFault, Replace
from care.db import models


@effect.register
async def replace(wish: Replace, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    """The warehouse sends the things again; those that must come back are an exchange for the same."""
    order = case.order
    if quote.to_send_back:
        variants = {each.line_id: each.variant_id for each in quote.items}
        order.exchanges.append(
            models.Exchange(
                position=next_position(order.exchanges),
                lines=[{"line_id": id_, "variant_id": variants[id_]} for id_ in quote.to_send_back],
                method_id=amounts.first_paid_with(order) or next(iter(case.methods), ""),
                price_difference=amounts.NOTHING,
                status="requested",
                claimed=True,
            )
        )
    for each in quote.items:
        session.add(_credit(case, each.line_id, "fault", amounts.NOTHING, request_id))
    await session.flush()
    await stock.take_new(session, quote.items)


@effect.register
async def refund_fault(
    wish: RefundFault, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    """Money at once for what stays with the shopper, and for the rest when it is back."""
    order = case.order
    lines = {line.id: line for line in order.lines}
    for each in quote.items:
        amount = amounts.worth(order, [lines[each.line_id]])
        session.add(_credit(case, each.line_id, "fault", amount, request_id))
    for move in quote.moves:
        if move.later:
            order.returns.append(
                models.Return(
                    position=next_position(order.returns),
                    line_ids=list(quote.to_send_back),
                    reason=wish.fault,
                    refund_to=move.method_id,
                    amount=-move.amount,
                    status="requested",
                    claimed=True,
                )
            )
    await session.flush()
    await money.move(session, case, [move for move in quote.moves if not move.later])


@effect.register
async def price_drop(
    wish: PriceDrop, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    for line_id, amount in credited(quote, case):
        session.add(_credit(case, line_id, "price_drop", amount, request_id))
    await session.flush()
    await money.move(session, case, quote.moves)


def _credit(case: Case, line_id: str, kind: str, amount: Decimal, request_id: int) -> models.LineCredit:
    return models.LineCredit(
        order_number=case.order.number, line_id=line_id, kind=kind, amount=amount, request_id=request_id
    )
