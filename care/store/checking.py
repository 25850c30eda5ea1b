"""Reads a whole folder before anything is written, and names each row that does not fit."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from itertools import batched

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.db.models import Customer, PaymentMethod, Product, Store, Variant
from care.store.folder import Chunk, Folder
from care.store.format import (
    CUSTOMERS,
    ORDERS,
    PRODUCTS,
    STORE,
    CustomerRow,
    OrderRow,
    ProductRow,
)

AT_ONCE = 1_000  # ids in one question to the database

type Fault = tuple[str, str]
"""A field of a row, as a path, and what is wrong with it."""


@dataclass
class Known:
    """What rows may refer to: the ids of the folder's rows with their lines, and the owners of what they own.

    Only ids are kept, never rows: some ten megabytes for a hundred thousand orders.
    """

    customers: MutableMapping[str, int] = field(default_factory=dict)
    methods: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)  # of each customer
    products: MutableMapping[str, int] = field(default_factory=dict)
    variants: MutableMapping[str, str] = field(default_factory=dict)  # each with its product
    orders: MutableMapping[str, int] = field(default_factory=dict)
    unsure: set[str] = field(
        default_factory=set
    )  # files with wrong rows: who knows what those would have held


async def check(folder: Folder, here: AsyncSession | None, store: Store | None, *, shifted: bool) -> Known:
    """Note every problem of the folder in `folder.problems`; gives what it holds. Raises `EnoughProblems`.

    `store` and `here` are what the folder comes to; None where it will stand alone.
    """
    folder.look()
    known = Known()
    _check_store(folder, store, shifted=shifted)
    for customers in folder.chunks(CUSTOMERS, CustomerRow):
        _check_customers(folder, customers, known)
    known.unsure = folder.problems.files
    for products in folder.chunks(PRODUCTS, ProductRow):
        await _check_products(folder, products, known, here)
    known.unsure = folder.problems.files
    for orders in folder.chunks(ORDERS, OrderRow):
        await _check_orders(folder, orders, known, here)
    return known


def _check_store(folder: Folder, store: Store | None, *, shifted: bool) -> None:
    missing = not (folder.path / STORE).is_file()
    row = folder.store()
    if missing and not store:
        folder.problems.add(STORE, "is missing; it says the store's name and currency")
    elif shifted and (missing or (row and row.as_of is None)):
        folder.problems.add(STORE, "is missing, so nobody knows how far to shift", field="as_of")
    if row and store and row.currency != store.currency:
        text = f"is {row.currency}, but the store here counts in {store.currency}"
        folder.problems.add(STORE, text, field="currency")


def _check_customers(folder: Folder, customers: Chunk[CustomerRow], known: Known) -> None:
    for line, row in customers:
        _note_key(folder, CUSTOMERS, "id", row.id, line, known.customers)
        known.methods[row.id] = tuple(method.id for method in row.payment_methods)
        _note(folder, CUSTOMERS, line, _repeats("payment_methods", known.methods[row.id]))


async def _check_products(
    folder: Folder, products: Chunk[ProductRow], known: Known, here: AsyncSession | None
) -> None:
    ids = [variant.id for _, row in products for variant in row.variants]
    elsewhere = await _products_of(here, ids) if here else {}
    for line, row in products:
        _note_key(folder, PRODUCTS, "id", row.id, line, known.products)
        for position, variant in enumerate(row.variants):
            product = known.variants.get(variant.id) or elsewhere.get(variant.id, row.id)
            if variant.id in known.variants or product != row.id:
                text = f"{variant.id} is a variant of product {product} already"
                folder.problems.add(PRODUCTS, text, line, f"variants.{position}.id")
            known.variants[variant.id] = row.id


async def _check_orders(
    folder: Folder, orders: Chunk[OrderRow], known: Known, here: AsyncSession | None
) -> None:
    around = await _met_in_the_store([row for _, row in orders], known, here)
    for line, row in orders:
        _note_key(folder, ORDERS, "number", row.number, line, known.orders)
        _note(folder, ORDERS, line, order_faults(row, around))


def order_faults(order: OrderRow, known: Known) -> Iterator[Fault]:
    """What in the order refers to nothing, or to the same thing twice."""
    if order.customer_id not in known.methods and CUSTOMERS not in known.unsure:
        yield "customer_id", f"there is no customer {order.customer_id}"
    yield from _line_faults(order, known)
    yield from _parcel_faults(order)
    yield from _method_faults(order, known)
    yield from _after_faults(order, known)


def _line_faults(order: OrderRow, known: Known) -> Iterator[Fault]:
    yield from _repeats("lines", [line.id for line in order.lines])
    for position, line in enumerate(order.lines):
        product = known.variants.get(line.variant_id)
        if product is None and PRODUCTS in known.unsure:
            continue
        if line.product_id not in known.products:
            yield f"lines.{position}.product_id", f"there is no product {line.product_id}"
        elif product is None:
            yield f"lines.{position}.variant_id", f"there is no variant {line.variant_id}"
        elif product != line.product_id:
            text = f"{line.variant_id} is a variant of product {product}, not of {line.product_id}"
            yield f"lines.{position}.variant_id", text


def _parcel_faults(order: OrderRow) -> Iterator[Fault]:
    yield from _repeats(
        "shipments", [parcel.tracking_number for parcel in order.shipments], key="tracking_number"
    )
    for position, parcel in enumerate(order.shipments):
        yield from _stray_lines(order, f"shipments.{position}.line_ids", parcel.line_ids)


def _method_faults(order: OrderRow, known: Known) -> Iterator[Fault]:
    methods = known.methods.get(order.customer_id)
    if methods is None:
        return
    used = [(f"payments.{i}.method_id", payment.method_id) for i, payment in enumerate(order.payments)]
    used += [(f"returns.{i}.refund_to", sent_back.refund_to) for i, sent_back in enumerate(order.returns)]
    used += [(f"exchanges.{i}.method_id", exchange.method_id) for i, exchange in enumerate(order.exchanges)]
    for place, method in used:
        if method not in methods:
            yield place, f"customer {order.customer_id} has no payment method {method}"


def _after_faults(order: OrderRow, known: Known) -> Iterator[Fault]:
    for position, sent_back in enumerate(order.returns):
        yield from _stray_lines(order, f"returns.{position}.line_ids", sent_back.line_ids)
    for position, exchange in enumerate(order.exchanges):
        place = f"exchanges.{position}.lines"
        yield from _stray_lines(order, place, [swap.line_id for swap in exchange.lines], key=".line_id")
        for at, swap in enumerate(exchange.lines):
            if swap.variant_id not in known.variants and PRODUCTS not in known.unsure:
                yield f"{place}.{at}.variant_id", f"there is no variant {swap.variant_id}"


def _stray_lines(order: OrderRow, place: str, ids: Collection[str], *, key: str = "") -> Iterator[Fault]:
    lines = {line.id for line in order.lines}
    for position, line_id in enumerate(ids):
        if line_id not in lines:
            yield f"{place}.{position}{key}", f"the order has no line {line_id}"
    for position, line_id in _seen_before(ids):
        yield f"{place}.{position}{key}", f"names line {line_id} twice"


def _repeats(place: str, keys: Collection[str], *, key: str = "id") -> Iterator[Fault]:
    for position, value in _seen_before(keys):
        yield f"{place}.{position}.{key}", f"{value} is here twice"


def _seen_before(keys: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, key in enumerate(keys):
        if key in seen:
            yield position, key
        seen.add(key)


def _note(folder: Folder, file: str, line: int, faults: Iterable[Fault]) -> None:
    for place, text in faults:
        folder.problems.add(file, text, line, place)


def _note_key(
    folder: Folder, file: str, name: str, key: str, line: int, lines: MutableMapping[str, int]
) -> None:
    if key in lines:
        folder.problems.add(file, f"{key} is on line {lines[key]} already", line, name)
    lines[key] = line


async def _met_in_the_store(orders: list[OrderRow], known: Known, here: AsyncSession | None) -> Known:
    """`known`, and beside it what only the store has: a folder may hold nothing but orders."""
    if here is None:
        return known
    lines = [line for order in orders for line in order.lines]
    swaps = [swap for order in orders for exchange in order.exchanges for swap in exchange.lines]
    customers = {order.customer_id for order in orders} - known.methods.keys()
    products = {line.product_id for line in lines} - known.products.keys()
    variants = {line.variant_id for line in lines} | {swap.variant_id for swap in swaps}
    return Known(
        methods=ChainMap(await _methods_of(here, customers), known.methods),
        products=ChainMap(await _there(here, products), known.products),
        unsure=known.unsure,
        variants=ChainMap(await _products_of(here, variants - known.variants.keys()), known.variants),
    )


async def _methods_of(here: AsyncSession, customers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Those of the customers that the store has, each with the ids of the payment methods."""
    query = select(Customer.id, PaymentMethod.id).outerjoin(PaymentMethod)
    found: dict[str, tuple[str, ...]] = {}
    for some in batched(customers, AT_ONCE):
        for customer, method in await here.execute(query.where(Customer.id.in_(some))):
            found[customer] = (*found.get(customer, ()), *([method] if method else []))
    return found


async def _products_of(here: AsyncSession, variants: Iterable[str]) -> dict[str, str]:
    """Those of the variants that the store has, each with its product."""
    found: dict[str, str] = {}
    for some in batched(variants, AT_ONCE):
        rows = await here.execute(select(Variant.id, Variant.product_id).where(Variant.id.in_(some)))
        found.update((variant, product) for variant, product in rows)
    return found


async def _there(here: AsyncSession, products: Iterable[str]) -> dict[str, int]:
    """Those of the products that the store has; they stand on no line."""
    found: dict[str, int] = {}
    for some in batched(products, AT_ONCE):
        found.update(dict.fromkeys(await here.scalars(select(Product.id).where(Product.id.in_(some))), 0))
    return found
