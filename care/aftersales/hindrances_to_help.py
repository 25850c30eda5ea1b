"""What stands in the way of help: with what came wrong, parcels on their way, money and papers. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from care.aftersales.amounts import left
from care.aftersales.facts import Line, Order, Parcel
from care.aftersales.lines import gone_lines
from care.aftersales.wishes import RefundFault, Wish
from care.shop.settings import Shop

type Hindrance = tuple[str, dict[str, object]]
"""The reason and its facts."""


def nothing_came(order: Order[Line]) -> Hindrance | None:
    if order.status == "cancelled":
        return "already_cancelled", {"status": order.status}
    came = order.status == "delivered" or any(parcel.delivered_at for parcel in order.shipments)
    return None if came else ("not_delivered_yet", {"status": order.status})


def made_good(kind: type[Wish], order: Order[Line]) -> Hindrance | None:
    gone = gone_lines(kind, order)
    if all(line.id in gone for line in order.lines):
        return "already_made_good", {}
    if kind is RefundFault and not left(order):
        return "nothing_to_pay_back", {}
    return None


def protection_over(order: Order[Line], shop: Shop, now: datetime) -> Hindrance | None:
    days = shop.price_protection.days
    if not days:
        return "no_price_protection", {}
    if order.placed_at is None:
        return "protection_over", {"days": days}
    until = order.placed_at.astimezone(shop.zone).date() + timedelta(days=days)
    if now.astimezone(shop.zone).date() > until:
        return "protection_over", {"days": days, "until": until}
    return None if left(order) else ("nothing_to_pay_back", {})


def not_bought(order: Order[Line]) -> Hindrance | None:
    if order.status == "cancelled":
        return "already_cancelled", {"status": order.status}
    return ("not_paid_yet", {}) if order.status == "unpaid" else None


def not_to_pay(order: Order[Line], shop: Shop) -> Hindrance | None:
    if order.status != "unpaid":
        return ("already_cancelled" if order.status == "cancelled" else "already_paid"), {
            "status": order.status
        }
    return None if shop.payment.link else ("no_link", {})


def nothing_to_deliver(order: Order[Line]) -> Hindrance | None:
    """There is nothing to be delivered any more."""
    reason = {"cancelled": "already_cancelled", "delivered": "already_delivered"}.get(order.status)
    return (reason, {"status": order.status}) if reason else None


def nothing_sent(order: Order[Line]) -> Hindrance | None:
    if order.status == "cancelled":
        return "already_cancelled", {"status": order.status}
    gone = any(parcel.shipped_at or parcel.delivered_at for parcel in order.shipments)
    return None if gone else ("not_sent_yet", {"status": order.status})


def not_to_trace(parcel: Parcel, trouble: str, shop: Shop, now: datetime) -> Hindrance | None:
    """Why there is nothing to search for: it is on time, or the carrier says otherwise."""
    if not (parcel.shipped_at or parcel.delivered_at):
        return "not_sent_yet", {}
    if trouble == "not_received":
        return None if parcel.delivered_at else ("not_delivered_yet", {})
    if parcel.delivered_at:
        return "already_delivered", {"on": parcel.delivered_at}
    due = parcel.promised_by and parcel.promised_by.astimezone(shop.zone).date()
    if trouble == "late" and due and now.astimezone(shop.zone).date() <= due:
        return "not_late_yet", {"until": due}
    return None
