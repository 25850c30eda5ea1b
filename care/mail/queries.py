"""How the outbox is filled, leased and read."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Boolean, Table, bindparam, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Mail

mails = cast(Table, Mail.__table__)

_letter = ("to", "subject", "text", "written_at", "due_at", "best_before")
# One statement whether or not there is a letter to write: its row is chosen, or not, by the database.
ADD_IF = insert(mails).from_select(
    [*_letter, "state", "tries"],
    select(
        *(bindparam(name, type_=mails.c[name].type) for name in _letter), literal("queued"), literal(0)
    ).where(bindparam("wanted", type_=Boolean)),
    include_defaults=False,
)


async def add_if(session: AsyncSession, wanted: bool, letter: dict[str, Any]) -> None:
    await session.execute(ADD_IF, {**letter, "wanted": wanted})


async def newest_shown(session: AsyncSession, limit: int) -> list[Mail]:
    query = select(Mail).where(Mail.state == "shown").order_by(Mail.id.desc()).limit(limit)
    return list((await session.scalars(query)).all())
