"""What carriers do with a parcel of the demo store: the journey, and every way it goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from care.store.demo.calendar import Calendar
from care.store.demo.goods import Row
from care.store.demo.people import Customer

WAREHOUSE, FIRST_HUB = "Reading, PA", "Allentown, PA"
CARRIERS = (("Swallow Post", "SP"), ("Kestrel Express", "KE"), ("Blue Mile", "BM"))
DOORSTEPS = (
    "Delivered, left at the front door",
    "Delivered, handed to the resident",
    "Delivered, in the mailbox",
)


@dataclass(frozen=True)
class Post:
    """Hands parcels to carriers. Days are the shop's; each method gives a shipment without `line_ids`."""

    dice: Random
    calendar: Calendar

    def packed(self, promised: date) -> Row:
        parcel = self._parcel(promised)
        day = self.calendar.workday(0)
        return parcel | {
            "status": "packed",
            "events": [self._event(day, 8, "Shipping label created", WAREHOUSE)],
        }

    def on_the_way(self, to: Customer, shipped: date, promised: date) -> Row:
        return self._sent(to, shipped, promised, "in transit", until=self.calendar.today)

    def out_for_delivery(self, to: Customer, shipped: date) -> Row:
        parcel = self._sent(
            to, shipped, self.calendar.today, "out for delivery", until=self.calendar.days_ago(1)
        )
        today = self.calendar.today
        before = next((by for by in (18, 20, 23) if self.calendar.by(today, by) > self.calendar.now), 23)
        parcel["promised_by"] = self.calendar.by(today, before).isoformat()
        return self._and(parcel, self._event(today, 6, "Out for delivery", to.city, minute=40))

    def delivered(self, to: Customer, shipped: date, day: date, *, how: str | None = None) -> Row:
        parcel = self._sent(to, shipped, day, "delivered", until=day - timedelta(days=1))
        hour, minute = self.dice.randint(9, 17), self.dice.randint(0, 59)
        there = self._event(day, hour, how or self.dice.choice(DOORSTEPS), to.city, minute=minute)
        out = self._event(day, 7, "Out for delivery", to.city)
        return self._and(parcel, out, there) | {"delivered_at": there["at"]}

    def late(self, to: Customer, shipped: date, promised: date, *, why: str) -> Row:
        """It should have come, and still moves: the newest event is of the last workday."""
        parcel = self._sent(to, shipped, promised, "in transit", until=promised - timedelta(days=1))
        news = max(promised, self.calendar.workday(-1))
        return self._and(parcel, self._event(news, 16, why, to.hub, minute=12))

    def lost(self, to: Customer, shipped: date, promised: date, *, found_out: bool) -> Row:
        """Nothing was heard of it since the promised day; `found_out`: the carrier says so itself."""
        parcel = self._sent(to, shipped, promised, "in transit", until=promised - timedelta(days=2))
        parcel["events"] = parcel["events"][:3]
        if not found_out:
            return parcel
        news = self._event(self.calendar.workday(-1), 11, "Declared lost after a search", to.hub)
        return self._and(parcel, news) | {"status": "lost"}

    def undeliverable(self, to: Customer, shipped: date) -> Row:
        day = self.calendar.workday(-1)
        parcel = self._sent(to, shipped, day, "undeliverable", until=day - timedelta(days=1))
        event = self._event(day, 13, "Address not found: no such house number", to.city, minute=5)
        return self._and(parcel, self._event(day, 7, "Out for delivery", to.city), event)

    def missed(self, to: Customer, shipped: date) -> Row:
        day = self.calendar.workday(-1)
        parcel = self._sent(to, shipped, day, "delivery attempted", until=day - timedelta(days=1))
        event = self._event(day, 14, "Delivery attempted, nobody home; next try on the next workday", to.city)
        return self._and(parcel, self._event(day, 7, "Out for delivery", to.city), event)

    def at_pickup(self, to: Customer, shipped: date) -> Row:
        day = self.calendar.workday(-1)
        parcel = self._sent(to, shipped, day, "ready for pickup", until=day - timedelta(days=1))
        return self._and(parcel, self._event(day, 12, "Waiting at the parcel shop for seven days", to.city))

    def returning(self, to: Customer, shipped: date) -> Row:
        parcel = self.undeliverable(to, shipped)
        event = self._event(self.calendar.today, 8, "On its way back to the sender", to.hub)
        return self._and(parcel, event) | {"status": "returning to sender"}

    def _sent(self, to: Customer, shipped: date, promised: date, status: str, *, until: date) -> Row:
        """A parcel under way: as much of the usual journey as fits before the end of the day `until`."""
        parcel = self._parcel(promised)
        journey = (
            (0, 9, "Shipping label created", WAREHOUSE),
            (0, 17, "Picked up by the carrier", WAREHOUSE),
            (1, 2, "Left the sorting center", FIRST_HUB),
            (2, 5, "Arrived at the sorting center", to.hub),
            (3, 4, "Arrived at the local depot", to.city),
        )
        days = [self.calendar.workday(steps, shipped) if steps else shipped for steps, *_ in journey]
        events = [
            self._event(day, hour, text, place, minute=self.dice.randint(0, 59))
            for day, (_, hour, text, place) in zip(days, journey, strict=True)
            if day <= max(until, shipped)
        ]
        return parcel | {
            "status": status,
            "shipped_at": events[min(1, len(events) - 1)]["at"],
            "events": events,
        }

    def _parcel(self, promised: date) -> Row:
        carrier, letters = self.dice.choice(CARRIERS)
        return {
            "tracking_number": f"{letters}{self.dice.randrange(10**9, 10**10)}US",
            "carrier": carrier,
            "promised_by": self.calendar.by(promised).isoformat(),
        }

    def _event(self, day: date, hour: int, text: str, place: str, *, minute: int = 0) -> Row:
        return {"at": self.calendar.at(day, hour, minute).isoformat(), "text": text, "place": place}

    @staticmethod
    def _and(parcel: Row, *events: Row) -> Row:
        """The parcel with what happened next. Events never run backwards, also right after midnight."""
        return parcel | {"events": sorted([*parcel["events"], *events], key=lambda event: str(event["at"]))}
