"""The console's socket and its cases, through real sessions: all arrives, once, and to who may see it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from sqlalchemy import select

from care.conversations import service as conversations
from care.db.engine import Session
from care.db.models import Conversation
from care.handoff import service as handoff
from desk.keys import DATABASE, JOURNAL
from desk.staff.socket import SIGNED_OUT
from tests.desk.chatter import Chatter
from tests.desk.conftest import ON_BOTH, OpenDesk
from tests.desk.staff.conftest import Browser
from tests.desk.staff.shift import sit_down


async def waiting(desk: OpenDesk, *, topic: str = "complaint", **hello: str) -> tuple[Chatter, str, int]:
    """A shopper who waits for a person: their socket, conversation and case."""
    shopper = await desk.greeted(**hello)
    await shopper.say("I want to talk to somebody")
    async with desk.app[DATABASE].reading() as session:
        newest = select(Conversation.id).order_by(Conversation.opened_at.desc(), Conversation.last_seq.desc())
        known = (await session.scalars(newest)).all()
        taken = [case.conversation_id for case in await handoff.queue(session)]
    conversation = next(each for each in known if each not in taken)

    desk.clock.advance(seconds=1)

    async def ask(session: Session) -> int:
        asked = await handoff.ask(
            session, conversation, topic=topic, reason="asked", shop=desk.shop, now=desk.clock.now
        )
        return asked.request.id

    return shopper, conversation, await desk.app[JOURNAL].write(ask)


def at_least(seq: int):
    return lambda frame: frame["line"]["seq"] >= seq


async def test_the_console_says_hello_with_everything_there_is(desk: OpenDesk, console):
    _, conversation, case = await waiting(desk)
    bob = await console("bob")
    hello = await (await sit_down(bob)).hear("hello")
    assert (hello["me"]["id"], hello["csrf"]) == ("bob", bob.csrf)
    assert [(each["id"], each["conversation"], each["state"]) for each in hello["queue"]] == [
        (case, conversation, "waiting")
    ]
    assert hello["mine"] == []
    assert [each["id"] for each in hello["colleagues"]] == ["bob"]
    assert hello["queue"][0]["last_line"]["from"] == "bot"


async def test_nobody_opens_the_socket_without_a_session_or_from_another_page(desk: OpenDesk, console):
    bob = await console("bob")
    for headers in (bob.headers(Cookie=""), bob.headers(Origin="https://evil.example")):
        async with desk.http.get(f"{desk.url}/staff/socket", headers=headers) as answer:
            assert answer.status in {401, 403}


@ON_BOTH
async def test_of_two_who_claim_at_once_one_has_the_chat_and_the_other_is_told_who(desk: OpenDesk, console):
    _, _, case = await waiting(desk)
    bob, dana = await console("bob"), await console("dana")
    answers = await asyncio.gather(*(each.post(f"/staff/api/cases/{case}/claim") for each in (bob, dana)))
    assert sorted(answer.status for answer in answers) == [200, 409]
    won = next(answer for answer in answers if answer.status == 200)
    lost = next(answer for answer in answers if answer.status == 409)
    assert (lost.body["error"], lost.body["by"]) == ("taken", won.body["case"]["staff"]["name"])


async def test_a_person_and_a_shopper_talk_and_see_each_other_type_and_read(desk: OpenDesk, console):
    alice, conversation, case = await waiting(desk)
    bob: Browser = await console("bob")
    at_desk = await sit_down(bob)
    await bob.post(f"/staff/api/cases/{case}/claim")
    await at_desk.send("open", conversation=conversation, after=0)
    await at_desk.hear("line", lambda frame: frame["line"]["from"] == "system")

    await at_desk.send("typing", conversation=conversation)
    assert (await alice.hear("typing"))["from"] == "staff"
    said = await bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="Hello, Bob here.")
    assert said.status == 200
    line = await alice.hear("message", **{"from": "staff"})
    assert (line["text"], line["name"]) == ("Hello, Bob here.", "Bob")

    await alice.send({"type": "seen", "seq": line["seq"]})
    await at_desk.hear("seen", lambda frame: frame["seq"] == line["seq"])
    await alice.send({"type": "typing"})
    assert (await at_desk.hear("typing"))["from"] == "shopper"
    await alice.say("My card is 4111 1111 1111 1111")
    heard = await at_desk.hear(
        "line", lambda frame: frame["line"]["from"] == "shopper" and "card" in frame["line"]["text"]
    )
    assert "4111 1111" not in heard["line"]["text"]


async def test_a_line_sent_twice_is_said_once(desk: OpenDesk, console):
    alice, _, case = await waiting(desk)
    bob = await console("bob")
    await bob.post(f"/staff/api/cases/{case}/claim")
    cmid = str(uuid4())
    answers = [await bob.post(f"/staff/api/cases/{case}/say", cmid=cmid, text="Once") for _ in range(3)]
    assert {answer.body["line"]["seq"] for answer in answers} == {answers[0].body["line"]["seq"]}
    await bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="Twice")
    await alice.hear("message", text="Twice")
    assert [text for _, who, text in alice.transcript if who == "staff"] == ["Once", "Twice"]


@ON_BOTH
async def test_an_agent_who_loses_the_network_gets_every_line_once_and_in_order(desk: OpenDesk, console):
    alice, conversation, case = await waiting(desk)
    bob = await console("bob")
    await bob.post(f"/staff/api/cases/{case}/claim")
    seen: list[tuple[int, str, str]] = []
    for round_ in range(6):
        at_desk = await sit_down(bob)
        await at_desk.hear("hello")
        await at_desk.send("open", conversation=conversation, after=seen[-1][0] if seen else 0)
        both = [alice.say(f"shopper {round_} {n}") for n in range(3)]
        both += [
            bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text=f"staff {round_} {n}")
            for n in range(3)
        ]
        told = await asyncio.gather(*both)
        newest = max(each["seq"] if isinstance(each, dict) else each.body["line"]["seq"] for each in told)
        if round_ % 2:
            await at_desk.hear("line", at_least(newest - 3))
        else:
            await at_desk.hear("line")
        at_desk.drop()
        await at_desk.closed()
        seen += at_desk.lines(conversation)
    last = await sit_down(bob)
    await last.send("open", conversation=conversation, after=seen[-1][0])
    await last.send("close", conversation=conversation)
    await last.send("open", conversation=conversation, after=seen[-1][0])
    async with desk.app[DATABASE].reading() as session:
        stored = await conversations.messages_after(session, conversation, 0, 1_000)
    if seen[-1][0] < stored[-1].seq:
        await last.hear("line", lambda frame: frame["line"]["seq"] == stored[-1].seq)
    rest = dict.fromkeys(last.lines(conversation))
    assert [*seen, *rest] == [(line.seq, line.sender, line.text) for line in stored]


async def test_every_console_hears_who_has_a_case_but_only_its_own_reads_what_is_in_it(
    desk: OpenDesk, console
):
    _, conversation, case = await waiting(desk)
    bob, dana, erin = await console("bob"), await console("dana"), await console("erin")
    desks = [(browser, await sit_down(browser)) for browser in (bob, dana, erin)]
    for _, at_desk in desks:
        await at_desk.hear("hello")
    await bob.post(f"/staff/api/cases/{case}/claim")
    for browser, at_desk in desks:
        frame = await at_desk.hear("case", lambda frame: frame["case"]["state"] == "taken")
        assert frame["case"]["staff"] == {"id": "bob", "name": "Bob"}
        assert (frame["case"]["last_line"] is None) == (browser is dana)
    refused = await dana.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="Me too")
    assert refused.status == 403
    assert (await erin.post(f"/staff/api/cases/{case}/join")).status == 200
    assert (await dana.post(f"/staff/api/cases/{case}/join")).status == 403
    assert conversation


async def test_unread_lines_are_counted_until_they_are_read_or_answered(desk: OpenDesk, console):
    alice, conversation, case = await waiting(desk)
    bob = await console("bob")
    at_desk = await sit_down(bob)
    await bob.post(f"/staff/api/cases/{case}/claim")
    await at_desk.send("open", conversation=conversation, after=0)
    ack = [await alice.say(text) for text in ("One", "Two")][-1]
    await at_desk.hear("case", lambda frame: frame["case"]["unread"] == 2)
    await at_desk.send("seen", conversation=conversation, seq=ack["seq"])
    await at_desk.hear("case", lambda frame: frame["case"]["unread"] == 0)
    await alice.say("Three")
    await at_desk.hear("case", lambda frame: frame["case"]["unread"] == 1)
    await bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="Yes?")
    await at_desk.hear("case", lambda frame: frame["case"]["unread"] == 0)


async def test_colleagues_see_who_else_looks_at_a_chat(desk: OpenDesk, console):
    _, conversation, _ = await waiting(desk)
    bob, dana = await sit_down(await console("bob")), await sit_down(await console("dana"))
    await bob.send("open", conversation=conversation, after=0)
    await bob.hear("viewing")
    await dana.send("open", conversation=conversation, after=0)
    frame = await bob.hear("viewing")
    assert sorted(each["id"] for each in frame["staff"]) == ["bob", "dana"]
    dana.drop()
    assert [each["id"] for each in (await bob.hear("viewing"))["staff"]] == ["bob"]


async def test_who_is_in_takes_chats_from_the_line_by_themselves(desk: OpenDesk, console):
    alice, _, case = await waiting(desk)
    bob = await sit_down(await console("bob"), at_work=True)
    frame = await bob.hear("case", lambda frame: frame["case"]["state"] == "taken")
    assert (frame["case"]["id"], frame["case"]["staff"]["id"]) == (case, "bob")
    state = await alice.hear("state", owner="staff")
    assert state["owner"] == "staff"


async def test_a_session_that_ended_ends_the_socket(desk: OpenDesk, console):
    bob = await console("bob")
    at_desk = await sit_down(bob)
    await at_desk.hear("hello")
    assert (await bob.post("/staff/api/sign-out")).status == 200
    await at_desk.send("renew", takes_new=True)
    assert await at_desk.closed() == SIGNED_OUT


async def test_a_chat_is_passed_on_with_a_note_that_is_read_back(desk: OpenDesk, console):
    alice, _, case = await waiting(desk)
    bob, dana = await console("bob"), await console("dana")
    away = await bob.post(f"/staff/api/cases/{case}/claim")
    assert away.status == 200
    absent = await bob.post(f"/staff/api/cases/{case}/transfer", to="dana", note="Wants 5% more")
    assert (absent.status, absent.body["error"]) == (409, "not_in")
    at_desk = await sit_down(dana)
    await at_desk.send("renew", takes_new=False)
    await at_desk.hear("colleague", lambda frame: frame["colleague"]["id"] == "dana")
    passed = await bob.post(f"/staff/api/cases/{case}/transfer", to="dana", note="Wants 5% more")
    assert (passed.status, passed.body["case"]["transferred"]) == (200, "Wants 5% more")
    assert (await bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="x")).status == 403
    read = await dana.post(f"/staff/api/cases/{case}/read-back")
    assert read.body["case"]["transferred"] is None
    back = await dana.post(f"/staff/api/cases/{case}/to-bot", note="Settled at 5%")
    assert (back.body["case"]["state"], back.body["case"]["outcome"]) == ("done", "to_bot")
    assert (await alice.hear("state", owner="bot"))["owner"] == "bot"


async def test_a_case_is_resolved_with_a_reason_and_opened_again(desk: OpenDesk, console):
    _, conversation, case = await waiting(desk)
    bob = await console("bob")
    await bob.post(f"/staff/api/cases/{case}/claim")
    assert (await bob.post(f"/staff/api/cases/{case}/resolve", outcome="because")).status == 400
    done = await bob.post(f"/staff/api/cases/{case}/resolve", outcome="solved", note="Sent a new one")
    assert (done.body["case"]["state"], done.body["case"]["outcome"]) == ("done", "solved")
    again = await bob.post(f"/staff/api/cases/{case}/reopen")
    assert (again.body["case"]["state"], again.body["case"]["reopens"]) == ("taken", case)
    read = (await bob.get(f"/staff/api/conversations/{conversation}")).body
    assert [note["text"] for note in read["notes"]] == ["Sent a new one"]
    assert read["case"]["id"] == again.body["case"]["id"]
    found = (await bob.get("/staff/api/cases?state=done")).body["cases"]
    assert [each["id"] for each in found] == [case]
