"""What it comes to when something came wrong, broken or not at all, or when a price has dropped."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from care.aftersales import amounts, rules
from care.aftersales.case import Case, item
from care.aftersales.errors import Refused
from care.aftersales.quotes import Move, Quote
from care.aftersales.quoting import quote_of, require_refund_method
from care.aftersales.wishes import PriceDrop, RefundFault, Replace
from care.db.models import OrderLine


@quote_of.register
def _replace(wish: Replace, case: Case) -> Quote:
    case.require_possible(Replace)
    lines = case.lines(wish.line_ids, Replace)
    items = tuple(
        item(line, new_variant_id=line.variant_id, new_options=dict(line.options), new_price=line.price)
        for line in lines
    )
    case.require_there(items, same_too=True, instead="refund_request")
    back = _to_send_back(wish.fault, lines, case)
    return Quote(wish, items, to_send_back=back, postage_by="shop" if back else None)


@quote_of.register
def _refund_fault(wish: RefundFault, case: Case) -> Quote:
    case.require_possible(RefundFault)
    lines = case.lines(wish.line_ids, RefundFault)
    require_refund_method(wish.refund_to, case)
    back = _to_send_back(wish.fault, lines, case)
    kept = [line for line in lines if line.id not in back]
    left = amounts.left(case.order)
    now = min(amounts.worth(case.order, kept), left)
    later = min(amounts.worth(case.order, [line for line in lines if line.id in back]), left - now)
    if not now + later:
        raise Refused("nothing_to_pay_back", "human_handoff", "order_status")
    parts = ((now, False), (later, True))
    moves = tuple(Move(-amount, wish.refund_to, later=waits) for amount, waits in parts if amount)
    items = tuple(item(line) for line in lines)
    return Quote(wish, items, moves, to_send_back=back, postage_by="shop" if back else None)


@quote_of.register
def _price_drop(wish: PriceDrop, case: Case) -> Quote:
    case.require_possible(PriceDrop)
    order, left = case.order, amounts.left(case.order)
    items, amount = [], amounts.NOTHING
    for line in rules.lines_for(PriceDrop, order, case.shop, case.now):
        price_now = case.variants[line.variant_id][0].price
        dropped = min(amounts.drop(order, line, price_now), left - amount)
        if dropped:
            items.append(item(line, new_price=price_now))
            amount += dropped
    if not items:
        raise Refused("price_not_lower", "order_status", "human_handoff")
    if wish.refund_to is None:
        return Quote(wish, tuple(items), amounts.back(order, amount))
    require_refund_method(wish.refund_to, case)
    return Quote(wish, tuple(items), (Move(-amount, wish.refund_to),))


def credited(quote: Quote, case: Case) -> list[tuple[str, Decimal]]:
    """What each line of a price drop gets, as it was summed up for the quote."""
    lines, left = {line.id: line for line in case.order.lines}, quote.comes_back
    shares = []
    for each in quote.items:
        assert each.new_price is not None
        share = min(amounts.drop(case.order, lines[each.line_id], each.new_price), left)
        shares.append((each.line_id, share))
        left -= share
    return shares


def _to_send_back(fault: str, lines: Iterable[OrderLine], case: Case) -> tuple[str, ...]:
    """What never came cannot come back, and what is cheap is not worth the way."""
    if fault == "missing":
        return ()
    return tuple(line.id for line in lines if line.price > case.shop.claims.keep_below)
