"""Reads and writes the ledger, each in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Conversation, Effort, Order

efforts = cast(Table, Effort.__table__)


async def add(session: AsyncSession, values: dict[str, Any]) -> int:
    added = await session.scalar(insert(efforts).values(**values).returning(efforts.c.id))
    assert isinstance(added, int), "an insert that returns its key"
    return added


async def count(session: AsyncSession, effort_id: int, now: datetime, *, taps: int, repeats: int) -> None:
    statement = update(efforts).where(efforts.c.id == effort_id, efforts.c.outcome == "open")
    await session.execute(
        statement.values(
            steps=efforts.c.steps + 1,
            taps=efforts.c.taps + taps,
            repeats=efforts.c.repeats + repeats,
            last_at=now,
        )
    )


async def end(session: AsyncSession, effort_id: int, values: dict[str, Any]) -> None:
    statement = update(efforts).where(efforts.c.id == effort_id, efforts.c.outcome == "open")
    await session.execute(statement.values(**values))


async def end_silent(session: AsyncSession, silent_since: datetime) -> int:
    """Their end is their last step. How many there were."""
    statement = update(efforts).where(efforts.c.outcome == "open", efforts.c.last_at < silent_since)
    ended = await session.execute(statement.values(outcome="left", ended_at=efforts.c.last_at))
    return int(ended.rowcount)  # type: ignore[attr-defined]


async def open_in(session: AsyncSession, conversation_id: str) -> Effort | None:
    """The wish that is going on in a conversation."""
    query = select(Effort).where(Effort.conversation_id == conversation_id, Effort.outcome == "open")
    return (await session.scalars(query.order_by(Effort.id.desc()).limit(1))).first()


async def known(
    session: AsyncSession, conversation_id: str, order_number: str | None
) -> tuple[str | None, str | None]:
    """The conversation's customer, and the order's number if there is such an order."""
    order = select(Order.number).where(Order.number == order_number).scalar_subquery()
    query = select(Conversation.customer_id, order).where(Conversation.id == conversation_id)
    row = (await session.execute(query)).first()
    return (row[0], row[1]) if row else (None, None)


async def about(
    session: AsyncSession, customer_id: str, order_number: str, since: datetime
) -> Sequence[Effort]:
    query = select(Effort).where(
        Effort.customer_id == customer_id, Effort.order_number == order_number, Effort.began_at >= since
    )
    return (await session.scalars(query.order_by(Effort.began_at.desc(), Effort.id.desc()))).all()
