"""Which lines of an order went back, were made good, or have not come yet. Pure."""

from __future__ import annotations

from care.aftersales.facts import Line, Order
from care.aftersales.wishes import Exchange, PriceDrop, RefundFault, Replace, Return, Wish

VOID = frozenset({"rejected", "cancelled"})  # a return or exchange that never was


def faulty(order: Order[Line]) -> set[str]:
    """Lines that were made good because of a fault."""
    return {each.line_id for each in order.credits if each.kind == "fault"}


def sent_back(order: Order[Line]) -> set[str]:
    """Lines that went back, are on their way back, or were paid back because of a fault."""
    returned = {id_ for each in order.returns if each.status not in VOID for id_ in each.line_ids}
    swapped = {swap["line_id"] for each in order.exchanges if each.status not in VOID for swap in each.lines}
    paid_back = {each.line_id for each in order.credits if each.kind == "fault" and each.amount}
    return returned | swapped | paid_back


def gone_lines(kind: type[Wish], order: Order[Line]) -> set[str]:
    """Lines such a wish cannot be about, though it may be about others of the order."""
    if kind in {Return, Exchange, PriceDrop}:
        return sent_back(order)
    if kind in {Replace, RefundFault}:
        return sent_back(order) | faulty(order) | _not_come(order)
    return set()


def _not_come(order: Order[Line]) -> set[str]:
    """Lines in parcels that are still on their way, while others have arrived."""
    if order.status == "delivered":
        return set()
    came = {id_ for parcel in order.shipments if parcel.delivered_at for id_ in parcel.line_ids}
    return {line.id for line in order.lines} - came
