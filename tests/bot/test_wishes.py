"""Several wishes in one line are found, in order; one wish told at length stays one."""

from __future__ import annotations

import json
import re
import time

import pytest

from bot.components.intent_model import Reading
from bot.components.wishes import Wish, parts_of, wishes_in

# What the parts of these lines would be read as; by what stands in them.
HEARD = {
    r"cancel": "cancel_order",
    r"取消": "cancel_order",
    r"return|退货|退掉": "return_item",
    r"exchange|换": "exchange_item",
    r"address|地址": "change_delivery_address",
    r"how much|多少": "refund_total",
    r"broken|leaks|坏了": "damaged_or_defective",
    r"refund": "refund_request",
    r"where is": "order_status",
    r"when will": "delivery_eta",
    r"maybe": "invoice",
}


def glance(parts: list[str]) -> list[list[Reading]]:
    return [[_read(part)] for part in parts]


def _read(part: str) -> Reading:
    found = next(
        (intent for words, intent in HEARD.items() if re.search(words, part.lower())), "out_of_scope"
    )
    return Reading(found, 0.65 if "maybe" in part else 0.9)


def wished(text: str) -> list[tuple[str, str]]:
    return [(wish.intent, wish.text) for wish in wishes_in(text, glance)]


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        (
            "cancel W1234567 and also change the address of W7654321",
            ["cancel_order", "change_delivery_address"],
        ),
        ("return the lamp and exchange the boots for size 9", ["return_item", "exchange_item"]),
        ("I want to return the mat. How much do I get back?", ["return_item", "refund_total"]),
        ("cancel W1234567, then return the watch", ["cancel_order", "return_item"]),
        ("cancel W1111111 and cancel W2222222", ["cancel_order", "cancel_order"]),
        ("取消W1234567，另外把W7654321的地址改到公司", ["cancel_order", "change_delivery_address"]),
        ("我想退掉台灯，还想把靴子换成42码", ["return_item", "exchange_item"]),
        ("取消这单；然后告诉我一共退多少", ["cancel_order", "refund_total"]),
    ],
)
def test_several_wishes_come_in_their_order(text: str, intents: list[str]) -> None:
    assert [intent for intent, _ in wished(text)] == intents


@pytest.mark.parametrize(
    "text",
    [
        "my kettle arrived broken. I want to return it",
        "it leaks; please refund me, I want to return it",
        "where is my order? when will it arrive?",
        "cancel order W1111111. Yes, please cancel it",
        "水壶坏了，我要退货",
        "return the blue lamp and the green boots",
        "return it",
        "hello there, my name is Bob. where is my order",
        "cancel it and maybe send me the papers",
    ],
)
def test_one_wish_told_at_length_is_one(text: str) -> None:
    assert wished(text) == []


def test_each_wish_keeps_the_words_that_belong_to_it() -> None:
    text = "Hi, Bob here. I want to return the kettle. It leaks. Also cancel W1234567, I no longer need it"
    assert wished(text) == [
        ("return_item", "Hi, Bob here. I want to return the kettle. It leaks"),
        ("cancel_order", "cancel W1234567, I no longer need it"),
    ]


def test_a_third_wish_may_be_less_sure() -> None:
    text = "cancel W1234567 and return the lamp, then maybe send me the papers"
    assert [intent for intent, _ in wished(text)] == ["cancel_order", "return_item", "invoice"]


def test_the_orders_of_a_wish_are_known() -> None:
    found: list[Wish] = wishes_in("cancel W1234567 and return the lamp", glance)
    assert [json.loads(wish.as_json()) for wish in found] == [
        {"intent": "cancel_order", "text": "cancel W1234567", "order": "W1234567"},
        {"intent": "return_item", "text": "return the lamp"},
    ]


def test_numbers_and_addresses_are_not_torn_apart() -> None:
    assert parts_of("my mail is bob.b@example.com and it cost 12.50 dollars") == [
        "my mail is bob.b@example.com and it cost 12.50 dollars"
    ]


def test_no_line_takes_long_to_cut() -> None:
    began = time.perf_counter()
    for piece in ("and then, ", "a. ", "，还", " and & ", "另外", '"' * 10, "please " * 3):
        parts_of(piece * 400)
    assert time.perf_counter() - began < 1
