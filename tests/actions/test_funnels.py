"""A funnel leads from a wish to something done: fewest questions, in words or taps, and once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from actions.counter import Counter
from care.db.models import Order
from care.efforts import service as efforts
from tests.actions.conftest import Begin, on_sqlite
from tests.actions.talk import Answer
from tests.conftest import Clock

pytestmark = on_sqlite


async def order_of(counter: Counter, number: str) -> Order:
    async with counter.database.reading() as session:
        found = await session.get(Order, number)
        assert found
        return found


async def test_shopper_cancels_in_three_steps(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    asked = await dora.say("cancel_order", "cancel my order")
    assert "reason" in asked.text
    offered = await dora.tap("mistake")
    assert [card["kind"] for card in offered.cards] == ["quote"]
    assert "$39.00" in offered.text
    assert offered.labels[0] == "Yes, do it"
    done = await dora.tap("Yes, do it")
    assert done.cards[0]["kind"] == "done"
    assert (await order_of(counter, "#W3000001")).status == "cancelled"


async def test_opening_sentence_answers_what_it_says(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    offered = await dora.say("cancel_order", "please cancel my order, I ordered it by mistake")
    assert offered.cards[0]["kind"] == "quote"
    await dora.say("affirm", "yes")
    assert (await order_of(counter, "#W3000001")).cancel_reason == "ordered by mistake"


async def test_no_keeps_everything_as_it_is(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    await dora.say("cancel_order", "please cancel my order, I ordered it by mistake")
    declined = await dora.say("deny", "no")
    assert "nothing is done" in declined.text
    left = await dora.tap("Leave it")
    assert left.choices
    assert (await order_of(counter, "#W3000001")).status == "pending"


async def test_one_answer_can_be_changed_before_the_yes(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    await dora.say("cancel_order", "cancel my order")
    await dora.tap("mistake")
    await dora.tap("Change something")
    await dora.tap("No longer needed")
    await dora.tap("Yes, do it")
    assert (await order_of(counter, "#W3000001")).cancel_reason == "no longer needed"


async def test_going_back_asks_the_question_before(begin: Begin) -> None:
    dora = await begin("dora")
    first = await dora.say("cancel_order", "cancel my order")
    await dora.tap("mistake")
    again = await dora.say("go_back", "back")
    assert again.labels == first.labels
    left = await dora.say("go_back", "back")
    assert "leave it" in left.text


async def test_side_question_is_answered_and_the_funnel_goes_on(begin: Begin) -> None:
    dora = await begin("dora")
    await dora.say("cancel_order", "cancel my order")
    aside = await dora.say("shipping_fee", "what does shipping cost?", ranking=("shipping_fee",))
    assert "$4.90" in aside.text
    assert aside.labels[-2:] == ["No longer needed", "Ordered by mistake"]


async def test_return_names_the_thing_and_asks_only_where_the_money_goes(
    begin: Begin, counter: Counter
) -> None:
    alice = await begin("alice")
    refused = await alice.say("return_item", "return the tea kettle", order_number="W1000003")
    assert "one return or one exchange" in refused.text
    assert refused.labels[-1] == "Talk to a person"


async def test_order_that_left_is_not_cancelled_and_the_reason_is_told(begin: Begin) -> None:
    alice = await begin("alice")
    refused = await alice.say("cancel_order", "cancel it", order_number="W1000001")
    assert "already left" in refused.text
    assert len(refused.labels) >= 2


async def test_only_orders_that_can_be_cancelled_are_offered(begin: Begin) -> None:
    alice = await begin("alice")
    asked = await alice.say("cancel_order", "cancel an order")
    numbers = [label for label in asked.labels if label.startswith("#W")]
    assert {label[:9] for label in numbers} == {"#W1000005", "#W1000006"}


async def test_items_are_swapped_for_what_is_there(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    offered = await dora.say("modify_order_items", "change the kettle to 2L")
    assert "$6.00" in offered.text
    done = await dora.tap("Yes, do it")
    assert "2L" in done.text


async def test_what_is_sold_out_is_not_offered_and_said_when_asked_for(begin: Begin) -> None:
    dora = await begin("dora")
    asked = await dora.say("modify_order_items", "change the kettle to the red one")
    assert "red is not available" in asked.text
    assert [label for label in asked.labels if "2L" in label]
    assert not [label for label in asked.labels if "red" in label]


async def test_typed_address_is_taken_and_what_is_missing_is_asked(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    await dora.say("change_delivery_address", "change the address")
    rest = await dora.say("inform", "1234 Elm St, Springfield, IL")
    assert "zip code" in rest.text
    offered = await dora.say("inform", "62701")
    assert "1234 Elm St, Springfield, IL 62701, USA" in offered.text
    await dora.say("affirm", "yes")
    assert (await order_of(counter, "#W3000001")).city == "Springfield"


async def test_yes_twice_is_one_effect(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    offered = await dora.say("cancel_order", "please cancel my order, I ordered it by mistake")
    await dora.tap("Yes, do it")
    dora.last = offered
    again = await dora.tap("Yes, do it")
    assert "settled already" in again.text


async def test_in_chinese_too(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora", "zh")
    offered = await dora.say("cancel_order", "取消订单，我拍错了")
    assert offered.labels[0] == "确认办理"
    done = await dora.say("affirm", "好的")
    assert "已取消" in done.text


async def test_guest_proves_first_and_the_wish_is_not_said_twice(
    begin: Begin, counter: Counter, newest_code: Any
) -> None:
    guest = await begin()
    await guest.say("cancel_order", "cancel my order, ordered by mistake")
    await guest.say("inform", "W3000001, dora@example.com", order_number="W3000001", email="dora@example.com")
    await guest.tap("code")
    offered = await guest.say("inform", await newest_code(), code=await newest_code())
    assert offered.cards[-1]["kind"] == "quote"


async def test_what_a_wish_costs_is_told_with_the_answer(begin: Begin) -> None:
    dora = await begin("dora")
    asked = await dora.say("cancel_order", "cancel my order")
    assert effort_of(asked) == ("cancel_order", None)
    await dora.tap("mistake")
    done = await dora.tap("Yes, do it")
    assert effort_of(done) == ("cancel_order", "done")


async def test_never_mind_ends_the_wish_in_the_ledger_too(begin: Begin) -> None:
    dora = await begin("dora")
    await dora.say("cancel_order", "cancel my order")
    left = await dora.say("stop_flow", "never mind")
    assert effort_of(left) == ("cancel_order", "left")
    assert "nothing was changed" in left.text
    assert [dora.slots[name] for name in ("funnel", "topic", "order_number")] == [None, None, None]


async def test_who_asks_again_next_day_hears_what_has_changed(
    begin: Begin, counter: Counter, clock: Clock
) -> None:
    alice = await begin("alice")
    told = await alice.say("order_status", order_number="W1000002")
    effort = told.lines[-1]["custom"]["effort"]
    async with counter.database.writing() as session:
        await efforts.note(
            session, alice.conversation, "order_status", clock.now, outcome="answered",
            order_number="#W1000002", snapshot=effort["snapshot"],
        )  # fmt: skip
    clock.now += timedelta(hours=20)
    again = await (await begin("alice")).say("order_status", order_number="W1000002")
    assert "You asked about this yesterday. Nothing new" in again.lines[0]["text"]
    assert "You asked" not in (await (await begin("dora")).say("order_status")).text


def effort_of(answer: Answer) -> tuple[str, str | None]:
    effort = answer.lines[-1]["custom"]["effort"]
    return effort["topic"], effort["outcome"]


async def test_what_was_read_from_the_opening_can_be_changed_too(begin: Begin) -> None:
    dora = await begin("dora")
    await dora.say("cancel_order", "please cancel my order, I ordered it by mistake")
    asked = await dora.tap("Change something")
    assert asked.labels == ["No longer needed", "Ordered by mistake"]


async def test_two_wishes_in_one_line_are_done_one_after_the_other(begin: Begin) -> None:
    dora = await begin("dora")
    wishes = [
        {"intent": "change_delivery_address", "text": "send it to 1 Oak St, Denver, CO 80012"},
        {"intent": "modify_order_items", "text": "and I want the kettle in 2L"},
    ]
    offered = await dora.say(
        "change_delivery_address", "both things", wish=[json.dumps(each) for each in wishes]
    )
    assert "1 Oak St, Denver, CO 80012" in offered.text
    then = await dora.tap("Yes, do it")
    assert "now goes to 1 Oak St" in then.text
    assert "2L" in then.lines[-1]["text"]
    done = await dora.tap("Yes, do it")
    assert "Is there anything else" in done.text
    assert "Now the next thing" not in done.text


async def test_default_address_is_called_so(begin: Begin, counter: Counter) -> None:
    dora = await begin("dora")
    await dora.say("change_delivery_address", "send it to 1 Oak St, Denver, CO 80012")
    await dora.say("affirm", "yes")
    offered = await dora.say("change_delivery_address", "send it to my default address after all")
    assert "12 Linden Road" in offered.text
