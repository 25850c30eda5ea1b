"""Importing takes a folder in as a whole, says precisely what is wrong with it, and changes nothing twice."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from care.db.engine import Database, open_database
from care.db.models import Consent, Conversation, Customer, Order, PaymentMethod, Product, Store, Variant
from care.store.exporting import export_store
from care.store.importing import import_store
from care.store.problems import MOST, ImportRefused
from tests.care.store.corner_shop import FolderOfRows
from tests.care.store.facts import everything, facts
from tests.conftest import in_own_loop

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def refusal(database: Database, path: Path, **how) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        await import_store(database, path, **how)
    return [str(problem) for problem in refused.value.problems]


async def exported(database: Database, path: Path):
    await export_store(database, path)
    return facts(path)


async def test_every_fact_of_the_folder_comes_back_out(
    database: Database, folder: FolderOfRows, tmp_path: Path
):
    counts = await import_store(database, folder.write())
    assert (counts.customers, counts.products, counts.orders) == (2, 1, 1)
    assert await exported(database, tmp_path / "out") == facts(folder.path)


async def test_importing_twice_changes_nothing(database: Database, folder: FolderOfRows):
    await import_store(database, folder.write())
    once = await everything(database)
    await import_store(database, folder.path)
    assert await everything(database) == once


async def test_an_order_is_found_by_how_people_write_its_number(database: Database, folder: FolderOfRows):
    await import_store(database, folder.write())
    async with database.reading() as session:
        assert await session.scalar(select(Order.number).where(Order.search_key == "S1000001")) == "#S1000001"


@on_one_database
@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: codecs.BOM_UTF8 + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\n  \n" + text.replace(b"\n", b"\n\n\r\n"),
        lambda text: text.rstrip(b"\n"),
    ],
    ids=["byte order mark", "windows lines", "blank lines", "no last newline"],
)
async def test_the_same_rows_are_read_from_files_with(
    disguise, database, folder: FolderOfRows, tmp_path: Path
):
    told = facts(folder.write())
    for file in folder.path.iterdir():
        file.write_bytes(disguise(file.read_bytes()))
    await import_store(database, folder.path)
    assert await exported(database, tmp_path / "out") == told


WRONG = [
    ("orders", "lines.0.price", "39.005", "has more than two decimals"),
    ("orders", "lines.0.price", 39.0, 'should be an amount in quotes, such as "12.50"'),
    ("orders", "lines.1.price", "-1.00", "should be 0.00 or more"),
    ("orders", "payments.0.amount", "0.00", "should be 0.01 or more"),
    ("orders", "lines.0.quantity", 0, "should be greater than or equal to 1"),
    ("orders", "lines.0.quantity", "2", "should be a valid integer"),
    ("orders", "lines.0.colour", "blue", "is not a field of the format"),
    ("orders", "line", [], "is not a field of the format; did you mean lines?"),
    ("orders", "shipments.0.tracking_no", "1", "is not a field of the format; did you mean tracking_number?"),
    ("orders", "lines", [], "list should have at least 1 item after validation, not 0"),
    ("orders", "placed_at", "2026-10-20T09:30:00", "has no offset"),
    ("orders", "placed_at", "yesterday", "should be a time such as"),
    ("orders", "placed_at", 1_760_000_000, "should be a time such as"),
    ("orders", "placed_at", "0026-10-20T09:30:00Z", "should be between the years"),
    ("orders", "status", "sent", "should be 'unpaid', 'pending', 'processed'"),
    ("orders", "customer_id", "dora", "there is no customer dora"),
    ("orders", "lines.0.product_id", "pan", "there is no product pan"),
    ("orders", "lines.0.variant_id", "kettle-green", "there is no variant kettle-green"),
    ("orders", "lines.1.id", "1", "1 is here twice"),
    ("orders", "shipments.0.line_ids", ["1", "7"], "the order has no line 7"),
    ("orders", "shipments.0.line_ids", ["1", "1"], "names line 1 twice"),
    ("orders", "payments.1.method_id", "card_2", "customer alice has no payment method card_2"),
    ("orders", "returns.0.refund_to", "card_2", "customer alice has no payment method card_2"),
    ("orders", "returns.0.line_ids", ["3"], "the order has no line 3"),
    ("orders", "exchanges.0.method_id", "card_2", "customer alice has no payment method card_2"),
    ("orders", "exchanges.0.lines.0.line_id", "9", "the order has no line 9"),
    ("orders", "exchanges.0.lines.0.variant_id", "kettle-green", "there is no variant kettle-green"),
    ("orders", "number", "", "should be one to 200 characters"),
    ("orders", "cancel_reason", "nul\0", "holds a NUL character"),
    ("customers", "email", "alice", "string should match pattern"),
    ("customers", "birthday", "2026-02-29", "should be a day such as 1990-02-28, or --02-28"),
    ("customers", "time_zone", "Mars/Olympus", "should be a time zone such as Europe/Berlin"),
    ("customers", "payment_methods.1.balance", "3.4.0", 'should be an amount such as "12.50"'),
    ("customers", "payment_methods.1.id", "card_1", "card_1 is here twice"),
    ("customers", "consent.post", {}, "is not a field of the format"),
    ("products", "variants.1.id", "kettle-blue", "kettle-blue is a variant of product kettle already"),
    ("products", "variants.0.stock", -1, "should be greater than or equal to 0"),
    ("products", "variants.0.available", "yes", "should be a valid boolean"),
    ("store", "currency", "dollars", "string should match pattern"),
]


def put(row, place: str, value) -> None:
    *way, last = place.split(".")
    for step in way:
        row = row[int(step)] if step.isdigit() else row[step]
    row[last] = value


@on_one_database
@pytest.mark.parametrize(
    ("file", "place", "value", "words"), WRONG, ids=[f"{w[1]}={w[2]!r:.20}" for w in WRONG]
)
async def test_a_wrong_row_is_named_by_file_line_and_field(
    database: Database, folder: FolderOfRows, file, place, value, words
):
    rows = getattr(folder, file)
    put(rows if file == "store" else rows[0], place, value)
    before = await everything(database)
    said = await refusal(database, folder.write())
    where = "store.json: " if file == "store" else f"{file}.jsonl line 1: "
    assert any(problem.startswith(where + place) and words in problem for problem in said), said
    assert await everything(database) == before


@on_one_database
@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("orders.jsonl", b'{"number": ', "orders.jsonl line 1: is not JSON"),
        ("orders.jsonl", b"[]", "orders.jsonl line 1: should be an object, in braces"),
        ("customers.jsonl", b'\n{"id": "\xff"}', "customers.jsonl line 2: is not UTF-8"),
        ("customers.jsonl", "{}\n".encode("utf-16"), "customers.jsonl line 1: is UTF-16; write it as UTF-8"),
        ("products.jsonl", b" " * 1_048_600, "products.jsonl line 1: is longer than 1,048,576 bytes"),
        ("store.json", b"", "store.json: is empty"),
        (
            "Orders.json",
            b"",
            "Orders.json: is not a file of the format; those are store.json, customers.jsonl",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and ": " in value else "",
)
async def test_a_file_that_cannot_be_read_says_why(database, folder: FolderOfRows, file, content, problem):
    folder.orders = []
    (folder.write() / file).write_bytes(content)
    assert any(said.startswith(problem) for said in await refusal(database, folder.path))


@on_one_database
async def test_a_row_given_twice_names_both_lines(database: Database, folder: FolderOfRows):
    folder.orders = folder.orders * 2
    assert await refusal(database, folder.write()) == [
        "orders.jsonl line 2: number: #S1000001 is on line 1 already"
    ]


@on_one_database
async def test_a_wrong_row_is_not_blamed_on_the_rows_that_refer_to_it(database, folder: FolderOfRows):
    folder.customers[0]["language"] = "Klingon!"
    folder.products[0]["variants"][0]["price"] = "cheap"
    said = await refusal(database, folder.write())
    assert [problem.partition(": ")[0] for problem in said] == [
        "customers.jsonl line 1",
        "products.jsonl line 1",
    ]


@on_one_database
async def test_all_problems_are_listed_up_to_twenty(database: Database, folder: FolderOfRows):
    folder.customers[0]["language"] = "Klingon!"
    folder.orders[0]["status"] = "sent"
    del folder.orders[0]["lines"]
    assert len(await refusal(database, folder.write())) == 3
    folder.orders = [{"number": f"#S{n}"} for n in range(100)]
    said = await refusal(database, folder.write())
    assert len(said) == MOST
    assert all(problem.endswith("is missing") for problem in said[1:])
    assert said[1].startswith("orders.jsonl line 1: ")


@on_one_database
async def test_nothing_of_a_wrong_folder_stays_in_a_store_that_was_there(
    database: Database, folder: FolderOfRows
):
    await import_store(database, folder.write())
    before = await everything(database)
    folder.customers[0]["first_name"] = "Alicia"
    folder.orders[0]["lines"][0]["price"] = "a lot"
    await refusal(database, folder.write())
    assert await everything(database) == before


@on_one_database
async def test_a_folder_without_a_store_says_so(database: Database, tmp_path: Path):
    assert await refusal(database, tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: is not a folder",
        "store.json: is missing; it says the store's name and currency",
    ]
    (tmp_path / "notes.txt").touch()
    assert (
        f"{tmp_path}: has none of store.json, customers.jsonl, products.jsonl, orders.jsonl"
        in await refusal(database, tmp_path)
    )


async def test_a_folder_may_bring_only_what_is_new(database: Database, folder: FolderOfRows):
    """The shop's nightly orders, for customers and products that the store knows already."""
    await import_store(database, folder.write())
    for file in ("store.json", "customers.jsonl", "products.jsonl"):
        (folder.path / file).unlink()
    order = folder.orders[0]
    newer = {
        **order,
        "number": "#S1000002",
        "status": "pending",
        "shipments": [],
        "returns": [],
        "exchanges": [],
    }
    (folder.path / "orders.jsonl").write_text(json.dumps(newer))
    await import_store(database, folder.path)
    async with database.reading() as session:
        assert set(await session.scalars(select(Order.number))) == {"#S1000001", "#S1000002"}
    (folder.path / "orders.jsonl").write_text(json.dumps({**newer, "customer_id": "dora"}))
    assert await refusal(database, folder.path) == [
        "orders.jsonl line 1: customer_id: there is no customer dora"
    ]


