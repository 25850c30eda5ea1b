"""Hands over chats and promises at the end of a shift; they are the next one's once read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.conversations.rules import storable
from care.db.models import Handover, PersonRequest, Promise, Staff
from care.errors import CareError, NotFound
from care.handoff import service as handoff
from care.handoff.service import Change

NEWEST = 50
LONGEST = 4_000


class NothingSaid(CareError):
    """A handover needs a word on how things stand."""

    code = "nothing_said"


class ReadBackAlready(CareError):
    """Somebody read it back before."""

    code = "read_back_already"
    status = 409


class NotForYou(CareError):
    """It was written for somebody else, or by yourself."""

    code = "not_for_you"
    status = 403


async def write(
    session: AsyncSession, *, by: str, note: str, to: str | None = None, now: datetime
) -> Handover:
    """Write down what `by` has open. `to`: None for whoever reads it first. Raises NothingSaid, NotFound."""
    note = storable(note).strip()
    if not note or len(note) > LONGEST:
        raise NothingSaid(f"a handover has 1 to {LONGEST} characters")
    if to is not None and await session.get(Staff, to) is None:
        raise NotFound("there is no such member of staff")
    handover = Handover(
        from_staff=by, to_staff=to, at=now, note=note,
        cases=[case.id for case in await handoff.of_staff(session, by)],
        promises=await _owed_by(session, by),
    )  # fmt: skip
    session.add(handover)
    await session.flush()
    await _note(session, "shift.handed_over", handover, by, now)
    return handover


async def newest(session: AsyncSession, member_id: str) -> Sequence[Handover]:
    """Those for this member or for whoever is next, and their own; the newest first."""
    mine = or_(Handover.to_staff == member_id, Handover.to_staff.is_(None), Handover.from_staff == member_id)
    query = select(Handover).where(mine).order_by(Handover.id.desc()).limit(NEWEST)
    return (await session.scalars(query)).all()


async def read_back(
    session: AsyncSession, handover_id: int, *, member_id: str, now: datetime
) -> tuple[Handover, list[Change]]:
    """Who takes over has read it: the chats that are still open and the promises are theirs from now on.

    Raises NotFound, NotForYou, ReadBackAlready, and NotIn when the member is not at the desk.
    """
    handover = await session.get(Handover, handover_id, with_for_update=True, populate_existing=True)
    if handover is None:
        raise NotFound("there is no such handover")
    if handover.from_staff == member_id or handover.to_staff not in {None, member_id}:
        raise NotForYou("this was written for somebody else")
    if handover.read_back_at is not None:
        raise ReadBackAlready("somebody read it back before")
    handover.read_back_at, handover.read_back_by = now, member_id
    changes = await _take_over(session, handover, member_id, now)
    await _note(session, "shift.read_back", handover, member_id, now)
    return handover, changes


async def _take_over(
    session: AsyncSession, handover: Handover, member_id: str, now: datetime
) -> list[Change]:
    still = select(PersonRequest.id).where(
        PersonRequest.id.in_(handover.cases),
        PersonRequest.state == "taken",
        PersonRequest.staff_id == handover.from_staff,
    )
    owed = update(Promise).where(
        Promise.id.in_(handover.promises), Promise.ended_at.is_(None), Promise.owner_id == handover.from_staff
    )
    from_staff, cases = handover.from_staff, (await session.scalars(still.order_by(PersonRequest.id))).all()
    await session.execute(owed.values(owner_id=member_id), execution_options={"synchronize_session": False})
    changes = []
    for case_id in cases:
        await handoff.transfer(session, case_id, by=from_staff, to=member_id, note=handover.note, now=now)
        changes.append(await handoff.read_back(session, case_id, member_id=member_id, now=now))
    return changes


async def _owed_by(session: AsyncSession, member_id: str) -> list[int]:
    query = select(Promise.id).where(Promise.owner_id == member_id, Promise.ended_at.is_(None))
    return list(await session.scalars(query.order_by(Promise.due_at, Promise.id)))


async def _note(session: AsyncSession, action: str, handover: Handover, by: str, now: datetime) -> None:
    details = {"cases": handover.cases, "promises": handover.promises}
    await audit.write(
        session,
        actor=f"staff:{by}",
        action=action,
        subject=f"handover:{handover.id}",
        now=now,
        details=details,
    )
