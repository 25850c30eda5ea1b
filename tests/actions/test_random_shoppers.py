"""Random shoppers tap and type their way through every funnel: each line has an answer, no money is made."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from actions.counter import Counter
from actions.funnel.declaring import FUNNELS
from care.aftersales import amounts
from care.db.models import Order, PaymentMethod
from tests.actions.conftest import Begin, on_sqlite
from tests.actions.talk import Answer, Talk

pytestmark = on_sqlite

WISHES = [
    *sorted(FUNNELS),
    "order_status",
    "refund_status",
    "shipping_fee",
    "product_info",
    "order_total",
    "refund_total",
]
WORDS = [
    "the second one", "all of them", "that's all", "the blue one", "to my gift card", "80012", "no idea",
    "12 Oak Street, Denver, CO 80012", "the mug and the kettle", "cheapest", "the same one again", "white",
    "ordered by mistake", "红色的", "都要", "不要了", "2L", "my visa", "everything but the mug", "?", "xyzzy",
]  # fmt: skip
STEERING = [
    "go_back",
    "change_answer",
    "affirm",
    "deny",
    "stop_flow",
    "start_over",
    "repeat",
    "greet",
    "human_handoff",
]
STEPS = 30


@pytest.mark.parametrize("seed", range(8))
async def test_every_line_is_answered_and_no_money_is_made(seed: int, begin: Begin, counter: Counter) -> None:
    chance = random.Random(seed)
    who = chance.choice(["alice", "dora", "alice", "charlie"])
    talk = await begin(who, chance.choice(["en", "zh"]))
    for _ in range(STEPS):
        answer = await step(talk, chance)
        assert answer.text.strip()
        assert (answer.handoff or {}).get("reason") != "failed", talk.events[-3:]
        assert min(await books(counter)) >= 0


async def step(talk: Talk, chance: random.Random) -> Answer:
    dice = chance.random()
    labels = talk.last.labels if talk.last else []
    if labels and dice < 0.6:
        return await talk.tap(chance.choice(labels))
    if dice < 0.75:
        wish, number = chance.choice(WISHES), chance.choice(NUMBERS)
        if chance.random() < 0.5:
            return await talk.say(wish, "words of a wish", order_number=number)
        return await talk.say(wish, "words of a wish")
    if dice < 0.92:
        if chance.random() < 0.2:
            return await talk.say("inform", "that", ordinal=chance.choice(["1", "2", "last", "all"]))
        return await talk.say(chance.choice(["inform", "nlu_fallback"]), chance.choice(WORDS))
    return await talk.say(chance.choice(STEERING), "so")


NUMBERS = [f"W100000{place}" for place in range(1, 7)] + ["W2000001", "W3000001", "W9999999"]


async def books(counter: Counter) -> list[Decimal]:
    """What each order still holds of what was paid for it, and what each gift card holds."""
    async with counter.database.reading() as session:
        parts = [selectinload(part) for part in (Order.transactions, Order.returns, Order.exchanges)]
        orders = (await session.scalars(select(Order).options(*parts))).all()
        cards = (await session.scalars(select(PaymentMethod))).all()
    return [
        *(sum(amounts.paid_by(order).values(), Decimal(0)) - amounts.to_come(order) for order in orders),
        *(card.balance for card in cards if card.balance),
    ]
