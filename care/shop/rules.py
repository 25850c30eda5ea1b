"""Opening hours and business days: when people answer, and how long promises take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LOOK_AHEAD_DAYS = 366

Span = tuple[time, time]
"""Open from, and until; `until` may be 00:00, which is midnight at the end of the day."""


class NeverOpen(ValueError):
    """The hours have no open minute within a year, so nothing can be promised."""


@dataclass(frozen=True)
class OpeningHours:
    """When people answer. `week` has seven entries from Monday on, each the day's spans in order."""

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is at the counter at this moment."""
        return self.next_open(now) == now

    def next_open(self, now: datetime) -> datetime:
        """`now` itself while open, else the next moment the doors open (aware, UTC). Raises `NeverOpen`."""
        opens, _ = next(self._spans_from(now))
        return max(opens, now.astimezone(UTC))

    def closes(self, now: datetime) -> datetime:
        """When the span that is open at `now`, or the next one, ends."""
        return next(self._spans_from(now))[1]

    def after_open_time(self, start: datetime, duration: timedelta) -> datetime:
        """The moment when `duration` of open time has passed since `start`; closed hours do not count."""
        left = duration
        for opens, closes in self._spans_from(start):
            begins = max(opens, start.astimezone(UTC))
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
        raise NeverOpen("no open hours within a year")

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The day's spans as the shop writes them; none on a holiday."""
        return () if day in self.holidays else self.week[day.weekday()]

    def _spans_from(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open spans as moments in UTC, beginning with the first that has not ended at `now`."""
        first = now.astimezone(self.zone).date()
        for ahead in range(-1, LOOK_AHEAD_DAYS):
            day = first + timedelta(days=ahead)
            for opens, closes in self.spans_on(day):
                span = self._moments(day, opens, closes)
                if span[1] > now and span[1] > span[0]:
                    yield span
        raise NeverOpen("no open hours within a year")

    def _moments(self, day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
        """A span of wall-clock times as moments; on days clocks change it is an hour longer or shorter."""
        last_day = day + timedelta(days=1) if closes <= opens else day
        begin = datetime.combine(day, opens, self.zone).astimezone(UTC)
        return begin, datetime.combine(last_day, closes, self.zone).astimezone(UTC)


@dataclass(frozen=True)
class BusinessDays:
    """The days that count when something takes "5 to 7 business days"."""

    works_on: frozenset[int] = frozenset(range(5))  # 0 is Monday
    holidays: frozenset[date] = field(default_factory=frozenset)

    def counts(self, day: date) -> bool:
        return day.weekday() in self.works_on and day not in self.holidays

    def after(self, day: date, days: int) -> date:
        """The business day that comes `days` business days after `day`; with 0, the first from `day` on."""
        while not self.counts(day):
            day += timedelta(days=1)
        for _ in range(days):
            day += timedelta(days=1)
            while not self.counts(day):
                day += timedelta(days=1)
        return day

    def between(self, start: date, end: date) -> int:
        """How many business days lie after `start` up to and including `end`; 0 when `end` is not later."""
        days = (end - start).days
        return sum(self.counts(start + timedelta(days=n)) for n in range(1, days + 1))
