"""What changes in the customer's account."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales.case import Case
from care.aftersales.effects.effect import effect
from care.aftersales.quotes import Quote
from care.aftersales.wishes import ChangeDefaultAddress


@effect.register
async def change_default_address(
    wish: ChangeDefaultAddress, session: AsyncSession, quote: Quote, case: Case, request_id: int
) -> None:
    for name, part in vars(quote.address).items():
        setattr(case.customer, name, part)
