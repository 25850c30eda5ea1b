"""Whole stories, told to the running product over the chat protocol: nothing is faked here."""

import asyncio
import re

import aiohttp
import pytest

from simulator.shopper import Shopper
from tests.product.conftest import Product

pytestmark = pytest.mark.product

WORDS = {
    "en": {
        "where": "hey where's my stuff?? order {number}",
        "send_code": "Yes, send the code",
        "side": "how much is shipping",
        "person": "can I talk to a real person please",
        "hello": "Hello",
    },
    "zh": {
        "where": "在吗 我的快递到哪了 单号{number}",
        "send_code": "好的，发验证码",
        "side": "运费多少钱",
        "person": "转人工",
        "hello": "您好",
    },
}


async def member_of_the_cast(http: aiohttp.ClientSession, product: Product, situation: str) -> dict:
    """A demo customer by the situation they are in, with e-mail and order numbers."""
    async with http.get(f"{product.address}/demo/customers.json") as reply:
        cast = await reply.json()
    return next(one for one in cast if situation in one["matter"]["en"].lower())


def words(*lines: dict) -> str:
    return "\n".join(line["text"] for line in lines)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_guest_proves_who_they_are_and_hears_where_the_parcel_is(product, http, language):
    said = WORDS[language]
    late = await member_of_the_cast(http, product, "should have come")
    number = late["orders"][0]
    async with await Shopper.arrive(http, product.address, lang=language) as guest:
        assert said["hello"] in (await guest.first_line())["text"]
        await guest.say(said["where"].format(number=number))
        assert late["name"] not in words(*guest.lines)
        await guest.say(late["email"])
        await guest.settle()
        assert number in words(*guest.lines)
        assert late["name"] not in words(*guest.lines), "number and e-mail give the coarse state only"
        await guest.tap(said["send_code"])
        await guest.say(await product.newest_code(http, late["email"]))
        await guest.settle()
        parcel = next(
            line["card"] for line in guest.lines if (line.get("card") or {}).get("kind") == "parcel"
        )
        assert parcel["late"] is True
        assert parcel["order_number"] == number
        fee = (await guest.say(said["side"])).line
        assert re.search(r"[$¥]\s?\d|US\$", fee["text"])
        await guest.say(said["person"])
        await guest.settle()
        assert guest.lines[-1]["from"] == "system", "when a person replies is told in a line of its own"


async def test_a_shopper_who_is_signed_in_hears_what_is_the_matter_before_asking(product, http):
    today = await member_of_the_cast(http, product, "out for delivery")
    identity = await product.identity(http, today["id"])
    async with await Shopper.arrive(http, product.address, identity=identity) as shopper:
        opening = await shopper.first_line()
        assert today["orders"][0] in opening["text"]
        assert "out for delivery" in opening["text"]
        assert shopper.choices


async def test_nobody_hears_of_an_order_that_is_not_theirs(product, http):
    late = await member_of_the_cast(http, product, "should have come")
    other = await member_of_the_cast(http, product, "gift card")
    identity = await product.identity(http, other["id"])
    async with await Shopper.arrive(http, product.address, identity=identity) as charlie:
        await charlie.first_line()
        theirs = (await charlie.say(f"where is order {late['orders'][0]}")).line["text"]
        nobodys = (await charlie.say("where is order S1999999")).line["text"]
        unnumbered = re.compile(r"#?S\d{7}")
        assert unnumbered.sub("N", theirs) == unnumbered.sub("N", nobodys)


@pytest.mark.parametrize("victim", ["bot.serve", "actions.server", "-m desk"])
async def test_a_killed_process_loses_no_line_and_the_conversation_goes_on(product, http, victim):
    """Whichever part dies, the thread is there again, whole and in order, and the next line is answered."""
    late = await member_of_the_cast(http, product, "should have come")
    identity = await product.identity(http, late["id"])
    shopper = await Shopper.arrive(http, product.address, identity=identity)
    await shopper.first_line()
    await shopper.say("where is my parcel")
    before = list(shopper.lines)
    product.kill(victim)
    await shopper.leave()
    async with asyncio.timeout(150):
        while not await product.is_open(http):  # noqa: ASYNC110  another process comes back
            await asyncio.sleep(0.2)
    async with await Shopper.arrive(http, product.address, identity=identity, token=shopper.token) as back:
        answer = await back.say("and when will it arrive?")
        assert late["orders"][0] in words(*back.lines[len(before) :]) or answer.line["from"] == "bot"
        assert [line["seq"] for line in back.lines] == list(range(1, len(back.lines) + 1))
        assert [line["text"] for line in back.lines[: len(before)]] == [line["text"] for line in before]


async def test_turn_60_still_knows_who_is_asking(product, http):
    """The dialogue's history is cut down on the way; what matters of it is kept."""
    late = await member_of_the_cast(http, product, "should have come")
    identity = await product.identity(http, late["id"])
    async with await Shopper.arrive(http, product.address, identity=identity) as shopper:
        await shopper.first_line()
        for _ in range(60):
            await shopper.say("thank you")
            await asyncio.sleep(0.08)  # nobody types faster than the protocol's ten lines a second
        answer = await shopper.say("where is my parcel?")
        assert late["orders"][0] in words(answer.line)


async def test_the_public_store_answers_its_own_customers(real_store, http, store_rows, tmp_path):
    """Imported, asked about, exported: the facts are the same in all three."""
    real_store.run("care.store.exporting", str(tmp_path / "out"))
    orders = store_rows(tmp_path / "out", "orders")
    customers = {row["id"]: row for row in store_rows(tmp_path / "out", "customers")}
    shipped = [order for order in orders if order["shipments"] and order["status"] == "delivered"][:3]
    for order in shipped:
        owner = customers[order["customer_id"]]
        async with await Shopper.arrive(http, real_store.address) as guest:
            await guest.say(f"Where is {order['number']}? My mail is {owner['email']}")
            await guest.settle()
            await guest.tap("Yes, send the code")
            await guest.say(await real_store.newest_code(http, owner["email"]))
            await guest.settle()
            assert order["number"] in words(*guest.lines)
            assert any(line.get("card") for line in guest.lines)
        identity = await real_store.identity(http, owner["id"])
        async with await Shopper.arrive(http, real_store.address, identity=identity, lang="zh") as known:
            answer = await known.say(f"{order['number']} 的快递单号是多少")
            await known.settle()
            assert order["shipments"][0]["tracking_number"] in str(known.lines), answer.line["text"]
