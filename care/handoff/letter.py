"""The letter to the staff when a shopper waits and nobody is at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.conversations.queries import newest_lines
from care.customers.rules import full_name
from care.db.models import Conversation, Customer, PersonRequest
from care.identity.service import who
from care.mail import letters
from care.mail import service as mail
from care.shop.settings import Shop

LINES_FOR_STAFF = 10


async def to_staff(
    session: AsyncSession,
    case: PersonRequest,
    conversation: Conversation,
    address: str,
    shop: Shop,
    now: datetime,
) -> None:
    """In the shopper's language, which whoever answers has to read anyway."""
    customer_id = who(conversation, now).customer_id
    customer = await session.get(Customer, customer_id) if customer_id else None
    lines = await newest_lines(session, conversation.id, LINES_FOR_STAFF)
    subject, text = letters.person_wanted(
        conversation.language,
        topic=case.topic,
        reason=case.reason,
        reply_by=case.reply_by.astimezone(shop.zone),
        customer=f"{full_name(customer.first_name, customer.last_name)} <{customer.email}>"
        if customer
        else None,
        conversation=conversation.id,
        lines=[(line.sender, line.text) for line in lines],
    )
    await mail.write(session, address, subject, text, now)


def _called(customer: Customer | None) -> str | None:
    return f"{full_name(customer.first_name, customer.last_name)} <{customer.email}>" if customer else None
