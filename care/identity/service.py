"""Finds out who is asking, without ever telling whether somebody exists.

The caller commits, also after a miss: the count of tries and the tries of a code are part of the work.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from care.audit import service as audit
from care.db.models import Conversation, LoginCode
from care.identity import queries, rules
from care.identity.errors import NotEnoughToGoOn, TooManyTries
from care.identity.rules import Counter
from care.mail import letters
from care.mail import service as mail

NOBODY = queries.Match(id="", email="nobody@shopbell.invalid", first_name="", last_name="", language=None)


@dataclass(frozen=True)
class Shopper:
    """Who is asking. `customer_id` is None unless the proof holds at this moment."""

    conversation_id: str
    customer_id: str | None
    proof: str  # "none", "code", "sign_in"
    language: str
    address: str | None = None  # where the chat was opened from


@dataclass(frozen=True)
class CoarseStatus:
    """All that number and e-mail together tell: the order's status in one word of the store."""

    number: str
    status: str


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way, if what was given belongs to a customer. Hit and miss look the same."""

    good_until: datetime


def who(conversation: Conversation, now: datetime) -> Shopper:
    """Who is asking in this conversation now."""
    holds = rules.proof_holds(conversation.proof, conversation.proved_until, now)
    return Shopper(
        conversation_id=conversation.id,
        customer_id=conversation.customer_id if holds else None,
        proof=conversation.proof if holds and conversation.customer_id else "none",
        language=conversation.language,
        address=conversation.opened_from,
    )


async def coarse_status(
    session: AsyncSession,
    shopper: Shopper,
    *,
    order_number: str,
    email: str,
    address: str | None = None,
    now: datetime,
) -> CoarseStatus | None:
    """The status of the order with this number bought with this e-mail; None for every other pair.

    Raises TooManyTries, before looking.
    """
    order_key, email_key = rules.order_key(order_number), rules.email_key(email)
    tried = rules.counters(
        "look",
        rules.LOOKING,
        conversation=shopper.conversation_id,
        address=address or shopper.address,
        order=order_key,
        email=email_key,
    )
    await count_tries(session, tried, now)
    row = await queries.order_of_email(session, order_key, email_key)
    return CoarseStatus(row.number, row.status) if row else None


async def send_code(
    session: AsyncSession,
    shopper: Shopper,
    *,
    secret: str,
    shop_name: Callable[[str], str],
    email: str | None = None,
    order_number: str | None = None,
    name: str | None = None,
    zip: str | None = None,  # noqa: A002  it is what the shop calls it
    address: str | None = None,
    now: datetime,
) -> CodeSent:
    """Send a one-time code to the e-mail on record of the one customer whom everything given belongs to.

    An e-mail is needed, or a name with a zip; an order number narrows it down. Raises NotEnoughToGoOn, and
    TooManyTries before looking. `secret` keys the hash that is kept of the code; `shop_name` gives the shop's
    name in a language, because the letter speaks the customer's and not the conversation's.
    """
    asked = _Asked.of(email, order_number, name, zip)
    tried = asked.counters(shopper, address)
    await count_tries(session, tried, now)
    await queries.forget_counts(session, rules.window_start(now))
    customer = await _customer(session, shopper, asked, now)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
    good_until = now + rules.CODE_LIVES
    session.add(
        LoginCode(
            conversation_id=shopper.conversation_id,
            customer_id=customer.id or None,
            code_hash=rules.code_hash(code, shopper.conversation_id, secret),
            sent_at=now,
            expires_at=good_until,
            tries_left=rules.CODE_TRIES,
        )
    )
    await _note(session, shopper, "identity.code_sent", now, customer_id=customer.id or None)
    await session.flush()
    language = customer.language or shopper.language
    subject, text = letters.one_time_code(
        language,
        code=code,
        minutes=rules.CODE_LIVES // timedelta(minutes=1),
        shop_name=shop_name(language),
    )
    await mail.write_if(
        session, customer is not NOBODY, customer.email, subject, text, now, best_before=good_until
    )
    return CodeSent(good_until)


async def check_code(
    session: AsyncSession,
    shopper: Shopper,
    code: str,
    *,
    secret: str,
    address: str | None = None,
    now: datetime,
) -> bool:
    """Whether this is the conversation's newest code; if so, the conversation is the customer's for a while.

    Each call takes one of the code's tries. Raises TooManyTries.
    """
    tried = rules.counters(
        "check",
        rules.CHECKING,
        conversation=shopper.conversation_id,
        address=address or shopper.address,
    )
    await count_tries(session, tried, now)
    code = rules.code_as_typed(code)
    kept = await queries.try_newest_code(session, shopper.conversation_id, now)
    right = kept is not None and rules.same_code(kept.code_hash, code, shopper.conversation_id, secret)
    await _note(session, shopper, "identity.code_checked", now, right=right)
    if not right or kept is None or kept.customer_id is None:
        await session.flush()
        return False
    until = now + rules.CODE_PROVES_FOR
    bound = await queries.bind(
        session, shopper.conversation_id, kept.id, kept.customer_id, until=until, now=now
    )
    if bound:
        await _note(session, shopper, "identity.proved", now, proof="code", customer_id=kept.customer_id)
    await session.flush()
    return bound


@dataclass(frozen=True)
class _Asked:
    """What a guest gave to be found by, ready to compare; empty strings for what they did not give."""

    email_key: str
    order_key: str
    name: str
    zip_key: str

    @classmethod
    def of(
        cls, email: str | None, order_number: str | None, name: str | None, zip_code: str | None
    ) -> _Asked:
        asked = cls(
            email_key=rules.email_key(email or ""),
            order_key=rules.order_key(order_number or ""),
            name=rules.name_key(name or ""),
            zip_key=rules.zip_key(zip_code or ""),
        )
        if not asked.email_key and not (asked.name and asked.zip_key):
            raise NotEnoughToGoOn("an e-mail is needed, or a name with a zip code")
        return asked

    def counters(self, shopper: Shopper, address: str | None) -> list[Counter]:
        return rules.counters(
            "code",
            rules.SENDING,
            conversation=shopper.conversation_id,
            address=address or shopper.address,
            order=self.order_key,
            email=self.email_key,
            person=f"{self.name} {self.zip_key}" if self.name and self.zip_key else None,
        )


async def count_tries(session: AsyncSession, tried: list[Counter], now: datetime) -> None:
    """Count this try. Raises TooManyTries, which says nothing about what would have been found."""
    start = rules.window_start(now)
    counts = await queries.count(session, [counter.key for counter in tried], start)
    if rules.exceeded(counts, tried):
        raise TooManyTries(start + rules.WINDOW)


async def _customer(session: AsyncSession, shopper: Shopper, asked: _Asked, now: datetime) -> queries.Match:
    """The one customer everything given belongs to, or NOBODY; the same questions whoever is found."""
    found = await queries.matching_customers(
        session, email_key=asked.email_key, order_key=asked.order_key, zip_key=asked.zip_key
    )
    if asked.name:
        found = [one for one in found if rules.same_name(asked.name, one.first_name, one.last_name)]
    customer = found[0] if len(found) == 1 else NOBODY
    signed_in = await queries.signed_in_customer(session, shopper.conversation_id)
    if signed_in and signed_in != customer.id:  # a conversation with an account stays with it
        customer = NOBODY
    return customer if await _may_write_to(session, shopper, customer, now) else NOBODY


async def _may_write_to(
    session: AsyncSession, shopper: Shopper, customer: queries.Match, now: datetime
) -> bool:
    """Counts a letter to this customer; False, silently, when they got too many whoever asked for them."""
    key = f"letter:{customer.id}" if customer.id else f"letter:nobody:{shopper.conversation_id}"
    counts = await queries.count(session, [key], rules.window_start(now))
    return counts[key] <= rules.LETTERS_TO_ONE_CUSTOMER


async def _note(
    session: AsyncSession, shopper: Shopper, action: str, now: datetime, **details: object
) -> None:
    me = shopper.conversation_id
    await audit.write(
        session,
        actor=f"shopper:{me}",
        action=action,
        subject=f"conversation:{me}",
        now=now,
        details=details,
    )
