"""Cases as the console lists them: who, about what, since when, and the newest line; in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.customers.rules import full_name
from care.db.models import Conversation, Customer, Message, PersonRequest, Staff, Tag
from care.db.types import JsonObject
from care.handoff.routing import TIER_ADDS

MOST = 1_000
SNIPPET = 160


@dataclass(frozen=True)
class CaseView:
    """One case with all that a list of cases shows of it."""

    request: PersonRequest
    conversation_id: str
    owner: str
    epoch: int
    customer: JsonObject | None
    staff: JsonObject | None
    last_line: JsonObject | None
    unread: int
    tags: list[str]

    def json(self) -> JsonObject:
        """As the console reads it; moments are ISO, in UTC."""
        request = self.request
        return {
            "id": request.id, "conversation": self.conversation_id, "state": request.state,
            "owner": self.owner, "epoch": self.epoch, "topic": request.topic, "reason": request.reason,
            "language": request.language, "skill": request.skill, "importance": request.importance,
            "order_number": request.order_number, "customer": self.customer, "brief": request.brief,
            "staff": self.staff, "asked_at": iso(request.asked_at),
            "waiting_since": iso(request.waiting_since), "taken_at": iso(request.taken_at),
            "answered_at": iso(request.answered_at), "reply_by": iso(request.reply_by),
            "solve_by": iso(request.solve_by), "done_at": iso(request.done_at), "outcome": request.outcome,
            "transferred": request.transferred, "reopens": request.reopens, "last_line": self.last_line,
            "unread": self.unread, "tags": self.tags,
        }  # fmt: skip


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None


def tier_of(tags: Sequence[str]) -> str | None:
    """The customer's standing, among the shop's own words for them."""
    return next((tag for tag in tags if tag.lower() in TIER_ADDS), None)


async def open_cases(session: AsyncSession, read_up_to: Mapping[str, int]) -> list[CaseView]:
    """Every case that is not ended, the longest waiting first. `read_up_to`: what staff have read."""
    return await _cases(session, PersonRequest.state != "done", read_up_to)


async def of_ids(
    session: AsyncSession, ids: Collection[int], read_up_to: Mapping[str, int]
) -> list[CaseView]:
    return await _cases(session, PersonRequest.id.in_(ids), read_up_to)


async def of_conversation(
    session: AsyncSession, conversation_id: str, read_up_to: Mapping[str, int]
) -> CaseView | None:
    """The conversation's open case, or the last one it had."""
    newest = (
        select(PersonRequest.id)
        .where(PersonRequest.conversation_id == conversation_id)
        .order_by(PersonRequest.done_at.is_not(None), PersonRequest.id.desc())
        .limit(1)
    )
    found = await session.scalar(newest)
    return (await of_ids(session, [found], read_up_to))[0] if found is not None else None


async def in_state(
    session: AsyncSession, state: str | None, words: str, read_up_to: Mapping[str, int], limit: int
) -> list[CaseView]:
    """The newest cases in a state (any, without one) whose topic, order or customer has these words."""
    query = select(PersonRequest.id).join(Conversation, Conversation.id == PersonRequest.conversation_id)
    query = query.outerjoin(Customer, Customer.id == Conversation.customer_id)
    if state:
        query = query.where(PersonRequest.state == state)
    if words:
        query = query.where(_mentions(words))
    found = await session.scalars(query.order_by(PersonRequest.id.desc()).limit(limit))
    cases = await of_ids(session, found.all(), read_up_to)
    return sorted(cases, key=lambda case: -case.request.id)


async def snapshot(session: AsyncSession) -> dict[int, tuple[Any, ...]]:
    """What may change about open cases, by id: cheap enough to be looked at every second.

    The first three facts are the conversation, the state and who has it.
    """
    columns = (
        PersonRequest.id, PersonRequest.conversation_id, PersonRequest.state, PersonRequest.staff_id,
        PersonRequest.waiting_since, PersonRequest.answered_at, PersonRequest.reply_by,
        PersonRequest.solve_by, PersonRequest.transferred, PersonRequest.importance, PersonRequest.skill,
        PersonRequest.topic, PersonRequest.order_number, Conversation.epoch, Conversation.last_seq,
        Conversation.customer_id,
    )  # fmt: skip
    query = select(*columns).join(Conversation, Conversation.id == PersonRequest.conversation_id)
    rows = await session.execute(query.where(PersonRequest.state != "done"))
    return {row[0]: tuple(row[1:]) for row in rows}


