"""What the shopper types. The manner differs from task to task and never from run to run."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from simulator.replay.facts import Line, Options, Row, Variant
from simulator.replay.goals import Goal, Kind
from simulator.replay.tasks import Identity, Task

BARE: dict[Kind, tuple[str, ...]] = {
    "cancel": (
        "I want to cancel an order",
        "Please cancel my order",
        "I'd like to cancel something I ordered",
    ),
    "address": (
        "I need to change the delivery address of an order",
        "My order goes to the wrong address",
        "Please send my order to another address",
    ),
    "payment": (
        "I want to pay for my order with something else",
        "I'd like to change the payment method of an order",
        "Can I change how I pay for my order?",
    ),
    "items": (
        "I want to change an item in my order",
        "I'd like to change the items of a pending order",
        "Can I change what I ordered?",
    ),
    "return": ("I want to return something", "I'd like to send something back", "Can I return an item?"),
    "exchange": (
        "I want to exchange an item",
        "I'd like to exchange something",
        "Can I swap something I got?",
    ),
    "default_address": (
        "I want to change my default address",
        "Please update the address of my account",
        "I moved, please change the address in my profile",
    ),
}


def number_of(*parts: object) -> int:
    """A number that is the same in every run: what varies by task must not vary by chance."""
    return zlib.crc32("|".join(str(part) for part in parts).encode())


def wish(goal: Goal, task: Task, turn: int, again: int = 0) -> str:
    """How the wish is opened: bare, with the order, or with all that matters in one sentence.

    `again`: how often it was opened in vain; then it is said in other words.
    """
    manner = (number_of(task.id, turn, "manner") + again) % 3
    if (
        goal.order
        and goal.swaps
        and not goal.difference
        and goal.method
        and goal.method.id != goal.order.paid_by
    ):
        manner = 2  # nobody will ask by what a difference of nothing is to go
    said = BARE[goal.kind][(number_of(task.id, turn, "words") + again) % 3]
    if manner == 0 or goal.order is None:
        return said
    return with_order(goal) if manner == 1 else in_full(goal)


def with_order(goal: Goal) -> str:
    assert goal.order is not None
    number = goal.order.number
    return {
        "cancel": f"I want to cancel order {number}",
        "address": f"I need to change the address of order {number}",
        "payment": f"I want to change the payment method of order {number}",
        "items": f"I'd like to change an item in order {number}",
        "return": f"I want to return something from order {number}",
        "exchange": f"I want to exchange something from order {number}",
    }[goal.kind]


def in_full(goal: Goal) -> str:
    """One sentence with the order, the things and how the money goes."""
    assert goal.order is not None
    number, things = goal.order.number, names(goal.lines)
    method = goal.method.words if goal.method else ""
    match goal.kind:
        case "cancel":
            because = "I no longer need it" if "need" in goal.reason else f"it was {goal.reason}"
            return f"Please cancel order {number}, {because}"
        case "address":
            return f"Please send order {number} to {in_one_line(goal.address or {})}"
        case "payment":
            return f"I want to pay order {number} with my {method} instead"
        case "return":
            return f"I'd like to return {things} from order {number}, refund to my {method}"
        case "exchange":
            return f"I'd like to exchange {things} from order {number}, I pay the difference with my {method}"
        case _:
            return f"I want to change {things} in order {number}"


def both(one: Goal, other: Goal) -> str:
    """Two wishes in one message."""
    return f"{_clause(one)}, and {_clause(other)}"


def _clause(goal: Goal) -> str:
    if goal.order is None:
        return "I want to change my default address"
    number, things = goal.order.number, names(goal.lines)
    return {
        "cancel": f"I want to cancel order {number}",
        "address": f"I want to change the delivery address of order {number}",
        "payment": f"I want to change the payment method of order {number}",
        "items": f"I want to change {things} in order {number} to another variant",
        "return": f"I want to return {things} from order {number}",
        "exchange": f"I want to exchange {things} from order {number}",
        "default_address": "",
    }[goal.kind]


def names(lines: Sequence[Line]) -> str:
    """ "the Backpack and the Water Bottle"; lines of one name are told apart by their options."""
    seen = [line.name for line in lines]
    each = [
        f"the {line.name}" + (f" ({values(line.options)})" if seen.count(line.name) > 1 else "")
        for line in lines
    ]
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def values(options: Options) -> str:
    return ", ".join(options.values())


def variant(wanted: Variant) -> str:
    return values(wanted.options)


def in_one_line(address: Row) -> str:
    place = " ".join(part for part in (address.get("state"), address.get("zip")) if part)
    parts = (
        address.get("address1"),
        address.get("address2"),
        address.get("city"),
        place,
        address.get("country"),
    )
    return ", ".join(part for part in parts if part)


def who_by_name(who: Identity, zip_code: str) -> str:
    return f"{who.email}, {who.first_name} {who.last_name}, {zip_code}"


def in_a_sentence(who: Identity, zip_code: str) -> str:
    return f"My name is {who.first_name} {who.last_name} and my zip code is {zip_code}"
