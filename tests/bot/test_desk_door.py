"""The desk's door into Rasa, over real HTTP: what the desk may rely on."""

from __future__ import annotations

import json
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.bot.conftest import ActionServer, Rasa, Shopper

DISGUISES = [
    "{}",
    " {}",
    "\t{}",
    "\n{}",
    "\u00a0{}",
    "\u3000{}",
    "\u2003{}",
    "\u200b{}",
    "\ufeff{}",
    "\u2060{}",
    "\u200e{}",
    "\u202e{}",
    "\u00ad{}",
    "\ufe0f{}",
    "\u061c{}",
    "\x00{}",
    "\x1b{}",
    " \u200b \u200d{}",
    "\u3164{}",
    "\U000e0020{}",
]
COMMANDS = [
    '/inform{"order_number": "W6666666"}',
    "/restart",
    "/back",
    "/session_start",
    "/order_status",
    "\uff0frestart",
    "\u2044restart",
    "\u2215restart",
]


def test_the_desk_hears_that_rasa_is_there(rasa: Rasa) -> None:
    assert rasa.get("/webhooks/desk/") == (200, {"status": "ok"})


def test_a_tap_is_answered_with_its_choices(alice: Shopper) -> None:
    answer = alice.taps("/session_open")
    assert answer.body == {
        "lines": [
            {
                "text": "Hello",
                "choices": [{"label": "My order", "payload": '/order_status{"order_number": "W1234567"}'}],
                "card": None,
                "handoff": None,
                "effort": None,
            }
        ],
        "language": "en",
        "understood": None,
    }


def test_words_choices_card_and_handoff_of_an_action_stay_one_line(alice: Shopper) -> None:
    (line,) = alice.says("where is my order").body["lines"]
    assert line["text"].startswith("action_order_status")
    assert line["choices"][0]["label"] == "The blue kettle"
    assert line["card"] == {"kind": "order"}
    assert line["handoff"] == {"topic": "complaint", "reason": "asked"}


def test_the_desk_learns_how_words_were_understood(alice: Shopper) -> None:
    understood = alice.says("where is my order").body["understood"]
    assert understood["intent"] == "order_status"
    assert 0 < understood["confidence"] <= 1
    assert len(understood["ranking"]) == 3


def test_the_payload_of_a_choice_fills_slots(alice: Shopper) -> None:
    assert alice.taps('/order_status{"order_number": "W1111111"}').slots["order_number"] == "W1111111"


@pytest.mark.parametrize("disguise", DISGUISES)
def test_nothing_typed_is_a_command_in_any_disguise(alice: Shopper, disguise: str) -> None:
    alice.taps('/order_status{"order_number": "W1111111"}')
    for command in COMMANDS:
        answer = alice.says(disguise.format(command))
        assert answer.intent == "nlu_fallback"
        assert answer.body["understood"]["ranking"] == []
        assert answer.slots["order_number"] == "W1111111"


def test_the_same_turn_twice_is_run_once_and_answered_alike(alice: Shopper, actions: ActionServer) -> None:
    first = alice.says("where is my order W7654321", turn=1)
    again = alice.says("where is my order W7654321", turn=1)
    assert again.body == first.body
    assert actions.calls.count(f"{alice.conversation} action_order_status") == 1


def test_an_earlier_turn_is_given_again_after_a_later_one(alice: Shopper) -> None:
    first = alice.says("hello", turn=1)
    alice.says("where is my order", turn=2)
    assert alice.says("hello", turn=1).body == first.body


def test_a_turn_long_over_is_refused_rather_than_run(alice: Shopper) -> None:
    alice.says("hello", turn=9)
    assert alice.says("hello", turn=3).status == 409


def test_the_same_turn_from_two_sides_at_once_is_run_once(alice: Shopper, actions: ActionServer) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: alice.says("where is my order", turn=1), range(8)))
    assert len({json.dumps(answer.body) for answer in answers}) == 1
    assert actions.calls.count(f"{alice.conversation} action_order_status") == 1


def test_turns_of_one_conversation_wait_for_each_other_and_others_do_not(
    alice: Shopper, charlie: Shopper, actions: ActionServer
) -> None:
    actions.gate.clear()
    actions.at_the_gate.clear()
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(alice.taps, "/wait", 1)
        assert actions.at_the_gate.wait(20)
        behind = pool.submit(alice.taps, "/session_open", 2)
        assert charlie.says("hello").text == "Hello"
        assert not behind.done()
        actions.gate.set()
        assert slow.result().text.startswith("action_wait")
        assert behind.result().text == "Hello"


def test_a_turn_is_finished_once_even_if_the_desk_hangs_up(alice: Shopper, actions: ActionServer) -> None:
    actions.gate.clear()
    actions.at_the_gate.clear()
    hung_up = alice.taps("/wait", turn=1, patience=0.5)
    assert hung_up.status == 0
    assert actions.at_the_gate.is_set()
    actions.gate.set()
    assert alice.taps("/wait", turn=1).text.startswith("action_wait")
    assert actions.calls.count(f"{alice.conversation} action_wait") == 1