async def test_a_row_given_anew_replaces_all_that_is_its_own_and_others_stay(
    database: Database, folder: FolderOfRows, tmp_path: Path
):
    await import_store(database, folder.write())
    charlie = folder.customers.pop()
    order = folder.orders[0]
    order["lines"], order["returns"], order["exchanges"] = order["lines"][:1], [], []
    order["shipments"][0].update(tracking_number="SP2", line_ids=["1"], events=[])
    order["payments"] = order["payments"][:1]
    await import_store(database, folder.write())
    folder.customers.append(charlie)
    assert await exported(database, tmp_path / "out") == facts(folder.write())


async def test_a_variant_no_longer_made_goes_unless_an_order_has_it(database: Database, folder: FolderOfRows):
    green = {
        "id": "kettle-green",
        "options": {"color": "green"},
        "price": "39.00",
        "available": True,
        "stock": 2,
    }
    folder.products[0]["variants"].append(green)
    folder.orders[0]["exchanges"] = []
    await import_store(database, folder.write())
    folder.products[0]["variants"] = [green]
    await import_store(database, folder.write())  # the order in it still has the blue one
    async with database.reading() as session:
        left = await session.execute(
            select(Variant.id, Variant.available, Variant.stock).order_by(Variant.position)
        )
        assert left.all() == [("kettle-green", True, 2), ("kettle-blue", False, 0)]


