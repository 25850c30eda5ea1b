"""What can be done with what has arrived: send it back for its money, or for another one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from care.aftersales import rules
from care.aftersales.errors import Refused
from care.aftersales.wishes import Cancel, Exchange, Return, Swap
from care.db.models import PaymentMethod, Shipment, Variant
from care.db.models import Return as ReturnRow
from care.store.writing import LAST
from tests.care.aftersales.counter import SHOP, Counter, policy

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

KETTLE = Return("#THERE", ("1",), "alice_card", " does not\nfit ")
TO_RED = Exchange("#THERE", (Swap("1", "red"),), "gift_card_8143")


async def refused(counter: Counter, wish) -> Refused:
    with pytest.raises(Refused) as caught:
        await counter.do(wish)
    return caught.value


async def test_a_return_is_requested_and_no_money_moves_yet(counter: Counter):
    done = await counter.do(Return("#THERE", ("2", "1"), "gift_card_8143", " does not\nfit "))
    (row,) = (await counter.order("#THERE")).returns
    assert (row.line_ids, row.refund_to, str(row.amount), row.status, row.reason) == (
        ["1", "2"], "gift_card_8143", "64.00", "requested", "does not fit",
    )  # fmt: skip
    assert len(await counter.money("#THERE")) == 1
    assert await counter.balance() == Decimal("50.00")
    assert await counter.stock("blue") == (4, True)
    assert (done.quote.comes_back, done.quote.postage_by) == (Decimal("64.00"), "shop")


async def test_an_exchange_is_requested_and_its_thing_kept_for_her(counter: Counter):
    await counter.do(TO_RED)
    (row,) = (await counter.order("#THERE")).exchanges
    assert (row.lines, row.method_id, str(row.price_difference), row.status) == (
        [{"line_id": "1", "variant_id": "red"}], "gift_card_8143", "5.00", "requested",
    )  # fmt: skip
    assert len(await counter.money("#THERE")) == 1
    assert await counter.balance() == Decimal("50.00")
    assert (await counter.stock("red"), await counter.stock("blue")) == ((0, False), (4, True))


async def test_a_faulty_thing_is_exchanged_for_the_very_same_at_no_cost(counter: Counter):
    await counter.change(update(Variant).where(Variant.id == "blue").values(price=Decimal("99.00")))
    await counter.do(Exchange("#THERE", (Swap("1", "blue"),), None))
    (row,) = (await counter.order("#THERE")).exchanges
    assert (row.method_id, str(row.price_difference)) == ("alice_card", "0.00")
    assert await counter.stock("blue") == (3, True)


async def test_one_return_or_one_exchange_an_order_where_the_policy_says_so(counter: Counter):
    await counter.do(KETTLE)
    for wish in (Return("#THERE", ("2",), "alice_card"), TO_RED):
        assert (await refused(counter, wish)).reason == "returned_before"
    await counter.do(Exchange("#THERE2", (Swap("1", "red"),), "alice_card"))
    assert (await refused(counter, Return("#THERE2", ("2",), "alice_card"))).reason == "exchanged_before"
    counter.shop = policy(exchange={"return_or_exchange_once": False})
    refusal = await refused(counter, KETTLE)
    assert (refusal.reason, refusal.facts["names"]) == ("line_went_back", ["Kettle"])
    await counter.do(Return("#THERE", ("2",), "alice_card"))
    assert (await refused(counter, KETTLE)).reason == "nothing_left_to_send_back"


async def test_a_return_that_was_rejected_does_not_count(counter: Counter):
    await counter.do(KETTLE)
    await counter.change(update(ReturnRow).values(status="rejected"))
    await counter.do(KETTLE)


async def test_the_window_is_counted_from_delivery_in_days_of_the_shop(counter: Counter, clock):
    counter.shop = policy(returning={"window_days": 5}, exchange={"window_days": 4})
    refusal = await refused(counter, TO_RED)
    assert (refusal.reason, refusal.facts["days"], refusal.facts["until"]) == (
        "window_over", 4, date(2026, 11, 1),
    )  # fmt: skip
    assert refusal.instead[0] == "return_item"
    await counter.quote(KETTLE)
    clock.now += timedelta(days=1)
    assert (await refused(counter, KETTLE)).reason == "window_over"
    await counter.change(update(Shipment).values(delivered_at=None))  # nobody knows when
    await counter.quote(KETTLE)


@pytest.mark.parametrize("number", ["#PENDING", "#PACKED", "#SENT", "#UNPAID"])
async def test_what_has_not_arrived_cannot_go_back(counter: Counter, number):
    refusal = await refused(counter, Return(number, ("1",), "alice_card"))
    assert refusal.reason == "not_delivered_yet"
    assert len(refusal.instead) == 2
    order = await counter.order(number)
    for intent in refusal.instead:
        kind = rules.INTENTS.get(intent)
        assert kind is None or rules.why_not(kind, order, SHOP, counter.clock.now) is None


async def test_money_goes_back_where_the_policy_lets_it(counter: Counter):
    refusal = await refused(counter, Return("#THERE", ("1",), "alice_paypal"))
    assert refusal.reason == "refund_elsewhere"
    assert refusal.facts["method_ids"] == ["alice_card", "gift_card_8143", "gift_card_0007"]
    assert (await refused(counter, Return("#THERE", ("1",), "charlie_card"))).reason == "unknown_method"
    counter.shop = policy(returning={"refund_to": ("original",)})
    assert (await refused(counter, Return("#THERE", ("1",), "gift_card_8143"))).reason == "refund_elsewhere"
    counter.shop = policy(returning={"refund_to": ("gift_card",)})
    assert (await refused(counter, KETTLE)).reason == "refund_elsewhere"


async def test_a_card_she_removed_is_offered_only_where_she_paid_with_it(counter: Counter):
    assert rules.SET_ASIDE == LAST
    aside = update(PaymentMethod).where(PaymentMethod.id.in_(["alice_card", "gift_card_8143"]))
    await counter.change(aside.values(position=LAST))
    refusal = await refused(counter, Return("#THERE", ("1",), "gift_card_8143"))
    assert refusal.facts["method_ids"] == ["alice_card", "gift_card_0007"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Return("#THERE", (), "alice_card"), "no_lines"),
        (Return("#THERE", ("1", "1"), "alice_card"), "unknown_lines"),
        (Return("#THERE", ("9",), "alice_card"), "unknown_lines"),
        (Exchange("#THERE", (Swap("1", "white"),), None), "other_product"),
        (Exchange("#THERE", (Swap("1", "black"),), None), "variant_sold_out"),
        (Exchange("#THERE", (Swap("1", "gold"),), "gift_card_8143"), "card_does_not_cover"),
        (Exchange("#THERE", (Swap("1", "red"),), "nobody's"), "unknown_method"),
    ],
)
async def test_what_does_not_fit_together_is_refused(counter: Counter, wish, reason):
    assert (await refused(counter, wish)).reason == reason


async def test_policy_settings_of_exchanges(counter: Counter):
    gold = Exchange("#THERE", (Swap("1", "gold"),), "gift_card_8143")
    counter.shop = policy(exchange={"gift_card_must_cover": False})
    assert (await counter.quote(gold)).to_pay == Decimal("360.00")
    counter.shop = policy(exchange={"difference_by": "original"})
    assert (await refused(counter, gold)).reason == "original_method_only"
    counter.shop = policy(exchange={"same_product": False})
    await counter.quote(Exchange("#THERE", (Swap("1", "white"),), None))
    counter.shop = policy(returning={"shopper_pays_postage": True})
    assert (await counter.quote(KETTLE)).postage_by == "shopper"
    counter.shop = policy(returning={"statuses": ("shipped",)}, exchange={"statuses": ("shipped",)})
    await counter.quote(Return("#SENT", ("1",), "alice_card"))
    assert (await refused(counter, KETTLE)).reason == "not_delivered_yet"


async def test_lines_on_offer_are_those_that_would_be_granted(counter: Counter):
    order, now = await counter.order("#THERE"), counter.clock.now
    assert [line.id for line in rules.lines_for(Return, order, SHOP, now)] == ["1", "2"]
    assert rules.lines_for(Cancel, order, SHOP, now) == []
    counter.shop = policy(exchange={"return_or_exchange_once": False})
    await counter.do(KETTLE)
    order = await counter.order("#THERE")
    assert [line.id for line in rules.lines_for(Exchange, order, counter.shop, now)] == ["2"]
    assert rules.lines_for(Return, order, SHOP, now) == []
