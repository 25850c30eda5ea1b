from __future__ import annotations

import pytest

from bot.components.language import SURE, asked_for, detect


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "refund status please",
        "is the 蓝色水壶 in stock?",
        "do you speak 中文",
        "I'd like a refund",
    ],
)
def test_english_is_recognised_surely(text: str) -> None:
    found = detect(text)
    assert found.code == "en"
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    "text",
    ["我的快递到哪了", "你好", "iPhone 有货吗", "帮我check一下我的order", "我要 refund", "請問什麼時候發貨"],
)
def test_chinese_is_recognised_surely(text: str) -> None:
    found = detect(text)
    assert found.code == "zh"
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    "text",
    ["W1234567", "#W1234567", "123456", "bob@example.com", "ok", "OK!", "😀", "👍👍", "", "hello",
     "thanks", "VIP", "注文はどこですか", "주문 어디", "где мой заказ", "¿Dónde está mi pedido?", "refund"],
)  # fmt: skip
def test_what_says_nothing_of_the_language_changes_nothing(text: str) -> None:
    assert detect(text).confidence < SURE


def test_both_languages_in_one_message_are_noticed() -> None:
    assert detect("帮我check一下我的order").mixed
    assert not detect("我的快递到哪了").mixed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("can we speak Chinese", "zh"),
        ("English please", "en"),
        ("说中文可以吗", "zh"),
        ("能用英文吗", "en"),
        ("English please, I don't read Chinese", "en"),
        ("not Chinese, English", "en"),
        ("我看不懂英文", "zh"),
        ("I can't read Chinese", "en"),
        ("another language", None),
    ],
)
def test_the_language_asked_for_is_the_one_named_and_not_refused(text: str, wanted: str | None) -> None:
    assert asked_for(text) == wanted
