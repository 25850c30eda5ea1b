"""After a case: one question on satisfaction, one on effort; whoever passes over them is left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from care.conversations import service as conversations
from care.conversations.service import Offer
from care.db.engine import Session
from care.db.models import Message, PersonRequest
from care.feedback import service as feedback
from care.shop.settings import Shop
from care.words import say
from desk.shopper.people import RATE, Told, Where

SATISFACTION, EFFORT = "satisfaction", "effort"
SCORES = (5, 4, 3, 2, 1)
SOON = timedelta(minutes=10)  # later, the shopper is gone, and would find a question in place of an answer
NOT_AGAIN = timedelta(days=7)


async def ask(where: Where) -> Told:
    """The first question, if a case was settled by a person here just now and none was asked this week."""
    case = await _settled(where)
    if case is None or await _asked_before(where):
        return Told()
    return await _question(where, "handoff-rate", SATISFACTION, case.id)


async def tapped(where: Where, payload: str, shop: Shop) -> Told | None:
    """Keeps the score that was tapped, asks the second question after the first; None: not a score."""
    if not payload.startswith(RATE):
        return None
    kind, case, score = payload.removeprefix(RATE).split(":")
    given: dict[str, Any] = {kind: int(score)}
    rating = await feedback.rate(where.session, int(case), now=where.now, shop=shop, **given)
    if kind == SATISFACTION:
        return await _question(where, "handoff-effort", EFFORT, int(case))
    low = min(rating.satisfaction or 5, rating.effort or 5) <= feedback.LOW
    return Told([await _note(where, "handoff-thanks-low" if low else "handoff-thanks")])


async def _question(where: Where, key: str, kind: str, case: int) -> Told:
    choices = [
        Offer(say(f"{key}-{score}", where.language), f"{RATE}{kind}:{case}:{score}") for score in SCORES
    ]
    return Told([await _note(where, key, choices)])


async def _note(where: Where, key: str, choices: list[Offer] | None = None) -> Message:
    return await conversations.note(
        where.session,
        where.conversation_id,
        text=say(key, where.language),
        now=where.now,
        choices=choices or (),
    )


async def _settled(where: Where) -> PersonRequest | None:
    query = (
        select(PersonRequest)
        .where(
            PersonRequest.conversation_id == where.conversation_id,
            PersonRequest.done_at > where.now - SOON,
            PersonRequest.answered_at.is_not(None),
        )
        .order_by(PersonRequest.done_at.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return await _first(where.session, query)


async def _first(session: Session, query: Any) -> PersonRequest | None:
    found: PersonRequest | None = await session.scalar(query)
    return found


async def _asked_before(where: Where) -> bool:
    query = select(Message.choices).where(
        Message.conversation_id == where.conversation_id,
        Message.sender == "system",
        Message.at > where.now - NOT_AGAIN,
        Message.choices.is_not(None),
    )
    offered = (choice for choices in await where.session.scalars(query) for choice in choices or ())
    return any(choice["payload"].startswith(RATE) for choice in offered)
