"""How a flow says what it is: its wish, the orders such a wish is usually about, and its questions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actions.topics import TOPICS, Need, Topic, any_order
from care.aftersales.wishes import Wish
from care.orders.service import OrderState

if TYPE_CHECKING:
    from actions.funnel.asking import Ask
    from actions.turn import Turn

Steps = Callable[["Ask"], Awaitable[Wish | None]]


@dataclass(frozen=True)
class Funnel:
    """`steps` asks the questions and returns the wish; None where there is nothing left to do."""

    name: str
    steps: Steps
    photos: bool = False  # a photo helps


FUNNELS: dict[str, Funnel] = {}


def funnel(
    intent: str,
    *grants: type[Wish],
    needs: Need = "order",
    fitting: Callable[[OrderState], bool] = any_order,
    photos: bool = False,
) -> Callable[[Steps], Steps]:
    """Enters a coroutine as the funnel of an intent. `grants`: the wishes it may return.

    Orders for which the shop's policy allows none of them are not offered.

    Its own texts begin with the intent: `return-item-ask-lines` asks the question `lines`.
    """

    def enter(steps: Steps) -> Steps:
        async def begin(turn: Turn, *_: OrderState) -> None:
            from actions.funnel import steering  # knows every flow, so it cannot be known to them

            await steering.begin(turn, FUNNELS[intent])

        FUNNELS[intent] = Funnel(intent, steps, photos)
        TOPICS[intent] = Topic(intent, begin, needs, fitting, money=True, grants=grants)
        return steps

    return enter


def words_key(name: str, *parts: str) -> str:
    """`return_item`, "ask", "lines" -> `return-item-ask-lines`."""
    return "-".join((name, *parts)).replace("_", "-")
