"""The store's facts as a shopper may know them: their orders, their ways to pay, what the shop sells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Options = Mapping[str, str]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A line of an order; `price` of one piece."""

    id: str
    product_id: str
    variant_id: str
    name: str
    options: Options
    price: Decimal
    quantity: int = 1


@dataclass(frozen=True)
class Variant:
    id: str
    options: Options
    price: Decimal
    available: bool = True


@dataclass(frozen=True)
class Product:
    id: str
    name: str
    variants: tuple[Variant, ...]

    @property
    def on_sale(self) -> list[Variant]:
        """What can be had now, cheapest first."""
        return sorted((one for one in self.variants if one.available), key=lambda one: (one.price, one.id))


@dataclass(frozen=True)
class Method:
    """A way to pay. `digits`: the last four that people read on it, or empty."""

    id: str
    kind: str
    brand: str = ""
    digits: str = ""
    balance: Decimal | None = None

    @property
    def words(self) -> str:
        """As its owner calls it: "gift card ending in 8143", "PayPal"."""
        name = {"paypal": "PayPal"}.get(self.kind, self.kind.replace("_", " "))
        if self.brand:
            name = self.brand.title()
        return f"{name} ending in {self.digits}" if self.digits else name


@dataclass(frozen=True)
class Order:
    number: str
    status: str
    lines: tuple[Line, ...]
    address: Row
    tracking: tuple[str, ...] = ()
    placed_at: str = ""
    paid_by: str = ""

    @property
    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class Customer:
    id: str
    address: Row
    methods: Mapping[str, Method]
    orders: Mapping[str, Order] = field(default_factory=dict)


@dataclass(frozen=True)
class Store:
    """A folder of the exchange format. `rows` are the judge's own: orders, customers and variants by key."""

    rows: Row
    products: Mapping[str, Product]
    of_customer: Mapping[str, list[str]]

    def customer(self, customer_id: str, rows: Row | None = None) -> Customer:
        """The customer with their orders, oldest first; of `rows` where the store has changed since."""
        rows = rows or self.rows
        row = rows["customers"][customer_id]
        orders = [order_of(rows["orders"][number]) for number in self.of_customer.get(customer_id, [])]
        known = {order.number: order for order in sorted(orders, key=lambda one: (one.placed_at, one.number))}
        methods = {one["id"]: method_of(one) for one in row["payment_methods"]}
        return Customer(row["id"], row["address"], methods, known)

    def product_of(self, variant_id: str) -> Product:
        return next(
            product
            for product in self.products.values()
            if any(variant.id == variant_id for variant in product.variants)
        )

    def variant(self, variant_id: str) -> Variant:
        return next(one for one in self.product_of(variant_id).variants if one.id == variant_id)


def read_store(folder: Path, rows: Row) -> Store:
    """The store of `folder`, whose `rows` the judge has read."""
    lines = (folder / "products.jsonl").read_text(encoding="utf-8").splitlines()
    products = [product_of(json.loads(line)) for line in lines if line.strip()]
    numbers: dict[str, list[str]] = {}
    for number, order in rows["orders"].items():
        numbers.setdefault(order["customer_id"], []).append(number)
    return Store(rows, {product.id: product for product in products}, numbers)


def product_of(row: Row) -> Product:
    variants = (
        Variant(one["id"], one.get("options") or {}, cents(one["price"]), one.get("available", True))
        for one in row["variants"]
    )
    return Product(row["id"], row["name"], tuple(variants))


def order_of(row: Row) -> Order:
    payments = row.get("payments") or []
    return Order(
        number=row["number"],
        status=row["status"],
        lines=tuple(_line(one) for one in row["lines"]),
        address=row["address"],
        tracking=tuple(one["tracking_number"] for one in row.get("shipments") or []),
        placed_at=row.get("placed_at") or "",
        paid_by=payments[0]["method_id"] if payments else "",
    )


def method_of(row: Row) -> Method:
    ending = row["id"][-4:] if row["kind"] == "gift_card" and row["id"][-4:].isdigit() else ""
    balance = cents(row["balance"]) if row.get("balance") is not None else None
    return Method(row["id"], row["kind"], row.get("brand") or "", row.get("last_four") or ending, balance)


def cents(amount: object) -> Decimal:
    return Decimal(str(amount)).quantize(CENT)


def _line(row: Row) -> Line:
    return Line(
        id=row["id"],
        product_id=row["product_id"],
        variant_id=row["variant_id"],
        name=row["name"],
        options=row.get("options") or {},
        price=cents(row["price"]),
        quantity=row.get("quantity", 1),
    )
