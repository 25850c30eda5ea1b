"""What a wish comes to, before it is done: the figures the shopper says yes or no to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
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
    """Money the wish moves: `amount` > 0 the shopper pays, < 0 goes back to them.

    `later`: not now, but when the parcel that is sent back has arrived.
    """

    amount: Decimal
    method_id: str
    later: bool = False


@dataclass(frozen=True)
class Quote:
    """All that a wish comes to. `address`: the new one, where there is one.

    `fee`: what the shop keeps of the money. `postage_by`: who pays for sending back, "shopper" or "shop".
    `to_send_back`: ids of faulty lines that must come back; the others are the shopper's to keep.
    `asks`: who is asked to hurry, "warehouse" or "carrier". `link`: where to pay.

    Not part of what is agreed to: `by`, the day something is promised for, and `earlier`, the number of the
    request that did it already; then doing it once more changes nothing and gives that one again.
    """

    wish: Wish
    items: tuple[Item, ...] = ()
    moves: tuple[Move, ...] = ()
    address: Address | None = None
    fee: Decimal = Decimal("0.00")
    postage_by: str | None = None
    to_send_back: tuple[str, ...] = ()
    asks: str | None = None
    link: str | None = None
    by: date | None = field(default=None, repr=False)
    earlier: str | None = field(default=None, repr=False)

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
