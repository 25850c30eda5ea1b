"""What was done or tried in vain for an order before: it is not offered once more."""

from __future__ import annotations

from datetime import timedelta

from actions.turn import Turn
from care.aftersales import service as aftersales
from care.efforts import service as efforts
from care.orders.service import OrderState

FORGOTTEN = timedelta(days=14)
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
    refused = await efforts.refused_about(turn.session, turn.customer.id, number, since)
    turn.settled |= {
        DONE_BY[each.kind]
        for each in done
        if each.kind in DONE_BY and (each.kind != "hurry" or turn.now - each.at < HURRIED)
    }
    turn.settled |= {topic for topic, told in refused if told.get("matter") == str(state.matter)}
