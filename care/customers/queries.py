"""Reads what belongs to a customer. Every query takes whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Conversation, Customer, PaymentMethod

# Built once: every turn begins with it.
_WHO = (
    select(Conversation, Customer)
    .outerjoin(Customer, Customer.id == Conversation.customer_id)
    .where(Conversation.id == bindparam("conversation_id"))
)


async def payment_methods(session: AsyncSession, customer_id: str) -> Sequence[PaymentMethod]:
    query = select(PaymentMethod).where(PaymentMethod.customer_id == customer_id)
    return (await session.scalars(query.order_by(PaymentMethod.position))).all()


async def of_conversation(
    session: AsyncSession, conversation_id: str
) -> tuple[Conversation, Customer | None] | None:
    """A conversation and the customer it belongs to, in one query; None where there is no such conversation.

    Whether the shopper has proved to be this customer is another matter: see `identity.who`.
    """
    row = (await session.execute(_WHO, {"conversation_id": conversation_id})).one_or_none()
    return (row[0], row[1]) if row else None
