from __future__ import annotations

import pytest

from bot.components.answers import Answer, answer_to, choice_named
from bot.components.facts import read_facts
from bot.components.intent_model import Reading


def taken(asking: str, text: str, intent: str = "out_of_scope", confidence: float = 0.5) -> Answer | None:
    return answer_to(asking, text, read_facts(text, asking=asking), [Reading(intent, confidence)])


@pytest.mark.parametrize(
    "text",
    ["W1234567", "my order number is W1234567, thanks", "订单号是W1234567", "bob@example.com",
     "the second one",
     "it's W1234567 and bob@example.com", "123 456", "my name is Yusuf Rossi, zip 19122", "第二个"],
)  # fmt: skip
def test_bare_facts_inform_whether_asked_for_or_not(text: str) -> None:
    assert taken("", text) == Answer("inform")


def test_facts_within_a_wish_are_left_to_the_wish() -> None:
    assert taken("", "where is W1234567", "order_status", 0.6) is None
    assert taken("email", "where is W1234567", "order_status", 0.9) is None


@pytest.mark.parametrize(
    ("asking", "text"),
    [
        ("order_number", "I believe that it was W1234567"),
        ("email", "try bob@example.com maybe"),
        ("code", "they sent 123456 to me"),
        ("name_zip", "Yusuf Rossi 19122"),
        ("email_name_zip", "bob@example.com, Yusuf Rossi, 19122"),
        ("order_choice", "I mean the second one"),
    ],
)
def test_what_fits_the_question_is_its_answer(asking: str, text: str) -> None:
    assert taken(asking, text, "order_status", 0.6) == Answer("inform")


def test_a_clear_new_wish_is_a_new_wish() -> None:
    assert taken("order_number", "cancel W1234567 right now and refund me", "cancel_order", 0.9) is None
    assert taken("order_number", "talk to a human", "human_handoff", 0.9) is None


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes please!", "sure, go ahead", "ok", "好的", "嗯嗯", "可以的", "👍", "是的，谢谢", "yes yes"],
)
def test_a_yes_is_a_yes_when_asked(text: str) -> None:
    assert taken("yes_no", text) == Answer("affirm")
    assert taken("send_code", text) == Answer("affirm")


@pytest.mark.parametrize(
    "text", ["no", "No thanks.", "not now", "不用了", "不是", "没有", "no no no", "算了吧", "nope"]
)
def test_a_no_is_a_no_when_asked(text: str) -> None:
    assert taken("yes_no", text) == Answer("deny")


@pytest.mark.parametrize(
    "text",
    ["nok", "no idea where my parcel is", "okey-dokey kettle", "是不是坏了", "好慢啊", "not", "可以退货吗"],
)
def test_more_than_a_yes_or_no_is_left_to_the_classifier(text: str) -> None:
    assert taken("yes_no", text) is None


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("the blue kettle one", "blue kettle"),
        ("蓝色的那个", "蓝色"),
        ("I mean the yoga mat please", "yoga mat"),
        ("水壶", "水壶"),
    ],
)
def test_a_few_words_describe_what_was_asked_for(text: str, product: str) -> None:
    assert taken("order_choice", text, "product_info", 0.6) == Answer("inform", product)
    assert taken("product", text, "product_info", 0.6) == Answer("inform", product)


@pytest.mark.parametrize("intent", ["stop_flow", "human_handoff", "deny", "start_over"])
def test_turning_away_from_a_question_is_no_description(intent: str) -> None:
    assert taken("order_choice", "leave it", intent, 0.6) is None


def test_without_a_question_words_are_only_words() -> None:
    assert taken("", "the blue kettle", "product_info", 0.6) is None
    assert taken("", "yes", "affirm", 0.9) is None


def test_a_label_typed_out_is_the_choice() -> None:
    offered = [
        ("W1234567 · Blue kettle", "/order_status"),
        ("Talk to a person", "/human_handoff"),
        ("查物流", "/track"),
    ]
    assert choice_named("talk to a person.", offered) == "/human_handoff"
    assert choice_named("查物流", offered) == "/track"
    assert choice_named("a person", offered) is None
    assert choice_named("", [("", "/x")]) is None
