"""Which intents are answered by what: every subject enters its answers here, and one action finds them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from actions.turn import Turn
from care.orders.service import OrderState

Need = Literal["nothing", "order", "customer"]
Answer = Callable[..., Awaitable[None]]


def any_order(_state: OrderState) -> bool:
    return True


@dataclass(frozen=True)
class Topic:
    """A wish of a shopper. `needs`: what must be known first; the counter sees to that.

    `fitting`: the orders such a wish is usually about; with only one of them nobody is asked which.
    `money`: the answer looks at payments, refunds, returns or exchanges.
    """

    intent: str
    answer: Answer
    needs: Need = "nothing"
    fitting: Callable[[OrderState], bool] = any_order
    money: bool = False


TOPICS: dict[str, Topic] = {}


def answers(*intents: str, **terms: Any) -> Callable[[Answer], Answer]:
    """Enters a function as the answer to these intents.

    `needs="order"` calls it with (turn, state), else (turn).
    """

    def enter(answer: Answer) -> Answer:
        for intent in intents:
            TOPICS[intent] = Topic(intent, answer, **terms)
        return answer

    return enter


def takes_what_was_heard(topic: Topic, turn: Turn) -> bool:
    """Whether the bare facts of this line belong to the topic that waits, or was just answered."""
    about_an_order = bool({"order_number", "email"} & turn.heard.keys())
    return bool(turn.asking) or about_an_order == (topic.needs != "nothing")
