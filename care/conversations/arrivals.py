"""How a shopper comes to a conversation, a new one or an earlier one. Why: docs/decisions/identity.md."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.conversations import queries, rules
from care.db.models import Conversation, ConversationToken
from care.identity.tokens import Identity


@dataclass(frozen=True)
class Entered:
    """Where a hello led to. `token` is what the device comes back with."""

    conversation: Conversation
    token: str
    resumed: bool


async def enter(
    session: AsyncSession,
    *,
    token: str | None,
    identity: Identity | None,
    language: str,
    now: datetime,
    address: str | None = None,
) -> Entered:
    """The conversation a hello belongs to: an earlier one where the shopper may have it, else a new one.

    The rules are in docs/decisions/identity.md. An identity the store does not know counts as nobody.
    """
    if identity is not None and not await queries.lock_customer(session, identity.customer_id):
        identity = None
    if identity is None:
        return await _enter_as_guest(session, token, language=language, now=now, address=address)
    known = await queries.by_token_hash(session, rules.token_hash(token)) if token else None
    theirs = await open_of_customer(session, identity.customer_id, now=now)
    if token and known and await _may_become(session, known, identity, theirs, now):
        await _sign_in(session, known, identity, now)
        return Entered(known, token, resumed=True)
    if theirs:
        await _sign_in(session, theirs, identity, now)
        return Entered(theirs, await _give_token(session, theirs, now), resumed=True)
    conversation, token = await open_conversation(
        session,
        language=language,
        customer_id=identity.customer_id,
        proof="sign_in",
        proved_until=identity.until,
        now=now,
        address=address,
    )
    return Entered(conversation, token, resumed=False)


async def open_conversation(
    session: AsyncSession,
    *,
    language: str,
    customer_id: str | None = None,
    proof: str = "none",
    proved_until: datetime | None = None,
    now: datetime,
    address: str | None = None,
) -> tuple[Conversation, str]:
    """A new conversation, and the secret its device comes back with; only the secret's hash is kept."""
    conversation = Conversation(
        id=secrets.token_hex(12),
        opened_at=now,
        opened_from=address,
        last_at=now,
        language=language,
        customer_id=customer_id,
        proof=proof,
        proved_until=proved_until,
    )
    session.add(conversation)
    await session.flush()
    if customer_id is not None:
        await _note_proof(session, conversation, now)
    return conversation, await _give_token(session, conversation, now)


async def resume(session: AsyncSession, token: str, *, now: datetime) -> Conversation | None:
    """The conversation this token opens by itself; None when it opens none, or not without an identity."""
    known = await queries.by_token_hash(session, rules.token_hash(token))
    if known and rules.opens_by_token(known.proof, known.proved_until, known.last_at, now):
        return known
    return None


async def open_of_customer(session: AsyncSession, customer_id: str, *, now: datetime) -> Conversation | None:
    """The newest open conversation that is this customer's alone. Ask only with proof of who it is."""
    return await queries.newest_of_customer(session, customer_id, open_since=now - rules.SILENT_UNTIL_CLOSED)


async def _enter_as_guest(
    session: AsyncSession, token: str | None, *, language: str, now: datetime, address: str | None
) -> Entered:
    if token and (known := await resume(session, token, now=now)):
        return Entered(known, token, resumed=True)
    conversation, token = await open_conversation(session, language=language, now=now, address=address)
    return Entered(conversation, token, resumed=False)


async def _may_become(
    session: AsyncSession, known: Conversation, identity: Identity, theirs: Conversation | None, now: datetime
) -> bool:
    """Whether the conversation a device brings along may be this customer's from now on."""
    if known.customer_id not in {None, identity.customer_id} or rules.is_closed(known.last_at, now):
        return False
    if theirs and known.asked_seq == 0:  # an empty new chat is no reason to leave the thread they have
        return known.id == theirs.id
    return not await queries.served_another(session, known.id, identity.customer_id)


async def _sign_in(
    session: AsyncSession, conversation: Conversation, identity: Identity, now: datetime
) -> None:
    """The shop's word for who this is holds from now until the identity ends."""
    held = conversation.proved_until
    new = conversation.proof != "sign_in" or held is None or held <= now
    conversation.customer_id, conversation.proof = identity.customer_id, "sign_in"
    conversation.proved_until = identity.until if new or held is None else max(held, identity.until)
    if new:
        await _note_proof(session, conversation, now)
    await session.flush()


async def _note_proof(session: AsyncSession, conversation: Conversation, now: datetime) -> None:
    details = {"proof": conversation.proof, "customer_id": conversation.customer_id}
    subject = f"conversation:{conversation.id}"
    await audit.write(
        session,
        actor=f"shopper:{conversation.id}",
        action="identity.proved",
        subject=subject,
        now=now,
        details=details,
    )


async def _give_token(session: AsyncSession, conversation: Conversation, now: datetime) -> str:
    """A new secret for one more device; the oldest beyond `TOKENS_KEPT` end."""
    token = secrets.token_urlsafe(32)
    for old in await queries.tokens_beyond(session, conversation.id, rules.TOKENS_KEPT - 1):
        await session.delete(old)
    session.add(
        ConversationToken(token_hash=rules.token_hash(token), conversation_id=conversation.id, given_at=now)
    )
    await session.flush()
    return token
