"""What the shop's policy allows to be done with an order, and why not. Pure: facts, policy and `now` in.

The policy is `shop.cancel`, `shop.change`, `shop.returning` and `shop.exchange` of shop.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from care.aftersales.amounts import GIFT_CARD, can_take, left, paid_by
from care.aftersales.errors import Refused
from care.aftersales.facts import Line, Method, Order
from care.aftersales.reasons import REASONS
from care.aftersales.wishes import (
    Cancel,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ChangePayment,
    Exchange,
    Return,
    Wish,
)
from care.shop.settings import Shop

__all__ = ["REASONS", "can_take", "difference_methods", "lines_for", "refund_methods", "why_not"]

FAULTS = frozenset({"missing", "wrong", "damaged"})  # reasons of a return that were the shop's fault
VOID = frozenset({"rejected", "cancelled"})  # a return or exchange that never was
SET_ASIDE = 1_000_000  # the position of a method its owner removed: care.store.writing.LAST
# Of an order in this status, most that can be done before is over.
OVER = {
    "cancelled": "already_cancelled",
    "delivered": "already_delivered",
    "shipped": "already_left",
    "processed": "already_packed",
}
# What might help instead, the likeliest first; only what is possible for the order is offered.
INSTEAD: dict[str, tuple[str, ...]] = {
    "already_delivered": ("return_item", "exchange_item", "refund_request"),
    "already_left": ("delivery_eta", "order_status"),
    "already_packed": ("delivery_eta", "order_status"),
    "not_delivered_yet": ("delivery_eta", "cancel_order", "modify_order_items", "order_status"),
    "window_over": ("exchange_item", "return_item", "human_handoff"),
}
INTENTS: dict[str, type[Wish]] = {
    "cancel_order": Cancel,
    "change_delivery_address": ChangeAddress,
    "change_order_payment": ChangePayment,
    "exchange_item": Exchange,
    "modify_order_items": ChangeItems,
    "return_item": Return,
}


def why_not(kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Refused | None:
    """Why such a wish is not possible for the order at all; None where it is."""
    found = _hindrance(kind, order, shop, now)
    if found is None:
        return None
    reason, facts = found
    return Refused(reason, *_instead(reason, kind, order, shop, now), number=order.number, **facts)


def lines_for[L: Line](kind: type[Wish], order: Order[L], shop: Shop, now: datetime) -> list[L]:
    """The lines such a wish can be about, in the order's order; none where it is not possible at all."""
    if _hindrance(kind, order, shop, now):
        return []
    gone = _sent_back(order) if kind in {Return, Exchange} else set()
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


def _hindrance(
    kind: type[Wish], order: Order[Line], shop: Shop, now: datetime
) -> tuple[str, dict[str, object]] | None:
    """The reason and its facts."""
    if kind is Cancel:
        statuses: set[str] = {*shop.cancel.statuses, "unpaid"}
        return _moved_on("not_cancellable", statuses, order, now) or _changed_before(kind, order, shop)
    if kind in {ChangeAddress, ChangePayment, ChangeItems}:
        statuses = {*shop.change.statuses}
        if kind is ChangePayment and order.status == "unpaid":
            return "not_paid_yet", {}
        return _moved_on("not_changeable", statuses, order, now) or _changed_before(kind, order, shop)
    if kind in {Return, Exchange}:
        return _not_here(kind, order, shop, now) or _had_one(kind, order, shop)
    assert kind is ChangeDefaultAddress, kind
    return None


def _moved_on(
    otherwise: str, statuses: set[str], order: Order[Line], now: datetime
) -> tuple[str, dict[str, object]] | None:
    """It is too late: cancelled, packed, on its way or there."""
    if order.status not in statuses:
        reason = OVER.get(order.status, otherwise)
        return reason, {"status": order.status}
    gone = any(
        parcel.delivered_at or (parcel.shipped_at and parcel.shipped_at <= now) for parcel in order.shipments
    )
    return (
        ("already_left", {"status": "shipped"}) if gone and not statuses & {"shipped", "delivered"} else None
    )


def _changed_before(kind: type[Wish], order: Order[Line], shop: Shop) -> tuple[str, dict[str, object]] | None:
    once = shop.change.items_last or (shop.change.items_once and kind is ChangeItems)
    return ("items_changed_before", {}) if order.items_modified and once else None


def _not_here(
    kind: type[Wish], order: Order[Line], shop: Shop, now: datetime
) -> tuple[str, dict[str, object]] | None:
    policy = shop.exchange if kind is Exchange else shop.returning
    if order.status not in policy.statuses:
        reason = "already_cancelled" if order.status == "cancelled" else "not_delivered_yet"
        return reason, {"status": order.status}
    until = _window_end(order, policy.window_days, shop)
    if until and now.astimezone(shop.zone).date() > until:
        return "window_over", {"days": policy.window_days, "until": until}
    return None


def _window_end(order: Order[Line], days: int, shop: Shop) -> date | None:
    """The last day; None without a limit, or where nobody knows when it came."""
    came = [parcel.delivered_at for parcel in order.shipments if parcel.delivered_at]
    if not days or not came:
        return None
    return max(came).astimezone(shop.zone).date() + timedelta(days=days)


def _had_one(kind: type[Wish], order: Order[Line], shop: Shop) -> tuple[str, dict[str, object]] | None:
    """One return or one exchange an order where the policy says so; what was our fault does not count."""
    if shop.exchange.return_or_exchange_once:
        if any(each.status not in VOID and each.reason not in FAULTS for each in order.returns):
            return "returned_before", {}
        if any(each.status not in VOID for each in order.exchanges):
            return "exchanged_before", {}
    gone = _sent_back(order)
    if all(line.id in gone for line in order.lines):
        return "nothing_left_to_send_back", {}
    if kind is Return and not left(order):
        return "nothing_to_pay_back", {}
    return None


def _sent_back(order: Order[Line]) -> set[str]:
    """Lines that went back, are on their way back, or were paid back because of a fault."""
    returned = {id_ for each in order.returns if each.status not in VOID for id_ in each.line_ids}
    swapped = {swap["line_id"] for each in order.exchanges if each.status not in VOID for swap in each.lines}
    return (
        returned | swapped | {each.line_id for each in order.credits if each.kind == "fault" and each.amount}
    )


def _instead(reason: str, kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Sequence[str]:
    """Two things that are possible, the likeliest first."""
    possible = []
    for intent in (*INSTEAD.get(reason, ("order_status",)), "human_handoff", "order_status"):
        wish = INTENTS.get(intent)
        fits = wish is None or (wish is not kind and _hindrance(wish, order, shop, now) is None)
        if fits and intent not in possible:
            possible.append(intent)
    return possible[:2]


def _in_use[M: Method](methods: Iterable[M], *, gift_cards_only: bool = False) -> list[M]:
    return [
        method
        for method in methods
        if method.position < SET_ASIDE and (method.kind == GIFT_CARD or not gift_cards_only)
    ]
