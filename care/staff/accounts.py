"""The accounts of staff: made, changed and ended by whoever keeps the shop's server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.db.models import Staff
from care.staff import passwords, queries, rules
from care.staff.errors import EmailTaken, NoSuchMember, WeakPassword

KEEPER = "system"  # who is at the server's terminal


@dataclass(frozen=True)
class Member:
    """A member of staff as everybody may know them."""

    id: str
    email: str
    name: str
    role: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int
    language: str


async def add(
    session: AsyncSession,
    *,
    email: str,
    name: str,
    password: str,
    now: datetime,
    role: str = "agent",
    languages: Sequence[str] = ("en",),
    skills: Sequence[str] = (),
    capacity: int = 4,
    language: str | None = None,
    staff_id: str | None = None,
) -> Member:
    """Open an account. Raises `EmailTaken` and `WeakPassword`."""
    key = rules.email_key(email)
    if await queries.by_email(session, key):
        raise EmailTaken(f"There is an account of {key} already.")
    account = Staff(
        id=staff_id or secrets.token_hex(6),
        email=key,
        name=name,
        role=role,
        languages=list(languages),
        skills=list(skills),
        capacity=capacity,
        language=language or languages[0],
        password_hash=await _kept(password, key),
        created_at=now,
    )
    session.add(account)
    await note(session, account.id, "added", now, actor=KEEPER, role=role)
    await session.flush()
    return member_of(account)


async def disable(session: AsyncSession, email: str, *, now: datetime) -> Member:
    """End an account and its sessions; what they did stays theirs. Raises `NoSuchMember`."""
    account = await _account(session, email)
    account.disabled_at = account.disabled_at or now
    await queries.end_sessions_of(session, account.id)
    await note(session, account.id, "disabled", now, actor=KEEPER)
    await session.flush()
    return member_of(account)


async def set_password(session: AsyncSession, email: str, password: str, *, now: datetime) -> Member:
    """A new password; whoever is signed in has to sign in again. Raises `NoSuchMember` and `WeakPassword`."""
    account = await _account(session, email)
    account.password_hash = await _kept(password, account.email)
    await queries.end_sessions_of(session, account.id)
    await queries.forgive(session, [account_key(account.email), code_key(account.id)])
    await note(session, account.id, "password_set", now, actor=KEEPER)
    await session.flush()
    return member_of(account)


async def reset(session: AsyncSession, email: str, password: str, *, now: datetime) -> Member:
    """A new password, no second factor, open again, and guesses forgotten. Raises as `set_password`."""
    member = await set_password(session, email, password, now=now)
    account = await session.get_one(Staff, member.id)
    account.totp_secret = account.totp_since = account.totp_last_step = account.disabled_at = None
    await note(session, account.id, "reset", now, actor=KEEPER)
    await session.flush()
    return member


async def colleagues(session: AsyncSession) -> list[Member]:
    """Everybody who works here now, by name."""
    return [member_of(account) for account in await queries.all_of_them(session)]


async def get(session: AsyncSession, staff_id: str) -> Member:
    """The member of this id, also one who left. Raises `NoSuchMember`."""
    account = await session.get(Staff, staff_id)
    if account is None:
        raise NoSuchMember("Nobody of this id works here.")
    return member_of(account)


def member_of(account: Staff) -> Member:
    return Member(
        id=account.id,
        email=account.email,
        name=account.name,
        role=account.role,
        languages=tuple(account.languages),
        skills=tuple(account.skills),
        capacity=account.capacity,
        language=account.language,
    )


def account_key(email_key: str) -> str:
    """What guesses at an account count under, whether or not there is one."""
    return f"staff:account:{rules.digest(email_key)[:32]}"


def code_key(staff_id: str) -> str:
    """What guesses at the code of the second factor count under."""
    return f"staff:code:{staff_id}"


async def note(
    session: AsyncSession, staff_id: str, action: str, now: datetime, *, actor: str = "", **details: object
) -> None:
    """Tell the audit what happened to an account, or what its owner did."""
    me = f"staff:{staff_id}"
    await audit.write(
        session, actor=actor or me, action=f"staff.{action}", subject=me, now=now, details=details
    )


async def _account(session: AsyncSession, email: str) -> Staff:
    account = await queries.by_email(session, rules.email_key(email))
    if account is None:
        raise NoSuchMember(f"There is no account of {rules.email_key(email)}.")
    return account


async def _kept(password: str, email: str) -> str:
    if fault := rules.fault_of(password, email):
        raise WeakPassword(fault)
    return await passwords.hashed(password)
