"""A shopper and a person: asking for one, waiting, leaving a message, going on with the bot meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations import rules as words_rules
from care.conversations.errors import ConversationClosed, NothingSaid, TooLong
from care.db.models import Conversation, Customer, PersonRequest
from care.handoff import brief as card
from care.handoff import changes, letter, queries, routing, sla
from care.handoff.changes import Change, Opened
from care.handoff.places import place_of
from care.promises import service as promises
from care.shop.settings import Shop
from care.words import Wording, language_of

WEEK = timedelta(days=7)
RECOVERY_ADDS = 4  # whoever left unhappy goes before the everyday


@dataclass(frozen=True)
class Waiting:
    """What a shopper who asked for a person is told, and who answers in the chat until then."""

    request: PersonRequest
    place: int
    wait_s: int | None
    is_open: bool
    somebody_in: bool
    owner: str
    epoch: int
    is_new: bool  # False: the same matter was with the desk already


async def ask(
    session: AsyncSession,
    conversation_id: str,
    *,
    topic: str,
    reason: str,
    shop: Shop,
    now: datetime,
    skill: str = routing.GENERAL,
    importance: int = 0,
    order_number: str | None = None,
    brief: dict[str, Any] | None = None,
    money: Decimal | None = None,
    staff_email: str = "",
    keep_bot: bool = False,
) -> Waiting:
    """Put the matter on the desk of people; a conversation has one open case, however often it is asked.

    The card for whoever takes it is written from the facts, unless one is given.

    With somebody in, in opening hours, the bot falls silent, unless `keep_bot`. Else the bot goes on, and the
    staff get a letter. `money`: what is at stake. Raises ConversationClosed.
    """
    conversation = await _locked(session, conversation_id)
    case = await queries.open_case(session, conversation_id)
    is_new = case is None
    weight = await _weight(session, conversation, importance, money, shop, now)
    brief = brief or await card.write(
        session, conversation_id, topic=topic, reason=reason, shop=shop, now=now, order_number=order_number
    )
    if case is None:
        reply_by = sla.due(now, timedelta(minutes=shop.service.first_answer_minutes), shop.hours)
        case = _new(conversation, topic, reason, skill, weight, order_number, brief, reply_by, now)
        case.solve_by = _message_due(shop, now, shop.service.message_solution_hours)
        await _begin(session, case, shop, made_by="bot", now=now)
    elif case.state != "taken" and weight > case.importance:
        case.reason, case.skill, case.importance = reason, skill, weight
        case.brief = {**case.brief, **brief}
    return await _wait(session, Opened(case, conversation), shop, now, is_new, staff_email, keep_bot)


async def leave_message(
    session: AsyncSession,
    conversation_id: str,
    text: str,
    *,
    shop: Shop,
    now: datetime,
    topic: str = "other",
    reason: str = "message",
    order_number: str | None = None,
    staff_email: str = "",
) -> Change:
    """Keep what the shopper wants a person to read, and by when one answers: `reply_by`, `solve_by`.

    An answer that was promised earlier stays promised. The bot is there again. Raises NothingSaid, TooLong,
    ConversationClosed.
    """
    text = _storable(text)
    conversation = await _locked(session, conversation_id)
    reply_by = _message_due(shop, now, shop.service.message_answer_hours)
    case = await queries.open_case(session, conversation_id)
    is_new = case is None
    if case is None:
        weight = await _weight(session, conversation, 0, None, shop, now)
        brief = await card.write(
            session, conversation_id, topic=topic, reason=reason, shop=shop, now=now,
            order_number=order_number,
        )  # fmt: skip
        case = _new(conversation, topic, reason, routing.GENERAL, weight, order_number, brief, reply_by, now)
    await _take_message(case, text, shop, reply_by, now)
    await _begin(session, case, shop, made_by="sla", now=now)
    if staff_email and is_new:
        await letter.to_staff(session, case, conversation, staff_email, shop, now)
    return await _stay(session, Opened(case, conversation), "case.message_left", now)


async def go_on_with_bot(session: AsyncSession, conversation_id: str, now: datetime) -> Change | None:
    """The shopper uses the bot while they wait and keeps their place; None: no case waits silently here."""
    conversation = await _locked(session, conversation_id)
    case = await queries.open_case(session, conversation_id)
    if case is None or conversation.owner != "queue":
        return None
    actor = f"shopper:{conversation_id}"
    return await changes.change(
        session, Opened(case, conversation), owner="bot", action="case.bot_meanwhile", actor=actor, now=now
    )


async def wait_again(session: AsyncSession, conversation_id: str, now: datetime) -> Change | None:
    """The bot falls silent again for a case that waits; None where nothing waits or it is silent already."""
    conversation = await _locked(session, conversation_id)
    case = await queries.open_case(session, conversation_id)
    if case is None or case.state != "waiting" or conversation.owner != "bot":
        return None
    actor = f"shopper:{conversation_id}"
    return await changes.change(
        session, Opened(case, conversation), owner="queue", action="case.waits_again", actor=actor, now=now
    )


async def look_into(
    session: AsyncSession,
    ended: PersonRequest,
    *,
    reason: str,
    brief: dict[str, Any],
    shop: Shop,
    now: datetime,
) -> PersonRequest:
    """A case for a supervisor about one that ended; where another is open already, that one goes before.

    The bot is not silenced for it: the shopper does not wait at the other end.
    """
    conversation = await _locked(session, ended.conversation_id)
    case = await queries.open_case(session, ended.conversation_id)
    if case is not None:
        case.importance += RECOVERY_ADDS
        await session.flush()
        return case
    reply_by = _message_due(shop, now, shop.service.message_answer_hours)
    weight = ended.importance + RECOVERY_ADDS
    case = _new(
        conversation, ended.topic, reason, routing.SUPERVISOR, weight, ended.order_number, brief, reply_by,
        now,
    )  # fmt: skip
    case.state, case.reopens = "message", ended.id
    await _begin(session, case, shop, made_by="sla", now=now)
    await changes.audit(session, "case.recovery", case.id, actor="system", now=now)
    return case


async def _wait(
    session: AsyncSession,
    opened: Opened,
    shop: Shop,
    now: datetime,
    is_new: bool,
    staff_email: str,
    keep_bot: bool,
) -> Waiting:
    """Who answers from now on, and what the shopper is told of it."""
    case, conversation = opened.request, opened.conversation
    is_open = shop.hours.is_open(now)
    somebody_in = bool(await queries.at_desk(session, now))
    if case.state == "message" and is_open and somebody_in:
        case.state = "waiting"
    owner, epoch = conversation.owner, conversation.epoch
    if case.state == "waiting" and owner == "bot" and is_open and somebody_in and not keep_bot:
        step = await changes.change(session, opened, owner="queue", action="case.waits", actor="bot", now=now)
        owner, epoch = step.owner, step.epoch
    if staff_email and is_new and not somebody_in:
        await letter.to_staff(session, case, conversation, staff_email, shop, now)
    await session.flush()
    place = await place_of(session, case.id, now)
    return Waiting(case, place.place, place.wait_s, is_open, somebody_in, owner, epoch, is_new)


async def _stay(session: AsyncSession, opened: Opened, action: str, now: datetime) -> Change:
    """The bot answers on; who answers changes only where the bot was silent for the queue."""
    conversation, actor = opened.conversation, f"shopper:{opened.conversation.id}"
    if conversation.owner == "queue":
        return await changes.change(session, opened, owner="bot", action=action, actor=actor, now=now)
    await session.flush()
    await changes.audit(session, action, opened.request.id, actor=actor, now=now)
    return Change(opened.request, conversation.id, conversation.owner, conversation.epoch)


async def _take_message(
    case: PersonRequest, text: str, shop: Shop, reply_by: datetime, now: datetime
) -> None:
    case.brief = {**case.brief, "message": text}
    case.solve_by = _message_due(shop, now, shop.service.message_solution_hours)
    if case.state != "taken":
        case.state = "message"
        case.reply_by = sla.sooner(case.reply_by, reply_by)


async def _begin(
    session: AsyncSession, case: PersonRequest, shop: Shop, *, made_by: str, now: datetime
) -> None:
    """The case, and as promises what is said about it: a first answer and a solution."""
    session.add(case)
    await session.flush()
    await promises.withdraw_of_case(session, case.id, "first_answer", "solution", now=now)
    wording = Wording(language_of(case.language), "", shop.zone, now)
    when = {"first_answer": case.reply_by if case.answered_at is None else None, "solution": case.solve_by}
    for kind, due_at in when.items():
        if due_at is not None:
            text = _promise_text(wording, kind, due_at)
            await promises.make(
                session, case.conversation_id, kind=kind, text=text, made_by=made_by, due_at=due_at, now=now,
                request_id=case.id, owner_id=case.staff_id if case.state == "taken" else None,
            )  # fmt: skip


def _promise_text(wording: Wording, kind: str, due_at: datetime) -> str:
    when = wording.day_and_time_there(due_at)
    if kind == "first_answer":
        return wording.say("counter-promise-answer", when=when)
    return wording.say("counter-promise-solution", when=when)


def _new(
    conversation: Conversation,
    topic: str,
    reason: str,
    skill: str,
    weight: int,
    order_number: str | None,
    brief: dict[str, Any] | None,
    reply_by: datetime,
    now: datetime,
) -> PersonRequest:
    return PersonRequest(
        conversation_id=conversation.id, topic=topic, reason=reason, order_number=order_number,
        language=conversation.language, skill=skill, importance=weight, brief=brief or {}, state="waiting",
        asked_at=now, waiting_since=now, reply_by=reply_by,
    )  # fmt: skip


async def _weight(
    session: AsyncSession,
    conversation: Conversation,
    base: int,
    money: Decimal | None,
    shop: Shop,
    now: datetime,
) -> int:
    customer_id = conversation.customer_id
    customer = await session.get(Customer, customer_id) if customer_id else None
    return routing.importance(
        base,
        money=money,
        large=shop.service.large_amount,
        contacts=await queries.contacts_since(session, customer_id, now - WEEK),
        tags=customer.tags if customer else (),
    )


async def _locked(session: AsyncSession, conversation_id: str) -> Conversation:
    conversation = await queries.lock_conversation(session, conversation_id)
    if conversation is None:
        raise ConversationClosed("this conversation is gone")
    return conversation


def _message_due(shop: Shop, now: datetime, hours: int) -> datetime:
    return sla.due(now, timedelta(hours=hours), shop.hours, shop.service.message_hours)


def _storable(text: str) -> str:
    if len(text) > words_rules.MAX_TEXT:
        raise TooLong(f"at most {words_rules.MAX_TEXT} characters")
    text = words_rules.storable(text).strip()
    if not text:
        raise NothingSaid("words are needed")
    return text
