"""What a proved shopper may see of their own account; to anybody else it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.customers import queries
from care.db.models import Customer, PaymentMethod
from care.identity.service import Shopper, who

GIFT_CARD = "gift_card"


@dataclass(frozen=True)
class Known:
    """Who speaks in a conversation, and their account if they have proved it is theirs."""

    shopper: Shopper
    customer: Customer | None


async def known_in(session: AsyncSession, conversation_id: str, now: datetime) -> Known | None:
    """Who speaks in this conversation now; None where there is no such conversation. One query."""
    found = await queries.of_conversation(session, conversation_id)
    if found is None:
        return None
    conversation, customer = found
    shopper = who(conversation, now)
    return Known(shopper, customer if shopper.customer_id else None)


async def payment_methods(session: AsyncSession, shopper: Shopper) -> dict[str, PaymentMethod]:
    """The shopper's ways to pay by id, in their order; none for a shopper who proved nothing."""
    if shopper.customer_id is None:
        return {}
    return {method.id: method for method in await queries.payment_methods(session, shopper.customer_id)}


async def gift_cards(session: AsyncSession, shopper: Shopper) -> list[PaymentMethod]:
    """The shopper's gift cards."""
    methods = await payment_methods(session, shopper)
    return [method for method in methods.values() if method.kind == GIFT_CARD]


def kind_of(method_id: str, methods: dict[str, PaymentMethod]) -> str:
    """The kind of a payment method, also of one the customer has removed since: ids begin with the kind."""
    if method_id in methods:
        return methods[method_id].kind
    kind, _, _ = method_id.rpartition("_")
    return kind or method_id
