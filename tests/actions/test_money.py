"""Refunds, payments, invoices, gift cards: amounts and days as the store has them."""

from __future__ import annotations

import pytest

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


async def test_a_refund_on_its_way_says_how_much_where_to_and_when(begin):
    talk = await begin("alice")
    answer = await talk.say("refund_status", order_number="W1000004")
    assert answer.text == (
        "We sent $58.00 back to your Visa ending in 4402 (Friday, October 30)."
        " It should be there between Friday, November 6 and November 10; how fast depends on your bank."
    )
    assert answer.cards[0]["rows"][0]["label"] == "$58.00 · Visa ending in 4402"


async def test_a_refund_that_should_be_there_leads_to_a_person(begin, clock):
    clock.advance(days=20)
    talk = await begin("alice")
    answer = await talk.say("refund_status", order_number="W1000004")
    assert "should have been there by November 10" in answer.text
    assert "Talk to a person" in answer.labels


async def test_a_return_under_way_says_what_it_waits_for(begin):
    talk = await begin("alice")
    answer = await talk.say("refund_status", order_number="W1000003")
    assert "Stoneware Mug" in answer.text
    assert "we have your request" in answer.text
    assert "$12.00 goes to your gift card" in answer.text
    answer = await talk.say("return_status")
    assert "Stoneware Mug" in answer.text


async def test_no_refund_is_said_with_the_reason(begin):
    talk = await begin("alice")
    answer = await talk.say("refund_status", order_number="W1000001")
    assert "no refund for order #W1000001: nothing of it was cancelled or returned" in answer.text


async def test_a_payment_that_came(begin):
    talk = await begin("alice")
    answer = await talk.say("payment_issue", order_number="W1000001")
    assert "We have received $45.00 by Visa ending in 4402 (Thursday, October 29)." in answer.text


async def test_a_payment_that_has_not_come(begin):
    talk = await begin("alice")
    answer = await talk.say("payment_issue")
    assert "No payment for order #W1000005 over $12.00" in answer.text
    assert answer.labels == ["How can I pay?", "Talk to a person"]


async def test_the_invoice_adds_up(begin):
    talk = await begin("alice")
    answer = await talk.say("invoice", order_number="W1000003")
    assert "$70.00" in answer.text
    rows = {row["label"]: row["value"] for row in answer.cards[0]["rows"]}
    assert rows["Total"] == "$70.00"
    assert rows["Stoneware Mug (white) × 1"] == "$12.00"
    answer = await talk.tap("company")
    assert "To which company" in answer.text


async def test_gift_card_balance(begin):
    talk = await begin("alice")
    answer = await talk.say("gift_card_balance")
    assert "$37.50" in answer.text
    talk = await begin("charlie", "zh")
    answer = await talk.say("gift_card_balance")
    assert "没有礼品卡" in answer.text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_guest_needs_a_code_for_the_balance(begin, language):
    talk = await begin(language=language)
    answer = await talk.say("gift_card_balance", order_number="W1000001", email="alice@example.com")
    assert "37.50" not in answer.everything
    assert talk.slots["asking"] == "yes_no"


async def test_money_in_chinese(begin):
    talk = await begin("alice", "zh")
    answer = await talk.say("refund_status", order_number="W1000004")
    assert "US$58.00" in answer.text
    assert "11月10日" in answer.text
