"""Things taken from the shelf and given back to it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import queries
from care.aftersales.errors import Refused
from care.aftersales.quotes import Item
from care.aftersales.rules import SET_ASIDE


async def take_new(session: AsyncSession, items: Iterable[Item]) -> None:
    """Take what the items become. Raises `Refused` where it is not there."""
    for each in items:
        assert each.new_variant_id is not None
        if not await queries.take_from_stock(session, each.new_variant_id, each.quantity):
            raise Refused(
                "variant_sold_out", "return_item", "human_handoff",
                name=each.name, options=each.new_options, variant_id=each.new_variant_id,
            )  # fmt: skip


async def give_back(session: AsyncSession, items: Iterable[Item]) -> None:
    """Give back what the items were."""
    for each in items:
        await queries.give_to_stock(session, each.variant_id, each.quantity, set_aside=SET_ASIDE)
