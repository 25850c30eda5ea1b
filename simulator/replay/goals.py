"""What a shopper wants done, in a shop's words: the writes of a task, and how they change their mind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from simulator.replay.facts import Customer, Line, Method, Order, Row, Store, Variant
from simulator.replay.tasks import Task

Kind = Literal["cancel", "address", "payment", "items", "return", "exchange", "default_address"]

KINDS: dict[str, Kind] = {
    "cancel_pending_order": "cancel",
    "modify_pending_order_address": "address",
    "modify_pending_order_payment": "payment",
    "modify_pending_order_items": "items",
    "return_delivered_order_items": "return",
    "exchange_delivered_order_items": "exchange",
    "modify_user_address": "default_address",
}
PARTS = ("address1", "address2", "city", "state", "zip", "country")


@dataclass(frozen=True)
class Goal:
    """One thing to be done. `variants` goes with `lines`: what is wanted in the place of each.

    `ok=False`: the shop must refuse it. `first`: what they say they want, until they are asked to confirm.
    `only_asks`: they want to hear what it comes to, and leave it at that. `idle`: it is like that already, so
    that the shop may say so and do nothing.
    """

    kind: Kind
    order: Order | None = None
    lines: tuple[Line, ...] = ()
    variants: tuple[Variant, ...] = ()
    method: Method | None = None
    reason: str = ""
    address: Row | None = None
    ok: bool = True
    first: Goal | None = None
    only_asks: bool = False
    idle: bool = False

    @property
    def swaps(self) -> list[tuple[Line, Variant]]:
        return list(zip(self.lines, self.variants, strict=False))

    @property
    def has_twins(self) -> bool:
        """Whether the name of one of the things means another in the order as well."""
        ordered = [line.name for line in self.order.lines] if self.order else []
        return any(ordered.count(line.name) > 1 for line in self.lines)

    @property
    def difference(self) -> Decimal:
        """What other variants cost more."""
        return sum((variant.price - line.price for line, variant in self.swaps), Decimal(0))

    @property
    def is_whole_order(self) -> bool:
        return self.order is not None and len(self.lines) == len(self.order.lines)


def goals_of(task: Task, store: Store) -> list[Goal]:
    """The task's writes in their order, with a change of mind where the task tells of one."""
    customer = store.customer(task.customer_id)
    goals = list(_known_idle([_goal(write, customer, store) for write in task.writes], customer))
    if "change_mind_at_confirm" in task.tags:
        for place, goal in enumerate(goals):
            if first := said_first(goal, task.story, store, customer):
                goals[place] = replace(goal, first=first)
                break
    return goals


def _known_idle(goals: Sequence[Goal], customer: Customer) -> Iterator[Goal]:
    """The goals in their order, those marked that find everything as they want it."""
    places = {order.number: order.address for order in customer.orders.values()} | {"": customer.address}
    for goal in goals:
        if goal.address is not None:
            place = goal.order.number if goal.order else ""
            yield replace(goal, idle=_postal(places[place]) == _postal(goal.address))
            places[place] = goal.address
        elif goal.kind == "items":
            yield replace(goal, idle=all(line.variant_id == variant.id for line, variant in goal.swaps))
        else:
            yield goal


def _postal(address: Row) -> list[str]:
    return [address.get(part) or "" for part in PARTS]


def _goal(write: Row, customer: Customer, store: Store) -> Goal:
    kind = KINDS[write["action"]]
    order = customer.orders.get(write.get("order_id", ""))
    lines = _lines(order, write.get("item_ids") or []) if order else ()
    variants = tuple(store.variant(one) for one in write.get("new_item_ids") or [])
    if kind == "items":
        lines, variants = _really_other(lines, variants)
    return Goal(
        kind=kind,
        order=order,
        lines=lines,
        variants=variants,
        method=customer.methods.get(write.get("payment_method_id", "")),
        reason=write.get("reason", ""),
        address={part: write.get(part) or "" for part in PARTS} if "address1" in write else None,
        ok=write.get("ok", True),
    )


