"""Private notes with mentions, and tags. No shopper sees either. The caller commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.conversations.rules import storable
from care.db.models import Note, Staff, Tag
from care.errors import CareError

LONGEST = 4_000
LONGEST_TAG = 40
tags = cast(Table, Tag.__table__)


class NothingWritten(CareError):
    """A note or a tag needs words, and not too many."""

    code = "nothing_written"


async def add(session: AsyncSession, conversation_id: str, *, by: str, text: str, now: datetime) -> Note:
    """A note; `@Name` calls a colleague. Card numbers are masked here too. Raises `NothingWritten`."""
    text = storable(text).strip()
    if not text or len(text) > LONGEST:
        raise NothingWritten(f"a note has 1 to {LONGEST} characters")
    called = mentioned(text, (await session.scalars(select(Staff).where(Staff.disabled_at.is_(None)))).all())
    note = Note(conversation_id=conversation_id, staff_id=by, at=now, text=text, mentions=called)
    session.add(note)
    await session.flush()
    return note


def mentioned(text: str, members: Iterable[Staff]) -> list[str]:
    """Who is called by `@` and their name, or the first word of it; nobody where two could be meant."""
    said = text.casefold()
    full = [each.id for each in members if f"@{each.name.casefold()}" in said]
    if full:
        return sorted(full)
    firsts: dict[str, list[str]] = {}
    for each in members:
        firsts.setdefault(each.name.casefold().split(" ")[0], []).append(each.id)
    return sorted(ids[0] for first, ids in firsts.items() if len(ids) == 1 and f"@{first}" in said)


async def of_conversation(session: AsyncSession, conversation_id: str) -> Sequence[tuple[Note, str]]:
    """The notes, oldest first, each with its writer's name."""
    query = select(Note, Staff.name).join(Staff, Staff.id == Note.staff_id)
    query = query.where(Note.conversation_id == conversation_id).order_by(Note.at, Note.id)
    return (await session.execute(query)).all()


async def tag(session: AsyncSession, conversation_id: str, name: str, *, by: str, now: datetime) -> list[str]:
    """All tags of the conversation, with this one. Raises `NothingWritten`."""
    name = " ".join(storable(name).split())
    if not name or len(name) > LONGEST_TAG:
        raise NothingWritten(f"a tag has 1 to {LONGEST_TAG} characters")
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    once = dialect.insert(tags).values(conversation_id=conversation_id, name=name).on_conflict_do_nothing()
    await session.execute(once)
    await _note(session, "conversation.tagged", conversation_id, name, by, now)
    return await tags_of(session, conversation_id)


async def untag(
    session: AsyncSession, conversation_id: str, name: str, *, by: str, now: datetime
) -> list[str]:
    """The tags that are left."""
    await session.execute(delete(tags).where(tags.c.conversation_id == conversation_id, tags.c.name == name))
    await _note(session, "conversation.untagged", conversation_id, name, by, now)
    return await tags_of(session, conversation_id)


async def tags_of(session: AsyncSession, conversation_id: str) -> list[str]:
    query = select(tags.c.name).where(tags.c.conversation_id == conversation_id).order_by(tags.c.name)
    return list(await session.scalars(query))


async def _note(
    session: AsyncSession, action: str, conversation_id: str, name: str, by: str, now: datetime
) -> None:
    await audit.write(
        session, actor=f"staff:{by}", action=action, subject=f"conversation:{conversation_id}", now=now,
        details={"tag": name},
    )  # fmt: skip
