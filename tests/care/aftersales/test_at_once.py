"""However many yeses arrive at one moment: one effect, and everybody hears the truth."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from care.aftersales.errors import Refused
from care.aftersales.records import Done
from care.aftersales.wishes import (
    Address,
    Cancel,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    Exchange,
    Return,
    Swap,
    Wish,
)
from tests.care.aftersales.counter import Counter, policy

MANY = 50
CANCEL = Cancel("#PENDING", "no longer needed")
NEW = Address("5 Harbour Lane", "", "Boston", "MA", "02110", "USA")


async def at_once(*yeses) -> list[Any]:
    return await asyncio.gather(*yeses, return_exceptions=True)


async def test_fifty_equal_yeses_are_one_effect_and_fifty_equal_answers(counter: Counter):
    agreed = (await counter.quote(CANCEL)).fingerprint
    answers = await at_once(*(counter.perform(CANCEL, agreed, key="one yes") for _ in range(MANY)))
    done = [answer for answer in answers if isinstance(answer, Done)]
    assert len(done) == MANY
    assert all(
        (each.number, each.quote, each.at) == (done[0].number, done[0].quote, done[0].at) for each in done
    )
    assert sum(not each.repeated for each in done) == 1
    assert set((await counter.traces()).values()) == {1}
    assert len(await counter.money("#PENDING")) == 2


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (CANCEL, "already_cancelled"),
        (ChangeAddress("#PENDING", NEW), "same_address"),
        (ChangeItems("#PENDING", (Swap("1", "green"),), "gift_card_8143"), "items_changed_before"),
        (Return("#THERE", ("1",), "alice_card"), "returned_before"),
        (Exchange("#THERE", (Swap("1", "blue"),), None), "exchanged_before"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
async def test_fifty_different_yeses_to_one_wish_are_one_effect_too(counter: Counter, wish, reason):
    agreed = (await counter.quote(wish)).fingerprint
    answers = await at_once(*(counter.perform(wish, agreed) for _ in range(MANY)))
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert [answer.reason for answer in answers if isinstance(answer, Refused)] == [reason] * (MANY - 1)
    assert set((await counter.traces()).values()) == {1}


async def test_of_two_wishes_that_exclude_each_other_exactly_one_wins(counter: Counter):
    wishes: list[Wish] = [CANCEL, ChangeItems("#PENDING", (Swap("1", "green"),), "alice_card")]
    agreed = [(await counter.quote(wish)).fingerprint for wish in wishes]
    answers = await at_once(
        *(counter.perform(wish, yes) for _ in range(5) for wish, yes in zip(wishes, agreed, strict=True))
    )
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 9
    assert set((await counter.traces()).values()) == {1}


async def test_one_gift_card_is_not_spent_twice_on_two_orders(counter: Counter):
    wishes = [ChangePayment("#PACKED", "gift_card_8143"), ChangePayment("#SENT", "gift_card_8143")]
    counter.shop = policy(change={"statuses": ("processed", "shipped")})
    agreed = [(await counter.quote(wish)).fingerprint for wish in wishes]
    answers = await at_once(*(counter.perform(wish, yes) for wish, yes in zip(wishes, agreed, strict=True)))
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert [a.reason for a in answers if isinstance(a, Refused)] == ["card_does_not_cover"]
    assert await counter.balance() == Decimal("10.00")


async def test_the_last_one_on_the_shelf_goes_to_one_order(counter: Counter):
    wishes = [Exchange(number, (Swap("1", "red"),), "alice_card") for number in ("#THERE", "#THERE2")]
    agreed = [(await counter.quote(wish)).fingerprint for wish in wishes]
    answers = await at_once(*(counter.perform(wish, yes) for wish, yes in zip(wishes, agreed, strict=True)))
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert [a.reason for a in answers if isinstance(a, Refused)] == ["variant_sold_out"]
    assert await counter.stock("red") == (0, False)
