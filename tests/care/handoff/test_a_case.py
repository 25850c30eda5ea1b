"""A case from the first wish for a person to its end, step by step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from care.conversations.errors import Conflict
from care.handoff import service as handoff
from care.handoff.errors import CaseOver, NotYours, TakenAlready
from tests.care.handoff.conftest import BOB, DANA, ERIN


async def test_with_somebody_in_the_bot_falls_silent_and_the_shopper_has_a_place(counter):
    await counter.come_in(BOB)
    first, second = await counter.ask(), await counter.ask()
    assert (first.owner, first.place, second.place) == ("queue", 1, 2)
    assert first.is_open
    assert first.somebody_in
    assert first.wait_s == 60


async def test_with_nobody_in_the_bot_goes_on_and_the_answer_is_promised(counter, clock):
    waiting = await counter.ask()
    assert (waiting.owner, waiting.wait_s, waiting.somebody_in) == ("bot", None, False)
    assert waiting.request.reply_by == clock.now + timedelta(hours=2)
    assert await counter.promises() == [("first_answer", "open"), ("solution", "open")]


async def test_asking_again_keeps_the_place_and_one_case(counter, clock):
    await counter.come_in(BOB)
    chat = await counter.chat()
    first = await counter.ask(chat)
    clock.advance(minutes=5)
    await counter.come_in(BOB)
    again = await counter.ask(chat)
    assert (again.request.id, again.request.waiting_since) == (first.request.id, first.request.asked_at)
    assert not again.is_new
    assert len(await counter.promises()) == 2


async def test_who_claims_it_speaks_and_the_promise_of_an_answer_is_kept(counter):
    await counter.come_in(BOB)
    waiting = await counter.ask()
    taken = await counter.claim(waiting.request.id)
    chat = taken.conversation_id
    assert (taken.owner, taken.epoch, taken.staff_id) == ("staff", waiting.epoch + 1, "bob")
    await counter.say(chat, text="My card? 4111 1111 1111 1111")
    assert (await counter.texts(chat))[-1] == ("staff", "My card? •••• 1111")
    assert await counter.promises() == [("first_answer", "kept"), ("solution", "open")]


async def test_the_loser_of_a_claim_is_told_who_has_it_and_a_second_click_changes_nothing(counter):
    waiting = await counter.ask()
    first = await counter.claim(waiting.request.id, BOB)
    assert (await counter.claim(waiting.request.id, BOB)).epoch == first.epoch
    with pytest.raises(TakenAlready, match="Bob has this chat"):
        await counter.claim(waiting.request.id, DANA)


async def test_only_who_has_the_case_writes_and_a_retry_is_stored_once(counter):
    waiting = await counter.ask()
    chat = (await counter.claim(waiting.request.id, BOB)).conversation_id
    with pytest.raises(NotYours):
        await counter.say(chat, DANA)
    said = await counter.say(chat, cmid="one")
    assert (await counter.say(chat, cmid="one")).seq == said.seq
    with pytest.raises(Conflict):
        await counter.say(chat, cmid="one", text="Something else.")
    await counter.say(chat, ERIN, text="Erin here too.")
    assert [sender for sender, _ in await counter.texts(chat)] == ["system", "staff", "staff"]


async def test_resolving_ends_the_case_and_the_bot_is_back(counter):
    waiting = await counter.ask()
    chat = (await counter.claim(waiting.request.id)).conversation_id
    await counter.say(chat)
    ended = await counter.do(handoff.resolve, waiting.request.id, by="bob", outcome="solved")
    assert (ended.owner, ended.request.state, ended.request.outcome) == ("bot", "done", "solved")
    assert await counter.promises() == [("first_answer", "kept"), ("solution", "kept")]
    with pytest.raises(CaseOver):
        await counter.do(handoff.resolve, waiting.request.id, by="bob", outcome="solved")


async def test_reopened_it_is_a_new_case_that_names_the_old_one(counter):
    waiting = await counter.ask()
    await counter.claim(waiting.request.id)
    await counter.do(handoff.resolve, waiting.request.id, by="bob", outcome="solved")
    again = await counter.do(handoff.reopen, waiting.request.id, by="dana")
    assert (again.request.reopens, again.staff_id, again.owner) == (waiting.request.id, "dana", "staff")
