"""By when a person answers and settles a matter. No promise falls due while nobody is in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, Protocol

Counting = Literal["clock", "open"]
"""What an hour is: one on the clock, or one of opening."""

AFTER_OPENING = timedelta(hours=1)  # what falls due while closed is due this long after the doors open


class Hours(Protocol):
    """When people answer; see `care.shop.rules.OpeningHours`."""

    def is_open(self, now: datetime) -> bool: ...

    def after_open_time(self, start: datetime, duration: timedelta) -> datetime: ...


def due(start: datetime, duration: timedelta, hours: Hours, counting: Counting = "open") -> datetime:
    """When `duration` is over: of open time, or on the clock and then in open hours."""
    if counting == "open":
        return hours.after_open_time(start, duration)
    end = start + duration
    return end if hours.is_open(end) else hours.after_open_time(end, AFTER_OPENING)


def sooner(promised: datetime | None, now_said: datetime) -> datetime:
    """A second promise never takes back the first."""
    return now_said if promised is None else min(promised, now_said)
