"""The shelves of the demo store: products with every variant, and baskets filled from them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product as combinations
from pathlib import Path
from random import Random
from typing import Any

type Row = dict[str, Any]
"""One row of the exchange format."""

CATALOGUE = Path(__file__).with_name("catalogue.toml")
SMALLEST_BASKET = Decimal(50)  # delivery is free from here, so that no order owes postage
MEDIA = "/media/products"
PICTURES = Path(__file__).with_name("pictures")
"""The folder of the drawings, `<product id>.svg`, which the desk shows under `MEDIA`."""


@dataclass(frozen=True, eq=False)
class Variant:
    """`was`: what it cost before the prices went down; the same as `price` where they did not."""

    id: str
    product_id: str
    name: str
    options: dict[str, str]
    price: Decimal
    was: Decimal
    available: bool

    def line(self, placed: date, prices_fell: date, quantity: int) -> Row:
        """An order line as it was sold on that day, still without its id."""
        return {
            "product_id": self.product_id,
            "variant_id": self.id,
            "name": self.name,
            "options": self.options,
            "price": str(self.was if placed < prices_fell else self.price),
            "quantity": quantity,
        }


class Shelves:
    """All that the store sells."""

    def __init__(self, dice: Random) -> None:
        entries = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["product"]
        self.products = [_product(entry, dice) for entry in entries]
        before = {entry["id"]: entry.get("was", {}) for entry in entries}
        self.variants = [
            _variant(product, row, before[product["id"]])
            for product in self.products
            for row in product["variants"]
        ]

    def of(self, product_id: str, **options: str) -> Variant:
        """The first variant of a product that has these options."""
        return next(
            variant
            for variant in self.variants
            if variant.product_id == product_id and options.items() <= variant.options.items()
        )

    def sold_out(self) -> list[Variant]:
        return [variant for variant in self.variants if not variant.available]

    def reduced(self) -> list[Variant]:
        """Those that cost more a few days ago."""
        return [variant for variant in self.variants if variant.was > variant.price]

    def basket(self, dice: Random, first: Sequence[Variant] = ()) -> list[tuple[Variant, int]]:
        """Some variants with their quantities, `first` among them, worth enough for free delivery."""
        chosen = dict.fromkeys(first, 1)
        size = dice.choices((1, 2, 3, 4), (45, 30, 17, 8))[0]
        while len(chosen) < size or sum(v.was * n for v, n in chosen.items()) < SMALLEST_BASKET:
            variant = dice.choice(self.variants)
            if variant.available or variant in chosen:
                chosen[variant] = chosen.get(variant, 0) + (2 if dice.random() < 0.12 else 1)
        return list(chosen.items())


def _product(entry: Row, dice: Random) -> Row:
    names, values = list(entry["options"]), entry["options"].values()
    variants = [
        _variant_row(entry, dict(zip(names, chosen, strict=True)), dice) for chosen in combinations(*values)
    ]
    return {
        "id": entry["id"],
        "name": entry["en"],
        "names": {"zh": entry["zh"]},
        "description": entry["description"],
        "category": entry["category"],
        "image": f"{MEDIA}/{entry['id']}.svg",
        "variants": variants,
    }


def _variant_row(entry: Row, options: dict[str, str], dice: Random) -> Row:
    more = sum((Decimal(entry.get("more", {}).get(option, 0)) for option in options.values()), Decimal(0))
    none_left = bool(set(entry.get("sold_out", ())) & set(options.values())) or dice.random() < 0.03
    stock = 0 if none_left else dice.choice((1, 2, 3, 6, 9, 14, 20, 33, 48))
    words = "-".join(options.values()).lower()
    return {
        "id": f"{entry['id']}-{words.replace(' ', '').replace('.', '')}",
        "options": options,
        "price": str(Decimal(entry["price"]) + more),
        "available": stock > 0,
        "stock": stock,
    }


def _variant(product: Row, row: Row, was: dict[str, str]) -> Variant:
    fell = sum((Decimal(was.get(option, 0)) for option in row["options"].values()), Decimal(0))
    price = Decimal(row["price"])
    return Variant(
        row["id"], product["id"], product["name"], row["options"], price, price + fell, row["available"]
    )
