"""Where is my order, when does it come: answered at once to who is known, from what the store knows."""

from __future__ import annotations

import pytest

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


async def test_one_order_is_answered_without_a_question(begin):
    talk = await begin("dora")
    answer = await talk.say("order_status")
    assert "#W3000001" in answer.text
    assert "Electric Kettle" in answer.text
    assert answer.cards[0]["lines"][0]["price"] == "$39.00"
    assert answer.labels == ["Change the address", "Cancel it"]


async def test_of_several_the_likeliest_comes_first_with_number_product_and_state(begin):
    talk = await begin("alice")
    answer = await talk.say("order_status")
    assert answer.labels == [
        "#W1000001 · Electric Kettle · out for delivery",
        "#W1000002 · Desk Lamp and 1 more · late",
        "#W1000006 · Desk Lamp · waiting for stock",
        "#W1000005 · Stoneware Mug · waiting for payment",
        "Something else",
    ]
    answer = await talk.tap("#W1000005")
    assert "waiting for payment" in answer.text


async def test_what_was_asked_is_remembered_while_the_order_is_chosen(begin):
    talk = await begin("alice")
    await talk.say("refund_status")
    answer = await talk.tap("#W1000004")
    assert "$58.00" in answer.text


async def test_the_second_one_is_the_second_choice(begin):
    talk = await begin("alice")
    await talk.say("order_status")
    answer = await talk.say("inform", "the second one", ordinal="2")
    assert "#W1000002" in answer.text


async def test_a_choice_may_be_typed_out(begin):
    talk = await begin("alice")
    answer = await talk.say("order_status")
    answer = await talk.say("nlu_fallback", answer.labels[2])
    assert "#W1000006" in answer.text


async def test_a_clear_new_wish_is_heard_while_an_order_is_to_be_chosen(begin):
    talk = await begin("alice")
    await talk.say("order_status")
    answer = await talk.say("inform", "cancel order", ranking=("cancel_order",))
    assert answer.labels[0].startswith("#W1000006")  # those that can still be cancelled
    answer = await talk.say("inform", "the mug", ranking=("product_info",))
    assert "cancel order #W1000005" in answer.text


async def test_goods_talked_about_in_between_do_not_choose_the_order(begin):
    talk = await begin("alice")
    await talk.say("order_status")
    answer = await talk.say("product_info", "how much is the electric kettle", product="electric kettle")
    assert "$39.00" in answer.text
    assert answer.lines[-1]["text"] == "Which order is it about?"
    answer = await talk.say("inform", "the red one")
    assert "sold out" in answer.text
    assert answer.lines[-1]["text"] == "Which order is it about?"


async def test_the_order_with_the_thing_that_was_named_needs_no_question(begin):
    talk = await begin("alice")
    answer = await talk.say("order_status", "where is my kettel")
    assert "#W1000001" in answer.text
    talk = await begin("alice", "zh")
    answer = await talk.say("order_status", "我的电热水壶到哪了")
    assert "#W1000001" in answer.text


async def test_the_order_just_talked_about_is_the_one_meant_next(begin):
    talk = await begin("alice")
    await talk.say("order_status", order_number="W1000002")
    answer = await talk.say("courier_contact")
    assert "TRK0003" in answer.text


async def test_another_wish_about_another_kind_of_order_does_not_stick_to_the_last(begin):
    talk = await begin("alice")
    await talk.say("order_status", order_number="W1000001")
    answer = await talk.say("return_item")
    assert "#W1000003" in answer.text


async def test_a_parcel_shows_its_way_on_a_card(begin):
    talk = await begin("alice")
    answer = await talk.say("order_status", order_number="W1000001")
    card = answer.cards[0]
    assert (card["kind"], card["carrier"], card["tracking_number"]) == ("parcel", "UPS", "TRK0001")
    assert [(step["label"], step["state"]) for step in card["steps"]] == [
        ("Picked up", "done"),
        ("Out for delivery", "now"),
        ("Delivered", "next"),
    ]
    assert card["items"] == ["Electric Kettle × 1"]


async def test_several_parcels_are_told_apart_and_the_late_one_is_admitted(begin):
    talk = await begin("alice")
    answer = await talk.say("delivery_eta", order_number="W1000002")
    assert len(answer.cards) == 2
    assert "The carrier says Wednesday, November 4; Thursday, November 5 at the latest" in answer.text
    assert "It was promised for Friday, October 30" in answer.text
    assert "Held up by a storm" in answer.text
    assert "I expect it by Thursday, November 5" in answer.text
    assert "Talk to a person" in answer.labels


async def test_what_holds_up_an_order_is_said(begin):
    talk = await begin("alice")
    answer = await talk.say("delivery_eta", order_number="W1000006")
    assert "Desk Lamp is out of stock" in answer.text
    assert "Cancel it" in answer.labels


async def test_a_bare_order_number_asks_how_it_stands(begin):
    talk = await begin("alice")
    answer = await talk.say("inform", "#W1000003", order_number="W1000003")
    assert "was delivered October 23" in answer.text


async def test_a_number_without_its_letter_is_understood(begin):
    talk = await begin("alice")
    answer = await talk.say("order_status", order_number="1000003")
    assert "#W1000003" in answer.text


@pytest.mark.parametrize("number", ["W2000001", "W9999999"])
async def test_somebody_elses_order_reads_like_none(begin, number):
    talk = await begin("alice")
    answer = await talk.say("order_status", order_number=number)
    assert answer.text == f"I can't find an order {number} in your account. Is it one of these?"
    assert "#W2000001" not in "".join(answer.labels)


async def test_numbers_and_dates_are_the_same_in_chinese(begin):
    talk = await begin("alice", "zh")
    answer = await talk.say("delivery_eta", order_number="W1000002")
    for fact in ("TRK0002", "TRK0003", "11月4日（周三）", "11月5日（周四）", "10月30日（周五）"):
        assert fact in answer.text
    assert "马克杯" in answer.text
    assert answer.cards[1]["late"]
