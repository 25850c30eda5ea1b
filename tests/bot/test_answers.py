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


@pytest.mark.parametrize(
    "text",
    ["1 and 3", "both", "全部", "all but the second", "第一个和第三个", "the black one", "that's it",
     "就这些", "my visa card", "蓝色的那个", "it does not fit any more"],
)  # fmt: skip
def test_an_option_is_named_in_many_ways(text: str) -> None:
    assert taken("option", text, "thank_you" if "that's" in text else "inform", 0.6) == Answer("inform")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the paypal account", "payment_methods"),
        ("the stainless steel kettle", "product_info"),
        ("it arrived with a broken handle", "damaged_or_defective"),
        ("退到礼品卡", "gift_card_balance"),
    ],
)
def test_the_name_of_a_choice_is_no_wish(text: str, intent: str) -> None:
    assert taken("option", text, intent, 0.95) == Answer("inform")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how long does the refund take?", "return_policy"),
        ("is the kettle in stock?", "stock_availability"),
        ("where is my parcel from last week", "order_status"),
        ("go back one step", "go_back"),
        ("退货要几天", "return_policy"),
    ],
)
@pytest.mark.parametrize("asking", ["option", "confirm", "address"])
def test_a_question_aside_stays_one_while_a_funnel_asks(asking: str, text: str, intent: str) -> None:
    assert taken(asking, text, intent, 0.95) is None


def test_a_story_is_no_option() -> None:
    story = "so I bought this for my mother and she says that it is nice but a bit too heavy for her"
    assert taken("option", story, "return_item", 0.5) is None


@pytest.mark.parametrize(
    "text", ["12 Elm Street, Apt C 90210, Boston", "change it to 4 Mill Lane", "人民路18号"]
)
def test_an_address_is_typed(text: str) -> None:
    assert taken("address", text, "change_delivery_address", 0.9) == Answer("inform")


def test_words_asked_for_are_taken_unless_they_plainly_lead_elsewhere() -> None:
    assert taken("words", "please refund my money now", "refund_request", 0.99) == Answer("inform")
    assert taken("words", "start over", "start_over", 0.8) == Answer("inform")
    assert taken("words", "let me talk to a person", "human_handoff", 0.95) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes, do it", "affirm"),
        ("确认办理", "affirm"),
        ("looks good, go ahead", "affirm"),
        ("no, not yet", "deny"),
        ("先别", "deny"),
        ("wrong card", "change_answer"),
        ("change the address", "change_answer"),
        ("not that one", "change_answer"),
        ("地址不对", "change_answer"),
        ("等等，改一下", "change_answer"),
        ("yes but put it on my paypal instead", "inform"),
        ("to the gift card please", "inform"),
    ],
)
def test_a_card_is_agreed_to_declined_or_changed(text: str, intent: str) -> None:
    assert taken("confirm", text, "affirm" if text.startswith("yes") else "inform", 0.9) == Answer(intent)


def test_a_wish_for_another_order_is_no_change_of_this_one() -> None:
    assert taken("confirm", "change address of W1234567", "change_delivery_address", 0.9) is None
