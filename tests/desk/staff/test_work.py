"""What staff do beside the chats: the side panel, replies, promises, the shift book, troubles, search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from care.audit import service as audit
from care.db.models import Audit, Conversation, Mail, Order
from care.desk_views.quality import spread
from care.search import words
from care.store.importing import import_store
from desk.keys import DATABASE, HUB, JOURNAL
from desk.staff.reading import Reading
from tests.care.aftersales.goods import folder_of_goods
from tests.desk.conftest import ON_BOTH, OpenDesk
from tests.desk.staff.conftest import Browser
from tests.desk.staff.shift import sit_down
from tests.desk.staff.test_console import waiting


@pytest.fixture
async def shelves(desk: OpenDesk, tmp_path) -> OpenDesk:
    """The desk with a store: each order is named for what can be done with it."""
    await import_store(desk.app[DATABASE], folder_of_goods(tmp_path / "store", desk.clock.now))
    return desk


async def with_alice(desk: OpenDesk, browser: Browser, **hello: str) -> tuple[str, int]:
    """Bob has a chat with Alice, who has shown who she is; the conversation and the case."""
    _, conversation, case = await waiting(desk, **hello)
    async with desk.app[DATABASE].writing() as session:
        signed_in = {"customer_id": "alice", "proof": "sign_in", "proved_until": desk.clock.now}
        await session.execute(update(Conversation).where(Conversation.id == conversation).values(**signed_in))
    assert (await browser.post(f"/staff/api/cases/{case}/claim")).status == 200
    return conversation, case


async def panel(browser: Browser, conversation: str) -> dict[str, Any]:
    told: dict[str, Any] = (await browser.get(f"/staff/api/conversations/{conversation}/customer")).body
    return told


async def test_the_panel_of_somebody_unknown_is_empty_and_nothing_can_be_done_there(
    shelves: OpenDesk, console
):
    _, conversation, case = await waiting(shelves)
    bob = await console("bob")
    await bob.post(f"/staff/api/cases/{case}/claim")
    assert (await panel(bob, conversation))["customer"] is None
    path = f"/staff/api/conversations/{conversation}/orders/PENDING/quote"
    answer = await bob.post(path, wish={"kind": "hurry"})
    assert (answer.status, answer.body["error"]) == (409, "not_proved")


@ON_BOTH
async def test_an_agent_cancels_an_order_once_under_their_own_name(shelves: OpenDesk, console):
    bob = await console("bob")
    conversation, _ = await with_alice(shelves, bob)
    told = await panel(bob, conversation)
    assert (told["customer"]["name"], told["customer"]["proved_now"]) == ("Alice Archer", False)
    order = next(each for each in told["orders"] if "cancel" in each["actions"])
    base = f"/staff/api/conversations/{conversation}/orders/{order['number'].replace('#', '%23')}"
    wish = {"kind": "cancel", "reason": told["cancel_reasons"][0]}
    quoted = (await bob.post(f"{base}/quote", wish=wish)).body
    key = str(uuid4())
    stale = await bob.post(f"{base}/perform", wish=wish, agreed="0" * 16, key=key)
    assert (stale.status, stale.body["error"], stale.body["fingerprint"]) == (
        409,
        "changed",
        quoted["fingerprint"],
    )
    answers = [
        await bob.post(f"{base}/perform", wish=wish, agreed=quoted["fingerprint"], key=key) for _ in range(2)
    ]
    assert [answer.status for answer in answers] == [200, 200]
    assert [answer.body["repeated"] for answer in answers] == [False, True]
    assert answers[0].body["quote"]["comes_back"] == quoted["quote"]["comes_back"]
    refused = await bob.post(f"{base}/quote", wish=wish)
    assert (refused.status, refused.body["reason"]) == (409, "already_cancelled")
    async with shelves.app[DATABASE].reading() as session:
        done = await session.scalars(select(Audit).where(Audit.action == "request.cancel"))
        assert [row.actor for row in done] == ["staff:bob"]
        assert (await audit.verify(session)).first_broken is None


async def test_a_colleague_cannot_touch_the_orders_of_my_chat(shelves: OpenDesk, console):
    bob, dana, erin = await console("bob"), await console("dana"), await console("erin")
    conversation, _ = await with_alice(shelves, bob)
    number = (await panel(bob, conversation))["orders"][0]["number"].replace("#", "%23")
    path = f"/staff/api/conversations/{conversation}/orders/{number}/quote"
    wish = {"kind": "invoice_for", "company": "Archer Ltd", "tax_number": "DE123456789"}
    assert (await dana.post(path, wish=wish)).status == 403
    assert (await erin.post(path, wish=wish)).status in {200, 409}


async def test_nobody_reaches_the_orders_of_another_customer_through_a_chat(shelves: OpenDesk, console):
    bob = await console("bob")
    conversation, _ = await with_alice(shelves, bob)
    async with shelves.app[DATABASE].reading() as session:
        of_charlie = (
            await session.scalars(select(Order.number).where(Order.customer_id == "charlie"))
        ).first()
    assert of_charlie
    path = f"/staff/api/conversations/{conversation}/orders/{of_charlie.replace('#', '%23')}/quote"
    assert (await bob.post(path, wish={"kind": "hurry"})).status == 404


@pytest.mark.parametrize(
    "wish", [{"kind": "fly"}, {"kind": "cancel"}, {"kind": "change_profile", "phone": "1"}]
)
async def test_a_wish_that_makes_no_sense_is_named(shelves: OpenDesk, console, wish):
    bob = await console("bob")
    conversation, _ = await with_alice(shelves, bob)
    answer = await bob.post(f"/staff/api/conversations/{conversation}/orders/X/quote", wish=wish)
    assert answer.status == 400


async def test_the_account_is_changed_by_the_agents_hand_too(shelves: OpenDesk, console):
    bob = await console("bob")
    conversation, _ = await with_alice(shelves, bob)
    base = f"/staff/api/conversations/{conversation}/account"
    wish = {"kind": "change_profile", "phone": "+1 212 555 0101"}
    quoted = (await bob.post(f"{base}/quote", wish=wish)).body
    done = await bob.post(f"{base}/perform", wish=wish, agreed=quoted["fingerprint"], key="one")
    assert done.status == 200
    assert (await panel(bob, conversation))["customer"]["phone"] == "+1 212 555 0101"


async def test_looking_at_a_customer_is_written_down(shelves: OpenDesk, console):
    bob = await console("bob")
    conversation, _ = await with_alice(shelves, bob)
    await panel(bob, conversation)
    async with shelves.app[DATABASE].reading() as session:
        looks = await session.scalars(select(Audit).where(Audit.action == "look.customer"))
        assert [(row.actor, row.subject) for row in looks] == [("staff:bob", f"conversation:{conversation}")]


async def test_a_note_calls_a_colleague_and_no_shopper_sees_it(desk: OpenDesk, console):
    alice, conversation, case = await waiting(desk)
    bob, dana = await console("bob"), await console("dana")
    at_desk = await sit_down(dana)
    await at_desk.send("open", conversation=conversation, after=0)
    await at_desk.hear("viewing")
    note = await bob.post(f"/staff/api/cases/{case}/notes", text="@dana she is right, card 4111111111111111")
    assert note.body["note"]["mentions"] == ["dana"]
    assert "4111111111111111" not in note.body["note"]["text"]
    assert (await at_desk.hear("note"))["note"]["id"] == note.body["note"]["id"]
    alert = await at_desk.hear("alert", lambda frame: frame["kind"] == "mention")
    assert alert["conversation"] == conversation
    assert not [frame for frame in alice.heard if "she is right" in str(frame)]


async def test_tags_are_words_to_find_a_chat_by(desk: OpenDesk, console):
    _, conversation, _ = await waiting(desk)
    bob = await console("bob")
    path = f"/staff/api/conversations/{conversation}/tags"
    assert (await bob.post(path, name="  big   sofa ")).body["tags"] == ["big sofa"]
    assert (await bob.post(path, name="big sofa")).body["tags"] == ["big sofa"]
    found = (await bob.get("/staff/api/search?q=big%20sofa")).body["results"]
    assert [(each["kind"], each["conversation"]) for each in found] == [("conversation", conversation)]
    assert (await bob.call("DELETE", path, {"name": "big sofa"})).body["tags"] == []


async def test_replies_are_shared_in_both_languages_with_variables_that_exist(desk: OpenDesk, console):
    bob, erin = await console("bob"), await console("erin")
    reply = {
        "shortcut": "late",
        "title": "Late",
        "texts": {"en": "Sorry, {first_name}", "zh": "抱歉，{first_name}"},
    }
    assert (await bob.post("/staff/api/canned", **reply)).status == 403
    added = (await erin.post("/staff/api/canned", **reply)).body["canned"]
    assert (await erin.post("/staff/api/canned", **reply)).body["error"] == "shortcut_taken"
    wrong = await erin.post("/staff/api/canned", **reply | {"shortcut": "x", "texts": {"en": "{password}"}})
    assert (wrong.status, wrong.body["error"]) == (400, "unfit")
    changed = await erin.call("PUT", f"/staff/api/canned/{added['id']}", reply | {"title": "Later"})
    assert changed.body["canned"]["title"] == "Later"
    assert [each["title"] for each in (await bob.get("/staff/api/canned")).body["canned"]] == ["Later"]
    assert (await erin.call("DELETE", f"/staff/api/canned/{added['id']}")).status == 200
    assert (await bob.get("/staff/api/canned")).body["canned"] == []


async def test_a_promise_is_owed_until_it_is_kept_and_only_by_who_made_it(desk: OpenDesk, console):
    _, conversation, _ = await waiting(desk)
    bob, dana = await console("bob"), await console("dana")
    at_desk = await sit_down(bob)
    await at_desk.hear("hello")
    due = (desk.clock.now + timedelta(hours=2)).isoformat()
    made = await bob.post("/staff/api/promises", conversation=conversation, text="I call her", due_at=due)
    promise = made.body["promise"]
    assert (promise["owner"]["id"], promise["state"]) == ("bob", "open")
    await at_desk.hear("promise", lambda frame: frame["promise"]["id"] == promise["id"])
    assert (await dana.post(f"/staff/api/promises/{promise['id']}/keep")).status == 403
    kept = await bob.post(f"/staff/api/promises/{promise['id']}/keep")
    assert kept.body["promise"]["state"] == "kept"
    owed = (await bob.get("/staff/api/promises")).body["promises"]
    assert promise["id"] not in [each["id"] for each in owed]


async def test_a_shift_is_handed_over_and_read_back(shelves: OpenDesk, console):
    bob, dana = await console("bob"), await console("dana")
    conversation, case = await with_alice(shelves, bob)
    due = (shelves.clock.now + timedelta(hours=2)).isoformat()
    await bob.post("/staff/api/promises", conversation=conversation, text="I call her", due_at=due)
    handover = (await bob.post("/staff/api/handovers", note="Alice waits for a call")).body["handover"]
    assert [each["id"] for each in handover["cases"]] == [case]
    path = f"/staff/api/handovers/{handover['id']}/read-back"
    assert (await bob.post(path)).status == 403
    assert (await dana.post(path)).body["error"] == "not_in"
    at_desk = await sit_down(dana)
    await at_desk.send("renew", takes_new=False)
    await at_desk.hear("colleague", lambda frame: frame["colleague"]["present"])
    assert (await dana.post(path)).body["handover"]["read_back_by"]["id"] == "dana"
    assert (await dana.post(path)).status == 409
    mine = await at_desk.hear("case", lambda frame: (frame["case"]["staff"] or {}).get("id") == "dana")
    assert (mine["case"]["id"], mine["case"]["transferred"]) == (case, None)
    owed = (await dana.get("/staff/api/promises")).body["promises"]
    assert {each["owner"]["id"] for each in owed if each["owner"]} == {"dana"}


@ON_BOTH
async def test_staff_write_first_about_an_order_in_trouble_and_the_shopper_has_a_letter_too(
    shelves: OpenDesk, console
):
    bob, dana = await console("bob"), await console("dana")
    async with shelves.app[DATABASE].writing() as session:
        placed = {"placed_at": shelves.clock.now - timedelta(days=20)}
        await session.execute(update(Order).values(**placed))
    board = (await bob.get("/staff/api/problems")).body["problems"]
    assert board
    assert {each["matter"] for each in board} <= {
        "unpaid", "late_to_send", "out_of_stock", "late", "lost", "missed", "bad_address", "returning"
    }  # fmt: skip
    trouble = next(each for each in board if each["customer"]["id"] == "alice")
    path = f"/staff/api/problems/{trouble['number'].replace('#', '%23')}/write"
    told = {"text": "It is late; may we send another colour?", "key": str(uuid4())}
    first, again = await bob.post(path, **told), await bob.post(path, **told)
    assert (first.status, again.status) == (200, 200)
    assert first.body["line"]["seq"] == again.body["line"]["seq"]
    assert first.body["case"]["staff"]["id"] == "bob"
    taken = await dana.post(path, **told | {"key": str(uuid4())})
    assert (taken.status, taken.body["by"]) == (409, "Bob")
    async with shelves.app[DATABASE].reading() as session:
        [letter] = await session.scalars(select(Mail).where(Mail.subject.contains(trouble["number"])))
    assert (letter.to, told["text"] in letter.text) == ("alice@example.com", True)
    board = (await bob.get("/staff/api/problems")).body["problems"]
    assert next(each for each in board if each["number"] == trouble["number"])["written_at"]


@ON_BOTH
async def test_everything_is_found_by_what_people_say_of_it(shelves: OpenDesk, console):
    bob = await console("bob")
    alice = await shelves.greeted(lang="zh")
    await alice.say("我的快递还没到，想退款")
    await alice.say("The Kettle's lid is broken; see #W12345")
    async with Reading(shelves.app[DATABASE], shelves.app[HUB]) as reading:
        await reading.catch_up()

    async def texts(wanted: str) -> list[str]:
        found = (await bob.get(f"/staff/api/search?q={wanted}")).body["results"]
        return [each["text"] for each in found if each["kind"] == "line" and each["from"] == "shopper"]

    assert await texts("退款") == ["我的快递还没到，想退款"]
    assert await texts("快递 退款") == ["我的快递还没到，想退款"]
    assert await texts("退换") == []
    assert await texts("broken kett") == ["The Kettle's lid is broken; see #W12345"]
    assert await texts("'\"*) OR ( NEAR") == []
    found = (await bob.get("/staff/api/search?q=ALICE@example.com")).body["results"]
    assert [(each["kind"], each["name"]) for each in found if each["kind"] == "customer"] == [
        ("customer", "Alice Archer")
    ]
    async with shelves.app[DATABASE].reading() as session:
        number = (await session.scalars(select(Order.number).where(Order.customer_id == "alice"))).first()
    assert number
    found = (await bob.get(f"/staff/api/search?q={number.replace('#', '%23').lower()}")).body["results"]
    assert [each["number"] for each in found if each["kind"] == "order"] == [number]


@ON_BOTH
async def test_the_index_takes_in_each_line_once(desk: OpenDesk):
    alice = await desk.greeted()
    await alice.say("umbrella")

    async def take_in(session):
        await words.prepare(session)
        ids = (await session.scalars(select(Conversation.id))).all()
        return await words.take_in(session, ids) + await words.take_in(session, ids)

    await desk.app[JOURNAL].write(take_in)
    async with desk.app[DATABASE].reading() as session:
        places = await words.places(session, "umbrella", 10)
        assert await words.behind(session, "", 10) == []
    assert len(places) == len(set(places)) > 0


def test_chinese_is_parted_into_pairs_and_other_words_are_left_whole():
    assert words.parts("退款单 Refund, 5%") == ["退款", "款单", "refund", "5"]
    assert words.parts("退") == ["退"]


async def test_figures_tell_how_soon_the_desk_answers_and_settles(desk: OpenDesk, console):
    _, _, case = await waiting(desk)
    bob, erin = await console("bob"), await console("erin")
    desk.clock.advance(minutes=2)
    await bob.post(f"/staff/api/cases/{case}/claim")
    await bob.post(f"/staff/api/cases/{case}/say", cmid=str(uuid4()), text="Hello")
    desk.clock.advance(minutes=8)
    await bob.post(f"/staff/api/cases/{case}/resolve", outcome="solved")
    told = (await erin.get("/staff/api/quality?days=7")).body
    assert (told["cases"], told["resolved"], told["again_within_7_days"]) == (1, 1, 0.0)
    assert told["first_answer"] == {"median": 120.0, "p90": 120.0, "count": 1}
    assert told["resolution"]["median"] == 600.0
    assert [each["staff"]["id"] for each in told["by_staff"]] == ["bob"]


def test_the_ninetieth_percentile_is_by_nearest_rank():
    assert spread([float(n) for n in range(1, 11)]) == {"median": 5.0, "p90": 9.0, "count": 10}
    assert spread([None]) is None
