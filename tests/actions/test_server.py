"""The action server itself: who may call it, and what happens when an action fails."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import event, text

from actions.server import make_app
from tests.actions.conftest import on_sqlite
from tests.actions.talk import Talk

pytestmark = on_sqlite


async def test_only_the_bot_may_call(counter):
    async with TestClient(TestServer(make_app(counter, token="the bot's own"))) as client:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": ""}):
            assert (await client.post("/webhook", json={}, headers=headers)).status == 401
        assert (await client.get("/health")).status == 200
        right = {"Authorization": "Bearer the bot's own"}
        assert (await client.post("/webhook", json={}, headers=right)).status == 200


async def test_an_action_nobody_knows_is_named(client):
    async with client.post("/webhook", json={"next_action": "action_dance", "tracker": {}}) as reply:
        assert reply.status == 404
        assert (await reply.json())["action_name"] == "action_dance"


@pytest.mark.parametrize(("language", "sorry"), [("en", "I'm sorry"), ("zh", "很抱歉")])
async def test_a_failure_is_an_apology_and_a_person(begin, counter, language, sorry):
    talk = await begin("alice", language)
    async with counter.database.writing() as session:
        await session.execute(text("DROP TABLE tracking_events"))
    answer = await talk.say("order_status")
    assert sorry in answer.text
    assert answer.handoff == {"topic": "order_status", "reason": "failed"}
    assert len(answer.lines) == 1


async def test_a_conversation_the_desk_does_not_know_is_a_guests(client):
    answer = await Talk(client, "from the command line").say("order_status")
    assert "order number" in answer.text


async def test_an_answer_takes_few_queries(begin, counter):
    talk = await begin("alice")
    await talk.open()
    seen = []
    engine = counter.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    await talk.say("order_status", order_number="W1000001")
    assert len(seen) <= 8, "\n".join(seen)  # two of them read what was done and asked about it before
    seen.clear()
    await talk.say("return_policy")
    assert len(seen) <= 2, "\n".join(seen)
