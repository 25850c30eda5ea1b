"""What came wrong is made good once, and a price that dropped is paid back once for each drop."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from care.aftersales import rules
from care.aftersales.errors import Refused
from care.aftersales.wishes import (
    Cancel,
    ChangeItems,
    Exchange,
    PriceDrop,
    RefundFault,
    Replace,
    Return,
    Swap,
)
from care.db.models import LineCredit, Order, Shipment, Variant
from tests.care.aftersales.counter import SHOP, Counter, policy

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BROKEN_MUGS = RefundFault("#THERE", ("2",), "damaged", "alice_card", "both in pieces", "photo-1")
BROKEN_KETTLE = RefundFault("#THERE", ("1",), "damaged", "gift_card_8143")


async def refused(counter: Counter, wish) -> Refused:
    with pytest.raises(Refused) as caught:
        await counter.do(wish)
    return caught.value


async def price(counter: Counter, variant: str, now: str) -> None:
    await counter.change(update(Variant).where(Variant.id == variant).values(price=Decimal(now)))


async def test_what_is_cheap_or_never_came_is_paid_back_at_once_and_kept(counter: Counter):
    done = await counter.do(BROKEN_MUGS)
    assert (done.quote.to_send_back, done.quote.postage_by) == ((), None)
    assert (await counter.money("#THERE"))[1:] == [("refund", "24.00", "alice_card")]
    await counter.do(RefundFault("#THERE", ("1",), "missing", "gift_card_8143"))
    assert await counter.balance() == Decimal("90.00")
    assert (await counter.order("#THERE")).returns == []


async def test_what_is_dear_is_paid_back_when_it_is_back(counter: Counter):
    done = await counter.do(BROKEN_KETTLE)
    assert (done.quote.to_send_back, done.quote.postage_by) == (("1",), "shop")
    assert [move.later for move in done.quote.moves] == [True]
    (row,) = (await counter.order("#THERE")).returns
    assert (row.reason, str(row.amount), row.status) == ("damaged", "40.00", "requested")
    assert len(await counter.money("#THERE")) == 1
    counter.shop = policy(claims={"keep_below": Decimal("40.00")})
    done = await counter.do(RefundFault("#THERE2", ("1",), "wrong", "alice_card"))
    assert done.quote.to_send_back == ()


async def test_a_replacement_costs_nothing_and_is_taken_from_the_shelf(counter: Counter):
    done = await counter.do(Replace("#THERE", ("1", "2"), "damaged"))
    assert (done.quote.moves, done.quote.to_send_back) == ((), ("1",))
    order = await counter.order("#THERE")
    assert [(row.lines, str(row.price_difference)) for row in order.exchanges] == [
        ([{"line_id": "1", "variant_id": "blue"}], "0.00")
    ]
    assert (await counter.stock("blue"), await counter.stock("white")) == ((3, True), (7, True))
    await counter.do(Replace("#THERE2", ("1",), "missing"))
    assert (await counter.order("#THERE2")).exchanges == []


async def test_what_is_sold_out_cannot_be_sent_again_but_paid_back(counter: Counter):
    await counter.change(update(Variant).where(Variant.id == "blue").values(available=False, stock=0))
    refusal = await refused(counter, Replace("#THERE", ("1",), "wrong"))
    assert (refusal.reason, refusal.instead[0]) == ("variant_sold_out", "refund_request")
    await counter.do(RefundFault("#THERE", ("1",), "wrong", "alice_card"))


async def test_a_line_is_made_good_once_whatever_the_way(counter: Counter):
    await counter.do(BROKEN_MUGS)
    for wish in (BROKEN_MUGS, Replace("#THERE", ("2",), "damaged"), Return("#THERE", ("2",), "alice_card")):
        assert (await refused(counter, wish)).reason == "line_went_back"
    await counter.do(Replace("#THERE", ("1",), "missing"))
    assert (await refused(counter, BROKEN_KETTLE)).reason == "already_made_good"
    again = LineCredit(order_number="#THERE", line_id="1", kind="fault", request_id=1, amount=Decimal(0))
    with pytest.raises(IntegrityError):
        await counter.add(again)


async def test_a_claim_is_no_return_of_the_shoppers_own_wish(counter: Counter):
    await counter.do(BROKEN_KETTLE)
    await counter.do(Return("#THERE", ("2",), "alice_card"))
    await counter.do(Exchange("#THERE2", (Swap("2", "blue"),), "alice_card"))
    await counter.do(RefundFault("#THERE2", ("1",), "missing", "alice_card"))
    assert (await refused(counter, Return("#THERE2", ("1",), "alice_card"))).reason == "exchanged_before"


async def test_what_was_sent_again_is_exchanged_once_like_anything_else(counter: Counter):
    await counter.do(Replace("#THERE2", ("1",), "missing"))
    await counter.do(Exchange("#THERE2", (Swap("1", "green"),), "alice_card"))
    assert (
        await refused(counter, Exchange("#THERE2", (Swap("2", "blue"),), None))
    ).reason == "exchanged_before"


async def test_claims_need_something_that_has_come_and_their_window(counter: Counter, clock):
    for number in ("#PENDING", "#SENT", "#PACKED"):
        wish = Replace(number, ("1",), "missing")
        assert (await refused(counter, wish)).reason == "not_delivered_yet"
    assert (await refused(counter, Replace("#OFF", ("1",), "missing"))).reason == "already_cancelled"
    counter.shop = policy(claims={"window_days": 4})
    assert (await refused(counter, BROKEN_MUGS)).reason == "window_over"
    came = update(Shipment).where(Shipment.tracking_number == "T3").values(line_ids=["2"])
    await counter.change(came)
    await counter.change(update(Order).where(Order.number == "#THERE").values(status="shipped"))
    order = await counter.order("#THERE")
    assert [line.id for line in rules.lines_for(Replace, order, SHOP, clock.now)] == ["2"]


async def test_a_lower_price_is_paid_back_and_again_only_when_it_drops_further(counter: Counter):
    assert (await refused(counter, PriceDrop("#THERE"))).reason == "price_not_lower"
    await price(counter, "white", "10.00")
    await counter.do(PriceDrop("#THERE"))
    assert (await refused(counter, PriceDrop("#THERE"))).reason == "price_not_lower"
    await price(counter, "white", "9.50")
    await counter.do(PriceDrop("#THERE", "gift_card_8143"))
    assert (await counter.money("#THERE"))[1:] == [
        ("refund", "4.00", "alice_card"), ("refund", "1.00", "gift_card_8143"),
    ]  # fmt: skip


async def test_protection_ends(counter: Counter, clock):
    await price(counter, "white", "10.00")
    clock.now += timedelta(days=5)
    refusal = await refused(counter, PriceDrop("#THERE"))
    assert (refusal.reason, refusal.facts["days"]) == ("protection_over", 14)
    counter.shop = policy(price_protection={"days": 0})
    assert (await refused(counter, PriceDrop("#THERE"))).reason == "no_price_protection"
    assert (await refused(counter, PriceDrop("#UNPAID"))).reason == "not_paid_yet"


async def test_what_was_paid_back_for_a_drop_is_not_paid_back_twice(counter: Counter):
    await price(counter, "blue", "25.00")
    await counter.do(PriceDrop("#THERE"))
    done = await counter.do(Return("#THERE", ("1", "2"), "alice_card"))
    assert done.quote.comes_back == Decimal("49.00")
    assert (await refused(counter, PriceDrop("#THERE"))).reason == "nothing_to_pay_back"
    await counter.do(PriceDrop("#PENDING"))
    done = await counter.do(ChangeItems("#PENDING", (Swap("1", "green"),), "alice_card"))
    assert done.quote.to_pay == Decimal("5.00")  # 30.00 for what cost 25.00 by now
    assert (await refused(counter, PriceDrop("#PENDING"))).reason == "price_not_lower"
    await price(counter, "green", "28.00")
    await counter.do(PriceDrop("#PENDING"))
    async with counter.database.reading() as session:
        kept = (await session.scalars(select(LineCredit).where(LineCredit.order_number == "#PENDING"))).all()
    assert [(row.line_id, str(row.amount)) for row in kept] == [("1", "2.00")]
    await counter.do(Cancel("#SPLIT", "no longer needed"))
