"""Keeps the replies that staff share, and puts a shopper's facts into them. The caller commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.canned import rules
from care.canned.rules import VARIABLES, fill, in_language
from care.db.models import CannedReply
from care.errors import CareError, NotFound

__all__ = ["VARIABLES", "ShortcutTaken", "Unfit", "add", "change", "every", "fill", "in_language", "remove"]


class Unfit(CareError):
    """The reply cannot be kept as it is; the text says why."""

    code = "unfit"


class ShortcutTaken(CareError):
    """Another reply is typed by this shortcut."""

    code = "shortcut_taken"
    status = 409


async def every(session: AsyncSession) -> Sequence[CannedReply]:
    """All of them, by shortcut."""
    return (await session.scalars(select(CannedReply).order_by(CannedReply.shortcut))).all()


async def add(
    session: AsyncSession, *, by: str, shortcut: str, title: str, texts: Mapping[str, str], now: datetime
) -> CannedReply:
    """Raises `Unfit`, `ShortcutTaken`."""
    _check(shortcut, texts)
    reply = CannedReply(shortcut=shortcut, title=title, texts=dict(texts), updated_at=now, updated_by=by)
    session.add(reply)
    await _flush(session)
    await _note(session, "canned.added", reply, by, now)
    return reply


async def change(
    session: AsyncSession,
    reply_id: int,
    *,
    by: str,
    shortcut: str,
    title: str,
    texts: Mapping[str, str],
    now: datetime,
) -> CannedReply:
    """Raises `NotFound`, `Unfit`, `ShortcutTaken`."""
    _check(shortcut, texts)
    reply = await _get(session, reply_id)
    reply.shortcut, reply.title, reply.texts = shortcut, title, dict(texts)
    reply.updated_at, reply.updated_by = now, by
    await _flush(session)
    await _note(session, "canned.changed", reply, by, now)
    return reply


async def remove(session: AsyncSession, reply_id: int, *, by: str, now: datetime) -> None:
    """Raises `NotFound`."""
    reply = await _get(session, reply_id)
    await _note(session, "canned.removed", reply, by, now)
    await session.execute(delete(CannedReply).where(CannedReply.id == reply_id))


def _check(shortcut: str, texts: Mapping[str, str]) -> None:
    if found := rules.faults(shortcut, texts):
        raise Unfit("; ".join(found))


async def _get(session: AsyncSession, reply_id: int) -> CannedReply:
    reply = await session.get(CannedReply, reply_id, with_for_update=True)
    if reply is None:
        raise NotFound("there is no such reply")
    return reply


async def _flush(session: AsyncSession) -> None:
    try:
        async with session.begin_nested():
            await session.flush()
    except IntegrityError as error:
        raise ShortcutTaken("another reply has this shortcut") from error


async def _note(session: AsyncSession, action: str, reply: CannedReply, by: str, now: datetime) -> None:
    subject = f"canned:{reply.shortcut}"
    await audit.write(session, actor=f"staff:{by}", action=action, subject=subject, now=now)
