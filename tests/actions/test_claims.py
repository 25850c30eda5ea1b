"""Things missing, wrong or broken are made good; parcels searched for, hurried and handed over otherwise."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from actions.counter import Counter
from care.db.models import Order, Request
from care.efforts import service as efforts
from tests.actions.conftest import Begin, on_sqlite
from tests.conftest import Clock

pytestmark = on_sqlite


async def requests(counter: Counter) -> list[Request]:
    async with counter.database.reading() as session:
        return list(await session.scalars(select(Request).order_by(Request.id)))


async def test_broken_thing_is_sent_again_in_three_taps(begin: Begin, counter: Counter) -> None:
    alice = await begin("alice")
    asked = await alice.say("damaged_or_defective", "my tea kettle arrived broken", order_number="W1000003")
    assert asked.labels[:2] == ["Send it again, free of charge", "Money back"]
    offered = await alice.tap("Send it again")
    assert "free of charge" in offered.text
    done = await alice.tap("Yes, do it")
    assert "Done" in done.text
    (made,) = await requests(counter)
    assert made.wish["fault"] == "damaged"
    assert made.wish["note"] == "my tea kettle arrived broken"


async def test_who_asks_for_the_money_is_not_asked_again(begin: Begin, counter: Counter) -> None:
    alice = await begin("alice")
    asked = await alice.say(
        "missing_or_wrong_item", "the tea kettle is missing, I want my money back", order_number="W1000003"
    )
    assert "Where shall the money go?" in asked.text
    offered = await alice.tap("Visa")
    assert "$58.00" in offered.text
    await alice.tap("Yes, do it")
    again = await alice.say("missing_or_wrong_item", "the tea kettle is missing", order_number="W1000003")
    assert "made good already" in again.text


async def test_photo_goes_with_it_and_the_question_stays(begin: Begin, counter: Counter) -> None:
    alice = await begin("alice")
    await alice.say("damaged_or_defective", "my tea kettle arrived broken", order_number="W1000003")
    answer = await alice.say("inform", "[photo]", photo="0123456789abcdef0123456789abcdef")
    assert "the photo" in answer.text
    assert "Money back" in answer.labels
    await alice.tap("Send it again")
    again = await alice.say("inform", "[photo]", photo="f123456789abcdef0123456789abcdef")
    assert again.cards[-1]["kind"] == "quote"
    await alice.tap("Yes, do it")
    assert (await requests(counter))[0].wish["photo"].startswith("f123")


async def test_what_is_sold_out_is_paid_back(begin: Begin, counter: Counter) -> None:
    async with counter.database.writing() as session:
        order = await session.get(Order, "#W1000006")
        assert order
        order.status = "delivered"
    alice = await begin("alice")
    asked = await alice.say("damaged_or_defective", "the lamp is cracked", order_number="W1000006")
    assert "sold out just now, so I can't send it again" in asked.text
    assert "Where shall the money go?" in asked.text
    offered = await alice.tap("gift card")
    assert "sold out" not in offered.text


async def test_nothing_that_has_not_come_can_be_broken(begin: Begin) -> None:
    dora = await begin("dora")
    refused = await dora.say("damaged_or_defective", "it is broken", order_number="W3000001")
    assert "hasn't been delivered yet" in refused.text
    assert len(refused.labels) >= 2


async def test_parcel_that_never_came_is_searched_for_until_a_day(begin: Begin, counter: Counter) -> None:
    alice = await begin("alice")
    offered = await alice.say(
        "delivered_not_received", "it says delivered but I have nothing", order_number="W1000003"
    )
    assert "TRK0004" in offered.text
    assert "Thursday, November 5" in offered.text
    done = await alice.tap("Yes, do it")
    assert "Thursday, November 5" in done.text
    again = await alice.say("delivered_not_received", "where is it", order_number="W1000003")
    assert "searched for already" in again.text
    assert len(await requests(counter)) == 1


async def test_parcel_in_time_is_not_searched_for_and_the_day_is_said(begin: Begin) -> None:
    alice = await begin("alice")
    refused = await alice.say("delivered_not_received", "where is it", order_number="W1000001")
    assert "still in time" in refused.text
    assert len(refused.labels) >= 2


async def test_hurry_takes_one_yes_and_only_once_a_day(begin: Begin) -> None:
    dora = await begin("dora")
    offered = await dora.say("expedite_order", "please hurry up")
    assert "warehouse" in offered.text
    await dora.say("affirm", "yes")
    again = await dora.say("expedite_order", "hurry up!")
    assert "asked today already" in again.text


async def test_delivery_wish_in_own_words(begin: Begin, counter: Counter) -> None:
    alice = await begin("alice")
    asked = await alice.say("change_delivery_time_or_contact", "change delivery", order_number="W1000001")
    assert "Leave it with a neighbour" in asked.labels
    offered = await alice.say("inform", "ring 212 555 0199 when you come after 6 pm")
    assert "212 555 0199" in offered.text
    await alice.tap("Yes, do it")
    assert (await requests(counter))[0].wish["phone"] == "212 555 0199"


async def test_delivery_wish_said_at_once_is_only_confirmed(begin: Begin) -> None:
    alice = await begin("alice")
    offered = await alice.say(
        "change_delivery_time_or_contact", "please deliver it on Saturday", order_number="W1000001"
    )
    assert offered.labels[0] == "Yes, do it"


async def test_in_chinese_too(begin: Begin) -> None:
    alice = await begin("alice", "zh")
    asked = await alice.say("damaged_or_defective", "水壶坏了", order_number="W1000003")
    assert "免费补发" in asked.labels
    offered = await alice.tap("免费补发")
    assert offered.labels[0] == "确认办理"
    zh = await begin("alice", "zh")
    searched = await zh.say("delivered_not_received", "显示签收但没收到", order_number="W1000003")
    assert "TRK0004" in searched.text


async def test_what_is_under_way_is_not_offered_again(begin: Begin) -> None:
    alice = await begin("alice")
    shown = await alice.say("order_status", "status", order_number="W1000003")
    assert "I haven't received it" in shown.labels
    await alice.say("delivered_not_received", "it never came", order_number="W1000003")
    await alice.tap("Yes, do it")
    shown = await alice.say("order_status", "status", order_number="W1000003")
    assert "I haven't received it" not in shown.labels


async def test_what_was_refused_is_not_offered_again_while_nothing_has_changed(
    begin: Begin, counter: Counter
) -> None:
    alice = await begin("alice")
    refused = await alice.say("return_item", "return it", order_number="W1000003")
    told = refused.lines[-1]["custom"]["effort"]
    assert told["outcome"] == "refused"
    async with counter.database.writing() as session:
        await efforts.note(
            session,
            alice.conversation,
            told["topic"],
            counter.now(),
            outcome="refused",
            order_number="#W1000003",
            snapshot=told["snapshot"],
        )
    shown = await alice.say("order_status", "status", order_number="W1000003")
    assert "Return something" not in shown.labels


async def test_search_that_took_too_long_goes_to_a_person(begin: Begin, clock: Clock) -> None:
    alice = await begin("alice")
    await alice.say("delivered_not_received", "it never came", order_number="W1000003")
    await alice.tap("Yes, do it")
    clock.advance(days=5)
    bob = await begin("alice")
    answer = await bob.say("delivered_not_received", "still not there", order_number="W1000003")
    assert answer.handoff
    assert "sends it again or pays you back" in answer.text


async def test_photo_out_of_nothing_asks_what_is_broken(begin: Begin) -> None:
    alice = await begin("alice")
    answer = await alice.say("inform", "[photo]", photo="0123456789abcdef0123456789abcdef")
    assert "sorry about your Tea Kettle" in answer.text


async def test_gift_card_holds_at_once_what_went_onto_it(begin: Begin) -> None:
    alice = await begin("alice")
    await alice.say(
        "missing_or_wrong_item", "the tea kettle is missing, I want a refund", order_number="W1000003"
    )
    await alice.tap("gift card")
    await alice.tap("Yes, do it")
    balance = await alice.say("gift_card_balance", "what is on my gift card now?")
    assert "$95.50" in balance.text


async def test_lost_parcel_is_sent_again_paid_back_or_searched_for(begin: Begin, counter: Counter) -> None:
    async with counter.database.writing() as session:
        order = await session.get(Order, "#W2000001", options=[selectinload(Order.shipments)])
        assert order
        order.shipments[0].shipped_at = counter.now() - timedelta(days=30)
        order.shipments[0].promised_by = counter.now() - timedelta(days=20)
    charlie = await begin("charlie")
    asked = await charlie.say("delivered_not_received", "where is it")
    assert asked.labels[:3] == ["Send it again", "Money back", "Search for it first"]
    offered = await charlie.tap("Search for it first")
    assert "TRK9001" in offered.text
    charlie = await begin("charlie")
    answer = await charlie.say("refund_request", "I want my money back")
    assert answer.handoff
    assert "pay you back" in answer.text
