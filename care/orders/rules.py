"""What is the matter with an order, when it will be there, and how sure that is.

Pure: facts and `now` in, answer out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from care.shop.rules import BusinessDays


class Matter(StrEnum):
    """What a shopper would say is going on with an order or one of its parcels."""

    UNPAID = "unpaid"
    PREPARING = "preparing"
    LATE_TO_SEND = "late_to_send"
    OUT_OF_STOCK = "out_of_stock"
    PACKED = "packed"
    ON_THE_WAY = "on_the_way"
    OUT_FOR_DELIVERY = "out_for_delivery"
    AT_PICKUP = "at_pickup"
    MISSED = "missed"
    LATE = "late"
    LOST = "lost"
    BAD_ADDRESS = "bad_address"
    RETURNING = "returning"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


# What a shopper most likely writes about, first; of several parcels, the first of these counts.
PRESSING = (
    Matter.LOST,
    Matter.BAD_ADDRESS,
    Matter.MISSED,
    Matter.RETURNING,
    Matter.OUT_FOR_DELIVERY,
    Matter.LATE,
    Matter.OUT_OF_STOCK,
    Matter.LATE_TO_SEND,
    Matter.UNPAID,
    Matter.AT_PICKUP,
    Matter.ON_THE_WAY,
    Matter.PACKED,
    Matter.PREPARING,
    Matter.DELIVERED,
    Matter.CANCELLED,
)
OVER = {Matter.DELIVERED, Matter.CANCELLED}
LATE_MATTERS = {Matter.LATE, Matter.LATE_TO_SEND, Matter.LOST, Matter.OUT_OF_STOCK}

# Carriers and shops word a status each in their own way; a word of the status decides.
CARRIER_WORDS: tuple[tuple[str, Matter], ...] = (
    ("lost", Matter.LOST),
    ("undeliverable", Matter.BAD_ADDRESS),
    ("address", Matter.BAD_ADDRESS),
    ("return", Matter.RETURNING),
    ("fail", Matter.MISSED),
    ("attempt", Matter.MISSED),
    ("missed", Matter.MISSED),
    ("pickup", Matter.AT_PICKUP),
    ("pick_up", Matter.AT_PICKUP),
    ("out_for", Matter.OUT_FOR_DELIVERY),
    ("delivered", Matter.DELIVERED),
    ("pack", Matter.PACKED),
    ("label", Matter.PACKED),
    ("pre_transit", Matter.PACKED),
)


@dataclass(frozen=True)
class Pace:
    """How fast this shop and its carriers are; days are business days."""

    zone: ZoneInfo
    business_days: BusinessDays
    handling_days: int  # from payment to the carrier, at most
    travel_days: int  # with the carrier, at most
    buffer_days: int  # added to the carrier's date
    late_days: int  # a late parcel that still moves
    lost_after_days: int  # silence after the promised day; calendar days
    delivers_until: time


@dataclass(frozen=True)
class Parcel:
    """The facts of one shipment. `last_news` is the moment of its newest tracking event."""

    status: str | None = None
    shipped_at: datetime | None = None
    promised_by: datetime | None = None
    delivered_at: datetime | None = None
    last_news: datetime | None = None


@dataclass(frozen=True)
class Eta:
    """When something arrives. `sure`: "promised" by the carrier, "usual" for this shop, "rough" once late.

    `expected` is the day on paper, `latest` the buffered one we dare to say, `before` the hour on the day.
    """

    latest: date
    sure: Literal["promised", "usual", "rough"]
    expected: date | None = None
    before: datetime | None = None


def search_key(number: str) -> str:
    """An order number's letters and digits, upper case, full width folded: "＃w100 6327" -> "W1006327"."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", number).upper() if sign.isalnum())


def parcel_matter(parcel: Parcel, now: datetime, pace: Pace) -> Matter:
    """What is going on with one parcel that was not cancelled."""
    if parcel.delivered_at and parcel.delivered_at <= now:
        return Matter.DELIVERED
    matter = _carrier_says(parcel)
    if matter not in {Matter.ON_THE_WAY, Matter.PACKED, Matter.OUT_FOR_DELIVERY} or not parcel.promised_by:
        return matter
    days_over = (_day(now, pace) - _day(parcel.promised_by, pace)).days
    if days_over <= 0 or matter is Matter.OUT_FOR_DELIVERY:
        return matter
    if matter is Matter.PACKED:
        return Matter.LATE_TO_SEND
    return Matter.LOST if _silent(parcel, now, pace) else Matter.LATE


