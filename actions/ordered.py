"""Answers about goods a shopper has ordered already: what they paid, which options they chose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.cards import name_of, order_card, spelt_out
from actions.choices import choice
from actions.people import something_else
from actions.turn import Turn
from care.orders import service as orders
from care.orders.service import OrderState
from care.products import service as products

MOST_LINES = 6
OF_MINE = re.compile(
    r"\b(?:i|we)(?:'ve| have| had)?(?: just| already)? (?:ordered|bought|purchased|got|placed|paid)\b"
    r"|\b(?:have|did) i (?:just |already )?(?:order|buy|bought|pay|get)\w*"
    r"|\b(?:in|from|of|on) (?:my|that|this|another|the other|the) (?:\w+ )?(?:order|purchase)s?\b"
    r"|我(?:之前|刚|刚刚|已经)?(?:买|订|下单|购)(?:过|了|的)?|订单里|那(?:个|笔)订单",
    re.IGNORECASE,
)


def speaks_of_own(turn: Turn) -> bool:
    """Whether the words are about goods the shopper has ordered."""
    return bool(OF_MINE.search(turn.text))


async def tell_own(turn: Turn) -> bool:
    """Tells what is known of the things the words name among those ordered; False where they name none."""
    found = await orders.recent(turn.session, turn.shopper)
    known = await orders.states(turn.session, found, turn.shop, turn.now)
    await turn.learn_goods(known)
    states = _of_the_number(turn, known)
    said = " ".join(filter(None, (turn.text, turn.heard.get("product"))))
    sold_as = {line.product_id: line.name for state in states for line in state.order.lines}
    named = set(products.named_in(said, sold_as, turn.goods))
    lines = [(state, line) for state in states for line in state.order.lines if line.product_id in named]
    if not lines:
        return False
    told = [
        turn.words.say(
            "totals-own" if line.options else "totals-own-plain",
            item=name_of(turn, line),
            number=state.order.number,
            options=spelt_out(turn, line.options),
            price=line.price,
        )
        for state, line in lines[:MOST_LINES]
    ]
    of_one = len({state.order.number for state, _ in lines}) == 1
    number = lines[0][0].order.number
    if of_one:
        turn.remember(order_number=number)
    status = choice(turn.words.say("next-status"), "order_status", order_number=number)
    turn.utter(
        turn.words.join(*told),
        [status, something_else(turn)],
        card=order_card(turn, lines[0][0]) if of_one else None,
    )
    return True


def _of_the_number(turn: Turn, states: Sequence[OrderState]) -> Sequence[OrderState]:
    """Those of the order that was named by its number, if one was."""
    number = turn.heard.get("order_number", "")
    key = "".join(filter(str.isdigit, number))
    return [state for state in states if state.order.number.endswith(key)] if key else states
