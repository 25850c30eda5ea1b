"""What was done or tried in vain for an order before: it is not offered once more."""

from __future__ import annotations

from datetime import timedelta

from actions.turn import Turn
from care.aftersales import service as aftersales
from care.aftersales.rules import why_not
from care.aftersales.wishes import Return
from care.efforts import service as efforts
from care.orders import service as orders
from care.orders.rules import Matter
from care.orders.service import OrderState

FORGOTTEN = timedelta(days=14)
LONG_ENOUGH = timedelta(hours=1)  # a question asked again sooner is still the same one
HURRIED = timedelta(days=1)  # then it may be asked for again
# What was done once, by the wish that would do it again.
DONE_BY = {
    "trace": "delivered_not_received",
    "hurry": "expedite_order",
    "return": "return_item",
    "exchange": "exchange_item",
    "change_items": "modify_order_items",
    "price_drop": "price_protection",
    "pay_link": "pay_order",
}


async def learn(turn: Turn, state: OrderState) -> None:
    """Reads which wishes about this order are settled, or were refused while it stood as it does now."""
    if turn.customer is None:
        return
    since, number = turn.now - FORGOTTEN, state.order.number
    done = await aftersales.requests_of(turn.session, turn.shopper, since=since, order_number=number)
    lately = turn.now - LONG_ENOUGH
    turn.before = list(
        await efforts.about(turn.session, turn.customer.id, number, since=since, lately=lately)
    )
    turn.settled |= {
        DONE_BY[each.kind]
        for each in done
        if each.kind in DONE_BY and (each.kind != "hurry" or turn.now - each.at < HURRIED)
    }
    if state.matter is Matter.DELIVERED and await _cannot_go_back(turn, state):
        turn.settled.add("return_item")
    turn.settled |= {
        each.topic
        for each in turn.before
        if each.outcome == "refused" and each.snapshot.get("matter") == str(state.matter)
    }


async def _cannot_go_back(turn: Turn, state: OrderState) -> bool:
    await orders.learn_money(turn.session, state.order)
    return why_not(Return, state.order, turn.shop, turn.now) is not None
