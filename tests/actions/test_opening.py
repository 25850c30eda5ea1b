"""Opening the chat: who is known hears what is probably the matter, before asking."""

from __future__ import annotations

import pytest

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


async def test_alice_hears_that_her_kettle_comes_today(begin):
    talk = await begin("alice")
    answer = await talk.open()
    assert answer.text == (
        "Hello Alice! Your Electric Kettle (order #W1000001) is out for delivery."
        " It should be with you today before 18:00."
    )
    assert answer.labels == ["Show the details", "Contact the carrier", "It isn't here", "Something else"]


async def test_the_details_are_one_tap_away(begin):
    talk = await begin("alice")
    await talk.open()
    answer = await talk.tap("details")
    assert answer.cards[0]["kind"] == "parcel"
    assert "TRK0001" in answer.text


async def test_in_chinese_with_the_chinese_name(begin):
    talk = await begin("alice", "zh")
    answer = await talk.open()
    assert (
        answer.text
        == "Alice，您好！您的电热水壶（订单 #W1000001）正在派送。预计今天 18:00前送到。".replace(
            "18:00前", "18:00 前"
        )
    )


async def test_a_shopper_with_nothing_going_on_is_just_greeted(begin, clock):
    clock.advance(days=400)
    talk = await begin("dora")
    answer = await talk.open()
    assert answer.text.startswith("Hello Dora!")


@pytest.mark.parametrize(("language", "first"), [("en", "Where is my order?"), ("zh", "我的订单到哪了？")])
async def test_a_guest_is_greeted_with_the_likeliest_wishes(begin, language, first):
    talk = await begin(language=language)
    answer = await talk.open()
    assert answer.labels[0] == first
    assert len(answer.labels) == 5
    assert not answer.cards
