"""Which product and which variant a shopper means, however they write it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.products.matching import Shelf, fitting_options, in_chinese, singular, tokens

SHELF = Shelf(
    {
        "kettle": ["Electric Kettle", "电热水壶"],
        "tea": ["Tea Kettle", "烧水壶"],
        "phone": ["Smartphone"],
        "watch": ["Smart Watch", "智能手表"],
        "wrist": ["Wristwatch"],
        "shirt": ["T-Shirt"],
        "boots": ["Hiking Boots"],
        "speaker": ["Bluetooth Speaker"],
        "earbuds": ["Wireless Earbuds", "无线耳机"],
        "puzzle": ["Jigsaw Puzzle"],
    }
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("electric kettle", ["kettle"]),
        ("do you have the electic ketle in stock?", ["kettle"]),
        ("the kettle", ["kettle", "tea"]),
        ("TEA KETTLES", ["tea"]),
        ("电热水壶有货吗", ["kettle"]),
        ("电热水壶", ["kettle"]),
        ("phone", ["phone"]),
        ("smart watch", ["watch"]),
        ("智能手表多少钱", ["watch"]),
        ("tshirts", ["shirt"]),
        ("t-shirt", ["shirt"]),
        ("a pair of hiking boot", ["boots"]),
        ("登山鞋", ["boots"]),
        ("蓝牙音箱还有吗", ["speaker"]),
        ("blutooth speakr", ["speaker"]),
        ("earpods", ["earbuds"]),
        ("无线耳机", ["earbuds"]),
        ("我想问一下 jigsaw puzzle 有没有", ["puzzle"]),
        ("ｅｌｅｃｔｒｉｃ　ｋｅｔｔｌｅ", ["kettle"]),
        ("where is my order", []),
        ("我的快递到哪了", []),
        ("", []),
    ],
)
def test_products(words, meant):
    assert sorted(SHELF.find(words)) == sorted(meant)


VARIANTS = [
    {"color": "black", "capacity": "1L", "material": "glass"},
    {"color": "black", "capacity": "1.5 liters", "material": "stainless steel"},
    {"color": "blue", "capacity": "2L", "material": "stainless steel"},
    {"color": "navy blue", "capacity": "2L", "material": "glass"},
]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("the black one", [0, 1]),
        ("black, 1.5 litres", [1]),
        ("1.5L", [1]),
        ("2 liter blue", [2]),
        ("navy blue", [3]),
        ("两升的蓝色不锈钢", [2]),
        ("玻璃的", [0, 3]),
        ("stainless steel", [1, 2]),
        ("red", [0, 1, 2, 3]),  # an option nobody has names none
        ("black 2L", []),  # both are there, but not together
    ],
)
def test_variants(words, places):
    assert fitting_options(VARIANTS, words)[0] == places


def test_the_options_that_were_named_are_told():
    assert fitting_options(VARIANTS, "the black glass one")[1] == {"color": {"black"}, "material": {"glass"}}


SPEAKERS = [
    {"color": color, "battery life": f"{hours} hours", "water resistance": sealed}
    for color in ("blue", "red")
    for hours in (10, 20)
    for sealed in ("yes", "no")
]


@pytest.mark.parametrize(
    ("words", "sealed"),
    [
        ("blue, 10 hours, yes", {"yes"}),
        ("blue, 10 hours, no", {"no"}),
        ("a water resistant one", {"yes"}),
        ("blue, not water resistant", {"no"}),
        ("without water resistance", {"no"}),
        ("蓝色，防水", {"yes"}),
        ("蓝色，不要防水的", {"no"}),
        ("no, the blue one", None),  # said to us, not of the speaker
        ("yes, the one with 20 hours", None),
        ("the blue one", None),
    ],
)
def test_what_a_variant_has_or_has_not_can_be_named_and_listed(words, sealed):
    assert fitting_options(SPEAKERS, words)[1].get("water resistance") == sealed


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("kettles", "kettle"),
        ("watches", "watch"),
        ("batteries", "battery"),
        ("glass", "glass"),
        ("gas", "gas"),
    ],
)
def test_singular(word, one):
    assert singular(word) == one


def test_options_have_chinese_words_and_unknown_ones_stay():
    assert in_chinese("Blue") == "蓝色"
    assert in_chinese("2L") == "2L"


@given(st.text(max_size=60))
def test_nothing_people_type_can_break_it(words):
    SHELF.find(words)
    fitting_options(VARIANTS, words)


def test_the_longest_line_of_the_chat_is_read_quickly():
    words = "is the electrc ketle still in stok 电热水壶 " * 100
    began = time.perf_counter()
    SHELF.find(words[:4000])
    assert time.perf_counter() - began < 0.5


def test_numbers_with_units_are_one_thing():
    assert tokens("2 litres") & tokens("2L") & tokens("2升") & tokens("两升")
