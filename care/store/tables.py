"""Rows of the format as rows of the tables, and back: the one place that knows which is which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from care.db.base import Addressed
from care.db.models import (
    Consent,
    Customer,
    Exchange,
    Order,
    Product,
    Shipment,
    Store,
)
from care.orders.rules import search_key
from care.store.format import (
    AddressRow,
    ConsentRow,
    ConsentsRow,
    CustomerRow,
    EventRow,
    ExchangeRow,
    LineRow,
    MethodRow,
    OrderRow,
    PaymentRow,
    ProductRow,
    ReturnRow,
    Row,
    ShipmentRow,
    StoreRow,
    SwapRow,
    VariantRow,
)

type Values = dict[str, Any]
"""Columns of one table row."""

type Shift = Callable[[datetime | None], datetime | None]
"""Moves a time of the folder to the time it shall have in the store."""

ADDRESS = ("address1", "address2", "city", "state", "zip", "country")
CHANNELS = ("email", "sms", "chat")
TOLD: Values = {"imported": True}  # money that moved before is history, whether or not it adds up


# Into the tables


def customer_values(row: CustomerRow) -> Values:
    year, month, day = _birthday(row.birthday)
    return {
        **row.model_dump(exclude={"address", "payment_methods", "consent", "birthday"}),
        **_address_values(row.address),
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
    }


def method_values(row: CustomerRow) -> list[Values]:
    return [
        {"customer_id": row.id, "position": position, **vars(method)}
        for position, method in enumerate(row.payment_methods)
    ]


def consent_values(row: CustomerRow, shift: Shift) -> list[Values]:
    return [
        {"customer_id": row.id, "channel": channel, **vars(consent), "at": shift(consent.at)}
        for channel, consent in (row.consent or ())
        if consent
    ]


def product_values(row: ProductRow) -> Values:
    values = {**vars(row)}
    del values["variants"]
    return values


def variant_values(row: ProductRow) -> list[Values]:
    return [
        {"product_id": row.id, "position": position, **vars(variant)}
        for position, variant in enumerate(row.variants)
    ]


def order_values(row: OrderRow, shift: Shift) -> Values:
    return {
        "number": row.number,
        "search_key": search_key(row.number),
        "customer_id": row.customer_id,
        "status": row.status,
        "placed_at": shift(row.placed_at),
        "items_modified": row.items_modified,
        "cancel_reason": row.cancel_reason,
        **_address_values(row.address),
    }


def line_values(row: OrderRow) -> list[Values]:
    return _of(row, row.lines)


def shipment_values(row: OrderRow, shift: Shift) -> list[Values]:
    parcels = _of(row, row.shipments)
    for parcel in parcels:
        del parcel["events"]
        parcel.update({name: shift(parcel[name]) for name in ("shipped_at", "promised_by", "delivered_at")})
    return parcels


def event_values(row: OrderRow, shift: Shift) -> list[Values]:
    return [
        {"tracking_number": parcel.tracking_number, **event, "at": shift(event["at"])}
        for parcel in row.shipments
        for event in _of(row, parcel.events)
    ]


def transaction_values(row: OrderRow, shift: Shift) -> list[Values]:
    return [values | TOLD | {"at": shift(values["at"])} for values in _of(row, row.payments)]


def return_values(row: OrderRow) -> list[Values]:
    return [values | TOLD for values in _of(row, row.returns)]


def exchange_values(row: OrderRow) -> list[Values]:
    return [
        values | TOLD | {"lines": [{**vars(swap)} for swap in values["lines"]]}
        for values in _of(row, row.exchanges)
    ]


def _of(order: OrderRow, rows: Sequence[Row]) -> list[Values]:
    return [
        {"order_number": order.number, "position": position, **vars(row)} for position, row in enumerate(rows)
    ]


def _address_values(row: AddressRow | None) -> Values:
    return {name: (getattr(row, name) or "") if row else "" for name in ADDRESS}


def _birthday(value: str | None) -> tuple[int | None, int | None, int | None]:
    """`1990-02-28` or `--02-28` as year, month and day."""
    if value is None:
        return None, None, None
    year, month, day = value[:-6], value[-5:-3], value[-2:]
    return (None if year == "-" else int(year)), int(month), int(day)


# Out of the tables


def store_row(store: Store) -> StoreRow:
    return _told(StoreRow, store)


def customer_row(customer: Customer, consents: Iterable[Consent]) -> CustomerRow:
    """`consents`: the customer's ledger, oldest first; the newest of each channel is told."""
    newest = {consent.channel: _told(ConsentRow, consent) for consent in consents}
    return _told(
        CustomerRow,
        customer,
        birthday=_day(customer),
        address=_address_row(customer) if any(getattr(customer, name) for name in ADDRESS) else None,
        payment_methods=[_told(MethodRow, method) for method in customer.payment_methods],
        consent=ConsentsRow.model_construct(None, **newest) if newest else None,
    )


def product_row(product: Product) -> ProductRow:
    return _told(ProductRow, product, variants=[_told(VariantRow, variant) for variant in product.variants])


def order_row(order: Order) -> OrderRow:
    return _told(
        OrderRow,
        order,
        address=_address_row(order),
        lines=[_told(LineRow, line) for line in order.lines],
        shipments=[_shipment_row(shipment) for shipment in order.shipments],
        payments=[_told(PaymentRow, transaction) for transaction in order.transactions],
        returns=[_told(ReturnRow, sent_back) for sent_back in order.returns],
        exchanges=[_exchange_row(exchange) for exchange in order.exchanges],
    )


def _shipment_row(shipment: Shipment) -> ShipmentRow:
    return _told(ShipmentRow, shipment, events=[_told(EventRow, event) for event in shipment.events])


def _exchange_row(exchange: Exchange) -> ExchangeRow:
    return _told(
        ExchangeRow, exchange, lines=[SwapRow.model_construct(None, **swap) for swap in exchange.lines]
    )


def _address_row(place: Addressed) -> AddressRow:
    return _told(AddressRow, place, address2=place.address2 or None, state=place.state or None)


def _day(customer: Customer) -> str | None:
    if customer.birth_month is None or customer.birth_day is None:
        return None
    year = f"{customer.birth_year:04d}" if customer.birth_year is not None else "-"
    return f"{year}-{customer.birth_month:02d}-{customer.birth_day:02d}"


def _told[R: Row](kind: type[R], thing: object, **otherwise: Any) -> R:
    """A row with what `thing` calls the same, the rest as given; the tables hold only what was checked."""
    same = {name: getattr(thing, name) for name in kind.model_fields if name not in otherwise}
    return kind.model_construct(None, **same, **otherwise)
