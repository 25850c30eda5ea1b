"""When a shopper comes back with the same matter, and when it is still the same visit."""

from __future__ import annotations

from care.efforts.rules import Step, same_matter, visits_before
from tests.conftest import Clock


def step(clock: Clock, outcome: str = "answered", *, lines: int = 1, **later: float) -> Step:
    at = clock.advance(**later)
    return Step(at, at, outcome, lines)


def test_the_third_visit_has_two_before_it(clock: Clock):
    days = [step(clock), step(clock, days=1), step(clock, days=2)]
    assert visits_before(days[:1]) == 0
    assert visits_before(days[:2]) == 1
    assert visits_before(days) == 2


def test_what_is_asked_again_within_the_hour_is_the_same_visit(clock: Clock):
    steps = [step(clock), step(clock, minutes=20), step(clock, minutes=50), step(clock, days=1)]
    assert visits_before(steps) == 1


def test_only_the_first_line_of_a_visit_counts_those_before(clock: Clock):
    visits = [step(clock), step(clock, days=1), step(clock, days=1)]
    assert visits_before([*visits, step(clock, minutes=1)]) == 0
    assert visits_before([*visits[:2], step(clock, days=1, lines=2)]) == 0


def test_what_was_settled_counts_no_more(clock: Clock):
    steps = [step(clock), step(clock, "done", days=1), step(clock, days=1), step(clock, days=1)]
    assert visits_before(steps) == 1


def test_asking_where_and_when_is_one_matter_and_money_another():
    assert same_matter("delivery_eta") == same_matter("order_status")
    assert same_matter("delivery_eta").isdisjoint(same_matter("refund_status"))
    assert same_matter("cancel_order") == {"cancel_order"}
