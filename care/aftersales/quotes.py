"""What a wish comes to, before it is done: the figures the shopper says yes or no to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from care.aftersales.wishes import Address, Wish


@dataclass(frozen=True)
class Item:
    """A line of an order the wish is about; `new_*` only where another variant takes its place.

    Prices are of one piece.
    """

    line_id: str
    product_id: str
    variant_id: str
    name: str
    options: dict[str, str]
    price: Decimal
    quantity: int
    new_variant_id: str | None = None
    new_options: dict[str, str] | None = None
    new_price: Decimal | None = None


@dataclass(frozen=True)
class Move:
    """Money the wish moves: `amount` > 0 the shopper pays, < 0 goes back to them."""

    amount: Decimal
    method_id: str


@dataclass(frozen=True)
class Quote:
    """All that a wish comes to. `address`: the new one, where there is one.

    `fee`: what the shop keeps of the money. `postage_by`: who pays for sending back, "shopper" or "shop".
    """

    wish: Wish
    items: tuple[Item, ...] = ()
    moves: tuple[Move, ...] = ()
    address: Address | None = None
    fee: Decimal = Decimal("0.00")
    postage_by: str | None = None

    @property
    def comes_back(self) -> Decimal:
        """What the shopper gets back in all."""
        return sum((-move.amount for move in self.moves if move.amount < 0), Decimal(0))

    @property
    def to_pay(self) -> Decimal:
        """What the shopper pays in all."""
        return sum((move.amount for move in self.moves if move.amount > 0), Decimal(0))

    @property
    def fingerprint(self) -> str:
        """Short, and another for every other wish, item, amount or method: what was agreed to."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]
