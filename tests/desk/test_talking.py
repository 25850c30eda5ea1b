"""A line's way: stored, acknowledged, answered."""

from __future__ import annotations

from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot


async def test_what_a_shopper_says_is_acknowledged_and_then_answered(desk: OpenDesk, bot: FakeBot):
    alice = await desk.visit(lang="en")
    assert (await alice.bot())["text"] == "Hello!"
    ack = await alice.say("Where is my kettle?")
    assert ack == {"type": "ack", "cmid": ack["cmid"], "seq": 2}
    answer = await alice.bot()
    assert (answer["seq"], answer["text"]) == (3, "You said: Where is my kettle?")
