"""A low score has a supervisor look into it, once; a good one is kept and nobody is bothered."""

from __future__ import annotations

from pathlib import Path

import pytest

from care.conversations import service as conversations
from care.db.models import Staff
from care.errors import NotFound
from care.feedback import service as feedback
from care.handoff import service as handoff
from care.shop.settings import load_shop

SHOP = load_shop(Path("shop.toml"))


@pytest.fixture
async def ended(database, now) -> handoff.Change:
    """Bob settled Alice's matter."""
    async with database.writing() as session:
        session.add(
            Staff(id="bob", email="bob@shop.example", name="Bob", role="agent", languages=["en"], skills=[],
                  password_hash="-", created_at=now)
        )  # fmt: skip
        chat, _ = await conversations.open_conversation(session, language="en", now=now)
        asked = await handoff.ask(session, chat.id, topic="return_item", reason="asked", shop=SHOP, now=now)
        await handoff.claim(session, asked.request.id, "bob", now=now)
        return await handoff.resolve(session, asked.request.id, by="bob", outcome="solved", now=now)


@pytest.fixture
def rate(database, now, ended):
    async def rate(**said):
        async with database.writing() as session:
            return await feedback.rate(session, ended.request_id, now=now, shop=SHOP, **said)

    return rate


@pytest.fixture
def recovery(database, ended):
    async def recovery():
        async with database.reading() as session:
            return await handoff.open_case(session, ended.conversation_id)

    return recovery


async def test_both_answers_are_optional_and_come_one_by_one(rate, recovery):
    await rate(satisfaction=5)
    rating = await rate(effort=4, comment="Quick. Card 4111 1111 1111 1111")
    assert (rating.satisfaction, rating.effort) == (5, 4)
    assert rating.comment == "Quick. Card •••• 1111"
    assert await recovery() is None


@pytest.mark.parametrize("said", [{"satisfaction": 2}, {"satisfaction": 4, "effort": 1}])
async def test_a_low_score_opens_a_case_for_a_supervisor_once(rate, recovery, ended, said):
    await rate(**said)
    first = await recovery()
    assert (first.reason, first.skill, first.state) == ("low_score", "supervisor", "message")
    assert first.reopens == ended.request_id
    assert first.brief["rating"]["satisfaction"] == said["satisfaction"]
    await rate(comment="I said what I think.")
    again = await recovery()
    assert (again.id, again.importance) == (first.id, first.importance)


async def test_a_score_is_from_one_to_five(rate):
    with pytest.raises(feedback.NoScore):
        await rate(satisfaction=6)


async def test_only_what_has_ended_is_rated(database, now, ended):
    async with database.writing() as session:
        again = await handoff.reopen(session, ended.request_id, by="bob", now=now)
        with pytest.raises(NotFound):
            await feedback.rate(session, again.request_id, satisfaction=1, now=now, shop=SHOP)