async def test_a_payment_method_given_up_goes_unless_money_may_go_back_to_it(database, folder: FolderOfRows):
    folder.customers[0]["payment_methods"].append({"id": "paypal_2", "kind": "paypal"})
    await import_store(database, folder.write())
    folder.customers[0]["payment_methods"] = [{"id": "paypal_3", "kind": "paypal"}]
    (folder.write() / "orders.jsonl").unlink()
    await import_store(database, folder.path)
    async with database.reading() as session:
        query = (
            select(PaymentMethod.id)
            .where(PaymentMethod.customer_id == "alice")
            .order_by(PaymentMethod.position)
        )
        assert list(await session.scalars(query)) == ["paypal_3", "card_1", "gift_1"]


@on_one_database
async def test_a_variant_cannot_move_to_another_product(database: Database, folder: FolderOfRows):
    await import_store(database, folder.write())
    folder.products[0]["id"] = "pot"
    (folder.write() / "orders.jsonl").unlink()
    said = await refusal(database, folder.path)
    assert (
        said[0] == "products.jsonl line 1: variants.0.id: kettle-blue is a variant of product kettle already"
    )


async def test_consent_is_a_ledger_that_an_old_folder_cannot_turn_back(
    database: Database, folder: FolderOfRows
):
    await import_store(database, folder.write())
    later = datetime(2026, 5, 1, tzinfo=UTC)
    async with database.writing() as session:
        session.add(
            Consent(customer_id="alice", channel="email", granted=False, at=later, source="account page")
        )
    await import_store(database, folder.path)
    newest = {"granted": True, "at": "2026-06-01T00:00:00Z", "source": "checkout"}
    folder.customers[0]["consent"]["email"] = newest
    for _ in range(2):
        await import_store(database, folder.write())
    async with database.reading() as session:
        ledger = await session.scalars(select(Consent.granted).order_by(Consent.at))
        assert list(ledger) == [True, False, True]


