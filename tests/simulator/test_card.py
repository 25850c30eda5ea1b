"""A yes is only given to a card that says what is wanted."""

from dataclasses import replace

import pytest

from simulator.replay.card import wrong_on
from simulator.replay.goals import goals_of
from tests.simulator.store import cancelling, exchanging, returning

EXCHANGE = "You exchange {thing} from order {number}. $5.00 goes back to your {method}. Shall I do it?"
BLACK = "Desk Lamp (white, USB) → black, USB"


@pytest.fixture
def lamp(make_task, store):
    """The white lamp is to become a black one."""
    return goals_of(make_task(writes=[exchanging("#W1000001", ["lamp-white"], ["lamp-black"])]), store)[0]


def seen(shown, goal, alice):
    """What is wrong on the card, in a word."""
    wrong = wrong_on(shown, goal, alice)
    return wrong.what if wrong else "nothing"


def card(thing=BLACK, number="#W1000001", method="Visa ending in 4402"):
    return EXCHANGE.format(thing=thing, number=number, method=method)


def test_the_card_that_says_it_all_is_right(lamp, alice):
    assert wrong_on(card(), lamp, alice) is None


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        (card(number="#W1000003"), "order"),
        (card(thing="Mug (S, yes) → L, no"), "lines"),
        (card(thing=f"{BLACK} and Mug (S, yes) → L, no"), "lines"),
        (card(thing="Desk Lamp (white, USB) → black, battery"), "variants"),
        (card(thing="Desk Lamp (white, USB) → the same again"), "variants"),
        (card(method="gift card ending in 8143"), "method"),
    ],
)
def test_what_is_otherwise_is_seen(lamp, alice, shown, wrong):
    assert seen(shown, lamp, alice) == wrong


def test_the_same_again_is_right_where_that_is_wanted(lamp, alice, store):
    again = replace(lamp, variants=(store.variant("lamp-white"),))
    assert wrong_on(card(thing="Desk Lamp (white, USB) → the same again"), again, alice) is None
    assert seen(card(), again, alice) == "variants"


def test_one_of_two_mugs_is_not_both(make_task, store, alice):
    goal = goals_of(make_task(writes=[returning("#W1000003", "mug-big")]), store)[0]
    assert wrong_on("You send back Mug (L, no) from order #W1000003.", goal, alice) is None
    both = "You send back Mug (L, no) and Mug (L, no) from order #W1000003."
    assert seen(both, goal, alice) == "lines"


def test_a_reason_that_was_not_given_is_seen(make_task, store, alice):
    goal = goals_of(make_task(writes=[cancelling("#W1000002")]), store)[0]
    assert wrong_on("I'll cancel order #W1000002. Reason: No longer needed.", goal, alice) is None
    assert seen("I'll cancel order #W1000002. Reason: Ordered by mistake.", goal, alice) == "reason"


def test_two_things_of_a_name_become_two_others(make_task, store, alice):
    writes = [exchanging("#W1000003", ["mug-big", "mug-big"], ["mug-small", "mug-big"])]
    goal = goals_of(make_task(writes=writes), store)[0]
    right = card(thing="Mug (L, no) → S, yes and Mug (L, no) → the same again", number="#W1000003")
    assert seen(right, goal, alice) == "nothing"
    wrong = card(thing="Mug (L, no) → the same again and Mug (L, no) → the same again", number="#W1000003")
    assert seen(wrong, goal, alice) == "variants"
