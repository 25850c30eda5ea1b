"""Searches, haste, papers, reminders, the account: asked once, promised with a day, never twice."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select, update

from care.aftersales.errors import Refused
from care.aftersales.wishes import (
    ChangeDelivery,
    ChangeProfile,
    Hurry,
    InvoiceFor,
    PayLink,
    Remind,
    Trace,
)
from care.db import models
from care.db.models import Customer, Mail, Reminder
from care.errors import NotFound
from tests.care.aftersales.counter import GUEST, Counter, policy

LATE = Trace("#SENT", "T2", "late")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def refused(counter: Counter, wish) -> str:
    with pytest.raises(Refused) as caught:
        await counter.do(wish)
    return caught.value.reason


async def letter(counter: Counter) -> str:
    async with counter.database.reading() as session:
        text = await session.scalar(select(Mail.text).order_by(Mail.id.desc()).limit(1))
        assert text is not None
        return text


async def test_a_search_promises_a_business_day_and_is_one_a_parcel(counter: Counter, clock):
    first = await counter.do(LATE)
    assert first.quote.by == date(2026, 11, 5)
    clock.now += timedelta(days=2)
    again = await counter.do(Trace("#SENT", "T2", "lost"))
    assert (again.repeated, again.number, again.quote.by) == (True, first.number, first.quote.by)
    assert set((await counter.traces()).values()) == {1}
    await counter.change(update(models.Trace).values(closed_at=clock.now))
    assert not (await counter.do(LATE)).repeated


async def test_fifty_who_ask_for_a_search_at_once_hear_of_one(counter: Counter):
    agreed = (await counter.quote(LATE)).fingerprint
    done = await asyncio.gather(*(counter.perform(LATE, agreed) for _ in range(50)))
    assert len({each.number for each in done}) == 1
    assert sum(not each.repeated for each in done) == 1


@on_sqlite
async def test_what_is_on_time_or_there_is_not_searched_for(counter: Counter, clock):
    promised = update(models.Shipment).values(promised_by=clock.now + timedelta(hours=1))
    await counter.change(promised)
    assert await refused(counter, LATE) == "not_late_yet"
    assert not (await counter.do(Trace("#SENT", "T2", "lost"))).repeated
    assert await refused(counter, Trace("#THERE", "T3", "late")) == "already_delivered"
    assert await refused(counter, Trace("#SENT", "T9", "late")) == "unknown_parcel"
    assert await refused(counter, Trace("#PACKED", "T1", "late")) == "not_sent_yet"
    assert await refused(counter, Trace("#OFF", "T1", "late")) == "already_cancelled"
    await counter.do(Trace("#THERE", "T3", "not_received"))
    await counter.change(update(models.Trace).values(closed_at=clock.now))
    assert await refused(counter, Trace("#SENT", "T2", "not_received")) == "not_delivered_yet"


@on_sqlite
async def test_haste_is_asked_for_once_a_day_of_whoever_has_it(counter: Counter, clock):
    first = await counter.do(Hurry("#PENDING"))
    assert (first.quote.asks, (await counter.quote(Hurry("#SENT"))).asks) == ("warehouse", "carrier")
    clock.now += timedelta(hours=10)
    assert (await counter.do(Hurry("#PENDING"))).number == first.number
    clock.now += timedelta(hours=10)
    assert not (await counter.do(Hurry("#PENDING"))).repeated
    assert await refused(counter, Hurry("#THERE")) == "already_delivered"
    assert await refused(counter, Hurry("#UNPAID")) == "not_paid_yet"


@on_sqlite
async def test_another_time_or_phone_for_the_delivery_is_passed_on(counter: Counter):
    await counter.do(ChangeDelivery("#SENT", "after  six,\nplease", "+1 (212) 555-0101"))
    assert "after six, please" in await letter(counter)
    for wish, reason in (
        (ChangeDelivery("#SENT", " "), "nothing_said"),
        (ChangeDelivery("#SENT", "x" * 201), "nothing_said"),
        (ChangeDelivery("#SENT", "after six", "call me"), "phone_unreadable"),
        (ChangeDelivery("#THERE", "after six"), "already_delivered"),
    ):
        assert await refused(counter, wish) == reason


@on_sqlite
async def test_an_invoice_names_its_buyer_and_all_that_was_bought(counter: Counter):
    await counter.do(InvoiceFor("#THERE", "Archer & Co. GmbH", "de 123 456 789"))
    text = await letter(counter)
    for words in ("Archer & Co. GmbH", "DE 123 456 789", "1 × Kettle (blue), $40.00", "$24.00", "$64.00"):
        assert words in text
    assert await refused(counter, InvoiceFor("#THERE", "", "DE123")) == "nothing_said"
    assert await refused(counter, InvoiceFor("#THERE", "Archer", "none")) == "tax_number_unreadable"
    assert await refused(counter, InvoiceFor("#UNPAID", "Archer", "DE123")) == "not_paid_yet"


@on_sqlite
async def test_a_link_to_pay_where_the_shop_has_one(counter: Counter):
    assert await refused(counter, PayLink("#UNPAID")) == "no_link"
    counter.shop = policy(payment={"link": "https://shop.example/pay/{number}"})
    link = (await counter.do(PayLink("#UNPAID"))).quote.link
    assert link is not None
    assert "#" not in link
    assert unquote(link) == "https://shop.example/pay/#UNPAID"
    assert await refused(counter, PayLink("#PENDING")) == "already_paid"


@on_sqlite
async def test_one_reminder_a_variant_until_it_was_sent(counter: Counter, clock):
    first = await counter.do(Remind("black"))
    assert (await counter.do(Remind("black"))).number == first.number
    await counter.change(update(Reminder).values(told_at=clock.now))
    assert not (await counter.do(Remind("black"))).repeated
    async with counter.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Reminder)) == 2
    assert await refused(counter, Remind("blue")) == "in_stock_already"
    assert await refused(counter, Remind("no such")) == "unknown_variant"
    with pytest.raises(NotFound):
        await counter.quote(Remind("black"), GUEST)


@on_sqlite
async def test_the_account_changes_but_never_what_proves_who_she_is(counter: Counter):
    await counter.do(ChangeProfile(phone="+1 212 555 0101", language="zh", birthday="--02-29"))
    async with counter.database.reading() as session:
        alice = await session.get(Customer, "alice")
        assert alice is not None
        assert (alice.phone, alice.language) == ("+1 212 555 0101", "zh")
        assert (alice.birth_year, alice.birth_month, alice.birth_day) == (None, 2, 29)
    for wish, reason in (
        (ChangeProfile(email="bob@example.com"), "email_by_person"),
        (ChangeProfile(name="Bob"), "name_by_person"),
        (ChangeProfile(phone="12"), "phone_unreadable"),
        (ChangeProfile(language="tlh"), "unknown_language"),
        (ChangeProfile(birthday="1990-02-30"), "birthday_unreadable"),
        (ChangeProfile(language="zh"), "nothing_to_change"),
        (ChangeProfile(), "nothing_to_change"),
    ):
        assert await refused(counter, wish) == reason
