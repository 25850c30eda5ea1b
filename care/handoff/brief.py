"""The card that a person reads before the first word: who, what, order, what was tried, what comes next.

Only what the record knows; what is not known is left out. Values are facts, or codes that the console words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.customers import service as customers
from care.customers.rules import full_name
from care.db.models import Conversation, Effort, Message, Order, Request
from care.db.types import JsonObject
from care.errors import NotFound
from care.identity.service import Shopper
from care.orders import service as orders
from care.orders.rules import Matter
from care.shop.settings import Shop

LOOK_BACK = timedelta(days=7)
MOST_TRIED = 6
MOST_WORDS = 300

# What the reason itself says of the mood; nothing is read into a shopper who only asked.
MOODS = {
    "anger": "angry", "threat": "angry", "legal": "angry",
    "complaint": "dissatisfied", "pressed": "dissatisfied", "repeat": "dissatisfied", "money": "dissatisfied",
    "low_score": "dissatisfied",
    "injury": "worried", "safety": "worried", "fraud": "worried",
}  # fmt: skip

# The likeliest next step: the reason's where it has one, else the order's, else the topic's.
BY_REASON = {
    "injury": "ask_how_they_are",
    "safety": "stop_use_and_take_back",
    "fraud": "secure_the_account",
    "legal": "involve_a_supervisor",
    "threat": "apologise_and_settle",
    "repeat": "settle_it_now",
    "failed": "finish_what_failed",
    "low_score": "apologise_and_settle",
}
BY_MATTER = {
    Matter.LOST: "send_again_or_refund",
    Matter.LATE: "trace_the_parcel",
    Matter.LATE_TO_SEND: "give_a_sure_date",
    Matter.OUT_OF_STOCK: "offer_another_or_refund",
    Matter.BAD_ADDRESS: "correct_the_address",
    Matter.MISSED: "arrange_delivery",
    Matter.RETURNING: "send_again_or_refund",
    Matter.UNPAID: "help_to_pay",
}
REFUSED = "look_for_an_exception"
ANYTHING_ELSE = "read_and_ask"


async def write(
    session: AsyncSession,
    conversation_id: str,
    *,
    topic: str,
    reason: str,
    shop: Shop,
    now: datetime,
    order_number: str | None = None,
) -> JsonObject:
    """The card as facts stand now, in the order it is read; what is unknown is not on it.

    An order is on it only when it is the shopper's own by their proof.
    """
    known = await customers.known_in(session, conversation_id, now)
    if known is None:
        raise NotFound("there is no such conversation")
    order = await _order(session, known.shopper, order_number, shop, now)
    efforts = await _efforts(session, known.shopper, now - LOOK_BACK)
    tried = [_effort(each) for each in efforts[:MOST_TRIED]]
    card = {
        "who": await _who(session, known),
        "what": {"topic": topic, "reason": reason},
        "order": order and _as_seen(order),
        "tried": tried + await _done(session, known.shopper, now - LOOK_BACK),
        "expected": await _last_words(session, conversation_id),
        "mood": MOODS.get(reason),
        "since": await _since(session, conversation_id, topic, efforts),
        "next": _next(reason, order.matter if order else None, efforts),
    }
    return {key: fact for key, fact in card.items() if fact}


async def _who(session: AsyncSession, known: customers.Known) -> JsonObject:
    customer = known.customer
    if customer is None:
        return {"proof": "guest"}
    who = {"name": full_name(customer.first_name, customer.last_name), "proof": known.shopper.proof}
    return who | ({"tags": list(customer.tags)} if customer.tags else {})


async def _order(
    session: AsyncSession, shopper: Shopper, number: str | None, shop: Shop, now: datetime
) -> orders.OrderState | None:
    if number is None:
        return None
    try:
        order = await orders.find(session, number, shopper)
    except NotFound:
        return None
    return (await orders.states(session, [order], shop, now))[0]


def _as_seen(state: orders.OrderState) -> JsonObject:
    order: Order = state.order
    seen: dict[str, Any] = {"number": order.number, "matter": state.matter.value}
    if order.placed_at:
        seen["placed_at"] = order.placed_at.isoformat()
    return seen | {"items": [line.name for line in order.lines]}


async def _efforts(session: AsyncSession, shopper: Shopper, since: datetime) -> Sequence[Effort]:
    """What they came with lately, the newest first: here, and with proof in other conversations too."""
    theirs = Effort.conversation_id == shopper.conversation_id
    if shopper.customer_id is not None:
        theirs = or_(theirs, Effort.customer_id == shopper.customer_id)
    query = select(Effort).where(theirs, Effort.began_at >= since).order_by(Effort.began_at.desc())
    return (await session.scalars(query.limit(50))).all()


def _effort(effort: Effort) -> JsonObject:
    told: JsonObject = {"topic": effort.topic, "outcome": effort.outcome}
    if effort.order_number:
        told["order"] = effort.order_number
    return told | {"at": effort.began_at.isoformat()}


async def _done(session: AsyncSession, shopper: Shopper, since: datetime) -> list[JsonObject]:
    """What was done for them lately; each has a number."""
    if shopper.customer_id is None:
        return []
    query = select(Request).where(Request.customer_id == shopper.customer_id, Request.at >= since)
    found = (await session.scalars(query.order_by(Request.at.desc()).limit(MOST_TRIED))).all()
    return [
        {"kind": each.kind, "number": each.number, "order": each.order_number, "at": each.at.isoformat()}
        for each in found
    ]


async def _last_words(session: AsyncSession, conversation_id: str) -> str:
    """What the shopper wrote last themselves, word for word; a tap says less."""
    query = (
        select(Message.text)
        .where(Message.conversation_id == conversation_id, Message.sender == "shopper")
        .where(Message.choice_id.is_(None))
        .order_by(Message.seq.desc())
        .limit(1)
    )
    words = await session.scalar(query) or ""
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"


async def _since(
    session: AsyncSession, conversation_id: str, topic: str, efforts: Sequence[Effort]
) -> str | None:
    """Since when it has been going on: the first try at the same thing, else the beginning of the chat."""
    same = [effort.began_at for effort in efforts if effort.topic == topic]
    if same:
        return min(same).isoformat()
    conversation = await session.get(Conversation, conversation_id)
    return conversation.opened_at.isoformat() if conversation else None


def _next(reason: str, matter: Matter | None, efforts: Sequence[Effort]) -> str:
    if reason in BY_REASON:
        return BY_REASON[reason]
    if matter in BY_MATTER:
        return BY_MATTER[matter]
    return REFUSED if efforts and efforts[0].outcome == "refused" else ANYTHING_ELSE
