"""What the shop's policy allows to be done with an order, and why not. Pure: facts, policy and `now` in.

The policy is `shop.cancel`, `shop.change`, `shop.returning` and `shop.exchange` of shop.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from care.aftersales.amounts import GIFT_CARD, can_take, paid_by
from care.aftersales.errors import Refused
from care.aftersales.facts import Line, Method, Order
from care.aftersales.hindrances import hindrance
from care.aftersales.lines import VOID, gone_lines
from care.aftersales.reasons import REASONS
from care.aftersales.wishes import (
    Cancel,
    ChangeAddress,
    ChangeDelivery,
    ChangeItems,
    ChangePayment,
    Exchange,
    Hurry,
    InvoiceFor,
    PriceDrop,
    RefundFault,
    Return,
    Wish,
)
from care.shop.settings import Shop

__all__ = ["REASONS", "VOID", "can_take", "difference_methods", "lines_for", "refund_methods", "why_not"]

SET_ASIDE = 1_000_000  # the position of a method its owner removed: care.store.writing.LAST
# What might help instead, the likeliest first; only what is possible for the order is offered.
INSTEAD: dict[str, tuple[str, ...]] = {
    "already_delivered": ("return_item", "exchange_item", "refund_request"),
    "already_left": ("delivery_eta", "order_status"),
    "already_packed": ("delivery_eta", "order_status"),
    "not_delivered_yet": ("delivery_eta", "cancel_order", "modify_order_items", "order_status"),
    "already_made_good": ("order_status", "return_item"),
    "not_late_yet": ("delivery_eta", "expedite_order"),
    "price_not_lower": ("order_status", "return_item"),
    "protection_over": ("return_item", "order_status"),
    "not_paid_yet": ("cancel_order", "order_status"),
    "window_over": ("exchange_item", "return_item", "human_handoff"),
}
INTENTS: dict[str, type[Wish]] = {
    "cancel_order": Cancel,
    "change_delivery_address": ChangeAddress,
    "change_order_payment": ChangePayment,
    "change_delivery_time_or_contact": ChangeDelivery,
    "exchange_item": Exchange,
    "expedite_order": Hurry,
    "invoice": InvoiceFor,
    "modify_order_items": ChangeItems,
    "price_protection": PriceDrop,
    "refund_request": RefundFault,
    "return_item": Return,
}


def why_not(kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Refused | None:
    """Why such a wish is not possible for the order at all; None where it is."""
    found = hindrance(kind, order, shop, now)
    if found is None:
        return None
    reason, facts = found
    return Refused(reason, *_instead(reason, kind, order, shop, now), number=order.number, **facts)


def lines_for[L: Line](kind: type[Wish], order: Order[L], shop: Shop, now: datetime) -> list[L]:
    """The lines such a wish can be about, in the order's order; none where it is not possible at all."""
    if hindrance(kind, order, shop, now):
        return []
    gone = gone_lines(kind, order)
    return [line for line in order.lines if line.id not in gone]


def refund_methods[M: Method](order: Order[Line], methods: Iterable[M], shop: Shop) -> list[M]:
    """Where money for things sent back may go: how the order was paid first, then the gift cards."""
    known = {method.id: method for method in methods}
    paid = [method_id for method_id, net in paid_by(order).items() if net > 0]
    allowed = shop.returning.refund_to
    original = [known[method_id] for method_id in paid if method_id in known] if "original" in allowed else []
    cards = _in_use(known.values(), gift_cards_only=True) if "gift_card" in allowed else []
    return original + [card for card in cards if card not in original]


def difference_methods[M: Method](
    kind: type[Wish], order: Order[Line], methods: Iterable[M], shop: Shop
) -> list[M]:
    """By what a difference may go, whatever it comes to: how the order was paid first."""
    known = {method.id: method for method in methods}
    original = [
        known[method_id] for method_id, net in paid_by(order).items() if net > 0 and method_id in known
    ]
    policy = shop.exchange if kind is Exchange else shop.change
    if policy.difference_by == "original":
        return original
    return original + [method for method in _in_use(known.values()) if method not in original]


def _instead(reason: str, kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Sequence[str]:
    """Two things that are possible, the likeliest first."""
    possible = []
    for intent in (*INSTEAD.get(reason, ("order_status",)), "human_handoff", "order_status"):
        wish = INTENTS.get(intent)
        fits = wish is None or (wish is not kind and hindrance(wish, order, shop, now) is None)
        if fits and intent not in possible:
            possible.append(intent)
    return possible[:2]


def _in_use[M: Method](methods: Iterable[M], *, gift_cards_only: bool = False) -> list[M]:
    return [
        method
        for method in methods
        if method.position < SET_ASIDE and (method.kind == GIFT_CARD or not gift_cards_only)
    ]