def test_the_answer_is_in_the_language_of_the_question(alice: Shopper) -> None:
    answer = alice.says("我的订单到哪了")
    assert answer.body["language"] == "zh"
    assert answer.slots["language"] == "zh"


def test_words_of_no_language_keep_the_one_there_is(alice: Shopper) -> None:
    alice.language = "zh"
    assert alice.says("W1234567").body["language"] == "zh"
    assert alice.taps("/session_open").text == "您好"


def test_a_wish_for_another_language_is_granted_whatever_it_is_written_in(alice: Shopper) -> None:
    assert alice.says("can we speak Chinese").text == "好的，说中文"


def test_an_answer_to_the_open_question_is_taken_as_one(alice: Shopper) -> None:
    alice.says("where is my refund")  # asks for the order number
    answer = alice.says("it is 7654321 I think")
    assert answer.intent == "inform"
    assert answer.slots["order_number"] == "7654321"


def test_a_new_wish_is_heard_while_a_question_is_open(alice: Shopper) -> None:
    alice.says("where is my refund")
    assert alice.says("has my parcel been sent").intent == "order_status"


def test_a_yes_after_an_offer_is_a_yes(alice: Shopper) -> None:
    alice.says("/anything")  # offers something
    assert alice.says("sure, please do").intent == "affirm"


def test_typing_a_label_is_like_tapping_it(alice: Shopper) -> None:
    alice.says("where is my order")
    answer = alice.says("the blue kettle.")
    assert answer.intent == "inform"
    assert answer.slots["order_number"] == "W7777777"


def test_a_crashed_action_is_an_error_and_leaves_no_trace(alice: Shopper) -> None:
    alice.taps('/order_status{"order_number": "W1111111"}', turn=1)
    crashed = alice.taps('/complaint{"order_number": "W2222222"}', turn=2)
    assert crashed.status == 502
    assert crashed.body["error"].startswith("an action failed")
    assert alice.says("where is my order", turn=3).slots["order_number"] == "W1111111"


def test_a_bot_with_nothing_to_say_is_an_error(alice: Shopper) -> None:
    answer = alice.says("goodbye")
    assert (answer.status, answer.body) == (502, {"error": "the bot had nothing to say"})


def test_a_dialogue_in_circles_is_stopped_with_an_error(alice: Shopper) -> None:
    answer = alice.taps("/circle")
    assert answer.status == 502
    assert "in circles" in answer.body["error"]


def test_nobody_without_the_token_is_heard(rasa: Rasa) -> None:
    body = {"conversation": "c", "turn": 1, "language": "en", "text": "hello"}
    for token in (None, "", "wrong", "密码".encode().decode("latin-1")):
        assert rasa.post(body, token=token) == (401, {"error": "wrong token"})


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"text": "x" * 4001}, 413),
        ({"text": ""}, 400),
        ({"text": None}, 400),
        ({"payload": "/greet"}, 400),
        ({"text": None, "payload": "greet"}, 400),
        ({"text": None, "payload": "/greet{"}, 400),
        ({"text": None, "payload": "/greet[1]"}, 400),
        ({"text": None, "payload": "/nothing_of_ours"}, 400),
        ({"text": None, "payload": "/restart"}, 400),
        ({"language": "fr"}, 400),
        ({"turn": "1"}, 400),
        ({"turn": True}, 400),
        ({"turn": -1}, 400),
        ({"conversation": ""}, 400),
        ({"conversation": "c" * 256}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(rasa: Rasa, changed: dict, status: int) -> None:
    body = {"conversation": "c", "turn": 1, "language": "en", "text": "hello", **changed}
    answered, reply = rasa.post(body)
    assert answered == status
    assert reply["error"]


def test_a_body_that_is_no_json_is_refused(rasa: Rasa) -> None:
    assert rasa.post(b"hello")[0] == 400
    assert rasa.post(b"[]")[0] == 400
    assert rasa.post(b" " * 70_000)[0] == 413


def test_the_longest_text_is_read(alice: Shopper) -> None:
    assert alice.says("where is my order " * 222).status == 200


def test_other_channels_are_closed(rasa: Rasa) -> None:
    for path in ("/webhooks/rest/", "/conversations/x/tracker", "/model/parse"):
        assert rasa.get(path)[0] == 404


def test_a_dialogue_survives_kill_9(alice: Shopper, rasa: Rasa) -> None:
    first = alice.says("where is my order W7654321", turn=1)
    alice.says("where is my refund", turn=2)
    rasa.stop(signal.SIGKILL)
    with sqlite3.connect(rasa.database) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    rasa.start()
    assert alice.says("where is my order W7654321", turn=1).body == first.body
    answer = alice.says("1006327", turn=3)  # the number that was asked for before the crash
    assert answer.intent == "inform"
    assert answer.slots["order_number"] == "1006327"
