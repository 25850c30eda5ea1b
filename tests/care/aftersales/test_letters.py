"""Each deed sends a letter in the shopper's language that says what, how much, to where and when."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from care.aftersales import wishes
from care.aftersales.records import KINDS, kind_of
from care.aftersales.wishes import Address, Swap, Wish
from care.db.models import Audit, Mail, Variant
from tests.care.aftersales.counter import ALICE, Counter, policy
from tests.care.plans import full_scans, statements_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

NEW = Address("5 Harbour Lane", "Apt 2", "Boston", "MA", "02110", "USA")
WISHES: list[Wish] = [
    wishes.Cancel("#SPLIT", "no longer needed"),
    wishes.ChangeAddress("#PENDING", NEW),
    wishes.ChangePayment("#PENDING", "alice_paypal"),
    wishes.ChangeItems("#PENDING", (Swap("1", "red"),), "gift_card_8143"),
    wishes.Return("#THERE", ("1", "2"), "gift_card_8143"),
    wishes.Exchange("#THERE2", (Swap("1", "red"),), "alice_card"),
    wishes.ChangeDefaultAddress(NEW),
    wishes.Replace("#THERE", ("1",), "damaged"),
    wishes.RefundFault("#THERE", ("1", "2"), "damaged", "alice_card"),
    wishes.PriceDrop("#THERE2"),
    wishes.Trace("#SENT", "T2", "late"),
    wishes.Hurry("#PENDING"),
    wishes.ChangeDelivery("#SENT", "after six", "+1 212 555 0101"),
    wishes.InvoiceFor("#THERE", "Archer & Co.", "DE123456789"),
    wishes.PayLink("#UNPAID"),
    wishes.Remind("black"),
    wishes.ChangeProfile(phone="+1 212 555 0101"),
]
# What must stand in each letter, in English.
SAID = {
    "cancel": ["#SPLIT", "$20.00", "gift card ending in 8143", "$44.00", "Visa ending in 4402", "5 to 7"],
    "change_address": ["#PENDING", "5 Harbour Lane, Apt 2, Boston"],
    "change_payment": ["$64.00", "PayPal", "Visa ending in 4402"],
    "change_items": ["Kettle (blue) becomes: red", "$5.00", "gift card ending in 8143"],
    "return": ["2 × Mug (white)", "$64.00", "as soon as your parcel is with us", "costs you nothing"],
    "exchange": ["Kettle (blue) becomes: red", "$5.00", "when your replacement leaves"],
    "replace": ["Kettle (blue), sent once more", "Please send back: Kettle"],
    "refund_fault": ["$24.00", "$40.00", "Please send back: Kettle"],
    "price_drop": ["was $40.00, is $35.00 today", "$5.00"],
    "trace": ["T2", "November 5, 2026"],
    "pay_link": ["https://shop.example/pay/%23UNPAID"],
}


@pytest.fixture
async def busy(counter: Counter) -> Counter:
    counter.shop = policy(payment={"link": "https://shop.example/pay/{number}"})
    await counter.change(update(Variant).where(Variant.id == "blue").values(price=Decimal("35.00")))
    return counter


async def letter(counter: Counter) -> Mail:
    async with counter.database.reading() as session:
        return (await session.scalars(select(Mail).order_by(Mail.id.desc()).limit(1))).one()


def test_every_kind_of_wish_is_here():
    assert [kind_of(wish) for wish in WISHES] == list(KINDS)


@on_sqlite
@pytest.mark.parametrize("wish", WISHES, ids=kind_of)
async def test_the_letter_says_all_that_was_agreed(busy: Counter, wish: Wish):
    if isinstance(wish, wishes.ChangeItems | wishes.Exchange):  # at the price that was paid
        await busy.change(update(Variant).where(Variant.id == "blue").values(price=Decimal("40.00")))
    done = await busy.do(wish)
    sent = await letter(busy)
    assert sent.to == "alice@example.com"
    assert done.number in sent.subject
    for words in ("Hello Alice", done.number, "Shopbell Home", *SAID.get(done.kind, [])):
        assert words in sent.text
    assert "{" not in sent.text


@on_sqlite
@pytest.mark.parametrize("wish", WISHES, ids=kind_of)
async def test_the_letter_is_in_the_shoppers_language(busy: Counter, wish: Wish):
    await busy.do(wish, replace(ALICE, language="zh"))
    sent = await letter(busy)
    assert "您好" in sent.text
    assert "your" not in sent.text


@on_sqlite
@pytest.mark.parametrize("wish", WISHES, ids=kind_of)
async def test_the_audit_keeps_no_words_of_hers(busy: Counter, wish: Wish):
    await busy.do(wish)
    async with busy.database.reading() as session:
        (row,) = await session.scalars(select(Audit).where(Audit.action.startswith("request.")))
    assert row.actor == "shopper:alice's chat"
    assert set(row.details) == {"request", "moves", "lines"}


@on_sqlite
@pytest.mark.parametrize("wish", WISHES, ids=kind_of)
async def test_no_table_is_read_from_end_to_end(busy: Counter, wish: Wish):
    with statements_of(busy.database) as taken:
        await busy.do(wish)
    assert await full_scans(busy.database, taken) <= {"SCAN store"}  # the one row about the store
    assert len([each for each in taken if each[0].startswith("SELECT")]) <= 31
