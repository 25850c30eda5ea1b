"""Writes down what each wish costs its shopper: one statement a call, in a transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
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


async def note(
    session: AsyncSession,
    conversation_id: str,
    topic: str,
    now: datetime,
    *,
    tapped: bool = False,
    repeated: bool = False,
    outcome: Outcome | None = None,
    order_number: str | None = None,
    snapshot: dict[str, Any] | None = None,
) -> None:
    """One line of the shopper about a wish: the next step of the one that is open, or the first of a new one.

    Who asks is read from the conversation; an order the store does not know is left out. A wish that another
    one follows was left.
    """
    going_on = await queries.open_in(session, conversation_id)
    who, order_number = await queries.known(session, conversation_id, order_number)
    if going_on is not None and going_on.topic != topic:
        await finish(session, going_on.id, "left", now)
        going_on = None
    if going_on is None:
        effort_id = await begin(
            session, conversation_id, topic, now, customer_id=who, order_number=order_number, tapped=tapped
        )
    else:
        effort_id = going_on.id
        await step(session, effort_id, now, tapped=tapped, repeated=repeated)
    if outcome is not None:
        facts: dict[str, Any] = {"customer_id": who, "order_number": order_number, "snapshot": snapshot}
        await finish(session, effort_id, outcome, now, **facts)


async def leave_silent(session: AsyncSession, silent_since: datetime) -> int:
    """Efforts nobody has gone on with since then were left. Gives how many."""
    return await queries.end_silent(session, silent_since)


async def about(
    session: AsyncSession, customer_id: str | None, order_number: str, since: datetime
) -> Sequence[Effort]:
    """The customer's efforts about this order that began since then, the newest first; none without proof."""
    if customer_id is None:
        return []
    return await queries.about(session, customer_id, order_number, since)
