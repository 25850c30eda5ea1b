"""What the shop's other systems have to hear: read in order, and marked as taken once they have it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import OutboxEvent

MOST_AT_ONCE = 50


async def waiting(session: AsyncSession, most: int = MOST_AT_ONCE) -> Sequence[OutboxEvent]:
    """The events nobody has taken yet, the oldest first."""
    query = select(OutboxEvent).where(OutboxEvent.taken_at.is_(None)).order_by(OutboxEvent.id)
    return (await session.scalars(query.limit(most))).all()


async def mark_taken(session: AsyncSession, ids: Collection[int], now: datetime) -> None:
    await session.execute(update(OutboxEvent).where(OutboxEvent.id.in_(ids)).values(taken_at=now))


def as_json(event: OutboxEvent) -> dict[str, Any]:
    """An event as it is told: `id` never comes twice for two events, so a receiver can drop repeats."""
    return {
        "id": event.id,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "subject": event.subject,
        "data": event.payload,
    }
