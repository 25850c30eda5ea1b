"""Opening hours and business days, also on the days when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.shop.rules import BusinessDays, NeverOpen, OpeningHours

BERLIN = ZoneInfo("Europe/Berlin")
DAY = ((time(9), time(12, 30)), (time(14), time(18)))
WEEK = (DAY, DAY, DAY, DAY, DAY, ((time(10), time(16)),), ())
HOURS = OpeningHours(BERLIN, WEEK, frozenset({date(2026, 12, 25)}))
ROUND_THE_CLOCK = OpeningHours(BERLIN, (((time(0), time(0)),),) * 7)


def at(text: str) -> datetime:
    """A moment on the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-02 10:00", "2026-11-02 10:00"),  # Monday, open
        ("2026-11-02 12:30", "2026-11-02 14:00"),  # the break begins: closed from this very minute
        ("2026-11-02 18:00", "2026-11-03 09:00"),
        ("2026-11-07 16:30", "2026-11-09 09:00"),  # Saturday evening to Monday
        ("2026-12-24 18:00", "2026-12-26 10:00"),  # the 25th is a holiday
    ],
)
def test_next_open(now, opens):
    assert HOURS.next_open(at(now)) == at(opens)


def test_it_is_open_exactly_within_the_spans():
    assert HOURS.is_open(at("2026-11-02 09:00"))
    assert not HOURS.is_open(at("2026-11-02 13:00"))
    assert not HOURS.is_open(at("2026-11-02 18:00"))
    assert not HOURS.is_open(at("2026-12-25 10:00"))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-02 10:00", 1, "2026-11-02 11:00"),
        ("2026-11-02 12:00", 1, "2026-11-02 14:30"),  # half an hour before the break, half after
        ("2026-11-02 17:30", 2, "2026-11-03 10:30"),  # overnight
        ("2026-11-07 15:30", 2, "2026-11-09 10:30"),  # over Sunday
        ("2026-11-08 12:00", 0, "2026-11-09 09:00"),  # nothing to wait for, but nobody is there before
    ],
)
def test_closed_hours_do_not_count(start, hours, due):
    assert HOURS.after_open_time(at(start), timedelta(hours=hours)) == at(due)


def test_the_day_clocks_go_forward_is_an_hour_shorter():
    start = at("2026-03-29 00:00")
    assert ROUND_THE_CLOCK.after_open_time(start, timedelta(hours=23)) == at("2026-03-30 00:00")


def test_the_day_clocks_go_back_is_an_hour_longer():
    start = at("2026-10-25 00:00")
    assert ROUND_THE_CLOCK.after_open_time(start, timedelta(hours=25)) == at("2026-10-26 00:00")


def test_opening_time_keeps_to_the_wall_clock_over_the_change():
    assert HOURS.next_open(at("2026-03-28 17:00")).astimezone(BERLIN) == at("2026-03-30 09:00")
    assert HOURS.next_open(at("2026-10-24 17:00")).astimezone(BERLIN) == at("2026-10-26 09:00")


def test_a_span_that_the_change_swallows_is_no_open_time():
    night = OpeningHours(BERLIN, ((((time(2), time(3)),)),) * 7)
    assert night.next_open(at("2026-03-29 01:00")) == at("2026-03-30 02:00")


def test_hours_until_midnight_end_with_the_day():
    late = OpeningHours(BERLIN, (((time(18), time(0)),),) * 7)
    assert late.is_open(at("2026-11-02 23:59"))
    assert not late.is_open(at("2026-11-03 00:00"))


def test_never_open_is_said_instead_of_searched_for_ever():
    with pytest.raises(NeverOpen):
        OpeningHours(BERLIN, ((),) * 7).next_open(at("2026-11-02 10:00"))


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
durations = st.integers(0, 60 * 24 * 10).map(lambda minutes: timedelta(minutes=minutes))


@given(moments, durations)
def test_what_is_due_lies_in_open_time_and_not_before_it_could(start, duration):
    due = HOURS.after_open_time(start, duration)
    assert due >= start + duration
    assert HOURS.is_open(due) or HOURS.is_open(due - timedelta(seconds=1))


@given(moments, durations, durations)
def test_waiting_twice_is_waiting_for_both(start, first, second):
    there = HOURS.after_open_time(start, first)
    assert HOURS.after_open_time(there, second) >= HOURS.after_open_time(start, first + second)


WORK = BusinessDays(holidays=frozenset({date(2026, 11, 26)}))


@pytest.mark.parametrize(
    ("day", "days", "then"),
    [
        (date(2026, 11, 2), 0, date(2026, 11, 2)),
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        (date(2026, 11, 7), 0, date(2026, 11, 9)),  # Saturday
        (date(2026, 11, 7), 1, date(2026, 11, 10)),
        (date(2026, 11, 25), 1, date(2026, 11, 27)),  # over the holiday
    ],
)
def test_business_days(day, days, then):
    assert WORK.after(day, days) == then


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 60))
def test_counting_forward_and_back_agree(day, days):
    first = WORK.after(day, 0)
    assert WORK.between(first, WORK.after(day, days)) == days
    assert WORK.counts(WORK.after(day, days))
