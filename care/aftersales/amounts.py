"""Money of an order: what was paid and by what, what still goes back, how it is shared out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from care.aftersales.facts import Line, Method, Order
from care.aftersales.quotes import Move

# Of a return or an exchange: nothing is owed any more. The database counts the same way (migration 0002).
CLOSED = frozenset({"refunded", "completed", "rejected", "cancelled"})
GIFT_CARD = "gift_card"
NOTHING = Decimal("0.00")


def paid_by(order: Order[Line]) -> dict[str, Decimal]:
    """What each method has paid, less what went back to it; first used first. Some may be below nothing."""
    net: dict[str, Decimal] = {}
    for move in order.transactions:
        amount = move.amount if move.kind == "payment" else -move.amount
        net[move.method_id] = net.get(move.method_id, NOTHING) + amount
    return net


def to_come(order: Order[Line]) -> Decimal:
    """What returns and exchanges that are under way will give back."""
    returns = (each.amount for each in order.returns if each.status not in CLOSED)
    swaps = (-min(each.price_difference, NOTHING) for each in order.exchanges if each.status not in CLOSED)
    return sum(returns, NOTHING) + sum(swaps, NOTHING)


def left(order: Order[Line]) -> Decimal:
    """The most that can still be given back."""
    return max(sum(paid_by(order).values(), NOTHING) - to_come(order), NOTHING)


def worth(order: Order[Line], lines: Iterable[Line]) -> Decimal:
    """What the lines cost the shopper, less what was paid back for them when a price dropped."""
    some = list(lines)
    ids = {line.id for line in some}
    cost = sum((line.price * line.quantity for line in some), NOTHING)
    credited = (each.amount for each in order.credits if each.line_id in ids and each.kind == "price_drop")
    return max(cost - sum(credited, NOTHING), NOTHING)


def drop(order: Order[Line], line: Line, price_now: Decimal) -> Decimal:
    """What is still to be paid back for the line because its price is lower today."""
    return max(worth(order, [line]) - price_now * line.quantity, NOTHING)


def back(order: Order[Line], amount: Decimal, *, but: str | None = None) -> tuple[Move, ...]:
    """`amount` shared out to the methods that paid, the first used first; never more than each has paid.

    `but`: a method that keeps what it paid.
    """
    moves = []
    for method_id, paid in paid_by(order).items():
        part = min(paid, amount)
        if part > 0 and method_id != but:
            moves.append(Move(-part, method_id))
            amount -= part
    return tuple(moves)


def can_take(method: Method, amount: Decimal) -> bool:
    """Whether the method can pay this much: a gift card must hold it, others are asked when they pay."""
    return method.kind != GIFT_CARD or (method.balance or NOTHING) >= amount


def first_paid_with(order: Order[Line]) -> str | None:
    """The method the order was paid with and still is; the first one."""
    return next((method_id for method_id, paid in paid_by(order).items() if paid > 0), None)


def total(lines: Sequence[Line]) -> Decimal:
    return sum((line.price * line.quantity for line in lines), NOTHING)
