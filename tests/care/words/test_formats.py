"""Money, days and times as people say them, on the shopper's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from care.words import Wording

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # Monday; 10:00 in New York, 23:00 in Shanghai
NEW_YORK, SHANGHAI = ZoneInfo("America/New_York"), ZoneInfo("Asia/Shanghai")
EN = Wording("en", "USD", NEW_YORK, NOW)
ZH = Wording("zh", "CNY", SHANGHAI, NOW)


def test_money():
    assert EN.money(Decimal("1234.5")) == "$1,234.50"
    assert ZH.money(Decimal("12")) == "¥12.00"


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (date(2026, 11, 1), "yesterday", "昨天"),
        (date(2026, 11, 2), "today", "今天"),
        (date(2026, 11, 3), "tomorrow", "明天"),
        (date(2026, 11, 5), "Thursday, November 5", "11月5日（周四）"),
        (date(2026, 12, 24), "December 24", "12月24日"),
        (date(2027, 1, 7), "January 7, 2027", "2027年1月7日"),
    ],
)
def test_days_are_as_near_as_they_are(day, english, chinese):
    assert EN.day(day) == english
    assert ZH.day(day) == chinese


def test_a_moment_falls_on_the_day_of_the_shopper_not_of_the_server():
    late = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)  # noon in New York; 01:00 on the 3rd in Shanghai
    assert EN.day_and_time(late) == "today at 12:00"
    assert ZH.day_and_time(late) == "明天 01:00"
    assert EN.day_and_time_there(late) == "today at 12:00 (Eastern Time)"
    assert ZH.day_and_time_there(late) == "明天 01:00（中国时间）"


def test_times_keep_to_the_clock_of_the_day_they_are_on():
    before, after = datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 2, 16, tzinfo=UTC)
    assert (EN.time(before), EN.time(after)) == ("12:00", "11:00")  # clocks went back in between


def test_lists():
    assert EN.list(["a", "b", "c"]) == "a, b, and c"
    assert ZH.list(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_sentences_are_joined_as_the_language_does():
    assert EN.join("One.", "", "Two.") == "One. Two."
    assert ZH.join("一。", "", "二。") == "一。二。"


def test_unknown_words_of_a_store_are_shown_as_they_are():
    assert EN.label("payment", "store_credit") == "store credit"
    assert ZH.label("payment", "gift_card") == "礼品卡"
