"""A member of staff writes first: in the shopper's chat, and by letter, as they are probably not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.conversations import service as conversations
from care.db.models import Conversation, Customer, Message, Order
from care.desk_views.problems import WRITTEN
from care.handoff import service as handoff
from care.handoff.service import Change, Member
from care.mail import service as mail
from care.shop.settings import Shop
from care.words import language_of, say


@dataclass(frozen=True)
class Written:
    """The case it became, which is the writer's, and the line."""

    change: Change
    line: Message


async def write_first(
    session: AsyncSession,
    order: Order,
    *,
    member: Member,
    cmid: str,
    text: str,
    topic: str,
    shop: Shop,
    now: datetime,
) -> Written:
    """Say it in the customer's newest chat, or a new one; once for a `cmid`, with one letter.

    `order` comes with its customer. Raises TakenAlready when a colleague talks with them already, and what
    `handoff.say` raises.
    """
    customer = order.customer
    conversation = await _chat_with(session, customer, now)
    change = await handoff.take_up(
        session, conversation.id, by=member.id, topic=topic, reason="written_first", now=now,
        order_number=order.number,
    )  # fmt: skip
    before = (await conversations.get(session, conversation.id) or conversation).last_seq
    line = await handoff.say(session, conversation.id, member=member, cmid=cmid, text=text, now=now)
    if line.seq > before:
        await _write_letter(session, order, conversation, member, line.text, shop, now)
        await audit.write(
            session, actor=f"staff:{member.id}", action=WRITTEN, subject=f"order:{order.number}", now=now,
            details={"conversation": conversation.id, "topic": topic},
        )  # fmt: skip
    return Written(change, line)


async def _chat_with(session: AsyncSession, customer: Customer, now: datetime) -> Conversation:
    """A new one is the customer's without any proof: they find it once they have signed in."""
    found = await conversations.open_of_customer(session, customer.id, now=now)
    if found is not None:
        return found
    language = language_of(customer.language or "en")
    conversation, _ = await conversations.open_conversation(session, language=language, now=now)
    conversation.customer_id = customer.id
    await session.flush()
    return conversation


async def _write_letter(
    session: AsyncSession,
    order: Order,
    conversation: Conversation,
    member: Member,
    text: str,
    shop: Shop,
    now: datetime,
) -> None:
    language, customer = language_of(conversation.language), order.customer
    facts = {
        "name": customer.first_name or customer.last_name,
        "staff": member.name,
        "order": order.number,
        "shop": shop.about.name.in_language(language),
        "text": text,
    }
    subject = say("reaching-mail-subject", language, **facts)
    words = say("reaching-mail-text", language, **facts)
    await mail.write(session, customer.email, subject, words, now)
