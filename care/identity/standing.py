"""How the newest code of a conversation stands, so that a wrong one is answered with what to do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import LoginCode

Standing = Literal["none", "good", "expired", "used_up", "used"]


async def of_newest_code(session: AsyncSession, conversation_id: str, now: datetime) -> tuple[Standing, int]:
    """The newest code's standing and the tries it has left.

    Codes that were sent to nobody stand the same as others, so this tells a guesser nothing.
    """
    newest = select(LoginCode).where(LoginCode.conversation_id == conversation_id)
    code = (await session.scalars(newest.order_by(LoginCode.id.desc()).limit(1))).first()
    if code is None:
        return "none", 0
    if code.used_at is not None:
        return "used", 0
    if code.expires_at <= now:
        return "expired", 0
    return ("good", code.tries_left) if code.tries_left > 0 else ("used_up", 0)
