from __future__ import annotations

import pytest

from bot.components.normalise import looks_like_command, simplify, tidy


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ｗ１２３４５６７　到哪了？", "W1234567 到哪了?"),
        ("  where \t is\n\nmy order ", "where is my order"),
        ("my\u200b or\u00adder\ufeff", "my order"),
        ("\u202eorder\u202c", "order"),
        ("it\u2019s \u201clate\u201d", 'it\'s "late"'),
        ("bob＠example.com", "bob@example.com"),
        ("\x00\x1b", ""),
        ("❤\ufe0f", "❤"),
        ("Yusuf Rossi", "Yusuf Rossi"),
    ],
)
def test_words_are_brought_to_one_form(typed: str, read: str) -> None:
    assert tidy(typed) == read


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert simplify("請問我的訂單什麼時候發貨") == "请问我的订单什么时候发货"
    assert simplify("where is 我的订单") == "where is 我的订单"


@pytest.mark.parametrize(
    "typed", ["/restart", "  /x", "\u200b/x", "／restart", "\u202e\u3000/x", "⁄x", "∕x", "⧸x"]
)
def test_a_slash_in_any_dress_is_seen(typed: str) -> None:
    assert looks_like_command(typed)


@pytest.mark.parametrize("typed", ["where is it", "and/or", "24/7?", "", "。/x"])
def test_a_slash_elsewhere_is_a_slash(typed: str) -> None:
    assert not looks_like_command(typed)
