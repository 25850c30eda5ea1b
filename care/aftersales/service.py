"""The one door to what shoppers wish for: what it comes to, and done once when they say yes.

The caller opens the transaction, `database.writing()` for `perform`: everything is done or nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from care.aftersales import letters, queries, records
from care.aftersales.case import Case
from care.aftersales.earlier import earlier
from care.aftersales.effects import effect
from care.aftersales.errors import Changed, Conflict, Refused
from care.aftersales.quotes import Quote
from care.aftersales.quoting import quote_of
from care.aftersales.records import Done
from care.aftersales.wishes import Cancel, Remind, Wish
from care.audit import service as audit
from care.db.models import Order, OutboxEvent, Request
from care.db.models.aftersales import number_of
from care.errors import NotFound
from care.identity.service import Shopper
from care.orders import service as orders
from care.shop.settings import Shop

LONGEST = 500  # characters of anything a shopper types into a wish

__all__ = ["Changed", "Conflict", "Done", "Refused", "perform", "quote", "requests_of"]


async def quote(session: AsyncSession, shopper: Shopper, wish: Wish, shop: Shop, now: datetime) -> Quote:
    """What the wish comes to; nothing is changed. Raises `Refused`, `NotFound`."""
    return quote_of(wish, await _case(session, shopper, wish, shop, now, lock=False))


async def perform(
    session: AsyncSession,
    shopper: Shopper,
    wish: Wish,
    *,
    key: str,
    agreed: str,
    shop: Shop,
    now: datetime,
    lead: str | None = None,
    actor: str | None = None,
) -> Done:
    """Grant the wish the shopper said yes to, once: the same `key` gives what was done then, `repeated`.

    `agreed`: the `fingerprint` of the quote they saw. `lead`: what led here, and `actor`: whose hand did it
    ("staff:ID") where it was not the shopper's own, both for the audit.
    Raises `Changed` (it comes to something else now), `Refused`, `NotFound`, `Conflict` (another wish's key).
    """
    if shopper.customer_id is None:
        raise NotFound("no such customer")
    await queries.customer(session, shopper.customer_id, lock=True)  # before the key: of two, one waits here
    if before := await queries.by_key(session, key):
        return _again(before, shopper, wish)
    case = await _case(session, shopper, wish, shop, now, lock=True)
    fresh = quote_of(wish, case)
    if fresh.fingerprint != agreed:
        raise Changed(fresh)
    if fresh.earlier and (before := await queries.by_number(session, fresh.earlier, case.customer.id)):
        return _done(before, repeated=True)
    request_id = await _write_down(session, shopper, case, fresh, key)
    await effect(wish, session, fresh, case, request_id)
    done = Done(number_of(request_id), records.kind_of(wish), fresh, now)
    await _tell_the_record(session, actor or f"shopper:{shopper.conversation_id}", case, done, lead)
    await letters.write(session, shopper, case, done)
    await session.flush()
    return done


async def requests_of(
    session: AsyncSession,
    shopper: Shopper,
    *,
    since: datetime | None = None,
    order_number: str | None = None,
) -> list[Done]:
    """What was done for this shopper, oldest first; nothing without proof of who they are."""
    if shopper.customer_id is None:
        return []
    found = await queries.of_customer(session, shopper.customer_id, since=since, order_number=order_number)
    return [_done(request) for request in found]


async def _case(
    session: AsyncSession, shopper: Shopper, wish: Wish, shop: Shop, now: datetime, *, lock: bool
) -> Case:
    """The facts of the wish, if it is about what is the shopper's. Raises `NotFound`.

    `lock`: as they are now, and they stay so until the transaction ends; always in the same order (customer,
    order, variants), so that two wishes never wait for each other.
    """
    if any(isinstance(part, str) and len(part) > LONGEST for part in vars(wish).values()):
        raise Refused("too_long", "human_handoff", "order_status", longest=LONGEST)
    customer = await queries.customer(session, shopper.customer_id or "", lock=lock)
    if customer is None or shopper.customer_id is None:
        raise NotFound("no such customer")
    number = records.order_number_of(wish)
    order = await orders.find(session, number, shopper, lock=lock) if number is not None else None
    methods = await queries.payment_methods(session, customer.id)
    variants = await queries.variants_of(session, _wanted(wish, order), lock=lock)
    case = Case(customer, methods, shop, now, order, variants)
    kept = await queries.fees_kept(session, order.number) if order and isinstance(wish, Cancel) else case.kept
    return replace(case, earlier=await earlier(wish, session, case), kept=kept)


def _wanted(wish: Wish, order: Order | None) -> set[str]:
    """The variants whose price and stock count: those asked for, and those that may go back to the shelf."""
    asked = {swap.variant_id for swap in getattr(wish, "swaps", ())}
    asked |= {wish.variant_id} if isinstance(wish, Remind) else set()
    return asked | {line.variant_id for line in (order.lines if order else ())}


async def _write_down(session: AsyncSession, shopper: Shopper, case: Case, quote: Quote, key: str) -> int:
    """The request's id. Raises `Conflict` when somebody else has used the key."""
    wish = quote.wish
    values = {
        "key": key,
        "customer_id": case.customer.id,
        "conversation_id": await queries.conversation(session, shopper.conversation_id),
        "order_number": case.order_or_none.number if case.order_or_none else None,
        "kind": records.kind_of(wish),
        "wish": records.wish_json(wish),
        "quote": records.quote_json(quote),
        "at": case.now,
    }
    request_id = await queries.add_once(session, values)
    if request_id is None:
        raise Conflict("this key was used for another wish")
    return request_id


def _again(request: Request, shopper: Shopper, wish: Wish) -> Done:
    """What was done under this key. Raises `Conflict` where that was something else, or somebody else's."""
    same = (request.customer_id, request.kind, request.wish) == (
        shopper.customer_id, records.kind_of(wish), records.wish_json(wish),
    )  # fmt: skip
    if not same:
        raise Conflict("this key was used for another wish")
    return _done(request, repeated=True)


def _done(request: Request, *, repeated: bool = False) -> Done:
    quote = records.quote_from(request.kind, request.wish, request.quote)
    return Done(request.number, request.kind, quote, request.at, repeated)


async def _tell_the_record(
    session: AsyncSession, actor: str, case: Case, done: Done, lead: str | None
) -> None:
    """The audit, and the event the shop's other systems fetch.

    The audit is for ever, so it has no words of the shopper, and no address; those are in the request.
    """
    order, quote = case.order_or_none, records.quote_json(done.quote)
    subject = f"order:{order.number}" if order else f"customer:{case.customer.id}"
    facts = {"request": done.number, "moves": quote["moves"], "lines": [i.line_id for i in done.quote.items]}
    action = f"request.{done.kind}"
    await audit.write(
        session,
        actor=actor,
        action=action,
        subject=subject,
        now=case.now,
        details=facts | ({"lead": lead} if lead else {}),
    )
    told = {
        "request": done.number,
        "customer": case.customer.id,
        "wish": records.wish_json(done.wish),
        **quote,
    }
    session.add(OutboxEvent(at=case.now, kind=action, subject=subject, payload=told))
