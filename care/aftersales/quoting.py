"""What each wish comes to, or why it is refused. Nothing is written here, so it can be asked at any time."""

from __future__ import annotations

from decimal import Decimal
from functools import singledispatch

from care.aftersales import amounts, rules
from care.aftersales.addresses import checked
from care.aftersales.case import Case, item
from care.aftersales.errors import Refused
from care.aftersales.quotes import Item, Move, Quote
from care.aftersales.wishes import (
    Address,
    Cancel,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ChangePayment,
    Exchange,
    Return,
    Wish,
)
from care.db.models import Customer, Order


@singledispatch
def quote_of(wish: Wish, case: Case) -> Quote:
    """What the wish comes to, with the facts of the case. Raises `Refused`."""
    raise NotImplementedError(type(wish))


@quote_of.register
def _cancel(wish: Cancel, case: Case) -> Quote:
    case.require_possible(Cancel)
    policy, order = case.shop.cancel, case.order
    if canonical_reason(wish.reason, policy.reasons) is None:
        raise Refused("not_that_reason", "human_handoff", "order_status", reasons=list(policy.reasons))
    lines = case.lines(wish.line_ids or [line.id for line in order.lines], Cancel)
    whole = len(lines) == len(order.lines)
    if policy.whole_order and not whole:
        raise Refused("whole_order_only", "modify_order_items", "human_handoff")
    paid = max(amounts.left(order) - case.kept, amounts.NOTHING)
    refund = paid if whole else min(amounts.worth(order, lines), paid)
    fee = min(policy.fee, refund)
    moves = amounts.back(order, refund - fee)
    return Quote(wish, tuple(item(line) for line in lines), moves, fee=fee)


@quote_of.register
def _change_address(wish: ChangeAddress, case: Case) -> Quote:
    case.require_possible(ChangeAddress)
    return Quote(wish, address=_another_address(wish.address, case.order))


@quote_of.register
def _change_default_address(wish: ChangeDefaultAddress, case: Case) -> Quote:
    return Quote(wish, address=_another_address(wish.address, case.customer))


@quote_of.register
def _change_payment(wish: ChangePayment, case: Case) -> Quote:
    case.require_possible(ChangePayment)
    method, order, policy = case.method(wish.method_id), case.order, case.shop.change
    others = amounts.left(order) - max(amounts.paid_by(order).get(method.id, Decimal(0)), Decimal(0))
    if others <= 0:
        raise Refused("same_method", "order_status", "human_handoff")
    _require_cover(
        case, method.id, others, strict=policy.gift_card_must_cover, instead="change_order_payment"
    )
    amount = min(others, method.balance or Decimal(0)) if method.kind == amounts.GIFT_CARD else others
    if amount <= 0:
        raise _not_covered(case, method.id, others, "change_order_payment")
    refunds = amounts.back(order, amount, but=method.id)
    return Quote(wish, moves=(Move(amount, method.id), *refunds))


@quote_of.register
def _change_items(wish: ChangeItems, case: Case) -> Quote:
    case.require_possible(ChangeItems)
    policy = case.shop.change
    items = case.swapped(wish.swaps, ChangeItems, same_product=policy.same_product)
    case.require_there(items, same_too=False)
    difference = _difference(items, case.order)
    if case.order.status == "unpaid" or not difference:
        if wish.method_id:
            case.method(wish.method_id)
        return Quote(wish, tuple(items))
    method_id = _difference_method(wish, case)
    if difference < 0:
        return Quote(wish, tuple(items), (Move(difference, method_id),))
    strict = policy.gift_card_must_cover
    _require_cover(case, method_id, difference, strict=strict, instead="modify_order_items")
    return Quote(wish, tuple(items), _paid_in_parts(case, method_id, difference))


@quote_of.register
def _return(wish: Return, case: Case) -> Quote:
    case.require_possible(Return)
    lines = case.lines(wish.line_ids, Return)
    require_refund_method(wish.refund_to, case)
    amount = min(amounts.worth(case.order, lines), amounts.left(case.order))
    if not amount:
        raise Refused("nothing_to_pay_back", "exchange_item", "human_handoff")
    postage_by = "shopper" if case.shop.returning.shopper_pays_postage else "shop"
    items = tuple(item(line) for line in lines)
    return Quote(wish, items, (Move(-amount, wish.refund_to, later=True),), postage_by=postage_by)