def _lines(order: Order, variant_ids: Sequence[str]) -> tuple[Line, ...]:
    """The line of each variant, each line once; fewer where the order has not as many."""
    free, found = list(order.lines), []
    for variant_id in variant_ids:
        if line := next((one for one in free if one.variant_id == variant_id), None):
            free.remove(line)
            found.append(line)
    return tuple(found)


def _really_other(
    lines: tuple[Line, ...], variants: tuple[Variant, ...]
) -> tuple[tuple[Line, ...], tuple[Variant, ...]]:
    """Without those that stay as they are, where others do not: nobody asks that of a pending order."""
    others = [swap for swap in zip(lines, variants, strict=False) if swap[0].variant_id != swap[1].id]
    if not others:
        return lines, variants
    return tuple(line for line, _ in others), tuple(variant for _, variant in others)


def said_first(goal: Goal, story: str, store: Store, customer: Customer) -> Goal | None:
    """What the shopper asks for before they change their mind; None where the story does not lead to one.

    "... only the lamp": more things of that order than they end with. "... also the watch": fewer. Another
    thing of the same name: that one. Else another way to pay or be paid back.
    """
    if goal.order is None or not goal.lines:
        return None
    if len(goal.lines) == 1 and (elsewhere := _twin_elsewhere(goal, customer)):
        return elsewhere
    others = [line for line in goal.order.lines if line not in goal.lines]
    mentioned = [line for line in others if named_in(line.name, story)]
    twins = [line for line in mentioned if line.name == goal.lines[0].name]
    if twins and len(goal.lines) == 1:
        return _with_lines(goal, (twins[0],), store)
    if mentioned and re.search(r"\bonly\b", story):
        return _with_lines(goal, (*mentioned, *goal.lines), store)
    if len(goal.lines) > 1 and re.search(r"\balso\b|\badd\b|\banother\b", story):
        return _with_lines(goal, goal.lines[:-1], store)
    by_another = next((one for one in customer.methods.values() if one != goal.method), None)
    if by_another and goal.method and goal.kind == "return" and goal.order.paid_by == by_another.id:
        return replace(goal, method=by_another)
    return None


def _twin_elsewhere(goal: Goal, customer: Customer) -> Goal | None:
    """The same for a thing of that name in another order, where the shopper has exactly one there."""
    assert goal.order is not None
    twins = [
        (order, line)
        for order in customer.orders.values()
        for line in order.lines
        if order != goal.order and order.status == goal.order.status and line.name == goal.lines[0].name
    ]
    if len(twins) != 1 or goal.variants:
        return None
    order, line = twins[0]
    return replace(goal, order=order, lines=(line,), method=customer.methods.get(order.paid_by))


def _with_lines(goal: Goal, lines: tuple[Line, ...], store: Store) -> Goal:
    wanted = {line.id: variant for line, variant in goal.swaps}
    if goal.variants:
        variants = [wanted.get(line.id) or _another(line, store) for line in lines]
        if None in variants:
            return goal
        return replace(goal, lines=lines, variants=tuple(one for one in variants if one))
    return replace(goal, lines=lines)


def _another(line: Line, store: Store) -> Variant | None:
    """Some other variant of the same thing: the one most like it."""
    free = [one for one in store.products[line.product_id].on_sale if one.id != line.variant_id]

    def alike(variant: Variant) -> int:
        return sum(line.options.get(name) == value for name, value in variant.options.items())

    return max(free, key=alike, default=None)


def named_in(name: str, story: str) -> bool:
    """Whether the story speaks of such a thing: its whole name, or the last word of it, one or several."""
    words = [name, name.split()[-1]] if len(name.split()) > 1 else [name]
    squeezed = re.sub(r"[\s-]+", "", story.casefold())
    if re.sub(r"[\s-]+", "", name.casefold()) in squeezed:
        return True
    return any(re.search(rf"\b{re.escape(one.rstrip('s'))}e?s?\b", story, re.IGNORECASE) for one in words)
