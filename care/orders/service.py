"""The one door to orders.

Whose they are is decided here, by the proof a shopper gave, never by what they typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Order, OrderLine, Shipment
from care.errors import NotFound
from care.orders import queries, rules
from care.orders.rules import Eta, Matter, Pace, Parcel
from care.shop.settings import Shop

if TYPE_CHECKING:
    from care.identity.service import Shopper

RECENT = 12
SHORTEST_ENDING = 4


@dataclass(frozen=True)
class ParcelState:
    shipment: Shipment
    matter: Matter
    eta: Eta | None


@dataclass(frozen=True)
class OrderState:
    """What is the matter with an order now.

    `sold_out`: lines of an order not yet packed that the shop lacks.
    """

    order: Order
    matter: Matter
    eta: Eta | None
    parcels: tuple[ParcelState, ...]
    sold_out: tuple[OrderLine, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.matter in rules.OVER

    @property
    def pressing_parcel(self) -> ParcelState | None:
        """The parcel a shopper would ask about."""
        return min(self.parcels, key=lambda parcel: rules.PRESSING.index(parcel.matter), default=None)


async def find(
    session: AsyncSession, number: str, shopper: Shopper, *, money: bool = True, lock: bool = False
) -> Order:
    """The shopper's own order of this number, with lines and parcels.

    Unless `money` is false, with all that was paid, returned and exchanged as well. `lock`: read anew, and
    changed by nobody else until the transaction ends.

    Raises `NotFound`: the same for no such order, somebody else's, and a shopper without proof.
    """
    key = rules.search_key(number)
    if not key or shopper.customer_id is None:
        raise NotFound(f"no order {number!r}")
    order = await queries.by_key(session, key, shopper.customer_id, money=money, lock=lock)
    if order is None and len(key) >= SHORTEST_ENDING:
        alike = await queries.by_key_ending(session, key, shopper.customer_id, money=money)
        order = alike[0] if len(alike) == 1 else None
        if order and lock:
            key = order.search_key
            order = await queries.by_key(session, key, shopper.customer_id, money=money, lock=True)
    if order is None:
        raise NotFound(f"no order {number!r}")
    return order


async def learn_money(session: AsyncSession, order: Order) -> None:
    """Reads into an order what was paid, returned and exchanged, where it was found without."""
    await queries.add_money(session, order)


async def recent(
    session: AsyncSession, shopper: Shopper, *, money: bool = False, limit: int = RECENT
) -> Sequence[Order]:
    """The shopper's newest orders with lines and parcels, newest first; none without proof.

    `money`: with payments, refunds, returns and exchanges as well, which costs a query more.
    """
    if shopper.customer_id is None:
        return []
    return await queries.of_customer(session, shopper.customer_id, limit, money=money)


async def states(
    session: AsyncSession, orders: Sequence[Order], shop: Shop, now: datetime
) -> list[OrderState]:
    """What is the matter with each, in the order given.

    One query at most, and only when something waits for stock.
    """
    pace = pace_of(shop)
    known = [state(order, now, pace) for order in orders]
    stuck = [each for each in known if each.matter is Matter.LATE_TO_SEND and not each.parcels]
    wanted = {line.variant_id for each in stuck for line in each.order.lines}
    sold_out = await queries.sold_out(session, wanted)
    return [_waiting_for_stock(each, sold_out) if each in stuck else each for each in known]


def state(order: Order, now: datetime, pace: Pace) -> OrderState:
    """What is the matter with one order, as far as its own rows tell."""
    parcels = tuple(_parcel_state(shipment, now, pace) for shipment in order.shipments)
    matter = rules.order_matter(order.status, order.placed_at, [each.matter for each in parcels], now, pace)
    if parcels and matter not in rules.OVER | {Matter.UNPAID}:
        eta = rules.latest_of(each.eta for each in parcels if each.matter is not Matter.DELIVERED)
    else:
        eta = rules.order_eta(order.placed_at, matter, now, pace)
    return OrderState(order, matter, eta, parcels if matter is not Matter.CANCELLED else ())


def likeliest_first(known: Sequence[OrderState]) -> list[OrderState]:
    """Orders as a shopper probably thinks of them: what is going on first, then the newest."""
    return sorted(known, key=lambda each: rules.PRESSING.index(each.matter))


def pace_of(shop: Shop) -> Pace:
    delivery = shop.delivery
    return Pace(
        zone=shop.zone,
        business_days=shop.business_days,
        handling_days=delivery.handling_days[1],
        travel_days=shop.shipping[0].days[1],
        buffer_days=delivery.buffer_days,
        late_days=delivery.late_days,
        lost_after_days=delivery.lost_after_days,
        delivers_until=delivery.delivers_until,
    )


def _parcel_state(shipment: Shipment, now: datetime, pace: Pace) -> ParcelState:
    last_news = max((event.at for event in shipment.events if event.at <= now), default=None)
    parcel = Parcel(
        shipment.status, shipment.shipped_at, shipment.promised_by, shipment.delivered_at, last_news
    )
    matter = rules.parcel_matter(parcel, now, pace)
    return ParcelState(shipment, matter, rules.parcel_eta(parcel, matter, now, pace))


def _waiting_for_stock(known: OrderState, sold_out: set[str]) -> OrderState:
    lines = tuple(line for line in known.order.lines if line.variant_id in sold_out)
    if not lines:
        return known
    return OrderState(known.order, Matter.OUT_OF_STOCK, None, known.parcels, lines)
