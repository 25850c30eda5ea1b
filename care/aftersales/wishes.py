"""What a shopper may ask to be done, as plain facts: nobody has looked yet whether it is possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fault = Literal["missing", "wrong", "damaged"]
Trouble = Literal["late", "lost", "not_received"]


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


@dataclass(frozen=True)
class Replace:
    """Send lines again free of charge, because they were missing, wrong or damaged.

    `photo`: the name of one the shopper sent.
    """

    order_number: str
    line_ids: tuple[str, ...]
    fault: Fault
    note: str | None = None
    photo: str | None = None


@dataclass(frozen=True)
class RefundFault:
    """Money back for lines that were missing, wrong or damaged; it goes to `refund_to`."""

    order_number: str
    line_ids: tuple[str, ...]
    fault: Fault
    refund_to: str
    note: str | None = None
    photo: str | None = None


@dataclass(frozen=True)
class PriceDrop:
    """The difference to today's lower price; without `refund_to` to where the money came from."""

    order_number: str
    refund_to: str | None = None


@dataclass(frozen=True)
class Trace:
    """Find out where a parcel is, and say so by a promised day."""

    order_number: str
    tracking_number: str
    trouble: Trouble


@dataclass(frozen=True)
class Hurry:
    """Ask the warehouse, or the carrier once it has left, to make haste."""

    order_number: str


@dataclass(frozen=True)
class ChangeDelivery:
    """Another time or place to hand the parcel over, in the shopper's words, or another phone number."""

    order_number: str
    wanted: str
    phone: str | None = None


@dataclass(frozen=True)
class InvoiceFor:
    """An invoice made out to a company, by letter."""

    order_number: str
    company: str
    tax_number: str


@dataclass(frozen=True)
class PayLink:
    """A link to pay an order that is not paid yet."""

    order_number: str


@dataclass(frozen=True)
class Remind:
    """A letter when a variant can be had again."""

    variant_id: str


@dataclass(frozen=True)
class ChangeProfile:
    """What the account says of its owner; only what is given changes.

    `birthday`: "1990-02-28", or "--02-28" without the year. `email` and `name`: a person does that.
    """

    phone: str | None = None
    language: str | None = None
    birthday: str | None = None
    email: str | None = None
    name: str | None = None


Wish = (
    Cancel
    | ChangeAddress
    | ChangePayment
    | ChangeItems
    | Return
    | Exchange
    | ChangeDefaultAddress
    | Replace
    | RefundFault
    | PriceDrop
    | Trace
    | Hurry
    | ChangeDelivery
    | InvoiceFor
    | PayLink
    | Remind
    | ChangeProfile
)
