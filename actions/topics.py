"""Which intents are answered by what: every subject enters its answers here, and one action finds them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from actions.turn import Turn
from care.aftersales.errors import Refused
from care.aftersales.rules import why_not
from care.aftersales.wishes import Wish
from care.orders.service import OrderState

Need = Literal["nothing", "order", "customer"]
Answer = Callable[..., Awaitable[None]]


# Reasons that lie in how far an order has come: such an order is hardly the one that is meant.
NOT_YET_OR_TOO_LATE = {
    "already_cancelled", "already_packed", "already_left", "already_delivered", "not_cancellable",
    "not_changeable", "not_paid_yet", "not_delivered_yet",
}  # fmt: skip


def any_order(_state: OrderState) -> bool:
    return True


@dataclass(frozen=True)
class Topic:
    """A wish of a shopper. `needs`: what must be known first; the counter sees to that.

    `fitting`: the orders such a wish is usually about; with only one of them nobody is asked which.
    `money`: the answer looks at payments, refunds, returns or exchanges.
    `grants`: what would be done; orders for which the shop's policy allows none of it do not fit.
    """

    intent: str
    answer: Answer
    needs: Need = "nothing"
    fitting: Callable[[OrderState], bool] = any_order
    money: bool = False
    grants: tuple[type[Wish], ...] = ()

    def fits(self, turn: Turn, state: OrderState) -> bool:
        """Whether such a wish may well be about this order."""
        if not self.fitting(state):
            return False
        refused = self._refused(turn, state)
        return not refused or None in refused

    def nearly_fits(self, turn: Turn, state: OrderState) -> bool:
        """Whether the policy, and not the order's progress, is all that stands against it."""
        return any(each and each.reason not in NOT_YET_OR_TOO_LATE for each in self._refused(turn, state))

    def _refused(self, turn: Turn, state: OrderState) -> list[Refused | None]:
        return [why_not(kind, state.order, turn.shop, turn.now) for kind in self.grants]


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
