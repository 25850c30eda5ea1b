"""What a shopper may ask to be done, as plain facts: nobody has looked yet whether it is possible."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """A postal address; empty strings for what it does not have, as in the store."""

    address1: str
    address2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""


@dataclass(frozen=True)
class Swap:
    """A line of an order, and the variant that is wanted in its place."""

    line_id: str
    variant_id: str


@dataclass(frozen=True)
class Cancel:
    """Call off an order. `reason`: one of those of `shop.cancel.reasons`.

    `line_ids`: only these lines, where the policy allows it; without any, the whole order.
    """

    order_number: str
    reason: str
    line_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeAddress:
    """Send an order that has not left yet to another address."""

    order_number: str
    address: Address


@dataclass(frozen=True)
class ChangePayment:
    """Pay an order that has not left yet by another method of the customer; the first one is paid back."""

    order_number: str
    method_id: str


@dataclass(frozen=True)
class ChangeItems:
    """Other variants of the same products. `method_id`: by what the difference goes; None without one."""

    order_number: str
    swaps: tuple[Swap, ...]
    method_id: str | None


@dataclass(frozen=True)
class Return:
    """Send lines back for their money, which goes to `refund_to`: a method of the customer."""

    order_number: str
    line_ids: tuple[str, ...]
    refund_to: str
    reason: str | None = None


@dataclass(frozen=True)
class Exchange:
    """Send lines back for other variants of the same products, or for the very same one.

    `method_id`: by what the difference goes; None where there is none, and then it is
    the method first paid with.
    """

    order_number: str
    swaps: tuple[Swap, ...]
    method_id: str | None
    reason: str | None = None


@dataclass(frozen=True)
class ChangeDefaultAddress:
    """The address of the customer's account, for orders to come."""

    address: Address


Wish = Cancel | ChangeAddress | ChangePayment | ChangeItems | Return | Exchange | ChangeDefaultAddress
