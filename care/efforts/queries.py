"""Reads and writes the ledger, each in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Insert, Row, Select, Table, Update, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Conversation, Effort, Order

efforts = cast(Table, Effort.__table__)

NEWEST = 20  # efforts about one order that are looked back on

# Built once, because they run with every line.
# Whose the conversation is, the order's number if there is such an order, and the wish that is going on.
_STANDING: Select[Any] = (
    select(
        Conversation.customer_id,
        select(Order.number).where(Order.number == bindparam("order_number")).scalar_subquery(),
        efforts.c.id,
        efforts.c.topic,
    )
    .outerjoin(efforts, (efforts.c.conversation_id == Conversation.id) & (efforts.c.outcome == "open"))
    .where(Conversation.id == bindparam("conversation_id"))
    .order_by(efforts.c.id.desc())
    .limit(1)
)
_ADD: Insert = insert(efforts)
_ABOUT: Select[Any] = (
    select(Effort)
    .where(
        Effort.customer_id == bindparam("customer_id"),
        Effort.order_number == bindparam("order_number"),
        Effort.began_at >= bindparam("since"),
        or_(Effort.outcome == "refused", Effort.began_at < bindparam("lately")),
    )
    .order_by(Effort.began_at.desc(), Effort.id.desc())
    .limit(NEWEST)
)


@dataclass(frozen=True)
class Standing:
    """How things stand when a line is noted; nothing where the conversation is unknown."""

    customer_id: str | None = None
    order_number: str | None = None
    effort_id: int | None = None
    topic: str | None = None


async def standing(session: AsyncSession, conversation_id: str, order_number: str | None) -> Standing:
    facts = {"conversation_id": conversation_id, "order_number": order_number}
    row: Row[Any] | None = (await session.execute(_STANDING, facts)).first()
    return Standing(*row) if row else Standing()


async def add(session: AsyncSession, values: dict[str, Any]) -> None:
    await session.execute(_ADD, values)


async def go_on(
    session: AsyncSession, effort_id: int, values: dict[str, Any], *, taps: int, repeats: int
) -> None:
    """One more step of an effort that is open."""
    counts = {
        "steps": efforts.c.steps + 1,
        "taps": efforts.c.taps + taps,
        "repeats": efforts.c.repeats + repeats,
    }
    await session.execute(_open(effort_id).values(**counts, **values))


async def leave(session: AsyncSession, effort_id: int, now: datetime) -> None:
    await session.execute(_open(effort_id).values(outcome="left", ended_at=now))


def _open(effort_id: int) -> Update:
    """A change of this effort, unless it ended: the first end counts."""
    return update(efforts).where(efforts.c.id == effort_id, efforts.c.outcome == "open")


async def end_silent(session: AsyncSession, silent_since: datetime) -> int:
    """Their end is their last step. How many there were."""
    statement = update(efforts).where(efforts.c.outcome == "open", efforts.c.last_at < silent_since)
    ended = await session.execute(statement.values(outcome="left", ended_at=efforts.c.last_at))
    return int(ended.rowcount)  # type: ignore[attr-defined]


async def about(
    session: AsyncSession, customer_id: str, order_number: str, *, since: datetime, lately: datetime
) -> Sequence[Effort]:
    facts = {"customer_id": customer_id, "order_number": order_number, "since": since, "lately": lately}
    return (await session.scalars(_ABOUT, facts)).all()


async def of_matter(
    session: AsyncSession, conversation_id: str, topics: Collection[str], order_number: str, since: datetime
) -> Sequence[Effort]:
    """Wishes about this, in this conversation and others of its customer, the oldest first."""
    whose = select(Conversation.customer_id).where(Conversation.id == conversation_id).scalar_subquery()
    query = (
        select(Effort)
        .where(
            or_(Effort.conversation_id == conversation_id, Effort.customer_id == whose),
            Effort.order_number == order_number,
            Effort.topic.in_(topics),
            Effort.began_at >= since,
        )
        .order_by(Effort.began_at, Effort.id)
    )
    return (await session.scalars(query)).all()
