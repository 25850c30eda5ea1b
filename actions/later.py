"""Wishes the counter cannot grant by itself yet: what the store knows, and a person who sees to it."""

from __future__ import annotations

from typing import Any

from actions.cards import item_of, order_card
from actions.orders import about, next_steps, when
from actions.people import hand_over, person
from actions.topics import answers
from actions.turn import Turn
from care.orders.rules import Matter
from care.orders.service import OrderState

NOT_YET = "not_yet"
CHANGES = ("change_shipping_method",)


def can_change(state: OrderState) -> bool:
    return state.matter in {
        Matter.UNPAID, Matter.PREPARING, Matter.LATE_TO_SEND, Matter.OUT_OF_STOCK, Matter.PACKED,
        Matter.BAD_ADDRESS,
    }  # fmt: skip


def is_delivered(state: OrderState) -> bool:
    return state.order.status == "delivered"


@answers(*CHANGES, needs="order", fitting=can_change)
async def change_order(turn: Turn, state: OrderState) -> None:
    possible = state.order.status in turn.shop.change.statuses or state.order.status == "unpaid"
    if state.is_over:
        _too_late(turn, state, "later-change-over")
    else:
        hand_over_with_order(turn, state, "later-change" if possible else "later-change-late")


@answers("repair_warranty", needs="order", fitting=is_delivered)
@answers("change_return_request", "unexpected_charge", needs="order")
async def look_into_order(turn: Turn, state: OrderState) -> None:
    """How the order stands, what a person will do about it."""
    hand_over_with_order(turn, state, f"later-{turn.answering.replace('_', '-')}")


@answers(
    "account_access", "manage_account", "membership_subscription", "newsletter",
    "technical_issue", "review_feedback", "promo_code_issue", "place_order",
    "installation_service", "product_help",
)  # fmt: skip
async def look_into(turn: Turn) -> None:
    wish = turn.answering
    hand_over(turn, f"later-{wish.replace('_', '-')}", topic=wish, reason=NOT_YET)


@answers("complaint")
async def complaint(turn: Turn) -> None:
    hand_over(turn, "people-complaint", topic="complaint", reason="complaint")


@answers("human_handoff")
async def human_handoff(turn: Turn) -> None:
    """To a person, with what was talked about."""
    about_what = turn.topic if turn.topic not in {None, "human_handoff"} else "human_handoff"
    hand_over(turn, "people-handoff", topic=about_what or "human_handoff", reason="asked")


def _too_late(turn: Turn, state: OrderState, key: str) -> None:
    """The order is over: nothing of the kind can be done, but something else can."""
    text = turn.words.join(about(turn, state), turn.words.say(key))
    turn.utter(text, [*next_steps(turn, state), person(turn)], card=order_card(turn, state))


def hand_over_with_order(turn: Turn, state: OrderState, key: str, **facts: Any) -> None:
    """First how the order stands, then who sees to the wish."""
    turn.utter(turn.words.join(about(turn, state), when(turn, state)), card=order_card(turn, state))
    facts |= {"number": state.order.number, "item": item_of(turn, state)}
    hand_over(turn, key, topic=turn.answering, reason=NOT_YET, **facts)
