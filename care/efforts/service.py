"""Writes down what each wish costs its shopper, line by line, in a transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Effort
from care.efforts import queries, rules

Outcome = Literal["done", "answered", "refused", "handed_over", "left"]


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
    standing = await queries.standing(session, conversation_id, order_number)
    found = {"customer_id": standing.customer_id, "order_number": standing.order_number, "snapshot": snapshot}
    values = {name: value for name, value in found.items() if value} | {"last_at": now}
    if outcome is not None:
        values |= {"outcome": outcome, "ended_at": now}
    if standing.effort_id is not None and standing.topic == topic:
        await queries.go_on(session, standing.effort_id, values, taps=int(tapped), repeats=int(repeated))
        return
    if standing.effort_id is not None:
        await queries.leave(session, standing.effort_id, now)
    first = {"steps": 1, "taps": int(tapped), "repeats": int(repeated)}
    begun = {"conversation_id": conversation_id, "topic": topic, "began_at": now}
    await queries.add(session, {**begun, **first, **values})


@dataclass(frozen=True)
class Insistence:
    """How often a shopper came with the same matter before, and how often the same wish was refused."""

    visits: int = 0
    refusals: int = 0


async def insistence(
    session: AsyncSession, conversation_id: str, topic: str, order_number: str | None, now: datetime
) -> Insistence:
    """Of the last seven days, about one order. What was settled counts no more.

    Visits are counted with the first line of a new one only, so that whoever acts on them does so once.
    """
    if order_number is None:
        return Insistence()
    found = await queries.of_matter(
        session, conversation_id, rules.same_matter(topic), order_number, now - rules.WEEK
    )
    steps = [rules.Step(each.began_at, each.last_at, each.outcome, each.steps) for each in found]
    refusals = sum(each.outcome == "refused" and each.topic == topic for each in found)
    return Insistence(rules.visits_before(steps), refusals)


async def leave_silent(session: AsyncSession, silent_since: datetime) -> int:
    """Efforts nobody has gone on with since then were left. Gives how many."""
    return await queries.end_silent(session, silent_since)


async def about(
    session: AsyncSession,
    customer_id: str | None,
    order_number: str,
    *,
    since: datetime,
    lately: datetime,
) -> Sequence[Effort]:
    """The customer's newest efforts about this order that began since then; none without proof.

    Those that began after `lately` belong to what is going on now; of these only the refused ones count.
    """
    if customer_id is None:
        return []
    return await queries.about(session, customer_id, order_number, since=since, lately=lately)
