"""What is the matter with an order, and when it will be there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.orders.rules import (
    PRESSING,
    Matter,
    Pace,
    Parcel,
    latest_of,
    order_eta,
    order_matter,
    parcel_eta,
    parcel_matter,
    search_key,
)
from care.shop.rules import BusinessDays

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # Monday, 10:00 in New York
PACE = Pace(
    zone=ZoneInfo("America/New_York"),
    business_days=BusinessDays(),
    handling_days=2,
    travel_days=5,
    buffer_days=1,
    late_days=3,
    lost_after_days=7,
    delivers_until=time(20),
)


def ago(**delta: float) -> datetime:
    return NOW - timedelta(**delta)


def ahead(**delta: float) -> datetime:
    return NOW + timedelta(**delta)


@pytest.mark.parametrize(
    ("parcel", "matter"),
    [
        (Parcel(status="packed", promised_by=ahead(days=3)), Matter.PACKED),
        (Parcel(status="packed", promised_by=ago(days=1)), Matter.LATE_TO_SEND),
        (Parcel(), Matter.PACKED),
        (Parcel(shipped_at=ago(days=1)), Matter.ON_THE_WAY),
        (Parcel(status="in_transit", shipped_at=ago(days=2), promised_by=ahead(hours=2)), Matter.ON_THE_WAY),
        (Parcel(status="in transit", shipped_at=ago(days=9), promised_by=ago(days=1)), Matter.LATE),
        (Parcel(status="in_transit", promised_by=ago(days=7), last_news=ago(days=2)), Matter.LATE),
        (Parcel(status="in_transit", promised_by=ago(days=7), last_news=ago(days=9)), Matter.LOST),
        (Parcel(status="Lost", promised_by=ahead(days=1)), Matter.LOST),
        (Parcel(status="Out for delivery", promised_by=ago(days=1)), Matter.OUT_FOR_DELIVERY),
        (Parcel(status="undeliverable"), Matter.BAD_ADDRESS),
        (Parcel(status="address problem"), Matter.BAD_ADDRESS),
        (Parcel(status="returning to sender"), Matter.RETURNING),
        (Parcel(status="failed_attempt"), Matter.MISSED),
        (Parcel(status="ready_for_pickup"), Matter.AT_PICKUP),
        (Parcel(status="delivered"), Matter.DELIVERED),
        (Parcel(status="in_transit", delivered_at=ago(hours=1)), Matter.DELIVERED),
        (Parcel(status="a word nobody knows", shipped_at=ago(days=1)), Matter.ON_THE_WAY),
    ],
)
def test_matter_of_a_parcel(parcel, matter):
    assert parcel_matter(parcel, NOW, PACE) is matter


def test_a_parcel_is_late_from_the_day_after_in_the_shops_time_zone():
    promised = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)  # Sunday evening in New York
    evening = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)  # still Sunday there
    parcel = Parcel(status="in_transit", promised_by=promised)
    assert parcel_matter(parcel, evening, PACE) is Matter.ON_THE_WAY
    assert parcel_matter(parcel, evening + timedelta(hours=1), PACE) is Matter.LATE


@pytest.mark.parametrize(
    ("status", "placed", "parcels", "matter"),
    [
        ("unpaid", ago(days=9), [], Matter.UNPAID),
        ("cancelled", ago(days=1), [Matter.ON_THE_WAY], Matter.CANCELLED),
        ("pending", ago(days=1), [], Matter.PREPARING),
        ("pending", ago(days=9), [], Matter.LATE_TO_SEND),
        ("pending", None, [], Matter.PREPARING),
        ("processed", ago(days=1), [Matter.PACKED], Matter.PACKED),
        ("processed", ago(days=1), [], Matter.PACKED),
        ("shipped", ago(days=3), [Matter.ON_THE_WAY, Matter.DELIVERED], Matter.ON_THE_WAY),
        ("shipped", ago(days=9), [Matter.ON_THE_WAY, Matter.LOST], Matter.LOST),
        ("shipped", ago(days=3), [], Matter.ON_THE_WAY),
        ("delivered", ago(days=3), [Matter.DELIVERED], Matter.DELIVERED),
        ("delivered", ago(days=3), [], Matter.DELIVERED),
    ],
)
def test_matter_of_an_order(status, placed, parcels, matter):
    assert order_matter(status, placed, parcels, NOW, PACE) is matter


def test_a_promised_date_gets_a_buffer_of_business_days():
    friday = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)
    eta = parcel_eta(Parcel(status="in_transit", promised_by=friday), Matter.ON_THE_WAY, NOW, PACE)
    assert eta is not None
    assert (eta.expected, eta.latest, eta.sure) == (date(2026, 11, 6), date(2026, 11, 9), "promised")


def test_out_for_delivery_is_today_before_the_hour_that_was_told():
    parcel = Parcel(status="out_for_delivery", promised_by=ahead(hours=8))
    eta = parcel_eta(parcel, Matter.OUT_FOR_DELIVERY, NOW, PACE)
    assert eta is not None
    assert (eta.latest, eta.before) == (date(2026, 11, 2), ahead(hours=8))


def test_out_for_delivery_names_no_hour_that_has_passed():
    night = ahead(hours=11)  # 21:00
    eta = parcel_eta(Parcel(status="out_for_delivery"), Matter.OUT_FOR_DELIVERY, night, PACE)
    assert eta is not None
    assert eta.before is None


def test_a_late_parcel_gets_an_honest_rough_date():
    parcel = Parcel(status="in_transit", promised_by=ago(days=3))
    eta = parcel_eta(parcel, Matter.LATE, NOW, PACE)
    assert eta is not None
    assert (eta.expected, eta.latest, eta.sure) == (date(2026, 10, 30), date(2026, 11, 5), "rough")


@pytest.mark.parametrize("matter", [Matter.LOST, Matter.BAD_ADDRESS, Matter.RETURNING, Matter.DELIVERED])
def test_nothing_is_promised_where_nobody_can_know(matter):
    assert parcel_eta(Parcel(promised_by=ahead(days=3)), matter, NOW, PACE) is None


@pytest.mark.parametrize("matter", [Matter.UNPAID, Matter.OUT_OF_STOCK, Matter.CANCELLED])
def test_an_order_that_does_not_move_has_no_date(matter):
    assert order_eta(ago(days=1), matter, NOW, PACE) is None


def test_an_order_without_parcel_takes_what_orders_usually_take():
    eta = order_eta(NOW, Matter.PREPARING, NOW, PACE)
    assert eta is not None
    assert (eta.latest, eta.sure) == (date(2026, 11, 12), "usual")  # 2 days here, 5 on the way, 1 buffer


def test_an_order_comes_with_its_last_parcel_or_nobody_knows():
    first = parcel_eta(Parcel(promised_by=ahead(days=1)), Matter.ON_THE_WAY, NOW, PACE)
    last = parcel_eta(Parcel(promised_by=ahead(days=3)), Matter.ON_THE_WAY, NOW, PACE)
    assert latest_of([first, last]) == last
    assert latest_of([first, None]) is None
    assert latest_of([]) is None


def test_every_matter_has_a_place_among_the_pressing():
    assert set(PRESSING) == set(Matter)


moments = st.one_of(
    st.none(),
    st.datetimes(datetime(2026, 9, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


@given(st.sampled_from(["packed", "in_transit", "", "lost"]), moments, moments, moments)
def test_no_answer_ever_promises_a_day_that_is_over(status, shipped, promised, news):
    parcel = Parcel(status or None, shipped, promised, None, news)
    matter = parcel_matter(parcel, NOW, PACE)
    eta = parcel_eta(parcel, matter, NOW, PACE)
    assert eta is None or eta.latest >= date(2026, 11, 2)


@given(moments, st.sampled_from(["pending", "processed", "shipped"]))
def test_no_order_ever_promises_a_day_that_is_over(placed, status):
    matter = order_matter(status, placed, [], NOW, PACE)
    eta = order_eta(placed, matter, NOW, PACE)
    assert eta is None or eta.latest >= date(2026, 11, 2)


@pytest.mark.parametrize(
    "typed", ["#W1000001", "w1000001", " W 100 0001 ", "＃Ｗ１０００００１", "w-1000001"]
)
def test_a_number_is_found_however_it_is_typed(typed):
    assert search_key(typed) == "W1000001"
