"""Finds the request that did already what is asked for once more."""

from __future__ import annotations

from functools import singledispatch

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import queries
from care.aftersales.case import Case, Earlier
from care.aftersales.wishes import Hurry, Remind, Trace, Wish


@singledispatch
async def earlier(wish: Wish, session: AsyncSession, case: Case) -> Earlier | None:
    """None for wishes that can be had again, or are refused the second time."""
    return None


@earlier.register
async def _trace(wish: Trace, session: AsyncSession, case: Case) -> Earlier | None:
    """One search a parcel at a time."""
    found = await queries.open_trace(session, case.order.number, wish.tracking_number)
    return Earlier(found[1].number, found[0].promised_by) if found else None


@earlier.register
async def _hurry(wish: Hurry, session: AsyncSession, case: Case) -> Earlier | None:
    """Once a day an order: asking more often makes nobody faster."""
    found = await queries.newest_of_kind(session, case.customer.id, "hurry", order_number=case.order.number)
    zone = case.shop.zone
    today = case.now.astimezone(zone).date()
    return next((Earlier(each.number) for each in found if each.at.astimezone(zone).date() == today), None)


@earlier.register
async def _remind(wish: Remind, session: AsyncSession, case: Case) -> Earlier | None:
    """One reminder a variant, until it was sent."""
    if not await queries.waits_for(session, case.customer.id, wish.variant_id):
        return None
    found = await queries.newest_of_kind(session, case.customer.id, "remind")
    same = (each for each in found if each.wish.get("variant_id") == wish.variant_id)
    return next((Earlier(each.number) for each in same), None)
