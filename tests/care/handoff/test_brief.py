"""The card says what the record knows, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from care.conversations import service as conversations
from care.efforts import service as efforts
from care.handoff import brief

ASKED = {"topic": "return_item", "reason": "asked"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_card_of_a_customer_who_came_before(counter, customers, clock):
    chat = await counter.chat(
        customer_id="alice", proof="sign_in", proved_until=clock.now + timedelta(days=1)
    )
    begun = clock.now
    async with counter.database.writing() as session:
        await efforts.note(session, chat, "return_item", begun, outcome="refused")
    clock.advance(minutes=5)
    async with counter.database.writing() as session:
        await conversations.say(session, chat, cmid="1", text="Take the lamp back, please.", now=clock.now)
    card = await counter.do(brief.write, chat, shop=counter.shop, **ASKED)
    assert card["who"] == {"name": "Alice Ng", "proof": "sign_in"}
    assert card["what"] == ASKED
    assert [(each["topic"], each["outcome"]) for each in card["tried"]] == [("return_item", "refused")]
    assert card["expected"] == "Take the lamp back, please."
    assert card["since"] == begun.isoformat()
    assert card["next"] == "look_for_an_exception"
    assert "mood" not in card  # they only asked
    assert "order" not in card


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_guest_stays_a_guest_and_somebody_elses_order_stays_theirs(counter, customers):
    chat = await counter.chat()
    facts = {"topic": "other", "reason": "anger", "order_number": "#W1"}
    card = await counter.do(brief.write, chat, shop=counter.shop, **facts)
    assert card["who"] == {"proof": "guest"}
    assert card["mood"] == "angry"
    assert "order" not in card
