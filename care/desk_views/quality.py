"""How well the desk of people does: how soon it answers and settles, who has to come again, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from care.db.models import Conversation, PersonRequest, Rating, Staff
from care.db.types import JsonObject

AGAIN_WITHIN = timedelta(days=7)
MOST = 50_000


@dataclass(frozen=True)
class Settled:
    """One case of the window, as far as the figures need it."""

    staff_id: str | None
    staff_name: str | None
    first_answer_s: float | None
    resolution_s: float | None
    satisfaction: int | None
    effort: int | None
    came_again: bool
    in_time: bool | None


async def quality(session: AsyncSession, *, now: datetime, days: int, staff_id: str | None) -> JsonObject:
    """Figures of the cases asked for in the last `days`. `staff_id`: the only member told about by name."""
    cases = await _cases(session, now - timedelta(days=days))
    members = sorted({(each.staff_id, each.staff_name or "") for each in cases if each.staff_id})
    by_staff = [
        {
            "staff": {"id": member, "name": name},
            **figures([each for each in cases if each.staff_id == member]),
        }
        for member, name in members
        if staff_id is None or member == staff_id
    ]
    return {"days": days, **figures(cases), "by_staff": by_staff}


def figures(cases: Sequence[Settled]) -> JsonObject:
    """Times in seconds by the clock on the wall; shares from 0 to 1; None where there is nothing to tell."""
    done = [each for each in cases if each.resolution_s is not None]
    answered = [each.in_time for each in cases if each.in_time is not None]
    return {
        "cases": len(cases),
        "resolved": len(done),
        "first_answer": spread([each.first_answer_s for each in cases]),
        "resolution": spread([each.resolution_s for each in cases]),
        "in_time": _share(answered),
        "again_within_7_days": _share([each.came_again for each in done]),
        "satisfaction": _mean([each.satisfaction for each in cases]),
        "effort": _mean([each.effort for each in cases]),
        "ratings": sum(each.satisfaction is not None for each in cases),
    }


def spread(seconds: Sequence[float | None]) -> JsonObject | None:
    """Median and 90th percentile (nearest rank)."""
    known = sorted(each for each in seconds if each is not None)
    if not known:
        return None
    rank = {
        name: known[max(0, -(-len(known) * part // 100) - 1)] for name, part in (("median", 50), ("p90", 90))
    }
    return {**rank, "count": len(known)}


async def _cases(session: AsyncSession, since: datetime) -> list[Settled]:
    query = (
        select(PersonRequest, Staff.name, Rating, Conversation.customer_id)
        .join(Conversation, Conversation.id == PersonRequest.conversation_id)
        .outerjoin(Staff, Staff.id == PersonRequest.staff_id)
        .outerjoin(Rating, Rating.request_id == PersonRequest.id)
        .where(PersonRequest.asked_at >= since)
        .order_by(PersonRequest.id.desc())
        .limit(MOST)
    )
    again = await _came_again(session, since)
    rows = await session.execute(query)
    return [_settled(request, name, rating, request.id in again) for request, name, rating, _ in rows]


async def _came_again(session: AsyncSession, since: datetime) -> set[int]:
    """Settled cases after which the same shopper, in this chat or another, asked for a person again."""
    later, mine, theirs = aliased(PersonRequest), aliased(Conversation), aliased(Conversation)
    query = (
        select(PersonRequest.id, PersonRequest.done_at, later.asked_at)
        .join(mine, mine.id == PersonRequest.conversation_id)
        .join(theirs, (theirs.id == mine.id) | (theirs.customer_id == mine.customer_id))
        .join(later, later.conversation_id == theirs.id)
        .where(PersonRequest.asked_at >= since, PersonRequest.done_at.is_not(None))
        .where(later.id != PersonRequest.id, later.asked_at >= PersonRequest.done_at)
    )
    rows = await session.execute(query)
    return {case for case, done, asked in rows if done and asked - done <= AGAIN_WITHIN}


def _settled(request: PersonRequest, name: str | None, rating: Rating | None, again: bool) -> Settled:
    answered, done = request.answered_at, request.done_at
    return Settled(
        staff_id=request.staff_id,
        staff_name=name,
        first_answer_s=(answered - request.asked_at).total_seconds() if answered else None,
        resolution_s=(done - request.asked_at).total_seconds() if done else None,
        satisfaction=rating.satisfaction if rating else None,
        effort=rating.effort if rating else None,
        came_again=again,
        in_time=answered <= request.reply_by if answered else None,
    )


def _share(truths: Sequence[bool]) -> float | None:
    return round(fmean(truths), 4) if truths else None


def _mean(marks: Sequence[int | None]) -> float | None:
    known = [mark for mark in marks if mark is not None]
    return round(fmean(known), 2) if known else None
