"""How the outbox is filled, leased and read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, Table, bindparam, exists, insert, literal, select, update
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


async def is_any_due(session: AsyncSession, now: datetime) -> bool:
    return bool(await session.scalar(select(exists().where(*_due(now)))))


async def lease(session: AsyncSession, now: datetime, *, until: datetime, most: int) -> list[Mail]:
    """Take due letters for sending until then, the longest waiting first; nobody else gets them meanwhile."""
    waiting = (
        select(Mail.id)
        .where(*_due(now))
        .order_by(Mail.due_at, Mail.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = (await session.scalars(waiting)).all()
    statement = (
        update(Mail)
        .where(Mail.id.in_(ids))
        .values(state="sending", due_at=until, tries=Mail.tries + 1)
        .returning(Mail)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    return sorted((await session.scalars(statement)).all(), key=lambda letter: letter.id)


async def show_all(session: AsyncSession, now: datetime) -> None:
    await session.execute(
        update(Mail).where(*_due(now)).values(state="shown").execution_options(synchronize_session=False)
    )


async def settle(session: AsyncSession, letter_id: int, tries: int, **outcome: Any) -> None:
    """Write down what became of a letter, unless another sender has taken it since."""
    statement = update(mails).where(
        mails.c.id == letter_id, mails.c.state == "sending", mails.c.tries == tries
    )
    await session.execute(statement.values(**outcome))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Mail.state.in_(["queued", "sending"]), Mail.due_at <= now


async def newest_kept(session: AsyncSession, states: Collection[str], limit: int) -> list[Mail]:
    query = select(Mail).where(Mail.state.in_(states)).order_by(Mail.id.desc()).limit(limit)
    return list((await session.scalars(query)).all())
