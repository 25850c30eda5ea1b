"""Whoever asks for a person is told when one answers, and the staff learn of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from care.conversations.service import BotLine
from care.db.engine import Database
from care.db.models import Conversation, Mail, PersonRequest
from care.handoff import service as handoff
from care.shop.settings import load_shop

SHOP = load_shop(Path("shop.toml"))


async def ask(chat, database: Database, **more):
    """The request, with nobody at the desk."""
    given = {"topic": "refund_status", "reason": "asked", "shop": SHOP, "now": chat.now} | more
    async with database.writing() as session:
        return (await handoff.ask(session, chat.id, **given)).request


async def mails(database: Database) -> list[Mail]:
    async with database.reading() as session:
        return list((await session.scalars(select(Mail).order_by(Mail.id))).all())


async def test_asking_again_gives_the_same_promise_and_one_letter(chat, database: Database, now):
    first = await ask(chat, database, staff_email="staff@shop.example")
    again = await ask(
        chat, database, staff_email="staff@shop.example", now=now + timedelta(hours=1), topic="x"
    )
    assert (again.id, again.reply_by, again.topic) == (first.id, first.reply_by, "refund_status")
    assert len(await mails(database)) == 1


async def test_asked_fifty_times_at_once_it_is_one_request(chat, database: Database, second_process):
    both = (database, second_process)
    asked = [ask(chat, both[n % 2], staff_email="staff@shop.example") for n in range(50)]
    requests = await asyncio.gather(*asked)
    assert len({request.id for request in requests}) == 1
    assert len(await mails(database)) == 1


async def test_after_a_person_answered_one_can_ask_anew(chat, database: Database, now):
    first = await ask(chat, database)
    async with database.writing() as session:
        ended = await session.get_one(PersonRequest, first.id)
        ended.done_at, ended.state = now, "done"
    assert (await ask(chat, database)).id != first.id


@pytest.mark.usefixtures("customers")
async def test_the_letter_has_what_the_staff_need_in_the_shoppers_language(chat, database: Database, now):
    said = await chat.say("我的退款呢？")
    await chat.answer(said.seq, BotLine("我去问同事。"), language="zh")
    async with database.writing() as session:
        conversation = await session.get_one(Conversation, chat.id)
        conversation.customer_id, conversation.proof = "alice", "sign_in"
        conversation.proved_until = now + timedelta(hours=1)
    await ask(chat, database, staff_email="staff@shop.example")
    (letter,) = await mails(database)
    assert letter.to == "staff@shop.example"
    assert "refund_status" in letter.subject
    for needed in (
        "2026-11-02 12:00",
        "Alice Ng <alice@example.com>",
        chat.id,
        "顾客: 我的退款呢？",
        "助手: 我去问同事。",
    ):
        assert needed in letter.text


@pytest.mark.usefixtures("customers")
async def test_a_proof_that_ran_out_is_not_passed_on_as_one(chat, database: Database, now):
    async with database.writing() as session:
        conversation = await session.get_one(Conversation, chat.id)
        conversation.customer_id, conversation.proof, conversation.proved_until = "alice", "code", now
    await ask(chat, database, staff_email="staff@shop.example")
    (letter,) = await mails(database)
    assert "alice@example.com" not in letter.text
    assert "a guest who has not proved who they are" in letter.text


async def test_without_an_address_of_the_staff_there_is_no_letter(chat, database: Database):
    await ask(chat, database)
    assert await mails(database) == []
