"""Where a case stands in the line, and an honest wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from care.handoff import queries, routing

LEAST_KNOWN = 5  # chats that must have ended before their length says anything


@dataclass(frozen=True)
class Place:
    """Where a case stands in the line; 0 when it does not wait. `wait_s`: None when nobody could say."""

    place: int
    wait_s: int | None


async def place_of(session: AsyncSession, request_id: int, now: datetime) -> Place:
    """The case's place in the line and an honest wait."""
    found = [place for case, place in await _places(session, now) if case.id == request_id]
    return found[0] if found else Place(0, None)


async def places(session: AsyncSession, now: datetime) -> dict[str, Place]:
    """Where everybody in the line stands, by conversation."""
    return {case.conversation_id: place for case, place in await _places(session, now)}


async def chat_takes(session: AsyncSession) -> timedelta:
    """How long a chat takes: what most of the newest took, a guess while there are few."""
    known = sorted(await queries.chat_seconds(session))
    if len(known) < LEAST_KNOWN:
        return routing.CHAT_TAKES
    return timedelta(seconds=known[len(known) * 3 // 4])


async def _places(session: AsyncSession, now: datetime) -> list[tuple[routing.InLine, Place]]:
    line = routing.in_order(await queries.line(session), now)
    if not line:
        return []
    staff, chat = await queries.at_desk(session, now), await chat_takes(session)
    waits = [routing.wait(place, staff, chat) for place in range(1, len(line) + 1)]
    return [
        (case, Place(place, round(wait.total_seconds()) if wait else None))
        for place, (case, wait) in enumerate(zip(line, waits, strict=True), start=1)
    ]
