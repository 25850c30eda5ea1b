"""A choice is a server-made secret, good once, in one conversation, while it is on offer."""

from __future__ import annotations

import asyncio

import pytest

from care.conversations.errors import Conflict, UnknownChoice
from care.conversations.service import BotLine, Offer
from tests.care.conversations.conftest import offered, open_chat


async def test_a_tap_is_stored_as_the_words_on_the_choice_and_carries_what_it_means(chat):
    choices = await chat.offer("track", "cancel")
    tapped = await chat.choose(choices["track"])
    assert (tapped.seq, tapped.label, tapped.payload, tapped.repeated) == (3, "track", "/track", False)
    line = (await chat.lines())[-1]
    assert (line.text, line.payload, line.choice_id) == ("track", "/track", choices["track"])


async def test_ids_tell_nothing_and_are_never_the_same(chat):
    first, second = await chat.offer("yes", "no"), await chat.offer("yes", "no")
    ids = [*first.values(), *second.values()]
    assert len(set(ids)) == 4
    assert all(len(each) >= 20 and "yes" not in each for each in ids)


async def test_a_choice_can_be_taken_once_and_so_can_its_neighbours(chat):
    choices = await chat.offer("yes", "no")
    await chat.choose(choices["yes"])
    for label in ("yes", "no"):
        with pytest.raises(UnknownChoice):
            await chat.choose(choices[label])
    assert len(await chat.lines()) == 3


async def test_a_retried_tap_gets_the_first_answer_even_after_the_bot_went_on(chat):
    choices = await chat.offer("yes", "no")
    first = await chat.choose(choices["yes"], "c-1")
    assert (await chat.choose(choices["yes"], "c-1")).seq == first.seq
    await chat.answer(first.seq, BotLine("Done.", [Offer("more", "/more")]))
    again = await chat.choose(choices["yes"], "c-1")
    assert (again.seq, again.repeated, again.label, again.payload) == (first.seq, True, "yes", "/yes")
    assert (await chat.say("next")).seq == 5


async def test_fifty_equal_taps_at_once_are_one_line_and_fifty_equal_answers(chat, second_process):
    choices = await chat.offer("yes", "no")
    taps = [
        chat.at(database).choose(choices["yes"], "c-1") for database in (chat.database, second_process) * 25
    ]
    tapped = await asyncio.gather(*taps)
    assert {(each.seq, each.payload) for each in tapped} == {(3, "/yes")}
    assert sum(not each.repeated for each in tapped) == 1
    assert len(await chat.lines()) == 3


async def test_of_different_taps_at_once_from_two_tabs_one_wins(chat, second_process):
    choices = await chat.offer("yes", "no")
    taps = (chat.choose(choices["yes"]), chat.at(second_process).choose(choices["no"]))
    tapped = await asyncio.gather(*taps, return_exceptions=True)
    assert sorted(type(each).__name__ for each in tapped) == ["Said", "UnknownChoice"]
    assert len(await chat.lines()) == 3


async def test_what_was_on_offer_before_is_not_any_more(chat):
    old = await chat.offer("yes", "no")
    await chat.offer("red", "blue")
    with pytest.raises(UnknownChoice):
        await chat.choose(old["yes"])


async def test_a_choice_stays_on_offer_while_the_shopper_goes_on_talking(chat):
    choices = await chat.offer("yes", "no")
    await chat.say("hm, wait")
    assert (await chat.choose(choices["no"])).label == "no"


async def test_somebody_elses_choice_is_unknown(chat, database, now):
    choices = await chat.offer("yes", "no")
    charlie = await open_chat(database, now)
    await charlie.offer("yes", "no")
    with pytest.raises(UnknownChoice):
        await charlie.choose(choices["yes"])


async def test_made_up_ids_are_unknown(chat):
    with pytest.raises(UnknownChoice):
        await chat.choose("before anything was offered")
    await chat.offer("yes", "no")
    for choice_id in ("", "/track", "yes", "x" * 10_000, "\x00", "\ud800"):
        with pytest.raises(UnknownChoice):
            await chat.choose(choice_id)


async def test_an_id_used_for_words_cannot_be_used_for_a_tap(chat):
    await chat.say("yes", "c-1")
    choices = offered(await chat.answer(1, BotLine("Sure?", [Offer("yes", "/yes")])))
    with pytest.raises(Conflict):
        await chat.choose(choices["yes"], "c-1")
    assert (await chat.choose(choices["yes"], "c-2")).seq == 3


async def test_choices_of_all_lines_of_an_answer_stand_under_the_last_one_each_once(chat):
    await chat.say()
    first = BotLine("Your kettle is late.", [Offer("Track it", "/track"), Offer("A person", "/person")])
    second = BotLine("Anything else?", [Offer("A person", "/person")])
    lines = await chat.answer(1, first, second)
    assert [[choice["label"] for choice in line.choices or ()] for line in lines] == [
        [],
        ["Track it", "A person"],
    ]