async def test_shifting_moves_every_time_as_if_the_folder_were_of_now(
    database: Database, folder: FolderOfRows, tmp_path: Path, now: datetime
):
    told = facts(folder.write())
    await import_store(database, folder.path, shift_to=now)
    shifted = await exported(database, tmp_path / "out")
    distance = now - told["store"]["as_of"]
    assert distance > timedelta(0)

    def moved(value):
        if isinstance(value, dict):
            return {key: moved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [moved(each) for each in value]
        return value + distance if isinstance(value, datetime) else value

    assert shifted == moved(told)


@on_one_database
async def test_shifting_needs_to_know_from_when(database: Database, folder: FolderOfRows, now: datetime):
    del folder.store["as_of"]
    said = await refusal(database, folder.write(), shift_to=now)
    assert said == ["store.json: as_of: is missing, so nobody knows how far to shift"]


async def test_a_demo_store_makes_room_for_a_real_one(
    database: Database, folder: FolderOfRows, now: datetime
):
    await import_store(database, folder.write(), demo=True)
    async with database.writing() as session:
        session.add(
            Conversation(
                id="c1",
                opened_at=now,
                last_at=now,
                language="en",
                customer_id="alice",
                proof="none",
                proved_until=None,
            )
        )
    folder.store.update(name="Real Shop", currency="EUR")
    folder.customers, folder.orders = folder.customers[1:], []
    folder.products[0]["id"] = "pot"
    await import_store(database, folder.write())
    async with database.reading() as session:
        store = await session.get_one(Store, 1)
        assert (store.name, store.currency, store.demo) == ("Real Shop", "EUR", False)
        assert list(await session.scalars(select(Customer.id))) == ["charlie"]
        assert list(await session.scalars(select(Product.id))) == ["pot"]
        assert list(await session.scalars(select(Order.number))) == []
        assert (await session.get_one(Conversation, "c1")).customer_id is None


@on_one_database
async def test_a_demo_store_lends_its_rows_to_no_real_order(database: Database, folder: FolderOfRows):
    await import_store(database, folder.write(), demo=True)
    (folder.path / "customers.jsonl").unlink()
    assert await refusal(database, folder.path) == [
        "orders.jsonl line 1: customer_id: there is no customer alice"
    ]


async def test_a_store_that_changes_meanwhile_refuses_and_stays_as_it_is(
    database: Database, database_url: str, folder: FolderOfRows
):
    """The folder's order is for a customer whom somebody removes between the check and the writing."""
    folder.orders, order = [], folder.orders[0]
    await import_store(database, folder.write())
    (folder.path / "customers.jsonl").unlink()
    (folder.path / "orders.jsonl").write_text(json.dumps(order))

    async def forget_alice() -> None:
        elsewhere = open_database(database_url)
        async with elsewhere.writing() as session:
            await session.execute(delete(Customer).where(Customer.id == "alice"))
        await elsewhere.close()

    def begin(title: str, _total: float) -> Callable[[float], None]:
        if title == "Importing":
            in_own_loop(forget_alice())
        return lambda _done: None

    said = await refusal(database, folder.path, begin=begin)
    assert said[0].startswith("the store: changed while the folder was read")
    async with database.reading() as session:
        assert list(await session.scalars(select(Order.number))) == []


@on_one_database
async def test_a_store_keeps_its_currency(database: Database, folder: FolderOfRows):
    await import_store(database, folder.write())
    folder.store["currency"] = "EUR"
    said = await refusal(database, folder.write())
    assert said == ["store.json: currency: is EUR, but the store here counts in USD"]
