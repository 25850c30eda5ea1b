"""What can be done before an order leaves: cancel, send it elsewhere, pay otherwise, take other variants."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import update

from care.aftersales.errors import Changed, Conflict, Refused
from care.aftersales.wishes import (
    Address,
    Cancel,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ChangePayment,
    Swap,
)
from care.db.models import Customer, Order, Shipment, Variant
from care.errors import NotFound
from tests.care.aftersales.counter import ALICE, CHARLIE, GUEST, Counter, policy

NEW = Address("5 Harbour Lane", "Apt 2", "Boston", "MA", "02110", "USA")
CANCEL = Cancel("#PENDING", "no longer needed")
TO_RED = ChangeItems("#PENDING", (Swap("1", "red"),), "alice_card")


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def refused(counter: Counter, wish, shopper=ALICE) -> Refused:
    with pytest.raises(Refused) as caught:
        await counter.do(wish, shopper)
    return caught.value


async def test_cancelling_pays_back_the_way_it_was_paid_and_gives_the_stock_back(counter: Counter):
    done = await counter.do(Cancel("#SPLIT", "Ordered_by mistake"))
    order = await counter.order("#SPLIT")
    assert (order.status, order.cancel_reason) == ("cancelled", "ordered by mistake")
    assert (await counter.money("#SPLIT"))[2:] == [
        ("refund", "20.00", "gift_card_8143"), ("refund", "44.00", "alice_card"),
    ]  # fmt: skip
    assert await counter.balance() == Decimal("70.00")
    assert (await counter.stock("blue"), await counter.stock("white")) == ((5, True), (11, True))
    assert (done.number, done.kind, done.quote.comes_back) == ("R-10001", "cancel", Decimal("64.00"))


async def test_every_deed_leaves_a_request_an_audit_row_an_event_and_a_letter(counter: Counter):
    await counter.do(CANCEL)
    assert await counter.traces() == {"requests": 1, "audit": 1, "events": 1, "letters": 1}


async def test_an_unpaid_order_is_cancelled_and_nothing_goes_back(counter: Counter):
    done = await counter.do(Cancel("#UNPAID", "no longer needed"))
    assert done.quote.moves == ()
    assert await counter.money("#UNPAID") == []


async def test_the_fee_stays_with_the_shop(counter: Counter):
    counter.shop = policy(cancel={"fee": Decimal("5.00")})
    done = await counter.do(Cancel("#SPLIT", "no longer needed"))
    assert (done.quote.fee, done.quote.comes_back) == (Decimal("5.00"), Decimal("59.00"))
    counter.shop = policy(cancel={"fee": Decimal("500.00")})
    done = await counter.do(CANCEL)
    assert (done.quote.fee, done.quote.moves) == (Decimal("64.00"), ())


async def test_some_lines_can_be_cancelled_only_where_the_policy_allows_it(counter: Counter):
    wish = Cancel("#PENDING", "no longer needed", ("2",))
    assert (await refused(counter, wish)).reason == "whole_order_only"
    counter.shop = policy(cancel={"whole_order": False})
    await counter.do(wish)
    order = await counter.order("#PENDING")
    assert (order.status, [line.id for line in order.lines]) == ("pending", ["1"])
    assert (await counter.money("#PENDING"))[1:] == [("refund", "24.00", "alice_card")]
    await counter.do(CANCEL)
    assert (await counter.money("#PENDING"))[2:] == [("refund", "40.00", "alice_card")]


async def test_a_fee_that_was_kept_once_does_not_come_back_with_the_rest(counter: Counter):
    counter.shop = policy(cancel={"whole_order": False, "fee": Decimal("5.00")})
    await counter.do(Cancel("#PENDING", "no longer needed", ("2",)))
    await counter.do(CANCEL)
    assert (await counter.money("#PENDING"))[1:] == [
        ("refund", "19.00", "alice_card"), ("refund", "35.00", "alice_card"),
    ]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize(
    ("number", "reason", "instead"),
    [
        ("#OFF", "already_cancelled", "order_status"),
        ("#PACKED", "already_packed", "delivery_eta"),
        ("#SENT", "already_left", "delivery_eta"),
        ("#THERE", "already_delivered", "return_item"),
    ],
)
async def test_too_late_says_why_and_what_is_possible_instead(counter: Counter, number, reason, instead):
    for wish in (Cancel(number, "no longer needed"), ChangeAddress(number, NEW)):
        refusal = await refused(counter, wish)
        assert (refusal.reason, refusal.instead[0], len(refusal.instead)) == (reason, instead, 2)


async def test_a_policy_may_let_packed_orders_be_cancelled(counter: Counter):
    counter.shop = policy(cancel={"statuses": ("pending", "processed")})
    await counter.do(Cancel("#PACKED", "no longer needed"))


async def test_reasons_are_those_of_the_shop_or_any_where_it_names_none(counter: Counter):
    wish = Cancel("#PENDING", "found it cheaper")
    assert (await refused(counter, wish)).facts["reasons"] == ["no longer needed", "ordered by mistake"]
    counter.shop = policy(cancel={"reasons": ()})
    await counter.do(wish)
    assert (await counter.order("#PENDING")).cancel_reason == "found it cheaper"


async def test_a_parcel_that_left_meanwhile_is_not_called_back(counter: Counter):
    quote = await counter.quote(CANCEL)
    await counter.change(update(Order).where(Order.number == "#PENDING").values(status="shipped"))
    with pytest.raises(Refused) as caught:
        await counter.perform(CANCEL, quote.fingerprint)
    assert caught.value.reason == "already_left"
    assert not +await counter.traces()


async def test_one_parcel_of_several_that_left_is_enough(counter: Counter, clock):
    await counter.change(update(Order).where(Order.number == "#PACKED").values(status="pending"))
    await counter.do(ChangeAddress("#PACKED", NEW))
    left = update(Shipment).where(Shipment.order_number == "#PACKED").values(shipped_at=clock.now)
    await counter.change(left)
    assert (await refused(counter, Cancel("#PACKED", "no longer needed"))).reason == "already_left"


async def test_the_address_of_the_order_and_of_the_account_are_two_things(counter: Counter):
    await counter.do(ChangeAddress("#PENDING", NEW))
    assert (await counter.order("#PENDING")).address1 == NEW.address1
    assert (await counter.order("#SPLIT")).address1 == "12 Linden Road"
    await counter.do(ChangeDefaultAddress(NEW))
    async with counter.database.reading() as session:
        alice = await session.get(Customer, "alice")
        assert alice is not None
        assert (alice.city, alice.zip) == ("Boston", "02110")
    assert (await refused(counter, ChangeAddress("#PENDING", NEW))).reason == "same_address"


@on_sqlite
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (Address(" ", "", "Boston", "", "02110", "USA"), "address_incomplete"),
        (Address("5 Lane", "", "Boston", "", "", ""), "address_incomplete"),
        (Address("5 Lane\nfoo", "", "Boston", "", "02110", "USA"), "address_unwritable"),
        (Address("5 Lane\x00", "", "Boston", "", "02110", "USA"), "address_unwritable"),
        (Address("5 Lane" * 60, "", "Boston", "", "02110", "USA"), "address_unwritable"),
    ],
)
async def test_an_address_that_no_label_can_carry_is_refused(counter: Counter, address, reason):
    for wish in (ChangeAddress("#PENDING", address), ChangeDefaultAddress(address)):
        assert (await refused(counter, wish)).reason == reason


async def test_another_payment_method_pays_all_and_the_first_is_paid_back(counter: Counter):
    await counter.do(ChangePayment("#PENDING", "alice_paypal"))
    assert (await counter.money("#PENDING"))[1:] == [
        ("payment", "64.00", "alice_paypal"), ("refund", "64.00", "alice_card"),
    ]  # fmt: skip
    assert (await refused(counter, ChangePayment("#PENDING", "alice_paypal"))).reason == "same_method"
    await counter.do(CANCEL)
    assert (await counter.money("#PENDING"))[3:] == [("refund", "64.00", "alice_paypal")]


async def test_a_gift_card_must_cover_it_unless_the_policy_lets_it_pay_a_part(counter: Counter):
    wish = ChangePayment("#PENDING", "gift_card_8143")
    refusal = await refused(counter, wish)
    assert refusal.reason == "card_does_not_cover"
    assert (refusal.facts["balance"], refusal.facts["amount"]) == (Decimal("50.00"), Decimal("64.00"))
    counter.shop = policy(change={"gift_card_must_cover": False})
    await counter.do(wish)
    assert (await counter.money("#PENDING"))[1:] == [
        ("payment", "50.00", "gift_card_8143"), ("refund", "50.00", "alice_card"),
    ]  # fmt: skip
    assert await counter.balance() == Decimal("0.00")


async def test_other_variants_cost_the_difference_and_change_the_stock(counter: Counter):
    wish = ChangeItems("#PENDING", (Swap("1", "red"), Swap("2", "grey")), "gift_card_8143")
    await counter.do(wish)
    order = await counter.order("#PENDING")
    assert [(line.variant_id, str(line.price), line.options["color"]) for line in order.lines] == [
        ("red", "45.00", "red"), ("grey", "12.00", "grey"),
    ]  # fmt: skip
    assert order.items_modified
    assert (await counter.money("#PENDING"))[1:] == [("payment", "5.00", "gift_card_8143")]
    assert await counter.balance() == Decimal("45.00")
    assert (await counter.stock("red"), await counter.stock("blue")) == ((0, False), (5, True))
    assert (await counter.stock("grey"), await counter.stock("white")) == ((7, True), (11, True))


async def test_a_cheaper_variant_gives_money_back_to_any_method_of_hers(counter: Counter):
    await counter.do(ChangeItems("#PENDING", (Swap("1", "green"),), "gift_card_0007"))
    assert (await counter.money("#PENDING"))[1:] == [("refund", "10.00", "gift_card_0007")]
    assert await counter.balance("gift_card_0007") == Decimal("10.40")


async def test_once_items_were_changed_nothing_else_can_be_or_only_items_cannot(counter: Counter):
    await counter.do(TO_RED)
    for wish in (CANCEL, ChangeAddress("#PENDING", NEW), ChangePayment("#PENDING", "alice_paypal"), TO_RED):
        assert (await refused(counter, wish)).reason == "items_changed_before"
    counter.shop = policy(change={"items_last": False})
    assert (await refused(counter, TO_RED)).reason == "items_changed_before"
    await counter.do(ChangeAddress("#PENDING", NEW))
    counter.shop = policy(change={"items_last": False, "items_once": False})
    await counter.do(ChangeItems("#PENDING", (Swap("1", "green"),), "gift_card_8143"))
    await counter.do(CANCEL)
    moved = await counter.money("#PENDING")
    assert sum(Decimal(amount) * (1 if kind == "payment" else -1) for kind, amount, _ in moved) == 0


@on_sqlite
@pytest.mark.parametrize(
    ("swaps", "method", "reason"),
    [
        ((Swap("1", "black"),), "alice_card", "variant_sold_out"),
        ((Swap("1", "white"),), "alice_card", "other_product"),
        ((Swap("1", "no such"),), "alice_card", "other_product"),
        ((Swap("7", "red"),), "alice_card", "unknown_lines"),
        ((Swap("1", "red"), Swap("1", "green")), "alice_card", "unknown_lines"),
        ((), "alice_card", "no_lines"),
        ((Swap("1", "gold"),), "gift_card_8143", "card_does_not_cover"),
        ((Swap("1", "red"),), "charlie_card", "unknown_method"),
        ((Swap("1", "red"),), "no_card", "unknown_method"),
    ],
)
async def test_what_does_not_fit_together_is_refused(counter: Counter, swaps, method, reason):
    assert (await refused(counter, ChangeItems("#PENDING", swaps, method))).reason == reason
    assert not +await counter.traces()


async def test_more_than_the_shelf_holds_is_sold_out(counter: Counter):
    await counter.change(update(Variant).where(Variant.id == "grey").values(stock=1))
    assert (
        await refused(counter, ChangeItems("#PENDING", (Swap("2", "grey"),), None))
    ).reason == "variant_sold_out"


async def test_policy_settings_of_changed_items(counter: Counter):
    gold = ChangeItems("#PENDING", (Swap("1", "gold"),), "gift_card_8143")
    counter.shop = policy(change={"gift_card_must_cover": False})
    quote = await counter.quote(gold)
    assert [(str(move.amount), move.method_id) for move in quote.moves] == [
        ("50.00", "gift_card_8143"), ("310.00", "alice_card"),
    ]  # fmt: skip
    counter.shop = policy(change={"difference_by": "original"})
    assert (await refused(counter, gold)).reason == "original_method_only"
    counter.shop = policy(change={"same_product": False})
    await counter.do(ChangeItems("#PENDING", (Swap("1", "white"),), "alice_card"))
    assert [line.name for line in (await counter.order("#PENDING")).lines] == ["Mug", "Mug"]


async def test_a_price_that_changed_meanwhile_is_agreed_to_anew(counter: Counter):
    quote = await counter.quote(TO_RED)
    await counter.change(update(Variant).where(Variant.id == "red").values(price=Decimal("48.00")))
    with pytest.raises(Changed) as caught:
        await counter.perform(TO_RED, quote.fingerprint)
    assert caught.value.quote.to_pay == Decimal("8.00")
    await counter.change(update(Variant).where(Variant.id == "red").values(available=False))
    with pytest.raises(Refused):
        await counter.perform(TO_RED, quote.fingerprint)
    assert not +await counter.traces()
    assert (await counter.order("#PENDING")).lines[0].variant_id == "blue"


async def test_charlies_order_a_guest_and_no_order_look_the_same(counter: Counter):
    for wish, shopper in (
        (Cancel("#CHARLIES", "no longer needed"), ALICE),
        (Cancel("#NOBODYS", "no longer needed"), ALICE),
        (CANCEL, CHARLIE),
        (CANCEL, GUEST),
        (ChangeDefaultAddress(NEW), GUEST),
    ):
        with pytest.raises(NotFound):
            await counter.quote(wish, shopper)
        with pytest.raises(NotFound):
            await counter.perform(wish, "whatever", shopper=shopper)
    assert not +await counter.traces()


async def test_a_key_is_one_wish_for_ever(counter: Counter):
    quote = await counter.quote(CANCEL)
    first = await counter.perform(CANCEL, quote.fingerprint, key="the yes")
    again = await counter.perform(CANCEL, quote.fingerprint, key="the yes")
    assert (first.repeated, again.repeated) == (False, True)
    assert (again.number, again.quote, again.at) == (first.number, first.quote, first.at)
    for wish, shopper in ((Cancel("#SPLIT", "no longer needed"), ALICE), (CANCEL, CHARLIE)):
        with pytest.raises(Conflict):
            await counter.perform(wish, quote.fingerprint, key="the yes", shopper=shopper)
    assert (await counter.traces())["requests"] == 1
