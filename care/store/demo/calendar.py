"""Days seen from today, so that the demo store is always about this week, whenever it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Today is the day of `now` in the shop's time zone; workdays are Monday to Friday."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """That hour at the shop, but never later than a moment ago."""
        return min(datetime.combine(day, time(hour, minute), self.zone), self.now - timedelta(minutes=9))

    def by(self, day: date, hour: int = 20) -> datetime:
        """That hour at the shop, also in the future: something promised."""
        return datetime.combine(day, time(hour), self.zone)

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def workday(self, distance: int, start: date | None = None) -> date:
        """The workday that many workdays after `start` (today), or before it."""
        day = start or self.today
        step = timedelta(days=1 if distance > 0 else -1)
        for _ in range(abs(distance)):
            day += step
            while day.weekday() >= SATURDAY:
                day += step
        return day

    def workdays_since(self, day: date) -> int:
        """Workdays after `day` up to today."""
        days = (day + timedelta(days=passed + 1) for passed in range((self.today - day).days))
        return sum(each.weekday() < SATURDAY for each in days)
