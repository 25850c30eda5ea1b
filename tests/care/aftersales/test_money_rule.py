"""The database itself refuses to give back more than was paid; what an import tells stands."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from care.db.models import Exchange, Payment, Refund, Return, Transaction
from care.store.importing import import_store
from tests.care.aftersales.counter import Counter
from tests.care.aftersales.goods import folder_of_goods

REFUSAL = "more money would go back than was paid"


def refund(amount: str, position: int = 9) -> Refund:
    return Refund(
        order_number="#THERE", position=position, amount=Decimal(amount), method_id="alice_card", at=None
    )


def sent_back(amount: str, position: int = 9, status: str = "requested") -> Return:
    return Return(
        order_number="#THERE", position=position, line_ids=["1"], refund_to="alice_card",
        amount=Decimal(amount), status=status,
    )  # fmt: skip


def swapped(difference: str, position: int = 9) -> Exchange:
    return Exchange(
        order_number="#THERE", position=position, lines=[], method_id="alice_card",
        price_difference=Decimal(difference), status="requested",
    )  # fmt: skip


async def test_to_the_last_cent_but_not_one_more(counter: Counter):
    await counter.add(refund("30.00"), sent_back("30.00"), swapped("-4.00"))
    for row in (refund("0.01", 10), sent_back("0.01", 10), swapped("-0.01", 10)):
        with pytest.raises(DBAPIError, match=REFUSAL):
            await counter.add(row)
    await counter.add(swapped("12.00", 10), sent_back("99.00", 10, status="rejected"))


async def test_a_row_cannot_grow_into_it_nor_a_payment_shrink(counter: Counter):
    await counter.add(sent_back("64.00"), sent_back("64.00", 10, "rejected"), swapped("3.00"))
    for change in (
        update(Return).where(Return.position == 9).values(amount=Decimal("64.01")),
        update(Return).where(Return.position == 10).values(status="requested"),
        update(Exchange).values(price_difference=Decimal("-0.01")),
        update(Transaction).where(Transaction.order_number == "#THERE").values(amount=Decimal("63.99")),
        update(Transaction).where(Transaction.order_number == "#THERE").values(kind="refund"),
    ):
        with pytest.raises(DBAPIError, match=REFUSAL):
            await counter.change(change)
    await counter.change(update(Return).where(Return.position == 9).values(status="refunded"))
    await counter.add(refund("64.00"))


async def test_more_may_go_back_once_more_was_paid(counter: Counter):
    more = Payment(order_number="#THERE", position=8, amount=Decimal("6.00"), method_id="alice_card", at=None)
    await counter.add(more)
    await counter.add(refund("70.00"))


async def test_of_refunds_at_one_moment_only_what_was_paid_gets_through(counter: Counter):
    rows = (refund("10.00", position) for position in range(10, 20))
    outcomes = await asyncio.gather(*(counter.add(row) for row in rows), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 6
    assert all(REFUSAL in str(outcome) for outcome in outcomes if outcome is not None)


async def test_an_import_tells_the_past_as_it_was(counter: Counter, clock, tmp_path):
    await counter.add(sent_back("64.00"))
    await import_store(counter.database, folder_of_goods(tmp_path / "again", clock.now))
    assert (await counter.order("#THERE")).returns == []
    await counter.change(delete(Transaction).where(Transaction.order_number == "#THERE"))
    told = refund("5.00")
    told.imported = True
    await counter.add(told)
