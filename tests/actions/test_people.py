"""No dead end: what cannot be done here yet is said honestly, with what is known, and a person sees to it."""

from __future__ import annotations

import pytest

from actions.topics import TOPICS
from tests.actions.conftest import on_sqlite

pytestmark = on_sqlite


async def test_every_wish_has_an_answer_and_a_way_on(begin):
    for intent in sorted(TOPICS):
        for who, language in (("alice", "en"), (None, "zh")):
            talk = await begin(who, language)
            answer = await talk.say(intent, "words")
            assert answer.text
            assert answer.choices or answer.handoff or talk.slots.get("asking"), intent
            assert (answer.handoff or {}).get("reason") != "failed", intent


async def test_what_is_too_late_is_said_with_what_is_possible(begin):
    talk = await begin("alice")
    answer = await talk.say("cancel_order", order_number="W1000003")
    assert answer.handoff is None
    assert "has been delivered" in answer.text
    assert answer.labels == ["Get my money back", "Talk to a person"]


async def test_a_person_is_told_what_it_was_about(begin):
    talk = await begin("alice")
    await talk.say("refund_status", order_number="W1000004")
    answer = await talk.say("human_handoff")
    assert answer.handoff == {"topic": "refund_status", "reason": "asked"}


@pytest.mark.parametrize(("language", "sorry"), [("en", "I'm sorry"), ("zh", "非常抱歉")])
async def test_a_complaint_gets_one_apology_and_a_person(begin, language, sorry):
    talk = await begin(language=language)
    answer = await talk.say("complaint")
    assert answer.text.count(sorry) == 1
    assert answer.handoff == {"topic": "complaint", "reason": "complaint"}
    assert len(answer.lines) == 1
