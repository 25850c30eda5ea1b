"""The ordinary orders between the special ones: a year and a half of a shop that slowly grows."""

from __future__ import annotations

from datetime import date

from care.store.demo.goods import Row
from care.store.demo.people import Customer
from care.store.demo.situations import (
    CANCEL_REASONS,
    RETURN_REASONS,
    TRAVEL_DAYS,
    Shop,
    delivered_on,
    total,
)

LONG_AGO = 540  # days


def usual_day(shop: Shop) -> date:
    """A day to order on: often this week, ever more seldom the longer ago."""
    dice = shop.dice
    ago = dice.randint(0, 7) if dice.random() < 0.07 else int(8 + (LONG_AGO - 8) * dice.random() ** 1.5)
    return shop.calendar.days_ago(ago)


def usual(shop: Shop, customer: Customer, day: date) -> Row:
    """What has become of an ordinary order of that day."""
    passed = shop.calendar.workdays_since(day)
    sent = shop.calendar.workday(1, day)
    arrives = shop.calendar.workday(TRAVEL_DAYS, sent)
    if shop.dice.random() < 0.05:
        return _cancelled(shop, customer, day)
    if passed == 0:
        return shop.order(customer, day)
    order = shop.order(customer, day)
    if passed == 1:
        return shop.send(order, shop.post.packed(arrives), status="processed")
    if arrives >= shop.calendar.today:
        return shop.send(order, shop.post.on_the_way(customer, sent, arrives))
    return _afterwards(shop, delivered_on(shop, customer, arrives), arrives)


def _afterwards(shop: Shop, order: Row, came: date) -> Row:
    """Most people keep what they bought; some sent it back, and had their money some days later."""
    dice = shop.dice
    if dice.random() > 0.06:
        return order
    order = shop.send_back(
        order,
        dice.choice(order["lines"]),
        status="approved",
        reason=dice.choice((*RETURN_REASONS, "arrived damaged")),
    )
    paid_back = shop.calendar.workday(7, came)
    if paid_back >= shop.calendar.today:
        return order
    sent_back = order["returns"][0]
    order["returns"] = [sent_back | {"status": "refunded"}]
    return shop.refund(order, sent_back["amount"], paid_back)


def _cancelled(shop: Shop, customer: Customer, day: date) -> Row:
    order = shop.order(customer, day)
    order = shop.refund(order, total(order), min(shop.calendar.workday(1, day), shop.calendar.today))
    return order | {"status": "cancelled", "cancel_reason": shop.dice.choice(CANCEL_REASONS)}
