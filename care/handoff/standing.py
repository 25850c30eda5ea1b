"""What a shopper may know of their case: who is here, their place in the line, an honest wait."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import PersonRequest, Staff
from care.handoff.places import places


@dataclass(frozen=True)
class Standing:
    """Nothing where no case is open; `reply_by` until somebody has written."""

    reply_by: datetime | None = None
    staff: str | None = None
    position: int | None = None
    wait_s: int | None = None


async def standings(
    session: AsyncSession, conversation_ids: Collection[str], now: datetime
) -> dict[str, Standing]:
    """Of each of these conversations, how it stands with its case."""
    query = (
        select(PersonRequest, Staff.name)
        .outerjoin(Staff, Staff.id == PersonRequest.staff_id)
        .where(PersonRequest.conversation_id.in_(conversation_ids), PersonRequest.done_at.is_(None))
        .execution_options(populate_existing=True)
    )
    found = {conversation_id: Standing() for conversation_id in conversation_ids}
    cases = (await session.execute(query)).all()
    waits = any(case.state == "waiting" for case, _ in cases)
    line = await places(session, now) if waits else {}
    for case, name in cases:
        reply_by = case.reply_by if case.answered_at is None else None
        place = line.get(case.conversation_id) if case.state == "waiting" else None
        if place is not None and place.wait_s is None:
            place = None  # nobody is in: a number in a line that does not move would be no comfort
        found[case.conversation_id] = Standing(
            reply_by,
            name if case.state == "taken" else None,
            place.place if place else None,
            place.wait_s if place else None,
        )
    return found
