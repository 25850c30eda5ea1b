"""Words about options: whatever way a shopper says which one, it is the right one or it is asked."""

from __future__ import annotations

import pytest

from actions.funnel.reading import Option, Read, read

ORDERED = [
    Option("1", "Electric Kettle, blue, 1L · $39.00", 1, ("Electric Kettle", "电热水壶"), ("blue", "1L")),
    Option("2", "Electric Kettle, red, 2L · $45.00", 2, ("Electric Kettle", "电热水壶"), ("red", "2L")),
    Option("3", "Tea Kettle, cast iron · $58.00", 3, ("Tea Kettle",), ("cast iron",)),
    Option("4", "Stoneware Mug, white · $12.00", 4, ("Stoneware Mug", "陶土马克杯"), ("white",)),
]
METHODS = [
    Option(
        "card", "Visa ending in 4402", 1, ("Visa ending in 4402", "credit card", "信用卡", "card", "Visa")
    ),
    Option(
        "gift",
        "gift card ending in 8143 · $37.50 left",
        2,
        ("gift card ending in 8143", "gift card", "礼品卡"),
    ),
    Option("pal", "PayPal", 3, ("PayPal",)),
]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the mug", ["4"]),
        ("mug and tea kettle", ["3", "4"]),
        ("the blue electric kettle", ["1"]),
        ("the 2L kettle, the electric one", ["2"]),
        ("both the mug and the tea kettle please", ["3", "4"]),
        ("everything", ["1", "2", "3", "4"]),
        ("all but the mug", ["1", "2", "3"]),
        ("everything except the tea kettle and the mug", ["1", "2"]),
        ("陶土马克杯", ["4"]),
        ("马克杯和蓝色的电热水壶", ["1", "4"]),
        ("除了马克杯都退", ["1", "2", "3"]),
        ("全部", ["1", "2", "3", "4"]),
        ("stonware mugs", ["4"]),
        ("Stoneware Mug, white · $12.00", ["4"]),
    ],
)
def test_several_things_are_named_in_words(words: str, meant: list[str]) -> None:
    assert sorted(read(words, ORDERED, many=True).chosen) == meant


def test_a_name_two_things_share_is_asked_about() -> None:
    assert read("the electric kettle", ORDERED, many=True) == Read(unclear=("1", "2"))


def test_words_about_something_else_choose_nothing() -> None:
    assert not read("how long does it take", ORDERED, many=True)


@pytest.mark.parametrize(
    ("places", "meant"),
    [(("2",), ["2"]), (("1", "3"), ["1", "3"]), (("last",), ["4"]), (("all",), ["1", "2", "3", "4"])],
)
def test_things_are_named_by_their_place(places: tuple[str, ...], meant: list[str]) -> None:
    assert sorted(read("those", ORDERED, places, many=True).chosen) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("to my paypal", "pal"),
        ("the visa", "card"),
        ("the one ending in 8143", "gift"),
        ("gift card please", "gift"),
        ("退到礼品卡", "gift"),
        ("my credit card", "card"),
    ],
)
def test_a_way_to_pay_is_named_in_words(words: str, meant: str) -> None:
    assert read(words, METHODS).chosen == (meant,)
