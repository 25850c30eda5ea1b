"""What must be said is asked for, in the words of someone who wants to know."""

import pytest

from simulator.replay.goals import goals_of
from simulator.replay.questions import in_first_person, questions_for
from tests.simulator.store import cancelling, exchanging, returning


@pytest.fixture
def asked(make_task, store, alice):
    """-> asked(**task): what the shopper asks, and when."""

    def ask(**fields):
        task = make_task(**fields)
        found = questions_for(task, store, alice, alice, goals_of(task, store))
        return [(question.when, question.asked[0]) for question in found]

    return ask


def test_a_tracking_number_is_asked_of_its_order(asked):
    assert asked(must_say=["770001"]) == [("after", "What is the tracking number of order #W1000001?")]


def test_what_comes_back_in_all_is_asked_at_the_end(asked):
    writes = [returning("#W1000001", "lamp-white"), cancelling("#W1000002")]
    assert asked(writes=writes, must_say=["55.00"]) == [("after", "How much do I get back in all?")]


def test_an_address_is_one_question_however_many_parts_are_wanted(asked):
    wanted = ["9 Oak Road", "Dallas", "TX", "75201"]
    assert asked(must_say=wanted) == [("after", "Which address was order #W1000002 sent to?")]


def test_a_number_of_variants_counts_those_that_can_be_had(asked):
    found = asked(must_say=["2"], story="You want to know how many desk lamp options there are.")
    assert found == [("after", "How many Desk Lamp options are available right now?")]


def test_the_balance_of_a_gift_card(asked):
    assert asked(must_say=["40.00"]) == [("after", "What is the balance of my gift card?")]


def test_what_a_choice_not_taken_would_save_is_asked_by_beginning_it(asked):
    story = "Return the mug, or exchange the lamp for the cheapest: how much do you save?"
    writes = [returning("#W1000001", "mug-small")]
    found = asked(writes=writes, must_say=["8.00", "5.00"], story=story)
    assert [when for when, _ in found] == ["after", "before"]
    assert "exchanging the Desk Lamp" in found[1][1]


def test_the_total_of_all_things_of_a_kind(asked):
    found = asked(must_say=["41.00"], story="You want to know the total price of all your mugs.")
    assert found == [("after", "How much did I pay for all my Mugs in total?")]


def test_the_total_of_an_order(asked):
    assert asked(must_say=["38.00"]) == [("after", "What is the total of order #W1000001?")]


def test_what_some_things_of_an_order_cost_together(asked):
    found = asked(must_say=["42.50"])
    assert found == [("before", "How much did I pay for the Desk Lamp and the Tea Tray in order #W1000004?")]


def test_what_to_pay_of_an_exchange(asked):
    writes = [exchanging("#W1000001", ["mug-small"], ["mug-big"])]
    assert asked(writes=writes, must_say=["4.50"]) == [("after", "How much do I have to pay in all?")]


def test_what_no_fact_explains_is_asked_as_the_story_tells_it(asked):
    found = asked(must_say=["blue moon"], story="You are bored. You want to know what your horoscope says.")
    assert found == [("after", "I want to know what my horoscope says")]


def test_a_story_is_told_in_the_first_person():
    assert (
        in_first_person("You want to cancel your order, yours alone.")
        == "I want to cancel my order, mine alone"
    )
