"""What stands in the way of each kind of wish for an order as a whole. Pure: facts, policy and `now` in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from care.aftersales.amounts import left
from care.aftersales.facts import Line, Order
from care.aftersales.hindrances_to_help import (
    Hindrance,
    made_good,
    not_bought,
    not_to_pay,
    nothing_came,
    nothing_sent,
    nothing_to_deliver,
    protection_over,
)
from care.aftersales.lines import VOID, sent_back
from care.aftersales.wishes import (
    Cancel,
    ChangeAddress,
    ChangeDelivery,
    ChangeItems,
    ChangePayment,
    Exchange,
    Hurry,
    InvoiceFor,
    PayLink,
    PriceDrop,
    RefundFault,
    Replace,
    Return,
    Trace,
    Wish,
)
from care.shop.settings import Shop

# Of an order in this status, most that can be done before is over.
OVER = {
    "cancelled": "already_cancelled",
    "delivered": "already_delivered",
    "shipped": "already_left",
    "processed": "already_packed",
}


def hindrance(kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Hindrance | None:
    """What stands in the way of such a wish; None where nothing does."""
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
    if kind in {Replace, RefundFault}:
        return (
            nothing_came(order)
            or _too_long_ago(order, shop.claims.window_days, shop, now)
            or made_good(kind, order)
        )
    if kind is PriceDrop:
        return not_bought(order) or protection_over(order, shop, now)
    if kind is PayLink:
        return not_to_pay(order, shop)
    if kind is InvoiceFor:
        return not_bought(order)
    if kind in {Hurry, ChangeDelivery}:
        unpaid: Hindrance | None = ("not_paid_yet", {}) if order.status == "unpaid" else None
        return nothing_to_deliver(order) or (unpaid if kind is Hurry else None)
    if kind is Trace:
        return nothing_sent(order)
    return None


def _moved_on(otherwise: str, statuses: set[str], order: Order[Line], now: datetime) -> Hindrance | None:
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


def _changed_before(kind: type[Wish], order: Order[Line], shop: Shop) -> Hindrance | None:
    once = shop.change.items_last or (shop.change.items_once and kind is ChangeItems)
    return ("items_changed_before", {}) if order.items_modified and once else None


def _not_here(kind: type[Wish], order: Order[Line], shop: Shop, now: datetime) -> Hindrance | None:
    policy = shop.exchange if kind is Exchange else shop.returning
    if order.status not in policy.statuses:
        reason = "already_cancelled" if order.status == "cancelled" else "not_delivered_yet"
        return reason, {"status": order.status}
    return _too_long_ago(order, policy.window_days, shop, now)


def _too_long_ago(order: Order[Line], days: int, shop: Shop, now: datetime) -> Hindrance | None:
    until = _window_end(order, days, shop)
    if until and now.astimezone(shop.zone).date() > until:
        return "window_over", {"days": days, "until": until}
    return None


def _window_end(order: Order[Line], days: int, shop: Shop) -> date | None:
    """The last day; None without a limit, or where nobody knows when it came."""
    came = [parcel.delivered_at for parcel in order.shipments if parcel.delivered_at]
    if not days or not came:
        return None
    return max(came).astimezone(shop.zone).date() + timedelta(days=days)


def _had_one(kind: type[Wish], order: Order[Line], shop: Shop) -> Hindrance | None:
    """One return or one exchange an order where the policy says so; what was our fault does not count."""
    if shop.exchange.return_or_exchange_once:
        if any(each.status not in VOID and not each.claimed for each in order.returns):
            return "returned_before", {}
        if any(each.status not in VOID and not each.claimed for each in order.exchanges):
            return "exchanged_before", {}
    gone = sent_back(order)
    if all(line.id in gone for line in order.lines):
        return "nothing_left_to_send_back", {}
    if kind is Return and not left(order):
        return "nothing_to_pay_back", {}
    return None