@quote_of.register
def _exchange(wish: Exchange, case: Case) -> Quote:
    case.require_possible(Exchange)
    policy = case.shop.exchange
    items = case.swapped(wish.swaps, Exchange, same_product=policy.same_product)
    case.require_there(items, same_too=True)
    difference = _difference(items, case.order)
    method_id = _difference_method(wish, case)
    if difference > 0:
        strict = policy.gift_card_must_cover
        _require_cover(case, method_id, difference, strict=strict, instead="exchange_item")
    postage_by = "shopper" if case.shop.returning.shopper_pays_postage else "shop"
    return Quote(wish, tuple(items), (Move(difference, method_id, later=True),), postage_by=postage_by)


def require_refund_method(method_id: str, case: Case) -> None:
    """Raises `Refused` where money for this order cannot go back by this method."""
    allowed = [m.id for m in rules.refund_methods(case.order, case.methods.values(), case.shop)]
    if method_id not in allowed:
        reason = "refund_elsewhere" if method_id in case.methods else "unknown_method"
        raise Refused(reason, "return_item", "human_handoff", method_ids=allowed)


def canonical_reason(reason: str, known: tuple[str, ...]) -> str | None:
    """The reason as the shop writes it; any is good where the shop names none."""
    plain = " ".join(reason.replace("_", " ").split()).casefold()
    if not known:
        return " ".join(reason.split())[:200]
    return next((each for each in known if each.casefold() == plain), None)


def _another_address(address: Address, present: Order | Customer) -> Address:
    new = checked(address)
    if all(getattr(present, name) == part for name, part in vars(new).items()):
        raise Refused("same_address", "order_status", "human_handoff")
    return new


def _difference(items: list[Item], order: Order) -> Decimal:
    """What the new things cost more; less than nothing goes back, but never more than is left to give.

    The old ones count for what they still cost the shopper; the same thing again costs nothing.
    """
    lines = {line.id: line for line in order.lines}
    others = [each for each in items if each.new_variant_id != each.variant_id]
    new = sum(((each.new_price or Decimal(0)) * each.quantity for each in others), amounts.NOTHING)
    return max(new - amounts.worth(order, [lines[each.line_id] for each in others]), -amounts.left(order))


def _difference_method(wish: ChangeItems | Exchange, case: Case) -> str:
    """By what the difference goes: what the shopper chose, else what the order was paid with."""
    policy = case.shop.exchange if isinstance(wish, Exchange) else case.shop.change
    chosen = wish.method_id or amounts.first_paid_with(case.order) or next(iter(case.methods), None)
    if chosen is None:
        raise Refused("unknown_method", "human_handoff")
    allowed = [
        method.id
        for method in rules.difference_methods(type(wish), case.order, case.methods.values(), case.shop)
    ]
    if chosen not in allowed:
        known = policy.difference_by == "original" and chosen in case.methods
        reason = "original_method_only" if known else "unknown_method"
        raise Refused(reason, "human_handoff", method_ids=allowed)
    return chosen


def _require_cover(case: Case, method_id: str, amount: Decimal, *, strict: bool, instead: str) -> None:
    if strict and not amounts.can_take(case.methods[method_id], amount):
        raise _not_covered(case, method_id, amount, instead)


def _not_covered(case: Case, method_id: str, amount: Decimal, instead: str) -> Refused:
    balance = case.methods[method_id].balance or Decimal("0.00")
    return Refused(
        "card_does_not_cover", instead, "human_handoff", balance=balance, amount=amount, method_id=method_id
    )


def _paid_in_parts(case: Case, method_id: str, amount: Decimal) -> tuple[Move, ...]:
    """One payment; where a gift card need not cover it, the rest goes by what the order was paid with."""
    method = case.methods[method_id]
    if amounts.can_take(method, amount):
        return (Move(amount, method_id),)
    by_card = method.balance or Decimal("0.00")
    rest = amount - by_card
    for other in rules.difference_methods(ChangeItems, case.order, case.methods.values(), case.shop):
        if other.id != method_id and amounts.can_take(other, rest):
            return (*((Move(by_card, method_id),) if by_card else ()), Move(rest, other.id))
    raise _not_covered(case, method_id, amount, "modify_order_items")
