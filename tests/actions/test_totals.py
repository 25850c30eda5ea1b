"""Sums: what an order cost, what stays, what comes back in all; where it goes; products side by side."""

from __future__ import annotations

from tests.actions.conftest import Begin, on_sqlite

pytestmark = on_sqlite


async def test_order_is_told_with_every_price_and_what_was_paid(begin: Begin) -> None:
    dora = await begin("dora")
    answer = await dora.say("order_total", "what did my order cost")
    assert "Electric Kettle (blue, 1L) at $39.00" in answer.text
    assert "You paid $39.00" in answer.text


async def test_most_recent_order_is_the_newest_and_nobody_is_asked_which(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_total", "how much did I pay for my most recent order?")
    assert "#W1000005" in answer.text
    zh = await begin("alice", "zh")
    assert "#W1000005" in (await zh.say("order_total", "我最近一次的订单花了多少钱")).text


async def test_what_stays_after_a_return_is_told(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_total", "total of what stays?", order_number="W1000003")
    assert "What stays with you (Tea Kettle) comes to $58.00" in answer.text


async def test_things_bought_in_several_orders_are_added_up(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_total", "what was the total for all the desk lamps I have bought")
    assert "$128.00 in all" in answer.text
    assert "#W1000002" in answer.text
    assert "#W1000006" in answer.text


async def test_all_of_a_kind_are_added_up_however_few_words_say_so(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_total", "How much did I pay for all my desk lamps in total?")
    assert "$128.00 in all" in answer.text


async def test_what_is_to_pay_is_about_what_was_just_done(begin: Begin) -> None:
    alice = await begin("alice")
    await alice.say("cancel_order", "cancel it, no longer needed", order_number="W1000006")
    await alice.tap("Yes, do it")
    answer = await alice.say("order_total", "How much do I have to pay in all?")
    assert "You get back $64.00 in all" in answer.text


async def test_what_comes_back_of_several_wishes_is_added_up(begin: Begin) -> None:
    alice = await begin("alice")
    await alice.say("cancel_order", "cancel it, no longer needed", order_number="W1000006")
    offered = await alice.say("refund_total", "how much do I get back in all?", ranking=("refund_total",))
    assert "$64.00 would come back" in offered.text
    await alice.tap("Yes, do it")
    answer = await alice.say("refund_total", "how much do I get back in all?")
    assert "You get back $64.00 in all" in answer.text
    assert "From order #W1000003, $12.00" in answer.text


async def test_nothing_back_offers_what_would_bring_some(begin: Begin) -> None:
    dora = await begin("dora")
    answer = await dora.say("refund_total", "how much do I get back?")
    assert "No money is on its way back" in answer.text
    assert "Return something" in answer.labels


async def test_address_comes_with_state_and_tracking_number(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_address", "where was it sent", order_number="W1000003")
    assert "12 Linden Road, Albany, NY 12203, USA" in answer.text
    assert "TRK0004" in answer.text


async def test_order_that_is_paid_needs_nothing_and_an_unpaid_one_can_be_called_off(begin: Begin) -> None:
    dora = await begin("dora")
    answer = await dora.say("pay_order", "how do I pay my order", order_number="W3000001")
    assert "needs nothing" in answer.text
    alice = await begin("alice")
    answer = await alice.say("pay_order", "I want to pay")
    assert "#W1000005 over $12.00" in answer.text
    assert "Cancel it" in answer.labels


async def test_how_many_variants_there_are(begin: Begin) -> None:
    talk = await begin()
    answer = await talk.say("compare_products", "how many options does the electric kettle have")
    assert "2 of 3 options of the Electric Kettle are available" in answer.text
    assert answer.cards[0]["kind"] == "product"


async def test_cheapest_and_dearest_with_options_and_price(begin: Begin) -> None:
    talk = await begin()
    cheapest = await talk.say("compare_products", "cheapest electric kettle available?")
    assert "color: blue, capacity: 1L, at $39.00" in cheapest.text
    dearest = await talk.say("compare_products", "what is the most expensive electric kettle")
    assert "capacity: 2L, at $45.00" in dearest.text


async def test_all_that_fit_the_words_with_prices(begin: Begin) -> None:
    talk = await begin()
    blue = await talk.say("compare_products", "which blue electric kettles are there")
    assert "blue, 1L ($39.00) and blue, 2L ($45.00)" in blue.text
    cheap = await talk.say("compare_products", "any electric kettle for less than $40?")
    assert "blue, 1L ($39.00)" in cheap.text
    assert "2L" not in cheap.text.split("2 of 3")[0]


async def test_two_products_side_by_side(begin: Begin) -> None:
    talk = await begin()
    answer = await talk.say("compare_products", "which is cheaper, the electric kettle or the tea kettle?")
    assert "$39.00" in answer.text
    assert "$58.00" in answer.text


async def test_cheapest_of_several_products(begin: Begin) -> None:
    talk = await begin()
    answer = await talk.say("compare_products", "what is the cheapest kettle")
    assert answer.text.startswith("The cheapest Electric Kettle available is color: blue, capacity: 1L")


async def test_things_ordered_are_told_from_the_order_they_are_in(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("product_info", "what capacity is the electric kettle I ordered?")
    assert "from order #W1000001 has color: blue, capacity: 2L; it cost $45.00" in answer.text
    zh = await begin("alice", "zh")
    assert "#W1000001" in (await zh.say("product_info", "我买的电热水壶是多大的")).text


async def test_guest_says_first_who_they_are_before_hearing_of_things_they_ordered(begin: Begin) -> None:
    guest = await begin()
    answer = await guest.say("product_info", "what did I pay for the kettle I ordered")
    assert "e-mail address you ordered with" in answer.text
    assert "$" not in answer.text


async def test_tracking_number_is_told_whatever_became_of_the_order(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("order_status", "status", order_number="W1000003")
    assert "TRK0004" in answer.text
