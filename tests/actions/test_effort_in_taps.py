"""How few taps it takes: a signed-in shopper's time is what the counter saves."""

from __future__ import annotations

from tests.actions.conftest import Begin, on_sqlite

pytestmark = on_sqlite


async def test_order_status_in_one_tap(begin: Begin) -> None:
    alice = await begin("alice")
    await alice.open()
    told = await alice.tap("Show the details")
    assert told.cards[0]["kind"] == "parcel"


async def test_cancelled_in_three_taps(begin: Begin) -> None:
    dora = await begin("dora")
    await dora.open()
    await dora.tap("Cancel it")
    await dora.tap("No longer needed")
    done = await dora.tap("Yes, do it")
    assert done.cards[0]["kind"] == "done"


async def test_returned_in_five_taps(begin: Begin) -> None:
    emil = await begin("emil")
    await emil.open()
    await emil.tap("Return something")
    more = await emil.tap("Stoneware Mug")
    assert "Anything else?" in more.text
    await emil.tap("That's all")
    offered = await emil.tap("gift card")
    assert "$12.00 goes back to your gift card" in offered.text
    done = await emil.tap("Yes, do it")
    assert done.cards[0]["kind"] == "done"
