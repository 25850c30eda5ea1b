"""What was paid for an order, what goes back, and when it is there. Pure, like the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from care.shop.rules import BusinessDays


@dataclass(frozen=True)
class MoneyBack:
    """A refund on its way. Without `sent_on` the store does not know when it was sent, so no day can be said.

    `there_by` is None as well when a refund of this kind is there at once.
    """

    amount: Decimal
    method_id: str
    sent_on: date | None
    there_from: date | None = None
    there_by: date | None = None
    at_once: bool = False

    def should_be_there(self, today: date) -> bool:
        """Whether it has had all the time such a refund takes."""
        return self.at_once or (self.there_by is not None and self.there_by < today)


def money_back(
    amount: Decimal,
    method_id: str,
    sent_at: datetime | None,
    takes: tuple[int, int],
    days: BusinessDays,
    zone: ZoneInfo,
) -> MoneyBack:
    """When a refund is there that takes so many business days, from and to; (0, 0) is at once."""
    sent_on = sent_at.astimezone(zone).date() if sent_at else None
    if takes == (0, 0):
        return MoneyBack(amount, method_id, sent_on, at_once=True)
    if sent_on is None:
        return MoneyBack(amount, method_id, None)
    return MoneyBack(amount, method_id, sent_on, days.after(sent_on, takes[0]), days.after(sent_on, takes[1]))


def total(lines: Iterable[tuple[Decimal, int]]) -> Decimal:
    """What lines of (price of one, how many) cost together."""
    return sum((price * quantity for price, quantity in lines), Decimal(0))
