"""Who is there is known by a lease: nobody's chat stays with somebody who went home."""

from __future__ import annotations

from datetime import timedelta

import pytest

from care.db.models import Staff
from care.handoff import service as handoff
from care.handoff.errors import NotIn, NotYours
from tests.care.handoff.conftest import BOB, DANA, ERIN, ZOE, member


async def test_who_closes_the_lid_loses_their_chats_to_the_line_and_the_wait_is_kept(counter, clock):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    since = waiting.request.waiting_since
    assert [given.staff_id for given in await counter.line_up()] == ["bob"]
    clock.advance(seconds=40)
    await counter.come_in(DANA)
    assert await counter.do(handoff.lapse) == []
    clock.advance(seconds=6)
    back = await counter.do(handoff.lapse, shop=counter.shop)
    assert [(each.owner, each.request.state, each.request.waiting_since) for each in back] == [
        ("queue", "waiting", since)
    ]
    assert [given.staff_id for given in await counter.line_up()] == ["dana"]
    assert await counter.do(handoff.lapse) == []


async def test_with_nobody_else_in_the_bot_is_there_for_them_meanwhile(counter, clock):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    await counter.line_up()
    clock.advance(minutes=1)
    [back] = await counter.do(handoff.lapse, shop=counter.shop)
    assert (back.owner, back.request.state) == ("bot", "waiting")
    assert (await counter.texts(back.conversation_id))[-1][1].startswith("Bob had to leave")
    await counter.come_in(DANA)
    assert [given.request_id for given in await counter.line_up()] == [waiting.request.id]


async def test_signing_out_gives_everything_back_at_once(counter):
    await counter.come_in(BOB)
    await counter.ask()
    await counter.ask()
    await counter.line_up()
    back = await counter.do_leave(BOB)
    assert [each.request.state for each in back] == ["waiting", "waiting"]
    assert await counter.do(handoff.lapse) == []


async def test_whose_account_is_ended_keeps_no_chat(counter):
    await counter.come_in(BOB, DANA)
    waiting = await counter.ask()
    await counter.claim(waiting.request.id, BOB)
    async with counter.database.writing() as session:
        bob = await session.get(Staff, "bob")
        assert bob is not None
        bob.disabled_at = counter.clock.now
    assert len(await counter.do(handoff.lapse)) == 1


async def test_a_clock_set_back_leaves_nobody_present_for_an_hour(counter, clock):
    await counter.come_in(BOB)
    clock.advance(hours=-1)
    async with counter.database.reading() as session:
        assert await handoff.present(session, clock.now) == []
    await counter.come_in(BOB)
    async with counter.database.reading() as session:
        assert [each.name for each in await handoff.present(session, clock.now)] == ["Bob"]


async def test_nobody_waits_in_silence_when_the_last_one_leaves_or_the_shop_closes(counter, clock):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    assert waiting.owner == "queue"
    assert await counter.do(handoff.give_back_to_bot, shop=counter.shop) == []
    await counter.do_leave(BOB)
    [back] = await counter.do(handoff.give_back_to_bot, shop=counter.shop)
    assert (back.owner, back.request.state) == ("bot", "waiting")


async def test_the_line_drains_whenever_capacity_appears(counter):
    await counter.hire(member(ZOE, capacity=1))
    await counter.come_in(ZOE)
    asked = [(await counter.ask()).request.id for _ in range(3)]
    served = []
    for _ in asked:
        [given] = await counter.line_up()
        assert await counter.line_up() == []
        served.append(given.request_id)
        await counter.do(handoff.resolve, given.request_id, by="zoe", outcome="solved")
    assert served == asked


async def test_who_takes_no_new_chats_gets_none_and_keeps_theirs(counter, clock):
    await counter.come_in(BOB)
    await counter.ask()
    await counter.line_up()
    await counter.come_in(BOB, takes_new=False)
    await counter.ask()
    assert await counter.line_up() == []
    clock.advance(seconds=30)
    assert await counter.do(handoff.lapse) == []


