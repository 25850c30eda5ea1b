"""Every situation service meets, each as an order: a function of the shop and the customer it happens to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from care.store.demo.calendar import Calendar
from care.store.demo.goods import Row, Shelves, Variant
from care.store.demo.parcels import Post
from care.store.demo.people import Customer

CANCEL_REASONS = ("no longer needed", "ordered by mistake")
RETURN_REASONS = ("changed my mind", "does not fit", "not as described", "arrived too late")
DELAYS = (
    "Delayed: the truck broke down, the parcel travels on tomorrow",
    "Delayed by a storm on the route",
    "Missorted, sent on to the right depot",
)
TRAVEL_DAYS = 4  # workdays on the way, usually
PRICES_FELL_DAYS_AGO = 6


@dataclass(frozen=True)
class Shop:
    """What a situation is told with."""

    dice: Random
    calendar: Calendar
    shelves: Shelves
    post: Post

    @property
    def prices_fell(self) -> date:
        return self.calendar.days_ago(PRICES_FELL_DAYS_AGO)

    def order(
        self,
        customer: Customer,
        day: date,
        *,
        items: Sequence[Variant] = (),
        pay_with: tuple[str, ...] = ("credit_card", "paypal"),
    ) -> Row:
        """A paid order that waits for the warehouse."""
        placed = self.calendar.at(day, self.dice.randint(7, 22), self.dice.randint(0, 59))
        lines = [
            {"id": str(position), **variant.line(day, self.prices_fell, quantity)}
            for position, (variant, quantity) in enumerate(self.shelves.basket(self.dice, items), 1)
        ]
        method = customer.method(*pay_with) or customer.row["payment_methods"][0]["id"]
        order = {
            "customer_id": customer.id,
            "status": "pending",
            "placed_at": placed.isoformat(),
            "address": dict(customer.row["address"]),
            "lines": lines,
            "shipments": [],
        }
        paid = {"kind": "payment", "amount": str(total(order)), "method_id": method}
        return order | {"payments": [paid | {"at": (placed + timedelta(minutes=1)).isoformat()}]}

    def send(self, order: Row, *parcels: Row, status: str = "shipped") -> Row:
        """The order with its parcels; its lines are spread over them."""
        ids = [line["id"] for line in order["lines"]]
        shares = [ids[position :: len(parcels)] for position in range(len(parcels))]
        sent = [parcel | {"line_ids": share} for parcel, share in zip(parcels, shares, strict=True)]
        return order | {"status": status, "shipments": sent}

    def refund(self, order: Row, amount: Decimal, day: date) -> Row:
        """The order with that much paid back the way it was paid."""
        paid = order["payments"][0]
        at = self.calendar.at(day, self.dice.randint(9, 16), self.dice.randint(0, 59))
        back = {"kind": "refund", "amount": str(amount), "method_id": paid["method_id"], "at": at.isoformat()}
        return order | {"payments": [*order["payments"], back]}

    def send_back(self, order: Row, line: Row, *, status: str, reason: str) -> Row:
        """The order with a return of one of its lines."""
        amount = Decimal(line["price"]) * line["quantity"]
        sent_back = {
            "line_ids": [line["id"]],
            "reason": reason,
            "refund_to": order["payments"][0]["method_id"],
            "amount": str(amount),
            "status": status,
        }
        return order | {"returns": [sent_back]}


def total(order: Row) -> Decimal:
    return sum((Decimal(line["price"]) * line["quantity"] for line in order["lines"]), Decimal(0))


def unpaid(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-1))
    return order | {"status": "unpaid", "payments": []}


def pending(shop: Shop, customer: Customer) -> Row:
    return shop.order(customer, shop.calendar.today)


def packed(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-1))
    return shop.send(order, shop.post.packed(shop.calendar.workday(TRAVEL_DAYS)), status="processed")


def out_of_stock(shop: Shop, customer: Customer) -> Row:
    """Ordered and paid, but it sold out before it could be packed."""
    missing = shop.dice.choice(shop.shelves.sold_out())
    return shop.order(customer, shop.calendar.workday(-5), items=[missing])


def late_to_send(shop: Shop, customer: Customer) -> Row:
    return shop.order(customer, shop.calendar.workday(-4))


def on_the_way(shop: Shop, customer: Customer) -> Row:
    ago = shop.dice.randint(1, 3)
    order = shop.order(customer, shop.calendar.workday(-ago - 1))
    promised = shop.calendar.workday(max(1, TRAVEL_DAYS - ago))
    return shop.send(order, shop.post.on_the_way(customer, shop.calendar.workday(-ago), promised))


def out_for_delivery(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-5))
    return shop.send(order, shop.post.out_for_delivery(customer, shop.calendar.workday(-4)))


def out_for_delivery_with_a_kettle(shop: Shop, customer: Customer) -> Row:
    kettle = shop.shelves.of("stovetop-kettle", color="blue")
    order = shop.order(customer, shop.calendar.workday(-5), items=[kettle])
    return shop.send(order, shop.post.out_for_delivery(customer, shop.calendar.workday(-4)))


def late(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-8))
    promised = shop.calendar.workday(-shop.dice.randint(1, 2))
    why = shop.dice.choice(DELAYS)
    return shop.send(order, shop.post.late(customer, shop.calendar.workday(-6), promised, why=why))


def lost(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.days_ago(21))
    shipped, promised = shop.calendar.workday(1, shop.calendar.days_ago(20)), shop.calendar.days_ago(12)
    found_out = shop.dice.random() < 0.5
    return shop.send(order, shop.post.lost(customer, shipped, promised, found_out=found_out))


def undeliverable(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-7))
    order["address"]["address1"] = "9999 " + order["address"]["address1"].split(" ", 1)[1]
    return shop.send(order, shop.post.undeliverable(customer, shop.calendar.workday(-5)))


def missed(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-7))
    return shop.send(order, shop.post.missed(customer, shop.calendar.workday(-5)))


def at_pickup(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-7))
    return shop.send(order, shop.post.at_pickup(customer, shop.calendar.workday(-5)))


def returning(shop: Shop, customer: Customer) -> Row:
    order = shop.order(customer, shop.calendar.workday(-9))
    return shop.send(order, shop.post.returning(customer, shop.calendar.workday(-7)))


def several_parcels(shop: Shop, customer: Customer) -> Row:
    """One part came, one is on the way, and a third is still packed."""
    items = shop.dice.sample([variant for variant in shop.shelves.variants if variant.available], 3)
    order = shop.order(customer, shop.calendar.workday(-5), items=items)
    came, sent = shop.calendar.workday(-1), shop.calendar.workday(-4)
    return shop.send(
        order,
        shop.post.delivered(customer, sent, came),
        shop.post.on_the_way(customer, shop.calendar.workday(-2), shop.calendar.workday(2)),
        shop.post.packed(shop.calendar.workday(4)),
    )


def delivered_not_received(shop: Shop, customer: Customer) -> Row:
    """The carrier says it was delivered; the customer saw nothing."""
    order = shop.order(customer, shop.calendar.workday(-7))
    where = "Delivered, left in the entrance hall"
    parcel = shop.post.delivered(customer, shop.calendar.workday(-5), shop.calendar.workday(-1), how=where)
    return shop.send(order, parcel, status="delivered")


def price_dropped(shop: Shop, customer: Customer) -> Row:
    """Bought at the old price, a few days before it went down."""
    reduced = shop.dice.choice(shop.shelves.reduced())
    day = shop.calendar.days_ago(PRICES_FELL_DAYS_AGO + 3)
    order = shop.order(customer, day, items=[reduced])
    shipped = shop.calendar.workday(1, day)
    return shop.send(
        order, shop.post.delivered(customer, shipped, shop.calendar.workday(-1)), status="delivered"
    )


def damaged(shop: Shop, customer: Customer) -> Row:
    """Something arrived broken; the customer asked for the money, and nobody has answered yet."""
    mug = shop.shelves.of("stoneware-mug", color="blue")
    order = delivered_on(shop, customer, shop.calendar.workday(-2), items=[mug])
    reason = shop.dice.choice(("arrived broken", "arrived damaged", "the parcel was crushed"))
    return shop.send_back(order, order["lines"][0], status="requested", reason=reason)


def return_requested(shop: Shop, customer: Customer) -> Row:
    order = delivered_on(shop, customer, shop.calendar.workday(-shop.dice.randint(3, 8)))
    line = shop.dice.choice(order["lines"])
    return shop.send_back(order, line, status="requested", reason=shop.dice.choice(RETURN_REASONS))


def return_on_its_way(shop: Shop, customer: Customer) -> Row:
    order = delivered_on(shop, customer, shop.calendar.workday(-shop.dice.randint(6, 10)))
    line = shop.dice.choice(order["lines"])
    return shop.send_back(order, line, status="approved", reason=shop.dice.choice(RETURN_REASONS))


def refund_under_way(shop: Shop, customer: Customer) -> Row:
    """It came back, and the money left two days ago: the bank takes its time."""
    order = delivered_on(shop, customer, shop.calendar.workday(-14))
    line = order["lines"][0]
    order = shop.send_back(order, line, status="refunded", reason=shop.dice.choice(RETURN_REASONS))
    return shop.refund(order, Decimal(order["returns"][0]["amount"]), shop.calendar.workday(-2))


def exchange_requested(shop: Shop, customer: Customer) -> Row:
    """One more size, one other colour: the exchange waits for an answer."""
    has, wants = _swap(shop)
    order = delivered_on(shop, customer, shop.calendar.workday(-4), items=[has])
    line = order["lines"][0]
    swap = {"line_id": line["id"], "variant_id": wants.id}
    difference = wants.price - Decimal(line["price"])
    exchange = {
        "lines": [swap],
        "method_id": order["payments"][0]["method_id"],
        "price_difference": str(difference),
        "status": "requested",
    }
    return order | {"exchanges": [exchange]}


def cancelled(shop: Shop, customer: Customer) -> Row:
    """Cancelled yesterday, so its money is on its way back."""
    day = shop.calendar.workday(-1)
    order = shop.refund(shop.order(customer, shop.calendar.workday(-2)), Decimal(0), day)
    order["payments"][1]["amount"] = str(total(order))
    return order | {"status": "cancelled", "cancel_reason": shop.dice.choice(CANCEL_REASONS)}


def paid_by_gift_card(shop: Shop, customer: Customer) -> Row:
    """Part of it by gift card, the rest another way."""
    order = on_the_way(shop, customer)
    card = next(m for m in customer.row["payment_methods"] if m["kind"] == "gift_card")
    first, part = order["payments"][0], Decimal("20.00")
    rest = first | {"amount": str(Decimal(first["amount"]) - part)}
    return order | {"payments": [first | {"method_id": card["id"], "amount": str(part)}, rest]}


def delivered_on(shop: Shop, customer: Customer, day: date, *, items: Sequence[Variant] = ()) -> Row:
    """An order that came that day, as most do."""
    sent = shop.calendar.workday(-TRAVEL_DAYS, day)
    order = shop.order(customer, shop.calendar.workday(-1, sent), items=items)
    return shop.send(order, shop.post.delivered(customer, sent, day), status="delivered")


def _swap(shop: Shop) -> tuple[Variant, Variant]:
    """A variant, and another of the same product that can be had."""
    has = shop.dice.choice(shop.shelves.variants)
    for wants in shop.shelves.variants:
        if wants.product_id == has.product_id and wants is not has and wants.available:
            return has, wants
    return _swap(shop)
