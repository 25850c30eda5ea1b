"""Writes money, days, times and lists the way a person at the counter would say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_currency

from care.words.texts import Language, has_words, say

BABEL = {"en": "en_US", "zh": "zh_CN"}
NEAR_DAYS = {-1: "words-yesterday", 0: "words-today", 1: "words-tomorrow"}
# With the weekday while a shopper thinks in weekdays, without it further away, with the year in another year.
PATTERNS = {
    "en": {"near": "EEEE, MMMM d", "far": "MMMM d", "year": "MMMM d, yyyy"},
    "zh": {"near": "M月d日（EEE）", "far": "M月d日", "year": "yyyy年M月d日"},
}


@dataclass(frozen=True)
class Wording:
    """How things are written for one shopper now: their language and time zone, the store's currency."""

    language: Language
    currency: str
    zone: ZoneInfo
    now: datetime

    def say(self, key: str, **facts: object) -> str:
        """The text `key`; money, days and moments among the facts are written out."""
        return say(key, self.language, **{name: self.write(fact) for name, fact in facts.items()})

    def write(self, fact: object) -> object:
        if isinstance(fact, Decimal):
            return self.money(fact)
        if isinstance(fact, date):  # a datetime is one too
            return self.day(fact)
        if isinstance(fact, list | tuple):
            return self.list(fact)
        return fact

    def money(self, amount: Decimal) -> str:
        """`$1,234.50`, in Chinese `US$1,234.50`."""
        return _money(amount, self.currency, BABEL[self.language])

    def day(self, moment: date) -> str:
        """`today`, `Tuesday, November 24`, `March 3`, `March 3, 2025`: as near as the day is."""
        day, today = self._local(moment), self._local(self.now)
        ahead = (day - today).days
        if ahead in NEAR_DAYS:
            return say(NEAR_DAYS[ahead], self.language)
        nearness = "near" if abs(ahead) < 7 else "far" if day.year == today.year else "year"
        return _date(day, PATTERNS[self.language][nearness], BABEL[self.language])

    def calendar_day(self, moment: date) -> str:
        """`March 3, 2025`: the day as papers have it, whatever today is."""
        return format_date(self._local(moment), PATTERNS[self.language]["year"], locale=BABEL[self.language])

    def time(self, moment: datetime) -> str:
        """`18:05` on the shopper's clock."""
        return format_time(moment, "HH:mm", tzinfo=self.zone, locale=BABEL[self.language])

    def day_and_time(self, moment: datetime) -> str:
        """`today at 18:05`."""
        return say("words-day-and-time", self.language, day=self.day(moment), time=self.time(moment))

    def day_and_time_there(self, moment: datetime) -> str:
        """`today at 18:05 (Eastern Time)`: for readers whose own clock may show something else."""
        zone = _zone_name(self.zone, BABEL[self.language])
        return say("words-with-zone", self.language, time=self.day_and_time(moment), zone=zone)

    def list(self, parts: Sequence[object]) -> str:
        """`a, b, and c`; in Chinese `a、b和c`."""
        return format_list([str(self.write(part)) for part in parts], locale=BABEL[self.language])

    def label(self, family: str, word: str) -> str:
        """The shopper's word for a value of the store (`payment`, `credit_card`), or the value itself."""
        key = f"{family}-{word.lower().replace(' ', '-').replace('_', '-')}"
        return say(key, self.language) if has_words(key) else word.replace("_", " ")

    def _local(self, moment: date) -> date:
        return moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment

    def today(self) -> date:
        return self._local(self.now)

    def join(self, *sentences: str) -> str:
        """Sentences as one line; Chinese has no space between them. Empty ones are left out."""
        return ("" if self.language == "zh" else " ").join(filter(None, sentences))


# The same prices and days are written again and again; looking the patterns up costs more than all else.
@lru_cache(4096)
def _money(amount: Decimal, currency: str, locale: str) -> str:
    return format_currency(amount, currency, locale=locale)


@lru_cache(1024)
def _date(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _zone_name(zone: ZoneInfo, locale: str) -> str:
    """`Eastern Time`, `北美东部时间`; what is nobody's home, such as UTC, goes by its own name."""
    if "/" not in zone.key or zone.key.startswith("Etc/"):
        return zone.key.removeprefix("Etc/")
    return get_timezone_name(zone, zone_variant="generic", locale=locale)
