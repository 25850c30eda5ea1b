"""Card numbers are found however people type them; order and parcel numbers are left alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.conversations.card_numbers import mask_card_numbers

# Beginnings and lengths of the cards people really carry.
CARDS = (
    ("4", 16), ("4", 13), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15),
    ("6011", 16), ("65", 16), ("644", 16), ("3528", 16), ("3589", 16), ("300", 14), ("305", 14), ("36", 14),
    ("38", 14), ("62", 16), ("62", 17), ("62", 18), ("62", 19), ("5018", 12), ("6304", 16), ("6763", 18),
    ("2200", 16),
)  # fmt: skip
SEPARATORS = (
    "", " ", "-", ".", "  ", " - ", "\u00a0", "\u3000", "–", "—", "‑", "－", "_", "/", "，", "·", "\n",
    "\u200b", "\t",
)  # fmt: skip
MANY = 5_000
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SAYINGS = (
    "{}", "my card is {}", "card number: {}", "pay with {} please", "Visa{}", "card no.{}", "({})", "#{}",
    "我的卡号是{}", "卡号：{}，请退款", "订单W1006327用{}付的款", "{}!!", "1) {}", "Card:{} 12/27",
    "CC {} exp 12/27 cvv 123", "I paid order #W1006327 with {}.", "order with {} was charged twice",
    "my order was paid by {}",
)  # fmt: skip


def luhn_digit(digits: str) -> str:
    doubled = [int(d) * 2 if place % 2 == 0 else int(d) for place, d in enumerate(reversed(digits))]
    return str(-sum(d - 9 if d > 9 else d for d in doubled) % 10)


def card(randomly: random.Random) -> str:
    begins, length = randomly.choice(CARDS)
    digits = begins + "".join(randomly.choices("0123456789", k=length - len(begins) - 1))
    return digits + luhn_digit(digits)


def spelled(digits: str, randomly: random.Random) -> str:
    """As people write it: in one piece, in fours, 4-6-5 as on an Amex, in pairs or digit by digit."""
    sizes = [4, 6, 5] if len(digits) == 15 else [randomly.choice([4, 4, 4, 2, 1])] * len(digits)
    separator = randomly.choice(SEPARATORS)
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    text = separator.join(filter(None, groups))
    return text.translate(FULL_WIDTH) if randomly.random() < 0.2 else text


def test_nearly_every_card_is_found_in_every_usual_spelling():
    randomly = random.Random(20261102)
    missed = []
    for _ in range(MANY):
        digits = card(randomly)
        said = randomly.choice(SAYINGS).format(spelled(digits, randomly))
        masked = mask_card_numbers(said)
        if "••••" not in masked or digits[:6] in "".join(filter(str.isdecimal, masked)):
            missed.append(said)
    assert len(missed) <= MANY * 0.001, missed[:10]


def shop_number(randomly: random.Random) -> str:
    """Numbers as shops and carriers make them."""

    def digits(count: int) -> str:
        return "".join(randomly.choices("0123456789", k=count))

    return randomly.choice(
        [
            lambda: f"#W{digits(7)}", lambda: digits(7), lambda: digits(10), lambda: digits(12),
            lambda: f"1Z{digits(16)}", lambda: f"9{randomly.choice('12345')}{digits(20)}",
            lambda: " ".join(("9400", digits(4), digits(4), digits(4), digits(4), digits(2))),
            lambda: f"SF{digits(13)}", lambda: f"YT{digits(13)}", lambda: f"JD{digits(13)}",
            lambda: f"JVGL{digits(20)}", lambda: f"RB{digits(9)}CN", lambda: f"7{digits(11)}",
            lambda: f"{digits(3)}-{digits(7)}-{digits(7)}", lambda: f"+86 138 {digits(4)} {digits(4)}",
            lambda: f"2026110{digits(1)}{digits(6)}", lambda: f"00{digits(18)}", lambda: f"ORD-{digits(8)}",
            lambda: f"tracking number {digits(16)}", lambda: f"订单号：{digits(19)}",
            lambda: f"运单号{digits(14)}",
        ]
    )()  # fmt: skip


def test_order_and_parcel_numbers_are_left_alone():
    randomly = random.Random(20261103)
    sayings = ("{}", "where is {}?", "my order {} is late", "{} 到哪里了", "order {}, and also {}")
    hit = []
    for _ in range(MANY):
        said = randomly.choice(sayings).format(shop_number(randomly), shop_number(randomly))
        if mask_card_numbers(said) != said:
            hit.append(said)
    assert len(hit) <= MANY * 0.01, (len(hit), hit[:30])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("4111 1111 1111 1111 12/27 123", "•••• 1111 12/27 123"),
        ("4111111111111111 and 378282246310005", "•••• 1111 and •••• 0005"),
        ("４１１１－１１１１－１１１１－１１１１", "•••• 1111"),
        ("4111 1111 1111 1112", "4111 1111 1111 1112"),  # a wrong check digit is no card
        (
            "order #W1006327 from 2026-11-02, 3 pieces at 12.50",
            "order #W1006327 from 2026-11-02, 3 pieces at 12.50",
        ),
        ("order number 4111111111111111", "order number 4111111111111111"),
        ("order number 4111 1111 1111 1111", "order number •••• 1111"),
        ("card SF4111111111111111", "card SF4111111111111111"),
        ("visa CC4111111111111111", "visa CC•••• 1111"),
    ],
)
def test_for_example(said: str, kept: str):
    assert mask_card_numbers(said) == kept


@given(st.text(alphabet="0123456789 -.#W４１٣x订号\n", max_size=120))
@settings(max_examples=100, deadline=None)
def test_masking_never_adds_length_never_fails_and_is_done_after_once(text: str):
    masked = mask_card_numbers(text)
    assert len(masked) <= len(text)
    assert mask_card_numbers(masked) == masked


def test_four_thousand_digits_cost_little_work():
    """The worst a shopper can send; a pattern that backtracks would stand still here."""
    assert len(mask_card_numbers("4 " * 2_000)) <= 4_000
    assert len(mask_card_numbers("4" * 4_000)) <= 4_000
    assert len(mask_card_numbers("1 - " * 1_000)) <= 4_000
