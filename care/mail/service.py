"""Writes a letter into the outbox. It is sent only if the caller's transaction commits, and then surely."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Mail
from care.mail import queries, rules


async def write(
    session: AsyncSession,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    best_before: datetime | None = None,
) -> None:
    """Queue a letter. After `best_before` it is not sent any more."""
    await write_if(session, True, to, subject, text, now, best_before=best_before)


async def write_if(
    session: AsyncSession,
    wanted: bool,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    best_before: datetime | None = None,
) -> None:
    """Queue a letter, or do the very same work without one, where nobody may notice the difference."""
    letter = {
        "to": to.strip(), "subject": rules.one_line(subject), "text": text, "written_at": now, "due_at": now,
        "best_before": best_before,
    }  # fmt: skip
    await queries.add_if(session, wanted, letter)


async def shown(session: AsyncSession, *, limit: int = 50, also_queued: bool = False) -> list[Mail]:
    """The letters kept for the demo's outbox because no mail server is set, the newest first.

    `also_queued`: those written a moment ago too, when nothing will be done with them but to keep them.
    """
    return await queries.newest_kept(session, ("shown", "queued") if also_queued else ("shown",), limit)
