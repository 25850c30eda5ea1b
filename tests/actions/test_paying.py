"""Paying later, price protection, company invoices, the account's details, reminders, money back."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from actions.counter import Counter
from care.db.models import Customer, Order, Request, Variant
from tests.actions.conftest import Begin, on_sqlite

pytestmark = on_sqlite


async def requests(counter: Counter) -> list[Request]:
    async with counter.database.reading() as session:
        return list(await session.scalars(select(Request).order_by(Request.id)))


async def customer(counter: Counter, key: str) -> Customer:
    async with counter.database.reading() as session:
        found = await session.get(Customer, key)
        assert found
        return found


async def test_price_that_dropped_is_paid_back_in_one_yes(begin: Begin, counter: Counter) -> None:
    async with counter.database.writing() as session:
        variant = await session.get(Variant, "kettle_blue_1")
        assert variant
        variant.price = Decimal("30.00")
    dora = await begin("dora")
    offered = await dora.say("price_protection", "the kettle is cheaper now")
    assert "$9.00" in offered.text
    await dora.tap("Yes, do it")
    again = await dora.say("price_protection", "the kettle is cheaper now")
    assert "costs less today" in again.text
    assert len(again.labels) >= 2


async def test_invoice_for_a_company_asks_for_what_is_missing(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    asked = await dora.say("invoice", "I need an invoice for my company")
    assert "To which company" in asked.text
    asked = await dora.say("inform", "Acme Ltd")
    assert "tax number" in asked.text
    offered = await dora.say("inform", "it is 12-3456789")
    assert "Acme Ltd, tax number 12-3456789" in offered.text
    await dora.tap("Yes, do it")
    assert (await requests(counter))[0].wish["company"] == "Acme Ltd"


async def test_invoice_for_a_company_said_at_once_is_only_confirmed(begin: Begin) -> None:
    dora = await begin("dora")
    offered = await dora.say("invoice", "invoice made out to Acme Ltd, tax number 12-3456789 please")
    assert "Acme Ltd, tax number 12-3456789" in offered.text
    zh = await begin("dora", "zh")
    offered = await zh.say("invoice", "开发票，抬头是上海晨光有限公司，税号91310000MA1FL1X23B")
    assert "上海晨光有限公司" in offered.text
    assert "91310000MA1FL1X23B" in offered.text


async def test_invoice_without_a_company_is_shown_at_once(begin: Begin) -> None:
    dora = await begin("dora")
    shown = await dora.say("invoice", "I need an invoice")
    assert shown.cards[0]["kind"] == "facts"
    assert "To which company" in (await dora.tap("company")).text


async def test_unpaid_order_gets_its_link_or_is_called_off(begin: Begin, counter: Counter) -> None:
    payment = counter.shop.payment.model_copy(update={"link": "https://shop.example/pay/{number}"})
    counter.shop = counter.shop.model_copy(update={"payment": payment})
    alice = await begin("alice")
    asked = await alice.say("pay_order", "I have not paid yet")
    assert asked.labels[:2] == ["Send me the link to pay", "Cancel it"]
    await alice.tap("Send me the link")
    done = await alice.tap("Yes, do it")
    assert "https://shop.example/pay/%23W1000005" in done.text
    await alice.say("pay_order", "my unpaid order", order_number="W1000005")
    asked = await alice.tap("Cancel it")
    assert "reason" in asked.text
    offered = await alice.tap("No longer needed")
    assert offered.cards[0]["kind"] == "quote"


async def test_account_says_what_is_to_change_in_words_or_taps(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    asked = await dora.say("update_profile", "I want to change my details")
    assert asked.labels[:2] == ["My default address", "My phone number"]
    await dora.tap("My phone number")
    offered = await dora.say("inform", "212 555 0199")
    assert "212 555 0199" in offered.text
    await dora.tap("Yes, do it")
    assert (await customer(counter, "dora")).phone == "212 555 0199"
    offered = await dora.say("update_profile", "my new phone number is 212 555 0200")
    assert offered.labels[0] == "Yes, do it"
    await dora.tap("Yes, do it")
    offered = await dora.say("update_profile", "change the language to Chinese")
    assert "Chinese" in offered.text
    await dora.tap("Yes, do it")
    assert (await customer(counter, "dora")).language == "zh"


async def test_default_address_is_as_short_as_ever(begin: Begin) -> None:
    dora = await begin("dora")
    offered = await dora.say(
        "update_profile", "change my default address to 1234 Elm St, Springfield, IL 62701"
    )
    assert "1234 Elm St, Springfield, IL 62701, USA" in offered.text


async def test_default_address_may_be_that_of_an_order(begin: Begin, counter: Counter) -> None:
    async with counter.database.writing() as session:
        order = await session.get(Order, "#W3000001")
        assert order
        order.address1 = "8 Elm Street"
    dora = await begin("dora")
    offered = await dora.say(
        "update_profile", "use the address of order W3000001 as my default", order_number="W3000001"
    )
    assert "8 Elm Street" in offered.text
    assert offered.labels[0] == "Yes, do it"


async def test_email_is_changed_by_a_person_and_why_is_told(begin: Begin) -> None:
    dora = await begin("dora")
    refused = await dora.say("update_profile", "change my e-mail address")
    assert "proves that you are you" in refused.text
    assert "Talk to a person" in refused.labels


async def test_reminder_for_what_is_sold_out(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    offered = await dora.say("back_in_stock", "tell me when the red electric kettle is back")
    assert "Electric Kettle (red, 2L)" in offered.text
    await dora.tap("Yes, do it")
    again = await dora.say("back_in_stock", "tell me when the desk lamp is back")
    assert "Desk Lamp" in again.text
    once_more = await dora.say("back_in_stock", "tell me when the red electric kettle is back")
    assert "on the list" in once_more.text


async def test_reminder_for_what_there_never_was_offers_what_is_sold_out(begin: Begin) -> None:
    dora = await begin("dora")
    asked = await dora.say("back_in_stock", "tell me when the red electric kettle with 1L is back")
    assert "doesn't come in" in asked.text
    offered = await dora.tap("red, 2L")
    assert "red, 2L" in offered.text


async def test_who_has_paid_everything_hears_so(begin: Begin) -> None:
    dora = await begin("dora")
    assert "All of your orders are paid" in (await dora.say("pay_order", "how do I pay")).text


async def test_reminder_asks_for_the_product_and_says_when_it_is_there(begin: Begin) -> None:
    dora = await begin("dora")
    asked = await dora.say("back_in_stock", "remind me when it is back")
    assert "waiting for" in asked.text
    missed = await dora.say("inform", "bicycle")
    assert "can't find “bicycle”" in missed.text
    which = await dora.say("inform", "kettle")
    assert which.labels[:2] == ["Electric Kettle", "Tea Kettle"]
    there = await dora.tap("Tea Kettle")
    assert "in stock just now" in there.text


async def test_money_back_is_whatever_the_order_allows(begin: Begin) -> None:
    dora = await begin("dora")
    assert "reason" in (await dora.say("refund_request", "I want my money back")).text
    alice = await begin("alice")
    lost = await alice.say("refund_request", "I want my money back", order_number="W1000002")
    assert "searched for" in lost.text or "Which parcel" in lost.text
    alice = await begin("alice")
    paid = await alice.say("refund_request", "I want my money back", order_number="W1000004")
    assert "$58.00" in paid.text
    alice = await begin("alice")
    broken = await alice.say(
        "refund_request", "money back, the tea kettle is broken", order_number="W1000003"
    )
    assert "Where shall the money go?" in broken.text


async def test_money_back_in_chinese(begin: Begin) -> None:
    dora = await begin("dora", "zh")
    assert "原因" in (await dora.say("refund_request", "我要退款")).text
    other = await begin("charlie", "zh")
    asked = await other.say("update_profile", "我要改资料")
    assert "默认地址" in asked.labels
    third = await begin("alice", "zh")
    reminded = await third.say("back_in_stock", "台灯到货了告诉我")
    assert "台灯" in reminded.text
