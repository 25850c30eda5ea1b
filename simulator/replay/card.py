"""Reads the card that restates everything before a yes: is it what the shopper wants?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from simulator.replay.facts import Customer, Line, Variant
from simulator.replay.goals import Goal
from simulator.replay.reading import NUMBER, is_method, plain, reason_label, word


@dataclass(frozen=True)
class Wrong:
    """What a card has otherwise: "order", "lines", "variants", "method", "address" or "reason".

    `swap`: of variants, the thing and what is wanted in its place.
    """

    what: str
    swap: tuple[Line, Variant] | None = None


def wrong_on(card: str, goal: Goal, customer: Customer) -> Wrong | None:
    """The first thing on the card that is not as wanted."""
    shown = plain(card)
    numbers = {one.casefold() for one in NUMBER.findall(card)}
    if goal.order and numbers and goal.order.number.casefold() not in numbers:
        return Wrong("order")
    if goal.kind in {"return", "exchange", "items"} and _has_other_lines(shown, goal):
        return Wrong("lines")
    if swap := next((one for one in goal.swaps if not _is_told(shown, *one)), None):
        return Wrong("variants", swap)
    if goal.method and _is_by_another(card, goal, customer):
        return Wrong("method")
    if goal.address and plain(goal.address["address1"]) not in shown:
        return Wrong("address")
    said = re.search(r"reason: ([^.]+)", shown)
    if goal.reason and said and not reason_label([said[1]], goal.reason):
        return Wrong("reason")
    return None


def _has_other_lines(shown: str, goal: Goal) -> bool:
    """Whether a thing is missing, or one is there that stays. Of several of a name, as many must be there."""
    assert goal.order is not None
    wanted = Counter(plain(line.name) for line in goal.lines)
    ordered = Counter(plain(line.name) for line in goal.order.lines)
    for name, pieces in ordered.items():
        said = len(re.findall(rf"(?<!\w){re.escape(name)}s?(?!\w)", shown))
        if (said > 0) != (wanted[name] > 0) or (pieces > 1 and said != wanted[name]):
            return True
    return any(_is_the_twin(shown, line, goal) for line in goal.lines)


def _is_the_twin(shown: str, line: Line, goal: Goal) -> bool:
    """Whether the card names the other of two things of one name."""
    assert goal.order is not None
    twins = [one for one in goal.order.lines if one.name == line.name and one.options != line.options]
    has = word(shown)
    apart = [
        plain(value)
        for twin in twins
        for name, value in line.options.items()
        if twin.options.get(name) != value
    ]
    return not all(map(has, apart))


def _is_told(shown: str, line: Line, variant: Variant) -> bool:
    """Whether the card says that this variant takes the line's place."""
    values = [plain(value) for value in variant.options.values()]
    becomes = re.findall(rf"{re.escape(plain(line.name))}[^→]*→(?=([^→]*))", shown)
    if becomes:
        same = line.variant_id == variant.id
        return any(all(map(word(part), values)) or (same and " same" in part) for part in becomes)
    changed = [plain(value) for name, value in variant.options.items() if line.options.get(name) != value]
    return all(map(word(shown), changed))


def _is_by_another(card: str, goal: Goal, customer: Customer) -> bool:
    assert goal.method is not None
    others = [one for one in customer.methods.values() if one.id != goal.method.id]
    return not is_method(card, goal.method) and any(is_method(card, other) for other in others)
