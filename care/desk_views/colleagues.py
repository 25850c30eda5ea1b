"""Who works here, who is in just now, and how much each has on the table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import PersonRequest, Presence, Staff
from care.db.types import JsonObject


async def colleagues(session: AsyncSession, now: datetime) -> list[JsonObject]:
    """Everybody whose account holds, by name."""
    chats = (
        select(func.count())
        .select_from(PersonRequest)
        .where(PersonRequest.staff_id == Staff.id, PersonRequest.state == "taken")
        .scalar_subquery()
    )
    query = (
        select(Staff, Presence.takes_new, chats)
        .outerjoin(Presence, and_(Presence.staff_id == Staff.id, Presence.until > now))
        .where(Staff.disabled_at.is_(None))
        .order_by(Staff.name, Staff.id)
        .execution_options(populate_existing=True)
    )
    return [
        {
            "id": member.id,
            "name": member.name,
            "role": member.role,
            "languages": member.languages,
            "skills": member.skills,
            "present": takes_new is not None,
            "takes_new": bool(takes_new),
            "chats": count,
            "capacity": member.capacity,
        }
        for member, takes_new, count in (await session.execute(query))
    ]
