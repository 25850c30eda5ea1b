"""The talk about the talk: side questions, yes and no, again, stop, the other language, not understood."""

from __future__ import annotations

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


async def test_a_side_question_is_answered_and_the_waiting_one_asked_again(begin):
    talk = await begin()
    await talk.say("order_status", order_number="W1000001")
    answer = await talk.say("return_policy")
    assert "no deadline" in answer.text
    assert answer.lines[-1]["text"] == "Thank you. Which e-mail address did you use for order W1000001?"
    answer = await talk.say("inform", email="alice@example.com")
    assert "on its way" in answer.text


async def test_small_talk_in_between_asks_again_too(begin):
    talk = await begin()
    await talk.say("order_status", order_number="W1000001", email="alice@example.com")
    answer = await talk.say("thank_you", "thanks")
    assert answer.lines[0]["response"] == "utter_thank_you"
    answer = await talk.say("affirm", "yes")
    assert "6 digits" in answer.text


async def test_something_else_leaves_the_question(begin):
    talk = await begin("alice")
    await talk.say("order_status")
    answer = await talk.tap("Something else")
    assert [line["response"] for line in answer.lines] == ["utter_ask_capabilities"]
    assert talk.slots["asking"] is None


async def test_asking_what_the_counter_can_do_does_not(begin):
    talk = await begin("alice")
    await talk.say("order_status")
    answer = await talk.say("ask_capabilities", "what can you do")
    assert answer.lines[-1]["text"] == "Which order is it about?"


async def test_repeat_says_the_last_answer_again_with_choices_and_card(begin):
    talk = await begin("alice")
    first = await talk.say("order_status", order_number="W1000002")
    again = await talk.say("repeat")
    assert again.text == first.text
    assert again.labels == first.labels
    assert again.cards == first.cards
    assert (await talk.say("repeat")).text == first.text


async def test_repeating_a_handover_asks_for_no_second_person(begin):
    talk = await begin()
    await talk.say("complaint")
    assert (await talk.say("repeat")).handoff is None


async def test_stop_forgets_the_question(begin):
    talk = await begin()
    await talk.say("order_status", order_number="W1000001")
    await talk.say("stop_flow")
    assert talk.slots["asking"] is None
    assert talk.slots["order_number"] is None


async def test_the_language_changes_with_the_open_question(begin):
    talk = await begin()
    await talk.say("order_status")
    answer = await talk.say("change_language", language="zh")
    assert answer.lines[0]["text"] == "好的，我们用中文聊。"
    assert "订单号" in answer.lines[-1]["text"]
    assert talk.language == "zh"


async def test_not_sure_asks_with_the_likeliest_readings(begin):
    talk = await begin()
    ranking = ("greet", "order_status", "change_delivery_address", "return_item", "invoice")
    answer = await talk.say(
        "nlu_fallback", "my thing is somewhere and ought to be elsewhere", ranking=ranking
    )
    assert answer.labels == [
        "Where is my order?",
        "Change the delivery address",
        "Return something",
        "Something else",
    ]


async def test_not_understood_twice_offers_a_person(begin):
    talk = await begin()
    long_words = "a long line that nobody could make any sense of"
    await talk.say("nlu_fallback", long_words, ranking=("return_policy",))
    answer = await talk.say("nlu_fallback", long_words, ranking=("return_policy",))
    assert answer.labels == ["Talk to a person", "How do returns work?", "No, thanks"]
    answer = await talk.say("affirm", "yes")
    assert answer.handoff


async def test_once_understood_the_count_begins_anew(begin):
    talk = await begin()
    long_words = "a long line that nobody could make any sense of"
    await talk.say("nlu_fallback", long_words)
    await talk.say("return_policy")
    answer = await talk.say("nlu_fallback", long_words)
    assert "Talk to a person" not in answer.labels[:1]


async def test_yes_to_nothing_asks_what_it_is_about(begin):
    talk = await begin()
    answer = await talk.say("affirm", "yes")
    assert len(answer.labels) == 5


async def test_what_the_unclear_line_told_goes_along_with_the_chosen_reading(begin):
    talk = await begin("alice")
    long_words = "something about this one that nobody could ever make sense of"
    await talk.say("nlu_fallback", long_words, order_number="W1000004", ranking=("refund_status", "invoice"))
    answer = await talk.tap("refund")
    assert "$58.00" in answer.text
