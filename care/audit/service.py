"""Writes the audit, sealed row by row, and verifies that nobody touched it since.

A row is sealed when its transaction commits, not when it is written: the chain is one for the whole shop, and
whoever holds its end makes the others wait. So it is held only for the last two statements of a transaction,
and never while that still waits for something else, which somebody in the line might have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, event, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from care.audit import rules
from care.db.models import Audit

READ_AT_ONCE = 1_000
THE_CHAIN = 7_201_955_463  # any number that no other advisory lock of this database has
_WAITING = "care.audit"


@dataclass(frozen=True)
class Verdict:
    """What `verify` found. `first_broken` is the id of the first row that is not as it was written.

    `unsealed` rows are older than seals. Rows cut off at the end leave no trace in the rest: whoever wants to
    know keeps `rows` and `head` somewhere else.
    """

    rows: int
    first_broken: int | None
    unsealed: int = 0
    head: str = ""


@dataclass(frozen=True)
class _Entry:
    values: dict[str, Any]
    inside: list[SessionTransaction]  # the savepoints it was written in, and is undone with


async def write(
    session: AsyncSession,
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Say what is being done; it is kept if and only if the transaction commits."""
    values = {
        "at": now,
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": rules.plain(details),
    }
    sync = session.sync_session
    sync.info.setdefault(_WAITING, []).append(_Entry(values, list(_savepoints(sync))))


async def verify(session: AsyncSession) -> Verdict:
    """Walk through the whole audit; give it a session on one snapshot (`database.reading()`)."""
    rows = unsealed = last_id = 0
    head = ""
    while True:
        query = select(Audit.__table__).where(Audit.id > last_id).order_by(Audit.id).limit(READ_AT_ONCE)
        found = (await session.execute(query)).all()
        for row in found:
            rows, last_id = rows + 1, row.id
            if row.seal is None and not head:
                unsealed += 1
            elif row.seal is None or row.seal != _seal_of(row, head):
                return Verdict(rows, row.id, unsealed, head)
            else:
                head = row.seal
        if len(found) < READ_AT_ONCE:
            return Verdict(rows, None, unsealed, head)


def _seal_of(row: Row[Any], before: str) -> str:
    return rules.seal(
        row.id, row.at, actor=row.actor, action=row.action, subject=row.subject, details=row.details,
        before=before,
    )  # fmt: skip


def _savepoints(session: Session) -> Iterator[SessionTransaction]:
    inside = session.get_nested_transaction()
    while inside is not None and inside.nested:
        yield inside
        inside = inside.parent


@event.listens_for(Session, "before_commit")
def _seal_what_waits(session: Session) -> None:
    """Adds what waits to the end of the chain, as the transaction's last work."""
    if session.in_nested_transaction() or not session.info.get(_WAITING):
        return
    session.flush()  # may wait for rows that others hold, so before the chain is held
    entries: list[_Entry] = session.info.pop(_WAITING)
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time
        session.execute(text("SELECT pg_advisory_xact_lock(:chain)"), {"chain": THE_CHAIN})
    newest = select(func.max(Audit.id)).scalar_subquery()
    last = session.execute(select(Audit.id, Audit.seal).where(Audit.id == newest)).first()
    row_id, before = (last.id, last.seal or "") if last else (0, "")
    rows = []
    for entry in entries:
        row_id += 1
        values = entry.values
        before = rules.seal(
            row_id, values["at"], actor=values["actor"], action=values["action"], subject=values["subject"],
            details=values["details"], before=before,
        )  # fmt: skip
        rows.append({"id": row_id, **values, "seal": before})
    session.execute(insert(Audit), rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget_what_was_undone(session: Session, undone: SessionTransaction) -> None:
    waiting = session.info.get(_WAITING)
    if waiting:
        kept = [entry for entry in waiting if undone.nested and undone not in entry.inside]
        session.info[_WAITING] = kept
