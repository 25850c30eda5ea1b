"""Who works at the counter: accounts, and who they are while they are signed in.

Signing in opens its transactions itself: a password takes its time, and nobody shall wait for the record
meanwhile. Everything else takes a session, and the edge commits.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.engine import Database
from care.db.models import Staff, StaffSession
from care.identity import service as identity
from care.identity.errors import TooManyTries
from care.identity.rules import Counter
from care.staff import passwords, queries, rules, second_factor
from care.staff.accounts import (
    Member,
    account_key,
    add,
    code_key,
    colleagues,
    disable,
    get,
    member_of,
    note,
    reset,
    set_password,
)
from care.staff.errors import HasSecondFactor, Locked, SignedOut, WrongSignIn

__all__ = [
    "Member", "SignedIn", "Step", "Terms", "Visit", "add", "colleagues", "confirm_totp", "disable", "get",
    "keep", "offer_totp", "prove", "reset", "set_password", "sign_in", "sign_out", "visit", "who",
]  # fmt: skip

Step = Literal["in", "code", "set_up"]
"""What a session lacks: nothing, the code of the second factor, or a second factor to begin with."""


@dataclass(frozen=True)
class Terms:
    """What is asked of who signs in: the server's key, whether a second factor, whether the demo is open."""

    key: str
    totp: Literal["required", "optional"] = "required"
    demo: bool = False


@dataclass(frozen=True)
class SignedIn:
    """A session was begun. `known` is for the browser to keep: nobody can lock it out by guessing."""

    token: str
    csrf: str
    needs_code: bool
    needs_totp: bool
    known: str


@dataclass(frozen=True)
class Visit:
    """Who a session belongs to. `step` is "in" once everything was proved."""

    member: Member
    csrf: str
    step: Step
    totp: bool
    seen_at: datetime


async def sign_in(
    database: Database,
    email: str,
    password: str,
    *,
    terms: Terms,
    now: datetime,
    address: str | None = None,
    known: str = "",
) -> SignedIn:
    """Begin a session. Raises `WrongSignIn`, and `Locked` before looking at the password.

    Accounts and no accounts take the same steps. `known` is the mark of a browser that has been in before.
    """
    key = rules.email_key(email)
    async with database.reading() as session:
        account = await queries.by_email(session, key)
    async with database.writing() as session:
        await _count(session, _guesses(key, account, address, known, terms), now)
    right = await passwords.is_right(account.password_hash if account else None, password)
    if account is None or not right or not _may_enter(account, terms):
        async with database.writing() as session:
            await note(session, account.id if account else "unknown", "sign_in_refused", now, address=address)
        raise WrongSignIn("E-mail and password do not belong together.")
    fresh = await passwords.hashed(password) if passwords.is_outdated(account.password_hash) else None
    async with database.writing() as session:
        return await _begin(session, account.id, fresh, terms, now, address)


async def prove(session: AsyncSession, token: str, code: str, *, key: str, now: datetime) -> Visit | None:
    """Give the second factor; None, which is to be committed too, when this is not the code of this moment.

    Raises `SignedOut` and `Locked`.
    """
    mine, account = await _session(session, token, now)
    if account.totp_since is None or not await _is_right(session, account, code, key=key, now=now):
        return None
    mine.proved_at = mine.seen_at = now
    await note(session, account.id, "proved", now)
    await session.flush()
    return _visit(mine, account)


async def visit(session: AsyncSession, token: str, *, now: datetime) -> Visit | None:
    """Whose session this is, however far it got; None when there is none, or it is over."""
    found = await queries.session_of(session, rules.digest(token))
    return _visit(*found) if found and _lasts(found[0], now) else None


async def who(session: AsyncSession, token: str, *, now: datetime) -> Visit | None:
    """Who is signed in with this session; None unless everything was proved and the session lasts."""
    found = await visit(session, token, now=now)
    return found if found and found.step == "in" else None


async def keep(session: AsyncSession, token: str, *, now: datetime) -> None:
    """Somebody is at work here: the session does not end for idleness yet."""
    await queries.seen(session, rules.digest(token), now)


async def sign_out(session: AsyncSession, token: str, *, now: datetime) -> None:
    """End this session; nothing happens when it is over already."""
    found = await queries.session_of(session, rules.digest(token))
    if found:
        await queries.end_session(session, rules.digest(token))
        await note(session, found[1].id, "signed_out", now)


