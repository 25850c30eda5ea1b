"""One search over everything: orders, customers, parcels, conversations, tags, notes and what was said.

Each kind is looked up by an index of its own and gives its newest few; nothing is read from end to end.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.customers.rules import full_name
from care.db.models import Conversation, Customer, Message, Order, PersonRequest, Shipment, Tag
from care.db.types import JsonObject
from care.desk_views.cases import iso
from care.orders.rules import search_key
from care.search import words as spoken

FEW = 10
LINES = 50
SHORTEST = 2


async def find(session: AsyncSession, wanted: str) -> list[JsonObject]:
    """`{kind, ...}`: "order", "customer", "conversation" and "line"; what is named exactly comes first."""
    wanted = wanted.strip()
    if len(wanted) < SHORTEST:
        return []
    return [
        *await _orders(session, wanted),
        *await _customers(session, wanted),
        *await _conversations(session, wanted),
        *await _lines(session, wanted),
    ]


async def _orders(session: AsyncSession, wanted: str) -> list[JsonObject]:
    """By number, with or without what stands before it, and by the number of a parcel."""
    key = search_key(wanted)
    if not key:
        return []
    keys = {key, f"W{key}"}
    parcels = select(Shipment.order_number).where(Shipment.tracking_number.in_({wanted, wanted.upper(), key}))
    query = (
        select(Order, Customer)
        .join(Customer, Customer.id == Order.customer_id)
        .where(or_(Order.search_key.in_(keys), Order.number.in_(parcels)))
        .limit(FEW)
    )
    rows = (await session.execute(query)).all()
    chats = await _newest_chats(session, [customer.id for _, customer in rows])
    return [
        {"kind": "order", "number": order.number, "status": order.status, "placed_at": iso(order.placed_at),
         "customer": _person(customer), "conversation": chats.get(customer.id)}
        for order, customer in rows
    ]  # fmt: skip


async def _customers(session: AsyncSession, wanted: str) -> list[JsonObject]:
    """By e-mail, by id, and by the name they have."""
    low = wanted.lower()
    email = select(Customer.id).where(func.lower(Customer.email) == low)
    spoken_for = or_(Customer.id.in_(email), Customer.id == wanted, Customer.id.in_(_named(low)))
    found = (await session.scalars(select(Customer).where(spoken_for).limit(FEW))).all()
    chats = await _newest_chats(session, [customer.id for customer in found])
    return [
        {"kind": "customer", **_person(each), "email": each.email, "conversation": chats.get(each.id)}
        for each in found
    ]


def _named(low: str) -> Select[str]:
    """By first and last name in either order, as the names' indexes have them."""
    first, _, last = low.partition(" ")
    names = [(first, last), (last, first)] if last else [(first, None)]
    wanted = [
        (func.lower(Customer.first_name) == one) & (func.lower(Customer.last_name) == other)
        if other is not None
        else or_(func.lower(Customer.first_name) == one, func.lower(Customer.last_name) == one)
        for one, other in names
    ]
    return select(Customer.id).where(or_(*wanted)).limit(FEW)


async def _conversations(session: AsyncSession, wanted: str) -> list[JsonObject]:
    """By id, by a case's number, by a tag."""
    tagged = select(Tag.conversation_id).where(Tag.name == wanted).limit(FEW)
    which = [Conversation.id == wanted, Conversation.id.in_(tagged)]
    number = wanted.lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 10:
        case = select(PersonRequest.conversation_id).where(PersonRequest.id == int(number))
        which.append(Conversation.id.in_(case))
    query = select(Conversation, Customer).outerjoin(Customer, Customer.id == Conversation.customer_id)
    rows = await session.execute(query.where(or_(*which)).order_by(Conversation.last_at.desc()).limit(FEW))
    return [
        {"kind": "conversation", "conversation": found.id, "at": iso(found.last_at),
         "customer": _person(customer) if customer else None}
        for found, customer in rows
    ]  # fmt: skip


async def _lines(session: AsyncSession, wanted: str) -> list[JsonObject]:
    """What was said with all of these words in one line, the newest first."""
    places = await spoken.places(session, wanted, LINES)
    if not places:
        return []
    said = or_(*((Message.conversation_id == place[0]) & (Message.seq == place[1]) for place in places))
    query = (
        select(Message, Customer)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(said)
        .order_by(Message.at.desc(), Message.seq.desc())
    )
    return [
        {"kind": "line", "conversation": line.conversation_id, "seq": line.seq, "from": line.sender,
         "at": iso(line.at), "text": spoken.around(line.text, wanted),
         "customer": _person(customer) if customer else None}
        for line, customer in (await session.execute(query))
    ]  # fmt: skip


async def _newest_chats(session: AsyncSession, customers: Iterable[str]) -> dict[str, str]:
    query = select(Conversation.customer_id, Conversation.id).where(
        Conversation.customer_id.in_(set(customers))
    )
    rows = await session.execute(query.order_by(Conversation.opened_at))
    return {customer: conversation for customer, conversation in rows if customer}


def _person(customer: Customer) -> JsonObject:
    return {"id": customer.id, "name": full_name(customer.first_name, customer.last_name)}
