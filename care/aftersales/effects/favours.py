"""Searches, haste, papers and reminders: the request itself, its event and its letter do most of it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales.case import Case
from care.aftersales.effects.effect import effect
from care.aftersales.quotes import Quote
from care.aftersales.quoting_favours import profile_values
from care.aftersales.wishes import (
    ChangeDelivery,
    ChangeProfile,
    Hurry,
    InvoiceFor,
    PayLink,
    Remind,
    Trace,
)
from care.db import models


@effect.register
async def trace(wish: Trace, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    session.add(
        models.Trace(
            order_number=case.order.number,
            tracking_number=wish.tracking_number,
            trouble=wish.trouble,
            request_id=request_id,
            opened_at=case.now,
            promised_by=quote.by,
        )
    )


@effect.register
async def remind(wish: Remind, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    session.add(models.Reminder(customer_id=case.customer.id, variant_id=wish.variant_id, asked_at=case.now))


@effect.register
async def change_profile(
    wish: ChangeProfile, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    for name, value in profile_values(wish).items():
        setattr(case.customer, name, value)


@effect.register(Hurry)
@effect.register(ChangeDelivery)
@effect.register(InvoiceFor)
@effect.register(PayLink)
async def ask(
    wish: Hurry | ChangeDelivery | InvoiceFor | PayLink,
    session: AsyncSession,
    quote: Quote,
    case: Case,
    request_id: int,
) -> None:
    """Nothing of the order changes: who must do something hears it from the event, the shopper by letter."""
