"""Choices are found by what people read on them."""

import pytest

from simulator.replay import reading
from simulator.replay.facts import Method
from simulator.replay.reading import Said


@pytest.fixture
def lamp(alice):
    return alice.orders["#W1000001"].lines[0]


def test_an_order_is_found_by_its_number_among_others_with_the_same_things():
    labels = ["#W1000002 · Desk Lamp · being prepared", "#W1000001 · Desk Lamp and 1 more · delivered"]
    assert reading.order_label(labels, "#W1000001") == labels[1]
    assert reading.order_label(labels, "#W1000009") is None


def test_of_two_lamps_the_one_with_the_right_options_is_taken(lamp):
    labels = ["Desk Lamp, black, USB · $25.00", "Desk Lamp, white, USB · $30.00"]
    assert reading.line_label(labels, lamp) == labels[1]


def test_a_lamp_of_another_colour_is_not_taken_for_ours(lamp):
    assert reading.line_label(["Desk Lamp, black, USB · $25.00"], lamp) is None


def test_a_label_with_the_bare_name_will_do(lamp):
    assert reading.line_label(["Mug", "Desk Lamp"], lamp) == "Desk Lamp"


def test_an_order_that_begins_with_a_lamp_is_not_a_lamp(lamp):
    assert reading.line_label(["#W1000002 · Desk Lamp · being prepared"], lamp) is None


@pytest.mark.parametrize(
    "label", ["black, USB", "black, USB · −$5.00", "Black, USB ($25.00)", "color: black, power: USB"]
)
def test_a_variant_is_found_by_all_of_its_options(store, label):
    black = store.variant("lamp-black")
    assert reading.variant_label(["white, USB", label], black) == label
    assert reading.variant_label(["black, battery"], black) is None


@pytest.mark.parametrize(
    ("label", "variant"), [("lid", "mug-small"), ("no lid", "mug-big"), ("lid: no", "mug-big")]
)
def test_yes_and_no_are_understood_in_words(store, label, variant):
    assert reading.value_label([label], store.variant(variant)) == label


def test_no_thanks_is_no_option(store):
    assert reading.value_label(["No, thanks"], store.variant("mug-big")) is None


@pytest.mark.parametrize(
    ("label", "fits"),
    [
        ("Visa ending in 4402", True),
        ("credit card", True),
        ("Visa ending in 1111", False),
        ("gift card ending in 8143 · $40.00 left", False),
        ("PayPal", False),
    ],
)
def test_a_card_is_known_by_its_kind_and_last_digits(alice, label, fits):
    assert reading.is_method(label, alice.methods["card-1"]) is fits


def test_a_gift_card_is_known_by_the_end_of_its_number(alice):
    labels = ["gift card ending in 1234", "gift card ending in 8143 · $40.00 left"]
    assert reading.method_label(labels, alice.methods["gift_card_7008143"]) == labels[1]
    assert Method("gift_card_1", "gift_card").words == "gift card"


def test_a_reason_is_found_in_other_words():
    labels = ["I don't need it any more", "It was a mistake"]
    assert reading.reason_label(labels, "no longer needed") == labels[0]
    assert reading.reason_label(labels, "ordered by mistake") == labels[1]
    assert reading.reason_label(["PayPal"], "no longer needed") is None


def test_an_address_is_found_by_street_unit_and_zip(alice):
    labels = [
        "1 Elm Street, Suite 7, Springfield, IL 62701, USA",
        "1 Elm Street, Suite 5, Springfield, IL 62701, USA",
    ]
    assert reading.address_label(labels, alice.address) == labels[1]


def test_an_amount_is_heard_with_or_without_commas():
    assert reading.says("You get $1,126.04 back in all.", "1126.04")
    assert reading.says("One costs $180.10.", "180.1")
    assert not reading.says("You get $126.04 back.", "1126.04")


def test_a_card_to_confirm_is_told_from_the_offer_of_a_code():
    assert Said("", "", ("Yes, do it", "Change something", "Talk to a person")).is_quote
    assert not Said("", "", ("Yes, send the code", "No code, please")).is_quote
