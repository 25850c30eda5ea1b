"""What a shopper came for, in the order they bring it up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.replay.facts import Customer, Order, Store
from simulator.replay.goals import Goal, Kind, goals_of, named_in
from simulator.replay.questions import Question, questions_for
from simulator.replay.tasks import Task

STORIES: tuple[tuple[Kind, str, str], ...] = (
    ("return", r"\breturn\b", "delivered"),
    ("exchange", r"\bexchange\b", "delivered"),
    ("cancel", r"(?<!undo )\bcancel\b", "pending"),
)


@dataclass(frozen=True)
class Agenda:
    """Questions to begin with, what is to be done, questions about how it came out, and a person."""

    before: Sequence[Question]
    goals: Sequence[Goal]
    after: Sequence[Question]
    person: bool
    together: bool  # the first two goals are said in one message


def agenda_of(task: Task, store: Store, after: Customer) -> Agenda:
    """`after`: the customer as they are once all is done."""
    before = store.customer(task.customer_id)
    goals = goals_of(task, store)
    questions = questions_for(task, store, before, after, goals)
    if not goals and (goal := from_story(task, before)):
        goals = [goal]
    return Agenda(
        before=[one for one in questions if one.when == "before"],
        goals=goals,
        after=[one for one in questions if one.when == "after"],
        person=task.handoff,
        together="multi_intent_one_message" in task.tags
        and len(goals) > 1
        and all(one.order for one in goals[:2]),
    )


def from_story(task: Task, customer: Customer) -> Goal | None:
    """Where nothing is to be done in the end: what the story lets them ask for and not go through with."""
    for kind, pattern, status in STORIES:
        if re.search(pattern, task.story, re.IGNORECASE):
            orders = [one for one in customer.orders.values() if one.status == status]
            if order := _told_of(orders, task.story):
                lines = [line for line in order.lines if named_in(line.name, task.story)] or list(order.lines)
                reason = "no longer needed" if kind == "cancel" else ""
                return Goal(
                    kind=kind,
                    order=order,
                    lines=tuple(lines) if kind != "cancel" else (),
                    method=customer.methods.get(order.paid_by),
                    reason=reason,
                    only_asks=True,
                )
    return None


def _told_of(orders: Sequence[Order], story: str) -> Order | None:
    """The order the story names, by its number or by most of its things; else the newest."""

    def told(order: Order) -> tuple[bool, int, str]:
        named = sum(named_in(line.name, story) for line in order.lines)
        return order.number.lstrip("#") in story, named, order.placed_at

    return max(orders, key=told, default=None)
