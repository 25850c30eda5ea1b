"""What happens to an order that has not left: called off, sent elsewhere, paid otherwise, other items."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import queries
from care.aftersales.case import Case
from care.aftersales.effects import money, stock
from care.aftersales.effects.effect import effect
from care.aftersales.quotes import Quote
from care.aftersales.quoting import canonical_reason
from care.aftersales.wishes import Cancel, ChangeAddress, ChangeItems, ChangePayment


@effect.register
async def cancel(wish: Cancel, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    order = case.order
    gone = {each.line_id for each in quote.items}
    if len(gone) == len(order.lines):
        order.status = "cancelled"
        order.cancel_reason = canonical_reason(wish.reason, case.shop.cancel.reasons)
    else:
        order.lines = [line for line in order.lines if line.id not in gone]
        for parcel in order.shipments:
            parcel.line_ids = [line_id for line_id in parcel.line_ids if line_id not in gone]
    await session.flush()
    await money.move(session, case, quote.moves)
    await stock.give_back(session, quote.items)


@effect.register
async def change_address(
    wish: ChangeAddress, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    for name, part in vars(quote.address).items():
        setattr(case.order, name, part)


@effect.register
async def change_payment(
    wish: ChangePayment, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    await money.move(session, case, quote.moves)


@effect.register
async def change_items(
    wish: ChangeItems, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    order = case.order
    lines = {line.id: line for line in order.lines}
    others = [each for each in quote.items if each.new_variant_id != each.variant_id]
    for each in others:
        assert each.new_variant_id is not None
        assert each.new_price is not None
        line, (variant, product) = lines[each.line_id], case.variants[each.new_variant_id]
        line.variant_id, line.price, line.options = variant.id, each.new_price, dict(variant.options)
        if product.id != line.product_id:
            line.product_id, line.name = product.id, product.name
    order.items_modified = True
    await session.flush()
    await queries.forget_price_drops(session, order.number, [each.line_id for each in others])
    await money.move(session, case, quote.moves)
    await stock.give_back(session, others)
    await stock.take_new(session, others)
