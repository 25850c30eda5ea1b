"""A line's way: stored, acknowledged, shown in every tab, answered."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from care.db.models import Conversation, Message
from desk.keys import DATABASE
from tests.desk.conftest import ON_BOTH, OpenDesk
from tests.desk.fake_bot import FakeBot, line


@ON_BOTH
async def test_what_a_shopper_says_is_acknowledged_and_then_answered(desk: OpenDesk, bot: FakeBot):
    alice = await desk.visit(lang="en")
    assert (await alice.bot())["text"] == "Hello!"
    ack = await alice.say("Where is my kettle?")
    assert ack == {"type": "ack", "cmid": ack["cmid"], "seq": 2}
    answer = await alice.bot()
    assert (answer["seq"], answer["text"]) == (3, "You said: Where is my kettle?")


async def test_a_line_is_stored_when_it_is_acknowledged(desk: OpenDesk, bot: FakeBot):
    bot.fails = "slow"
    alice = await desk.visit()
    ack = await alice.say("Where is my kettle?")
    async with desk.app[DATABASE].reading() as session:
        line = await session.scalar(select(Message).where(Message.cmid == ack["cmid"]))
    assert line is not None
    assert (line.seq, line.text) == (ack["seq"], "Where is my kettle?")


@ON_BOTH
async def test_the_same_send_again_is_stored_once_and_gets_the_same_number(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    cmid = str(uuid4())
    assert await alice.say("Where is it?", cmid) == await alice.say("Where is it?", cmid)
    await alice.bot()
    assert bot.heard == ["Where is it?"]
    charlie = await desk.visit(token=alice.token)
    await charlie.until(3)
    assert [text for _, _, text in charlie.transcript] == ["Hello!", "Where is it?", "You said: Where is it?"]


@ON_BOTH
async def test_the_same_id_for_other_words_is_a_conflict(desk: OpenDesk):
    alice = await desk.visit(lang="zh")
    cmid = str(uuid4())
    await alice.say("第一句", cmid)
    refused = await alice.say("第二句", cmid)
    assert (refused["type"], refused["code"]) == ("error", "conflict")
    assert "重新发送" in refused["text"]


async def test_a_tap_on_a_choice_tells_the_bot_what_the_choice_means(desk: OpenDesk, bot: FakeBot):
    bot.says = lambda asked: [
        line("Which one?", ("Order #W1", '/track{"order":"W1"}'), ("Another", "/other"))
    ]
    alice = await desk.visit()
    question = await alice.bot()
    assert [set(choice) for choice in question["choices"]] == [{"id", "label"}] * 2
    assert "/track" not in str(alice.heard), "what a choice says to the bot stays here"
    await alice.choose("Order #W1")
    await alice.bot()
    assert bot.asked[-1]["payload"] == '/track{"order":"W1"}'
    assert "text" not in bot.asked[-1]


@ON_BOTH
async def test_a_choice_can_be_taken_once_and_only_while_it_is_on_offer(desk: OpenDesk, bot: FakeBot):
    bot.says = lambda asked: [line("Which one?", ("This", "/this"), ("That", "/that"))]
    alice = await desk.greeted()
    old = alice.offered()
    cmid = str(uuid4())
    ack = await alice.choose("This", cmid)
    await alice.bot()
    assert await alice.take(old["This"], cmid) == ack, "a retry is the same tap"
    assert (await alice.take(old["That"]))["code"] == "unknown_choice"
    assert bot.heard == ["/this"]


async def test_a_choice_of_one_shopper_means_nothing_in_anothers_chat(desk: OpenDesk, bot: FakeBot):
    bot.says = lambda asked: [line("Which one?", ("This", "/this"))]
    alice, charlie = await desk.visit(), await desk.visit()
    await alice.bot()
    await charlie.bot()
    assert (await charlie.take(alice.offered()["This"]))["code"] == "unknown_choice"
    assert (await charlie.take("made-up"))["code"] == "unknown_choice"
    assert bot.heard == []


async def test_two_tabs_show_the_same_conversation(desk: OpenDesk, bot: FakeBot):
    laptop = await desk.greeted()
    phone = await desk.visit(token=laptop.token)
    ack = await phone.say("Hello from the phone")
    await laptop.until(3)
    await phone.until(3)
    on_laptop = await laptop.hear("message", **{"from": "shopper"})
    assert (on_laptop["cmid"], on_laptop["seq"]) == (ack["cmid"], ack["seq"])
    assert [seq for seq, _, _ in laptop.transcript] == [1, 2, 3]
    assert [seq for seq, _, _ in phone.transcript] == [1, 3], "its own line was acknowledged, not repeated"


async def test_the_bot_answers_lines_one_at_a_time_and_in_their_order(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    for number in range(5):
        await alice.send({"type": "say", "cmid": str(uuid4()), "text": f"line {number}"})
    await alice.until(11)
    assert bot.heard == [f"line {number}" for number in range(5)]
    answers = [text for _, sender, text in alice.transcript if sender == "bot"]
    assert answers == ["Hello!", *(f"You said: line {number}" for number in range(5))]
    assert bot.most_at_once == 1


async def test_a_card_and_several_lines_arrive_whole(desk: OpenDesk, bot: FakeBot):
    card = {"kind": "facts", "title": "Refund", "rows": [{"label": "Amount", "value": "$12.00"}]}
    bot.says = lambda asked: [line("Here it is.", card=card), line("Anything else?", ("No", "/deny"))]
    alice = await desk.visit()
    first, second = await alice.bot(), await alice.bot()
    assert first["card"] == card
    assert "choices" not in first
    assert [choice["label"] for choice in second["choices"]] == ["No"]
    assert set(first) == {"type", "seq", "from", "at", "text", "card"}


async def test_the_conversation_follows_the_language_the_bot_heard(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="en")
    bot.speaks = "zh"
    await alice.say("我的水壶在哪里")
    assert (await alice.hear("state"))["lang"] == "zh"
    bot.speaks = None
    await alice.say("谢谢")
    await alice.until(5)
    assert bot.asked[-1]["language"] == "zh"


async def test_a_shopper_who_changes_the_shops_language_is_answered_in_it(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted(lang="en")
    again = await desk.knock()
    assert (await again.hello(token=alice.token, lang="zh"))["state"]["lang"] == "zh"
    assert (await alice.hear("state"))["lang"] == "zh", "and the other tab follows"
    await again.say("hi")
    await again.until(3)
    assert bot.asked[-1]["language"] == "zh"


async def test_while_the_bot_thinks_every_tab_shows_it(desk: OpenDesk, bot: FakeBot):
    laptop = await desk.greeted()
    phone = await desk.visit(token=laptop.token)
    bot.fails = "slow"
    await laptop.say("Where is it?")
    assert (await laptop.hear("typing"))["from"] == "bot"
    assert (await phone.hear("typing"))["from"] == "bot"
    bot.released.set()
    bot.fails = None
    await laptop.bot()


async def test_hints_are_never_stored_as_messages(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    await alice.send({"type": "typing"})
    await alice.send({"type": "seen", "seq": 1})
    ack = await alice.say("Hello")
    assert ack["seq"] == 2
    await alice.bot()
    assert bot.heard == ["Hello"]


@ON_BOTH
async def test_how_far_a_shopper_has_read_is_known_on_the_next_device(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    await alice.send({"type": "seen", "seq": 99_999})
    await alice.send({"type": "seen", "seq": 1})
    await alice.say("Hello")
    await desk.close()
    await desk.open()
    phone = await desk.knock()
    assert (await phone.hello(token=alice.token))["seen"] in {0, 1}
    async with desk.app[DATABASE].reading() as session:
        assert await session.scalar(select(Conversation.seen_seq)) == 1


@ON_BOTH
async def test_what_cannot_be_stored_is_taken_out_and_the_rest_is_kept(desk: OpenDesk, bot: FakeBot):
    alice = await desk.greeted()
    cmid = str(uuid4())
    await alice.send({"type": "say", "cmid": cmid, "text": "half an emoji \ud83d and a nul \0!"})
    assert (await alice.hear_about(cmid))["type"] == "ack"
    await alice.bot()
    assert "half an emoji" in bot.heard[0]
    assert "\x00" not in bot.heard[0]
