"""The first words when a shopper opens the chat: what is probably the matter, before they ask."""

from __future__ import annotations

from datetime import timedelta

from actions.cards import item_of
from actions.choices import choice
from actions.orders import next_steps, when
from actions.people import something_else
from actions.talk import starting_choices
from actions.turn import Turn
from care.orders import service as orders
from care.orders.rules import Matter
from care.orders.service import OrderState

JUST_DELIVERED = timedelta(days=3)


async def open_chat(turn: Turn) -> None:
    """A guest is greeted; a shopper who is signed in hears about the order they most likely come for."""
    if turn.customer is None:
        turn.say("open-guest", *starting_choices(turn), shop=turn.shop_name)
        return
    likeliest = await _likeliest(turn)
    hello = turn.words.say("open-hello", name=turn.customer.first_name)
    if likeliest is None:
        turn.utter(turn.words.join(hello, turn.words.say("open-ask")), starting_choices(turn))
        return
    turn.remember(order_number=likeliest.order.number)
    facts = {"number": likeliest.order.number, "item": item_of(turn, likeliest)}
    about = turn.words.say(f"open-{likeliest.matter.replace('_', '-')}", **facts)
    details = choice(turn.words.say("next-details"), "order_status", order_number=likeliest.order.number)
    text = turn.words.join(hello, about, when(turn, likeliest))
    turn.utter(text, [details, *next_steps(turn, likeliest, but="delivery_eta")[:2], something_else(turn)])


async def _likeliest(turn: Turn) -> OrderState | None:
    """The order with something going on; one that came in the last days; None when all is long over."""
    found = await orders.recent(turn.session, turn.shopper)
    known = orders.likeliest_first(await orders.states(turn.session, found, turn.shop, turn.now))
    for state in known:
        if not state.is_over or _just_came(turn, state):
            await turn.learn_goods([state])
            return state
    return None


def _just_came(turn: Turn, state: OrderState) -> bool:
    came = [each.shipment.delivered_at for each in state.parcels if each.shipment.delivered_at]
    return state.matter is Matter.DELIVERED and any(turn.now - at <= JUST_DELIVERED for at in came)
