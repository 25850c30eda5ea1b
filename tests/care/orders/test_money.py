"""When money that goes back is there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from care.orders.money import money_back
from care.shop.rules import BusinessDays

ZONE = ZoneInfo("America/New_York")
SENT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # still Sunday in New York


def back(takes, sent_at=SENT):
    return money_back(Decimal("12.00"), "card", sent_at, takes, BusinessDays(), ZONE)


def test_a_gift_card_has_it_at_once():
    assert back((0, 0)).at_once
    assert back((0, 0)).should_be_there(date(2026, 11, 1))


def test_other_ways_take_business_days_from_the_day_it_was_sent_at_the_shop():
    refund = back((5, 7))
    assert refund.sent_on == date(2026, 11, 1)
    assert (refund.there_from, refund.there_by) == (date(2026, 11, 9), date(2026, 11, 11))


def test_it_should_be_there_only_once_the_last_day_is_over():
    assert not back((5, 7)).should_be_there(date(2026, 11, 11))
    assert back((5, 7)).should_be_there(date(2026, 11, 12))


def test_no_day_is_named_when_the_store_does_not_know_when_it_was_sent():
    refund = back((5, 7), None)
    assert refund.there_by is None
    assert not refund.should_be_there(date(2030, 1, 1))
