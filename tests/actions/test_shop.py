"""Questions about the shop are answered from shop.toml."""

from __future__ import annotations

import pytest

from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


@pytest.mark.parametrize(
    ("wish", "english", "chinese"),
    [
        ("shipping_fee", ["$4.90", "$14.90", "$50.00"], ["US$4.90", "US$14.90", "US$50.00"]),
        (
            "delivery_options",
            ["Express delivery", "1 to 2", "the United States"],
            ["加急配送", "1 到 2", "美国"],
        ),
        ("return_policy", ["no deadline", "5 to 7 business days"], ["没有期限", "5 到 7 个工作日"]),
        ("payment_methods", ["credit card", "PayPal", "gift card"], ["信用卡", "PayPal", "礼品卡"]),
        ("cancellation_fee", ["costs nothing"], ["不收任何费用"]),
    ],
)
async def test_policies(begin, wish, english, chinese):
    for language, facts in (("en", english), ("zh", chinese)):
        talk = await begin(language=language)
        answer = await talk.say(wish)
        assert [fact for fact in facts if fact not in answer.text] == []
        assert 1 <= len(answer.choices) <= 2


async def test_opening_hours_and_whether_somebody_is_there(begin, clock):
    talk = await begin()
    answer = await talk.say("opening_hours", "what time do you open on saturday")
    assert "Monday to Friday 09:00–18:00, Saturday 10:00–16:00" in answer.text
    assert "Somebody is here now, until 18:00." in answer.text
    clock.advance(hours=12)
    answer = await talk.say("opening_hours", "你们几点上班")
    assert "open again tomorrow at 09:00" in answer.text


async def test_what_the_store_does_not_know_is_not_made_up(begin):
    talk = await begin()
    answer = await talk.say("promotions_info", "any sales on")
    assert answer.handoff == {"topic": "promotions_info", "reason": "not_known"}