async def offer_totp(
    session: AsyncSession, token: str, *, key: str, issuer: str, now: datetime
) -> tuple[str, str]:
    """A secret for an authenticator, and its address as a picture shows it; it counts once confirmed.

    Raises `SignedOut`, and `HasSecondFactor`: whoever finds a console open shall not change it.
    """
    _, account = await _session(session, token, now)
    if account.totp_since is not None:
        raise HasSecondFactor("You have a second factor already; an owner can reset it.")
    secret = second_factor.new_secret()
    account.totp_secret = second_factor.locked(secret, staff_id=account.id, key=key)
    account.totp_last_step = None
    await note(session, account.id, "totp_offered", now)
    await session.flush()
    return secret, second_factor.uri(secret, email=account.email, issuer=issuer)


async def confirm_totp(
    session: AsyncSession, token: str, code: str, *, key: str, now: datetime
) -> Visit | None:
    """A first code shows that the authenticator has the secret; every other session of theirs ends.

    None, which is to be committed too, when this is not the code. Raises `SignedOut`, `HasSecondFactor` and
    `Locked`.
    """
    mine, account = await _session(session, token, now)
    if account.totp_since is not None:
        raise HasSecondFactor("You have a second factor already; an owner can reset it.")
    if account.totp_secret is None or not await _is_right(session, account, code, key=key, now=now):
        return None
    account.totp_since = mine.proved_at = mine.seen_at = now
    await queries.end_sessions_of(session, account.id, but=mine.token_hash)
    await note(session, account.id, "totp_confirmed", now)
    await session.flush()
    return _visit(mine, account)


def _visit(mine: StaffSession, account: Staff) -> Visit:
    totp = account.totp_since is not None
    step: Step = "in" if mine.proved_at else "code" if totp else "set_up"
    return Visit(member_of(account), mine.csrf, step, totp, mine.seen_at)


def _may_enter(account: Staff, terms: Terms) -> bool:
    return account.disabled_at is None and (terms.demo or not rules.is_demo(account.id))


async def _begin(
    session: AsyncSession, staff_id: str, fresh: str | None, terms: Terms, now: datetime, address: str | None
) -> SignedIn:
    account = await session.get_one(Staff, staff_id)
    account.password_hash = fresh or account.password_hash
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    totp = account.totp_since is not None
    asked = terms.totp == "required" and not rules.is_demo(account.id)
    session.add(
        StaffSession(
            token_hash=rules.digest(token),
            staff_id=account.id,
            csrf=csrf,
            begun_at=now,
            seen_at=now,
            proved_at=None if totp or asked else now,
            address=address,
        )
    )
    await queries.end_sessions_before(session, now - rules.ABSOLUTE)
    await queries.forgive(session, [account_key(account.email)])
    await note(session, account.id, "signed_in", now, address=address, totp=totp)
    mark = rules.mark_of_known(account.id, secrets.token_hex(8), terms.key) if terms.key else ""
    return SignedIn(token, csrf, totp, asked and not totp, mark)


def _guesses(
    email_key: str, account: Staff | None, address: str | None, known: str, terms: Terms
) -> list[Counter]:
    """What a guess counts under. A browser that has been in before is not held up by what others guess."""
    mark = rules.known_as(known, terms.key)
    if mark and account and mark[0] == account.id:
        return [Counter(f"staff:known:{mark[1]}", rules.GUESSES_FROM_KNOWN)]
    counters = [Counter(account_key(email_key), rules.GUESSES_AT_ACCOUNT)]
    if address:
        counters.append(Counter(f"staff:address:{rules.digest(address)[:32]}", rules.GUESSES_FROM_ADDRESS))
    return counters


async def _count(session: AsyncSession, counters: list[Counter], now: datetime) -> None:
    try:
        await identity.count_tries(session, counters, now)
    except TooManyTries as refused:
        raise Locked(refused.again_at) from refused


async def _session(session: AsyncSession, token: str, now: datetime) -> tuple[StaffSession, Staff]:
    found = await queries.session_of(session, rules.digest(token))
    if found is None or not _lasts(found[0], now):
        raise SignedOut("Please sign in again.")
    return found


def _lasts(mine: StaffSession, now: datetime) -> bool:
    proved = mine.proved_at is not None
    return rules.lasts(begun_at=mine.begun_at, seen_at=mine.seen_at, proved=proved, now=now)


async def _is_right(session: AsyncSession, account: Staff, code: str, *, key: str, now: datetime) -> bool:
    """Whether it is a code of about now that was not used. Every try counts, and is told to the audit."""
    await _count(session, [Counter(code_key(account.id), rules.GUESSES_AT_CODE)], now)
    secret = second_factor.unlocked(account.totp_secret or "", staff_id=account.id, key=key)
    step = second_factor.step_of(secret, code, now=now, after=account.totp_last_step)
    right = step is not None and await queries.use_step(session, account.id, step)
    if not right:
        await note(session, account.id, "code_refused", now)
    return right
