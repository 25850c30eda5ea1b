"""How codes, counts and the customer a guest claims to be are read and written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from string import ascii_uppercase
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, CursorResult, Row, Table, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Attempt, Conversation, Customer, LoginCode, Order
from care.db.models.customers import key_of_zip

attempts = cast(Table, Attempt.__table__)
conversations = cast(Table, Conversation.__table__)
codes = cast(Table, LoginCode.__table__)
MOST_MATCHES = 5_000  # people of one zip code


def _count_one(insert: Any) -> Any:
    return (
        insert(attempts)
        .on_conflict_do_update(
            index_elements=["key", "window_start"], set_={"count": attempts.c["count"] + 1}
        )
        .returning(attempts.c.key, attempts.c["count"])
    )


_COUNT = {"sqlite": _count_one(sqlite.insert), "postgresql": _count_one(postgresql.insert)}


async def count(session: AsyncSession, keys: Iterable[str], window_start: datetime) -> dict[str, int]:
    """Count one try under each key, in one statement; gives the counts including this one.

    The keys are sorted, so that two tries at once lock their rows in the same order.
    """
    rows = [{"key": key, "window_start": window_start, "count": 1} for key in sorted(set(keys))]
    statement = _COUNT[session.get_bind().dialect.name]
    return dict((await session.execute(statement, rows)).all())


async def forget_counts(session: AsyncSession, before: datetime) -> None:
    """Counts of windows that are over are of no use any more."""
    await session.execute(delete(Attempt).where(Attempt.window_start < before))


def _numbered(order_key: str) -> ColumnElement[bool]:
    """The order of this key. Many people leave the letters out, so digits alone must be all of its digits."""
    if order_key.isdigit():
        return func.ltrim(Order.search_key, ascii_uppercase) == order_key
    return Order.search_key == order_key


async def order_of_email(session: AsyncSession, order_key: str, email_key: str) -> Row[Any] | None:
    """Number and status of the order with this key, if it was bought with this e-mail."""
    query = (
        select(Order.number, Order.status)
        .join(Customer, Customer.id == Order.customer_id)
        .where(_numbered(order_key), func.lower(Customer.email) == email_key)
    )
    return cast(Row[Any] | None, (await session.execute(query)).first())


class Match(NamedTuple):
    """A customer who fits what a guest typed, as far as the database can tell."""

    id: str
    email: str
    first_name: str
    last_name: str
    language: str | None


async def matching_customers(
    session: AsyncSession, *, email_key: str, order_key: str, zip_key: str
) -> list[Match]:
    """Customers with this e-mail, this order and this zip; an empty string leaves a fact out.

    At least one of e-mail and zip must be there. It is one statement whatever is given.
    """
    facts = []
    if email_key:
        facts.append(func.lower(Customer.email) == email_key)
    if zip_key:
        facts.append(key_of_zip == zip_key)
    if order_key:
        facts.append(
            select(Order.number).where(Order.customer_id == Customer.id, _numbered(order_key)).exists()
        )
    assert email_key or zip_key, "an order number alone finds nobody"
    query = select(
        Customer.id, Customer.email, Customer.first_name, Customer.last_name, Customer.language
    ).where(and_(*facts))
    return [Match(*row) for row in await session.execute(query.limit(MOST_MATCHES))]


async def try_newest_code(
    session: AsyncSession, conversation_id: str, now: datetime
) -> Row[tuple[int, str, str | None]] | None:
    """Take one try from the conversation's newest code, if it has one left and lives.

    In one statement, so that tries at once cannot have more than there are. Gives (id, hash, customer).
    """
    newest = (
        select(func.max(LoginCode.id)).where(LoginCode.conversation_id == conversation_id).scalar_subquery()
    )
    statement = (
        update(codes)
        .where(
            codes.c.id == newest,
            codes.c.tries_left > 0,
            codes.c.used_at.is_(None),
            codes.c.expires_at > now,
        )
        .values(tries_left=codes.c.tries_left - 1)
        .returning(codes.c.id, codes.c.code_hash, codes.c.customer_id)
    )
    return cast(Row[tuple[int, str, str | None]] | None, (await session.execute(statement)).one_or_none())


async def bind(
    session: AsyncSession,
    conversation_id: str,
    code_id: int,
    customer_id: str,
    *,
    until: datetime,
    now: datetime,
) -> bool:
    """Use up the code and make the conversation this customer's; not one that somebody else signed in to."""
    await session.execute(update(codes).where(codes.c.id == code_id).values(used_at=now))
    statement = (
        update(conversations)
        .where(
            conversations.c.id == conversation_id,
            or_(
                conversations.c.proof != "sign_in",
                conversations.c.customer_id.is_(None),
                conversations.c.customer_id == customer_id,
            ),
        )
        .values(customer_id=customer_id, proof="code", proved_until=until)
    )
    return cast(CursorResult[Any], await session.execute(statement)).rowcount == 1


async def signed_in_customer(session: AsyncSession, conversation_id: str) -> str | None:
    """The customer who signed in to this conversation, whether or not that still holds."""
    query = select(Conversation.customer_id).where(
        Conversation.id == conversation_id, Conversation.proof == "sign_in"
    )
    return cast(str | None, await session.scalar(query))