def order_matter(
    status: str, placed_at: datetime | None, parcels: Sequence[Matter], now: datetime, pace: Pace
) -> Matter:
    """What is going on with an order: its status and its parcels, of which the most pressing counts."""
    if status == "cancelled":
        return Matter.CANCELLED
    if status == "unpaid":
        return Matter.UNPAID
    if parcels and status != "pending":
        return min(parcels, key=PRESSING.index)
    if status == "delivered":
        return Matter.DELIVERED
    if status == "shipped":
        return Matter.ON_THE_WAY
    if placed_at and _day(now, pace) > _leaves_by(placed_at, pace):
        return Matter.LATE_TO_SEND
    return Matter.PACKED if status == "processed" else Matter.PREPARING


def parcel_eta(parcel: Parcel, matter: Matter, now: datetime, pace: Pace) -> Eta | None:
    """When a parcel arrives; None once it is there, and where nobody can say (lost, a wrong address)."""
    today = _day(now, pace)
    if matter is Matter.OUT_FOR_DELIVERY:
        return Eta(today, "promised", today, _until(parcel, today, now, pace))
    if matter in {Matter.LATE, Matter.LATE_TO_SEND}:
        days = pace.late_days + (pace.travel_days if matter is Matter.LATE_TO_SEND else 0)
        expected = _day(parcel.promised_by, pace) if parcel.promised_by else None
        return Eta(pace.business_days.after(today, days), "rough", expected)
    if matter not in {Matter.ON_THE_WAY, Matter.PACKED}:
        return None
    if parcel.promised_by:
        expected = _day(parcel.promised_by, pace)
        return Eta(pace.business_days.after(expected, pace.buffer_days), "promised", expected)
    starts = _day(parcel.shipped_at, pace) if parcel.shipped_at else today
    return Eta(pace.business_days.after(max(starts, today - timedelta(days=7)), pace.travel_days), "usual")


def order_eta(placed_at: datetime | None, matter: Matter, now: datetime, pace: Pace) -> Eta | None:
    """When an order that has no parcel yet arrives, as this shop usually is; None where nobody can say."""
    days, today = pace.business_days, _day(now, pace)
    travel = pace.travel_days + pace.buffer_days
    if matter in {Matter.PREPARING, Matter.PACKED} and placed_at:
        return Eta(days.after(_leaves_by(placed_at, pace), travel), "usual")
    if matter in {Matter.LATE_TO_SEND, Matter.PREPARING, Matter.PACKED}:
        return Eta(days.after(today, pace.handling_days + travel), "rough")
    return Eta(days.after(today, travel), "usual") if matter is Matter.ON_THE_WAY else None


def latest_of(etas: Iterable[Eta | None]) -> Eta | None:
    """The eta of the whole: its last part, of two on one day the less sure. None when one cannot be said."""
    known = list(etas)
    if not known or None in known:
        return None
    return max((eta for eta in known if eta), key=lambda eta: (eta.latest, eta.sure == "rough"))


def _carrier_says(parcel: Parcel) -> Matter:
    status = re.sub(r"[^a-z]+", "_", (parcel.status or "").lower())
    for word, matter in CARRIER_WORDS:
        if word in status:
            return matter
    return Matter.ON_THE_WAY if parcel.shipped_at or status else Matter.PACKED


def _silent(parcel: Parcel, now: datetime, pace: Pace) -> bool:
    """No news since the promised day, for so long that waiting on would be wrong."""
    since = max(filter(None, (parcel.last_news, parcel.promised_by)))
    return (_day(now, pace) - _day(since, pace)).days >= pace.lost_after_days


def _until(parcel: Parcel, today: date, now: datetime, pace: Pace) -> datetime | None:
    """The hour by which today's parcel comes; None once that hour has passed."""
    usual = datetime.combine(today, pace.delivers_until, pace.zone)
    told = parcel.promised_by
    until = told if told and _day(told, pace) == today and told < usual else usual
    return until if until > now else None


def _leaves_by(placed_at: datetime, pace: Pace) -> date:
    return pace.business_days.after(_day(placed_at, pace), pace.handling_days)


def _day(moment: datetime, pace: Pace) -> date:
    return moment.astimezone(pace.zone).date()
