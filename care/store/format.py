"""The rows of the store exchange format, each field with what it must be; `docs/store-format.md` in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

STORE, CUSTOMERS, PRODUCTS, ORDERS = "store.json", "customers.jsonl", "products.jsonl", "orders.jsonl"
FILES = (STORE, CUSTOMERS, PRODUCTS, ORDERS)
"""In the order of reading: a row refers only to rows of an earlier file."""

YEARS = range(1970, 2200)  # outside these a time is a slip of the pen
AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,2})?")
BIRTHDAY = re.compile(r"(\d{4}|-)-(\d{2})-(\d{2})")
ALSO_LINE_ENDS = "\x85\u2028\u2029"  # not in JSON, but to some readers of lines
LARGEST = 2**31 - 1  # what an integer column holds on PostgreSQL


def _words(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a NUL character")
    return value


def _key(value: str) -> str:
    if not value or value != value.strip() or not value.isprintable():
        raise ValueError("should be one to 200 characters, without spaces around them")
    return value


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise ValueError('should be a time such as "2026-11-01T12:00:00+00:00"') from error
    if moment.tzinfo is None:
        raise ValueError('has no offset; end it with "+00:00" or "Z" if it is UTC')
    if moment.year not in YEARS:
        raise ValueError(f"should be between the years {YEARS[0]} and {YEARS[-1]}")
    return moment.astimezone(UTC)


def _amount(smallest: Decimal | None) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        if not isinstance(value, str):
            raise ValueError('should be an amount in quotes, such as "12.50"')
        if not AMOUNT.fullmatch(value):
            if re.fullmatch(r"-?\d+\.\d{3,}", value):
                raise ValueError("has more than two decimals")
            raise ValueError('should be an amount such as "12.50"')
        amount = Decimal(value)
        if smallest is not None and amount < smallest:
            raise ValueError(f"should be {smallest} or more")
        return amount

    return read


def _birthday(value: str) -> str:
    found = BIRTHDAY.fullmatch(value)
    try:
        year, month, day = found.groups() if found else ("", "", "")
        date(2000 if year == "-" else int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError("should be a day such as 1990-02-28, or --02-28 without the year") from error
    return value


@cache
def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("should be a time zone such as Europe/Berlin") from error
    return value


def _money(smallest: str | None) -> Any:
    return PlainValidator(_amount(Decimal(smallest) if smallest else None))


_cents = PlainSerializer(lambda amount: f"{amount:.2f}", when_used="json-unless-none")
Words = Annotated[str, AfterValidator(_words)]
Key = Annotated[str, Field(max_length=200), AfterValidator(_key)]
Label = Annotated[str, Field(max_length=200), AfterValidator(_words)]  # short enough for an index
Moment = Annotated[
    datetime, PlainValidator(_moment), PlainSerializer(datetime.isoformat, when_used="json-unless-none")
]
Price = Annotated[Decimal, _money("0.00"), _cents]
Paid = Annotated[Decimal, _money("0.01"), _cents]
Difference = Annotated[Decimal, _money(None), _cents]
Options = dict[Label, Label]


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class StoreRow(Row):
    name: Label
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    as_of: Moment | None = None


class AddressRow(Row):
    address1: Words
    address2: Words | None = None
    city: Words
    state: Words | None = None
    zip: Label
    country: Words


class MethodRow(Row):
    id: Key
    kind: Key
    brand: Words | None = None
    last_four: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    balance: Price | None = None


class ConsentRow(Row):
    granted: bool
    at: Moment
    source: Words


class ConsentsRow(Row):
    """What the customer agreed to, the present state of each channel."""

    email: ConsentRow | None = None
    sms: ConsentRow | None = None
    chat: ConsentRow | None = None


class CustomerRow(Row):
    id: Key
    email: Annotated[str, Field(max_length=320, pattern=r"^[^@\s]+@[^@\s]+$"), AfterValidator(_words)]
    first_name: Label
    last_name: Label
    phone: Words | None = None
    birthday: Annotated[str, AfterValidator(_birthday)] | None = None
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)] | None = None
    tags: list[Label] = []
    address: AddressRow | None = None
    payment_methods: list[MethodRow] = []
    consent: ConsentsRow | None = None


class VariantRow(Row):
    id: Key
    options: Options = {}
    price: Price
    available: bool
    stock: Annotated[int, Field(ge=0, le=LARGEST)] | None = None


class ProductRow(Row):
    id: Key
    name: Annotated[Label, Field(min_length=1)]
    names: dict[Label, Label] = {}
    description: Words | None = None
    category: Label | None = None
    image: Words | None = None
    variants: list[VariantRow] = []


class LineRow(Row):
    id: Key
    product_id: Key
    variant_id: Key
    name: Label
    options: Options = {}
    price: Price
    quantity: Annotated[int, Field(ge=1, le=LARGEST)]


class EventRow(Row):
    at: Moment
    text: Words
    place: Words | None = None


class ShipmentRow(Row):
    tracking_number: Key
    carrier: Words | None = None
    line_ids: list[Key]
    status: Words | None = None
    shipped_at: Moment | None = None
    promised_by: Moment | None = None
    delivered_at: Moment | None = None
    events: list[EventRow] = []


class PaymentRow(Row):
    kind: Literal["payment", "refund"]
    amount: Paid
    method_id: Key
    at: Moment | None = None


class ReturnRow(Row):
    line_ids: Annotated[list[Key], Field(min_length=1)]
    reason: Words | None = None
    refund_to: Key
    amount: Price
    status: Label


class SwapRow(Row):
    line_id: Key
    variant_id: Key


class ExchangeRow(Row):
    lines: Annotated[list[SwapRow], Field(min_length=1)]
    method_id: Key
    price_difference: Difference
    status: Label


class OrderRow(Row):
    number: Key
    customer_id: Key
    status: Literal["unpaid", "pending", "processed", "shipped", "delivered", "cancelled"]
    placed_at: Moment | None = None
    address: AddressRow
    lines: Annotated[list[LineRow], Field(min_length=1)]
    shipments: list[ShipmentRow] = []
    payments: list[PaymentRow] = []
    items_modified: bool = False
    cancel_reason: Words | None = None
    returns: list[ReturnRow] = []
    exchanges: list[ExchangeRow] = []


def written(row: Row) -> str:
    """A row as one line of JSON without its end; what is not known is left out."""
    line = row.model_dump_json(exclude_none=True)
    for sign in ALSO_LINE_ENDS:
        line = line.replace(sign, f"\\u{ord(sign):04x}")
    return line
