"""Who is served next, by whom, and how long it takes: facts in, decisions out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from care.handoff import routing, sla
from care.handoff.routing import AtDesk, InLine

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)  # a Monday; 10:00 in New York
BOB = AtDesk("bob", ["en"], [], 2)
DANA = AtDesk("dana", ["en", "zh"], ["complaints"], 2)
ERIN = AtDesk("erin", ["en"], [routing.SUPERVISOR], 2)


def case(number: int = 1, **facts) -> InLine:
    since = facts.pop("since", NOW - timedelta(minutes=10))
    values = {
        "language": "en", "skill": "general", "importance": 0, "waiting_since": since,
        "reply_by": since + timedelta(hours=2),
    }  # fmt: skip
    return InLine(number, **values | facts)


def order(*cases: InLine, now: datetime = NOW) -> list[int]:
    return [each.id for each in routing.in_order(cases, now)]


def test_of_two_alike_who_came_first_is_served_first():
    assert order(case(1, since=NOW - timedelta(minutes=5)), case(2, since=NOW - timedelta(minutes=9))) == [
        2,
        1,
    ]


def test_what_matters_more_goes_before_what_waits_a_little_longer():
    assert order(case(1, since=NOW - timedelta(minutes=30)), case(2, importance=4)) == [2, 1]


def test_nobody_starves_a_broken_promise_weighs_more_every_minute():
    forgotten = case(1, since=NOW - timedelta(hours=6))
    assert order(forgotten, case(2, importance=4, since=NOW)) == [1, 2]


@pytest.mark.parametrize(
    ("facts", "weight"),
    [
        ({"money": None, "contacts": 0}, 1),
        ({"money": Decimal("199.99"), "contacts": 0}, 1),
        ({"money": Decimal(200), "contacts": 0}, 3),
        ({"money": None, "contacts": 2}, 3),
        ({"money": None, "contacts": 50}, 4),
        ({"money": None, "contacts": 0, "tags": ["VIP", "newsletter"]}, 3),
    ],
)
def test_money_at_stake_coming_back_and_tier_add_weight(facts, weight):
    assert routing.importance(1, large=Decimal(200), **facts) == weight


def test_the_language_decides_who_can():
    assert routing.choose_staff(case(language="zh"), [BOB, DANA]) == DANA


def test_the_skill_decides_who_can_and_waits_for_them():
    busy = replace(DANA, chats=2)
    assert routing.choose_staff(case(skill="complaints"), [BOB, DANA]) == DANA
    assert routing.choose_staff(case(skill="complaints"), [BOB, busy]) is None


def test_when_nobody_in_has_the_language_or_skill_somebody_answers_all_the_same():
    assert routing.choose_staff(case(language="zh", skill="complaints"), [BOB]) == BOB


def test_what_is_for_a_supervisor_goes_to_no_one_else():
    assert routing.choose_staff(case(skill=routing.SUPERVISOR), [BOB, DANA]) is None
    assert routing.choose_staff(case(skill=routing.SUPERVISOR), [BOB, ERIN]) == ERIN


def test_the_same_person_again_if_they_are_free():
    busier = replace(DANA, chats=1)
    assert routing.choose_staff(case(last_staff="dana"), [BOB, busier]) == busier
    assert routing.choose_staff(case(last_staff="dana"), [BOB, replace(DANA, chats=2)]) == BOB


def test_else_who_has_most_room():
    assert routing.choose_staff(case(), [replace(BOB, chats=1), DANA]) == DANA
    assert routing.choose_staff(case(), [replace(BOB, chats=2), replace(DANA, chats=2)]) is None


def test_the_wait_said_is_rather_too_long_than_too_short_and_unknown_with_nobody_in():
    chat = timedelta(minutes=8)
    busy = [replace(BOB, chats=2), replace(DANA, chats=2)]
    assert routing.wait(1, [BOB], chat) == timedelta(minutes=1)
    assert routing.wait(1, busy, chat) == timedelta(minutes=3)
    assert routing.wait(4, busy, chat) == timedelta(minutes=10)
    assert routing.wait(4, [], chat) is None


def test_a_lease_from_before_the_clock_was_set_back_is_none():
    assert routing.holds(NOW + timedelta(seconds=1), NOW)
    assert not routing.holds(NOW, NOW)
    assert not routing.holds(NOW + timedelta(hours=1), NOW)


def test_open_hours_alone_count_over_night_split_shifts_and_holidays(shop):
    opening = {
        "monday": ["09:00-12:00", "14:00-18:00"],
        "tuesday": ["09:00-18:00"],
        "wednesday": ["09:00-18:00"],
    }
    hours = shop.model_copy(
        update={"opening": type(shop.opening).model_validate(opening | {"holidays": ["2026-11-03"]})}
    ).hours
    eleven = NOW + timedelta(hours=1)
    assert sla.due(eleven, timedelta(hours=2), hours) == NOW + timedelta(hours=5)  # 15:00, after the break
    assert sla.due(eleven, timedelta(hours=6), hours) == NOW + timedelta(days=2)  # Tuesday is a holiday


def test_on_the_clock_nothing_falls_due_while_nobody_is_in(shop):
    saturday_noon = datetime(2026, 11, 7, 17, 0, tzinfo=UTC)
    due = sla.due(saturday_noon, timedelta(hours=24), shop.hours, "clock")
    assert due == datetime(2026, 11, 9, 15, 0, tzinfo=UTC)  # Monday 10:00, an hour after the doors open
    assert sla.due(NOW, timedelta(hours=24), shop.hours, "clock") == NOW + timedelta(hours=24)


def test_a_second_promise_never_takes_back_the_first():
    assert sla.sooner(NOW, NOW + timedelta(hours=1)) == NOW
    assert sla.sooner(None, NOW) == NOW
