"""Writes down what each wish costs its shopper: one statement a call, in a transaction of the caller."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Effort
from care.efforts import queries

Outcome = Literal["done", "answered", "refused", "handed_over", "left"]


async def begin(
    session: AsyncSession,
    conversation_id: str,
    topic: str,
    now: datetime,
    *,
    customer_id: str | None = None,
    order_number: str | None = None,
    snapshot: dict[str, Any] | None = None,
    tapped: bool = False,
) -> int:
    """A wish is heard; the line that said it is its first step. Gives the effort's id."""
    values = {
        "conversation_id": conversation_id,
        "customer_id": customer_id,
        "order_number": order_number,
        "topic": topic,
        "began_at": now,
        "last_at": now,
        "outcome": "open",
        "steps": 1,
        "taps": int(tapped),
        "repeats": 0,
        "snapshot": snapshot or {},
    }
    return await queries.add(session, values)


async def step(
    session: AsyncSession, effort_id: int, now: datetime, *, tapped: bool = False, repeated: bool = False
) -> None:
    """One more line of the shopper. `repeated`: it was not understood, and is asked again."""
    await queries.count(session, effort_id, now, taps=int(tapped), repeats=int(repeated))


async def finish(
    session: AsyncSession,
    effort_id: int,
    outcome: Outcome,
    now: datetime,
    *,
    customer_id: str | None = None,
    order_number: str | None = None,
    snapshot: dict[str, Any] | None = None,
) -> None:
    """How it ended; the first end counts. Who and which order may only be known by now."""
    found = {"customer_id": customer_id, "order_number": order_number, "snapshot": snapshot}
    known = {name: value for name, value in found.items() if value is not None}
    await queries.end(session, effort_id, {"outcome": outcome, "ended_at": now, **known})


async def leave_silent(session: AsyncSession, silent_since: datetime) -> int:
    """Efforts nobody has gone on with since then were left. Gives how many."""
    return await queries.end_silent(session, silent_since)


async def last_about(
    session: AsyncSession,
    customer_id: str | None,
    order_number: str,
    before: datetime,
    *,
    not_in: str | None = None,
) -> Effort | None:
    """The customer's newest effort about this order that began before then; none without proof.

    `not_in`: the conversation that is going on, whose own efforts are no history.
    """
    if customer_id is None:
        return None
    return await queries.newest_about(session, customer_id, order_number, before, not_in)
