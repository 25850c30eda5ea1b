"""Who has a case: taken by hand or from the line, given to a colleague, passed on to a skill."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Staff
from care.errors import NotFound
from care.handoff import changes, queries, routing
from care.handoff.changes import Change, Opened, told
from care.handoff.errors import CaseOver, NotIn, TakenAlready
from care.promises import service as promises
from care.shop.settings import Shop


async def claim(session: AsyncSession, request_id: int, member_id: str, *, now: datetime) -> Change:
    """Take a case that waits; a second click of the same member changes nothing.

    Raises TakenAlready, which says who has it, CaseOver and NotFound.
    """
    opened = await changes.lock(session, request_id)
    case, conversation = opened.request, opened.conversation
    if case.state == "done":
        raise CaseOver("this case was ended meanwhile")
    if case.state == "taken" and case.staff_id != member_id:
        raise TakenAlready(await changes.name_of(session, case.staff_id))
    if case.state == "taken":
        return Change(case, conversation.id, conversation.owner, conversation.epoch)
    return await _give(session, opened, member_id, now=now, key="counter-joined", action="case.claimed")


async def line_up(session: AsyncSession, *, shop: Shop, now: datetime) -> list[Change]:
    """Give the cases that wait, the most pressing first, to whoever is there and has room."""
    line = await queries.line(session)
    if not line:
        return []
    await queries.lock_presences(session)
    staff = {member.id: member for member in await queries.at_desk(session, now)}
    assigned = []
    for waiting in routing.in_order(line, now):
        chosen = routing.choose_staff(waiting, list(staff.values()))
        if chosen is None:
            continue
        opened = await changes.lock(session, waiting.id)
        if opened.request.state not in queries.IN_LINE:
            continue
        assigned.append(await _assign(session, opened, chosen.id, now))
        staff[chosen.id] = replace(chosen, chats=chosen.chats + 1)
    return assigned


async def assign(session: AsyncSession, request_id: int, *, to: str, by: str, now: datetime) -> Change:
    """A supervisor decides who has the case. Raises NotIn, CaseOver, NotFound."""
    opened = await changes.lock(session, request_id)
    if opened.request.state == "done":
        raise CaseOver("this case was ended meanwhile")
    await _must_be_in(session, to, now)
    actor = f"staff:{by}"
    key = "counter-took-over" if opened.request.state == "taken" else "counter-joined"
    return await _give(session, opened, to, now=now, key=key, action="case.assigned", actor=actor)


async def transfer(
    session: AsyncSession,
    request_id: int,
    *,
    by: str,
    note: str,
    now: datetime,
    to: str | None = None,
    skill: str | None = None,
) -> Change:
    """Give the case to a colleague who is in, or back to the line for somebody with a skill.

    Whoever gets it reads the note back first; the waiting time is kept. Raises NotYours, NotIn, CaseOver.
    """
    opened = await changes.lock_mine(session, request_id, by)
    if to is not None:
        await _must_be_in(session, to, now)
        opened.request.transferred = note
        return await _give(
            session, opened, to, now=now, key="counter-took-over", action="case.transferred",
            actor=f"staff:{by}",
        )  # fmt: skip
    return await _pass_on(session, opened, by, skill or routing.GENERAL, note, now)


async def read_back(session: AsyncSession, request_id: int, *, member_id: str, now: datetime) -> Change:
    """Who got the case has read the note that came with it."""
    opened = await changes.lock_mine(session, request_id, member_id)
    case, conversation = opened.request, opened.conversation
    if case.transferred is not None:
        details = {"note": case.transferred}
        case.transferred = None
        await session.flush()
        await changes.audit(
            session, "case.read_back", case.id, actor=f"staff:{member_id}", now=now, details=details
        )
    return Change(case, conversation.id, conversation.owner, conversation.epoch)


async def join(session: AsyncSession, request_id: int, *, by: str, now: datetime) -> Change:
    """A supervisor comes along; the case stays with who has it. Raises NotYours, CaseOver."""
    opened = await changes.lock_mine(session, request_id, by)
    if opened.request.state != "taken":
        return await _give(session, opened, by, now=now, key="counter-joined", action="case.claimed")
    name = await changes.name_of(session, by)
    return await changes.change(
        session, opened, owner="staff", action="case.joined", actor=f"staff:{by}", now=now,
        line=told("counter-also-here", opened.conversation, name=name),
    )  # fmt: skip


async def _assign(session: AsyncSession, opened: Opened, staff_id: str, now: datetime) -> Change:
    return await _give(
        session, opened, staff_id, now=now, key="counter-joined", action="case.lined_up", actor="system"
    )


async def _give(
    session: AsyncSession,
    opened: Opened,
    staff_id: str,
    *,
    now: datetime,
    key: str,
    action: str,
    actor: str | None = None,
) -> Change:
    case = opened.request
    before = await changes.name_of(session, case.staff_id)
    name = await changes.name_of(session, staff_id)
    if not name:
        raise NotFound("there is no such member of staff")
    case.state, case.staff_id, case.taken_at = "taken", staff_id, now
    await promises.pass_on(session, case.id, staff_id)
    facts = {"to": name, "name": before} if key == "counter-took-over" else {"name": name}
    return await changes.change(
        session, opened, owner="staff", action=action, actor=actor or f"staff:{staff_id}", now=now,
        line=told(key, opened.conversation, **facts), details={"staff": staff_id},
    )  # fmt: skip


async def _pass_on(
    session: AsyncSession, opened: Opened, by: str, skill: str, note: str, now: datetime
) -> Change:
    case = opened.request
    others = [member for member in await queries.at_desk(session, now) if member.id != by]
    if not any(routing.has_skill(member, skill) for member in others):
        raise NotIn("nobody else with this skill is at the desk just now")  # it would only come back
    name = await changes.name_of(session, by)
    case.state, case.staff_id, case.skill, case.transferred = "waiting", None, skill, note
    await promises.pass_on(session, case.id, None)
    return await changes.change(
        session, opened, owner="queue", action="case.passed_on", actor=f"staff:{by}", now=now,
        line=told("counter-passed-on", opened.conversation, name=name), details={"skill": skill},
    )  # fmt: skip


async def _must_be_in(session: AsyncSession, staff_id: str, now: datetime) -> None:
    member = await session.get(Staff, staff_id)
    if member is None:
        raise NotFound("there is no such member of staff")
    if not await queries.is_present(session, staff_id, now):
        raise NotIn(f"{member.name} is not at the desk just now")