async def _cases(
    session: AsyncSession, which: ColumnElement[bool], read_up_to: Mapping[str, int]
) -> list[CaseView]:
    rows = (await session.execute(_query(which))).all()
    conversations = [row.PersonRequest.conversation_id for row in rows]
    unread = await _unread(session, [row.PersonRequest.id for row in rows], read_up_to)
    tags = await tags_of(session, conversations)
    return [_view(row, unread, tags) for row in rows]


def _query(which: ColumnElement[bool]) -> Any:
    newest = and_(
        Message.conversation_id == PersonRequest.conversation_id, Message.seq == Conversation.last_seq
    )
    return (
        select(PersonRequest, Conversation.owner, Conversation.epoch, Customer, Staff.name, Message)
        .join(Conversation, Conversation.id == PersonRequest.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Staff, Staff.id == PersonRequest.staff_id)
        .outerjoin(Message, newest)
        .where(which)
        .order_by(PersonRequest.waiting_since, PersonRequest.id)
        .limit(MOST)
        .execution_options(populate_existing=True)
    )


def _view(row: Any, unread: Mapping[int, int], tags: Mapping[str, list[str]]) -> CaseView:
    request, owner, epoch, customer, name, line = row
    return CaseView(
        request=request,
        conversation_id=request.conversation_id,
        owner=owner,
        epoch=epoch,
        customer=_customer(customer) if customer else None,
        staff={"id": request.staff_id, "name": name} if request.staff_id else None,
        last_line={"from": line.sender, "text": line.text[:SNIPPET], "at": iso(line.at)} if line else None,
        unread=unread.get(request.id, 0),
        tags=tags.get(request.conversation_id, []),
    )


def _customer(customer: Customer) -> JsonObject:
    told = {"id": customer.id, "name": full_name(customer.first_name, customer.last_name)}
    tier = tier_of(customer.tags)
    return told | ({"tier": tier} if tier else {})


async def _unread(session: AsyncSession, ids: Sequence[int], read_up_to: Mapping[str, int]) -> dict[int, int]:
    """How many lines of the shopper nobody has read: since they asked, and since staff last spoke."""
    if not ids:
        return {}
    answer = Message.__table__.alias("answer")
    answered = (
        select(func.max(answer.c.seq))
        .where(answer.c.conversation_id == PersonRequest.conversation_id, answer.c.sender == "staff")
        .scalar_subquery()
    )
    query = (
        select(PersonRequest.id, Message.conversation_id, Message.seq)
        .join(Message, Message.conversation_id == PersonRequest.conversation_id)
        .where(PersonRequest.id.in_(ids), Message.sender == "shopper")
        .where(Message.at >= PersonRequest.asked_at, Message.seq > func.coalesce(answered, 0))
    )
    counted: defaultdict[int, int] = defaultdict(int)
    for request_id, conversation_id, seq in await session.execute(query):
        counted[request_id] += seq > read_up_to.get(conversation_id, 0)
    return counted


async def tags_of(session: AsyncSession, conversations: Collection[str]) -> dict[str, list[str]]:
    query = select(Tag.conversation_id, Tag.name).where(Tag.conversation_id.in_(conversations))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for conversation_id, name in await session.execute(query.order_by(Tag.name)):
        found[conversation_id].append(name)
    return found


def _mentions(words: str) -> ColumnElement[bool]:
    name = func.lower(Customer.first_name + " " + Customer.last_name)
    return (
        PersonRequest.topic.contains(words.lower(), autoescape=True)
        | PersonRequest.order_number.contains(words.upper(), autoescape=True)
        | name.contains(words.lower(), autoescape=True)
    )
