"""The name each effect is registered under: the wish it grants."""

from __future__ import annotations

from functools import singledispatch

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales.case import Case
from care.aftersales.quotes import Quote
from care.aftersales.wishes import Wish


@singledispatch
async def effect(wish: Wish, session: AsyncSession, quote: Quote, case: Case, request_id: int) -> None:
    """Change the store as the quote says. The caller locked what the case holds, and commits."""
    raise NotImplementedError(type(wish))