async def test_the_same_person_again_for_a_customer_they_know(counter, customers):
    await counter.come_in(BOB, DANA)
    first = await counter.ask(await counter.chat(customer_id="alice", proof="sign_in"))
    await counter.claim(first.request.id, DANA)
    await counter.do(handoff.resolve, first.request.id, by="dana", outcome="solved")
    await counter.ask(await counter.chat(customer_id="alice", proof="sign_in"))
    assert [given.staff_id for given in await counter.line_up()] == ["dana"]


async def test_passed_on_with_a_note_that_is_read_back_and_the_wait_is_kept(counter, clock):
    await counter.hire(member(ZOE, skills=["payments"]))
    await counter.come_in(BOB, DANA, ZOE)
    waiting = await counter.ask()
    await counter.claim(waiting.request.id, BOB)
    clock.advance(seconds=20)
    passed = await counter.do(
        handoff.transfer, waiting.request.id, by="bob", skill="payments", note="Wants the fee back."
    )
    assert (passed.owner, passed.request.waiting_since) == ("queue", waiting.request.waiting_since)
    [given] = await counter.line_up()
    assert (given.staff_id, given.request.transferred) == ("zoe", "Wants the fee back.")
    read = await counter.do(handoff.read_back, waiting.request.id, member_id="zoe")
    assert read.request.transferred is None


async def test_passed_on_only_while_somebody_else_with_the_skill_is_in(counter):
    await counter.come_in(BOB, DANA)
    waiting = await counter.ask()
    await counter.claim(waiting.request.id, BOB)
    with pytest.raises(NotIn):
        await counter.do(handoff.transfer, waiting.request.id, by="bob", skill="payments", note="Fee?")
    assert (await counter.case(waiting.request.id)).staff_id == "bob"


async def test_given_only_to_somebody_who_is_in_and_only_by_who_has_it(counter):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    await counter.claim(waiting.request.id, BOB)
    with pytest.raises(NotIn, match="Dana"):
        await counter.do(handoff.transfer, waiting.request.id, by="bob", to="dana", note="Yours?")
    with pytest.raises(NotYours):
        await counter.do(handoff.transfer, waiting.request.id, by="dana", to="bob", note="Mine?")
    await counter.come_in(DANA, ERIN)
    given = await counter.do(handoff.assign, waiting.request.id, to="dana", by="erin")
    assert (given.staff_id, given.owner) == ("dana", "staff")
    assert (await counter.texts(given.conversation_id))[-1][1].startswith("Dana takes over from Bob")
    with pytest.raises(NotYours):
        await counter.say(given.conversation_id, BOB)


async def test_a_message_is_promised_an_answer_and_never_a_later_one_than_before(counter, clock):
    chat = await counter.chat()
    left = await counter.do(
        handoff.leave_message, chat, "My card 4111111111111111 was charged", shop=counter.shop
    )
    assert (left.request.state, left.owner) == ("message", "bot")
    assert left.request.brief["message"] == "My card •••• 1111 was charged"
    assert left.request.reply_by == clock.now + timedelta(hours=24)
    assert left.request.solve_by == clock.now + timedelta(hours=72)
    asked = await counter.ask()
    sooner = await counter.do(handoff.leave_message, asked.request.conversation_id, "Hi", shop=counter.shop)
    assert sooner.request.reply_by == asked.request.reply_by
    assert [state for _, state in await counter.promises()] == ["open"] * 2 + ["withdrawn"] * 2 + ["open"] * 2


async def test_a_message_that_nobody_answered_goes_back_as_a_message(counter, clock):
    chat = await counter.chat()
    await counter.do(handoff.leave_message, chat, "Please call me", shop=counter.shop)
    await counter.come_in(BOB)
    await counter.line_up()
    clock.advance(minutes=1)
    [back] = await counter.do(handoff.lapse, shop=counter.shop)
    assert (back.request.state, back.owner, back.lines) == ("message", "bot", ())


async def test_going_on_with_the_bot_keeps_the_place(counter):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    went_on = await counter.do(handoff.go_on_with_bot, waiting.request.conversation_id)
    assert (went_on.owner, went_on.request.state, went_on.epoch) == ("bot", "waiting", waiting.epoch + 1)
    again = await counter.do(handoff.wait_again, waiting.request.conversation_id)
    assert (again.owner, again.request.waiting_since) == ("queue", waiting.request.waiting_since)
    assert await counter.do(handoff.wait_again, waiting.request.conversation_id) is None
