"""Hypothesis strategies for whole stores in the exchange format: anything a valid folder may hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

type Row = dict[str, Any]
type Rows = st.SearchStrategy[Row]

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
keys = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6)
prices = st.integers(0, 10**11).map(lambda cents: f"{cents / 100:.2f}")
paid = st.integers(1, 10**11).map(lambda cents: f"{cents / 100:.2f}")
differences = st.integers(-(10**9), 10**9).map(lambda cents: f"{cents / 100:.2f}")
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda second, micro, offset: (
        datetime.fromtimestamp(second, offset).replace(microsecond=micro).isoformat()
    ),
    st.integers(86_400, 7_200_000_000),  # seconds since 1970: up to the year 2198
    st.integers(0, 999_999),
    offsets,
)
options = st.dictionaries(words, words, max_size=3)
birthdays = st.dates().map(str) | st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("--{:%m-%d}".format)
consents = st.fixed_dictionaries({"granted": st.booleans(), "at": moments, "source": words})
channels = st.fixed_dictionaries({}, optional={"email": consents, "sms": consents, "chat": consents})
addresses = st.fixed_dictionaries(
    {"address1": words, "city": words, "zip": words, "country": words},
    optional={"address2": words, "state": words},
)
stores = st.fixed_dictionaries(
    {"name": words, "currency": st.sampled_from(["USD", "EUR", "CNY"])}, optional={"as_of": moments}
)


def listed(item: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, max_size=most)


def by_key(rows: Rows, key: str, most: int = 3, least: int = 0) -> st.SearchStrategy[list[Row]]:
    return st.lists(rows, min_size=least, max_size=most, unique_by=lambda row: row[key])


def some_of(known: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), min_size=least, unique=True)


methods = st.fixed_dictionaries(
    {"id": keys, "kind": st.sampled_from(["credit_card", "paypal", "gift_card"])},
    optional={"brand": words, "last_four": st.from_regex(r"[0-9]{4}", fullmatch=True), "balance": prices},
)
customers = st.fixed_dictionaries(
    {
        "id": keys,
        "email": st.just("someone@example.com"),
        "first_name": words,
        "last_name": words,
        "payment_methods": by_key(methods, "id", least=1),
    },
    optional={
        "phone": words,
        "birthday": birthdays,
        "language": st.sampled_from(["en", "zh", "zh-Hans", "pt-BR"]),
        "time_zone": st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York"]),
        "tags": listed(words),
        "address": addresses,
        "consent": channels,
    },
)
variants = st.fixed_dictionaries(
    {"price": prices, "available": st.booleans()},
    optional={"options": options, "stock": st.integers(0, 2**31 - 1)},
)
products = st.fixed_dictionaries(
    {"id": keys, "name": words.filter(bool), "variants": st.lists(variants, min_size=1, max_size=3)},
    optional={
        "names": st.dictionaries(st.sampled_from(["zh", "de"]), words),
        "description": words,
        "category": words,
        "image": words,
    },
)
events = st.fixed_dictionaries({"at": moments, "text": words}, optional={"place": words})


@st.composite
def orders(draw: st.DrawFn, customer: Row, catalogue: list[Row]) -> Row:
    """An order of this customer for things of the catalogue."""
    variant_ids = [variant["id"] for product in catalogue for variant in product["variants"]]
    method = st.sampled_from([method["id"] for method in customer["payment_methods"]])
    lines = draw(by_key(_lines(catalogue), "id", least=1))
    line_ids = [line["id"] for line in lines]
    swaps = st.fixed_dictionaries(
        {"line_id": st.sampled_from(line_ids), "variant_id": st.sampled_from(variant_ids)}
    )
    row: Rows = st.fixed_dictionaries(
        {
            "number": keys,
            "customer_id": st.just(customer["id"]),
            "status": st.sampled_from(
                ["unpaid", "pending", "processed", "shipped", "delivered", "cancelled"]
            ),
            "address": addresses,
            "lines": st.just(lines),
        },
        optional={
            "placed_at": moments,
            "items_modified": st.booleans(),
            "cancel_reason": words,
            "shipments": by_key(_shipments(line_ids), "tracking_number"),
            "payments": listed(
                st.fixed_dictionaries(
                    {"kind": st.sampled_from(["payment", "refund"]), "amount": paid, "method_id": method},
                    optional={"at": moments},
                )
            ),
            "returns": listed(
                st.fixed_dictionaries(
                    {
                        "line_ids": some_of(line_ids, 1),
                        "refund_to": method,
                        "amount": prices,
                        "status": words,
                    },
                    optional={"reason": words},
                )
            ),
            "exchanges": listed(
                st.fixed_dictionaries(
                    {
                        "lines": by_key(swaps, "line_id", least=1),
                        "method_id": method,
                        "price_difference": differences,
                        "status": words,
                    }
                )
            ),
        },
    )
    return draw(row)


@st.composite
def _lines(draw: st.DrawFn, catalogue: list[Row]) -> Row:
    product = draw(st.sampled_from(catalogue))
    variant = draw(st.sampled_from(product["variants"]))
    known = {"product_id": product["id"], "variant_id": variant["id"]}
    free: Rows = st.fixed_dictionaries(
        {"id": keys, "name": words, "price": prices, "quantity": st.integers(1, 10**6)},
        optional={"options": options},
    )
    return known | draw(free)


def _shipments(line_ids: list[str]) -> Rows:
    return st.fixed_dictionaries(
        {"tracking_number": keys, "line_ids": some_of(line_ids)},
        optional={
            "carrier": words,
            "status": words,
            "shipped_at": moments,
            "promised_by": moments,
            "delivered_at": moments,
            "events": listed(events),
        },
    )


@st.composite
def folders(draw: st.DrawFn) -> Row:
    """`{"store": row, "customers": rows, "products": rows, "orders": rows}` that fit together."""
    people = draw(by_key(customers, "id"))
    catalogue = draw(by_key(products, "id"))
    for number, variant in enumerate(variant for product in catalogue for variant in product["variants"]):
        variant["id"] = f"v{number}"
    placed = []
    if people and catalogue:
        for number in range(draw(st.integers(0, 3))):
            order = draw(orders(draw(st.sampled_from(people)), catalogue))
            placed.append(order | {"number": f"{number}{order['number']}"})
    return {"store": draw(stores), "customers": people, "products": catalogue, "orders": placed}
