"""What a wish costs its shopper, step by step, for the ledger; and what they heard about it the last time.

The desk writes the ledger in the same transaction as the answer, so a step costs no commit of its own.
"""

from __future__ import annotations

from typing import Any

from actions import history
from actions.funnel.running import going_on
from actions.turn import Turn
from care.orders.service import OrderState

ASKED_AGAIN = {"order_status", "delivery_eta", "expedite_order", "delivered_not_received", "refund_status"}


def report(turn: Turn) -> None:
    """Tells the desk, with the turn's last line, which wish this step belongs to and how it went."""
    going = going_on(turn)
    topic = turn.ended or (going.name if going else turn.answering)
    messages = turn.dispatcher.messages
    if not topic or not messages:
        return
    outcome = turn.outcome or (None if turn.asking or going else "answered")
    effort: dict[str, Any] = {
        "topic": topic,
        "order": turn.slot("order_number") if turn.customer else None,
        "repeated": bool(going and going.missed) or bool(turn.slot("misunderstood")),
        "outcome": outcome,
        "snapshot": turn.told,
    }
    messages[-1]["custom"] = {**(messages[-1].get("custom") or {}), "effort": effort}


async def recall(turn: Turn, state: OrderState) -> None:
    """Where the shopper asked about this order before: when, and what has changed since."""
    turn.told = snapshot(turn, state)
    await history.learn(turn, state)
    if turn.answering not in ASKED_AGAIN:
        return
    asked = [
        each
        for each in turn.before
        if each.topic in ASKED_AGAIN and each.began_at < turn.now - history.LONG_ENOUGH and each.snapshot
    ]
    if not asked:
        return
    last = asked[0]
    changed = last.snapshot != turn.told
    turn.say("history-changed" if changed else "history-same", day=last.last_at)


def snapshot(turn: Turn, state: OrderState) -> dict[str, Any]:
    """What a shopper is told about an order now, as far as it can change."""
    events = [event.at for each in state.parcels for event in each.shipment.events if event.at <= turn.now]
    return {
        "matter": str(state.matter),
        "news": max(events).isoformat() if events else None,
        "promised": state.eta.expected.isoformat() if state.eta and state.eta.expected else None,
    }
