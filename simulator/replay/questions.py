"""Which questions make the counter say what a task wants to hear: found by what their answers would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from simulator.replay.facts import CENT, Customer, Line, Order, Product, Store
from simulator.replay.goals import Goal, named_in
from simulator.replay.tasks import Task
from simulator.replay.words import names

When = Literal["before", "after"]


@dataclass(frozen=True)
class Question:
    """Something to ask, in other words where the first are not understood, and what the answer will hold."""

    asked: tuple[str, ...]
    figures: frozenset[Decimal] = frozenset()
    words: frozenset[str] = frozenset()
    when: When = "after"
    number: str = ""  # of the order it is about
    product: str = ""  # the name of the product it is about
    goal: Goal | None = None  # asked by beginning this and leaving it at the confirm card
    closeness: int = 0  # to what the shopper is here for: this visit, their orders, what the shop sells
    wants: tuple[str, ...] = ()  # what of the task's strings it is to bring

    def brings(self, wanted: str) -> bool:
        figure = _figure(wanted)
        if figure is not None and figure in self.figures:
            return True
        return any(_within(wanted, words) for words in self.words)


def questions_for(
    task: Task, store: Store, before: Customer, after: Customer, goals: Sequence[Goal]
) -> list[Question]:
    """What to ask for all that must be said, in few questions; in the story's words where none is known."""
    open_ = list(task.must_say)
    possible = list(_possible(task, store, before, after, goals))
    chosen: list[Question] = []
    while open_:
        best = max(possible, key=lambda one: _worth(one, open_, task), default=None)
        if best is None or not any(best.brings(wanted) for wanted in open_):
            chosen += _in_own_words(task, tuple(open_))
            break
        brought = tuple(wanted for wanted in open_ if best.brings(wanted))
        chosen.append(replace(best, wants=brought))
        open_ = [wanted for wanted in open_ if wanted not in brought]
    return chosen


def _worth(question: Question, open_: Sequence[str], task: Task) -> tuple[int, int, int, int]:
    """Most of what is wanted first, then what is close to the visit, is spoken of, answers little besides."""
    brought = sum(question.brings(wanted) for wanted in open_)
    told = task.told.casefold()
    spoken = sum(word in told for word in _telling(question.asked[0]))
    return brought, question.closeness, spoken, -len(question.words) - len(question.figures)


def _telling(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}|w\d{5,}", text.casefold()) if word not in COMMON}


COMMON = {
    "what",
    "which",
    "order",
    "does",
    "have",
    "with",
    "from",
    "that",
    "this",
    "many",
    "much",
    "your",
    "they",
}


def _possible(
    task: Task, store: Store, before: Customer, after: Customer, goals: Sequence[Goal]
) -> Iterator[Question]:
    for question in _of_session(goals):
        yield replace(question, closeness=2)
    for when, customer in (("after", after), ("before", before)):
        for question in _of_account(customer, goals, task):
            yield replace(question, when=when, closeness=1)  # type: ignore[arg-type]
    about = {line.product_id for goal in goals for line in goal.lines}
    for product in store.products.values():
        if product.id in about or named_in(product.name, task.story):
            yield from _of_product(product)
    yield from _savings(task, store, before)
    for order in before.orders.values():
        yield from _of_some(order)


def _of_session(goals: Sequence[Goal]) -> Iterator[Question]:
    """What all of it comes to: paid back, paid, and the difference of the two."""
    moves = [move for goal in goals if goal.ok for move in _moves(goal)]
    back = -sum((move for move in moves if move < 0), Decimal(0))
    pay = sum((move for move in moves if move > 0), Decimal(0))
    if back:
        asked = ("How much do I get back in all?", "What is the total amount I get back?")
        yield Question(asked, frozenset({back, *(-move for move in moves if move < 0)}))
    if pay:
        asked = ("How much do I have to pay in all?", "What is the total I have to pay for these changes?")
        yield Question(asked, frozenset({pay, abs(pay - back), *(abs(move) for move in moves)}))


def _moves(goal: Goal) -> list[Decimal]:
    """What a goal moves: more than zero is paid, less goes back."""
    if goal.kind == "cancel" and goal.order:
        return [-goal.order.total]
    if goal.kind == "return":
        return [-sum((line.price for line in goal.lines), Decimal(0))]
    return [goal.difference]


def _of_account(customer: Customer, goals: Sequence[Goal], task: Task) -> Iterator[Question]:
    for order in customer.orders.values():
        yield from _of_order(order, goals)
        if order.paid_by in customer.methods:
            asked = (
                f"How did I pay for order {order.number}?",
                f"Which card did I pay order {order.number} with?",
            )
            yield Question(
                asked, words=frozenset({customer.methods[order.paid_by].words}), number=order.number
            )
    lines = [line for order in customer.orders.values() for line in order.lines]
    for name in {line.name for line in lines if named_in(line.name, task.story)}:
        alike = [line.price for line in lines if line.name == name]
        if len(alike) > 1:
            asked = (
                f"How much did I pay for all my {name}s in total?",
                f"What is the total price of my {name}s?",
            )
            yield Question(asked, frozenset({sum(alike, Decimal(0))}), product=name)
    if cards := [one for one in customer.methods.values() if one.balance is not None]:
        asked = ("What is the balance of my gift card?", "How much is left on my gift card?")
        yield Question(asked, frozenset(one.balance for one in cards if one.balance is not None))


def _of_order(order: Order, goals: Sequence[Goal]) -> Iterator[Question]:
    number = order.number

    def about(*asked: str, figures: Iterable[Decimal] = (), words: Iterable[str] = ()) -> Question:
        return Question(asked, frozenset(figures), frozenset(words), number=number)

    if order.tracking:
        asked = f"What is the tracking number of order {number}?"
        yield about(asked, f"tracking number for {number} please", words=order.tracking)
    asked = f"Which address was order {number} sent to?"
    yield about(
        asked,
        f"What is the delivery address of {number}?",
        words=[str(one) for one in order.address.values()],
    )
    asked = f"What is the total of order {number}?"
    yield about(asked, f"How much did I pay for order {number}?", figures=[order.total])
    dearest = max(order.lines, key=lambda line: line.price)
    asked = f"What is the most expensive item in order {number} and what does it cost?"
    yield about(
        asked, f"What did each item of order {number} cost?", figures=[dearest.price], words=[dearest.name]
    )
    for line in order.lines:
        yield from _of_line(line, order)
    for goal in goals:
        if goal.kind == "return" and goal.order and goal.order.number == number:
            kept = [line.price for line in order.lines if line.id not in {one.id for one in goal.lines}]
            asked = f"How much did I pay for the remaining items in order {number}?"
            yield about(
                asked,
                f"What is the total of the items I keep from order {number}?",
                figures=[sum(kept, Decimal(0))],
            )


def _of_some(order: Order) -> Iterator[Question]:
    """What some things of an order cost together; none of which the order has two."""
    once = [line for line in order.lines if [one.name for one in order.lines].count(line.name) == 1]
    for some in _some_of(once):
        if 1 < len(some) < len(order.lines):
            asked = (
                f"How much did I pay for {names(some)} in order {order.number}?",
                f"How much did {names(some)} in order {order.number} cost together?",
            )
            figure = sum((line.price for line in some), Decimal(0))
            yield Question(asked, frozenset({figure}), when="before", number=order.number)


def _of_line(line: Line, order: Order) -> Iterator[Question]:
    asked = (
        f"How much was the {line.name} in order {order.number}, and which options does it have?",
        f"What exactly did I order in {order.number}, and at what price?",
    )
    alike = [one for one in order.lines if one.name == line.name]
    options = {value for one in alike for value in one.options.values()}
    figures = frozenset(one.price for one in alike)
    yield Question(asked, figures, frozenset({line.name, *options}), number=order.number, product=line.name)


def _of_product(product: Product) -> Iterator[Question]:
    on_sale, name = product.on_sale, product.name
    if not on_sale:
        return
    asked = (
        f"How many {name} options are available right now?",
        f"How many variants of the {name} do you have?",
    )
    yield Question(asked, frozenset({Decimal(len(on_sale))}), product=name)
    for word, variant in (("cheapest", on_sale[0]), ("most expensive", on_sale[-1])):
        asked = (
            f"What is the {word} {name} available, and what are its options?",
            f"Which {name} is the {word} one?",
        )
        yield Question(asked, frozenset({variant.price}), frozenset(variant.options.values()), product=name)
    for value in sorted({value for variant in on_sale for value in variant.options.values()}):
        some = [variant for variant in on_sale if value in variant.options.values()]
        asked = (
            f"Which {value} {name}s are available and what do they cost?",
            f"Show me all {name}s in {value}",
        )
        yield Question(
            asked,
            frozenset(variant.price for variant in some),
            frozenset(one for variant in some for one in variant.options.values()),
            product=name,
        )


def _savings(task: Task, store: Store, customer: Customer) -> Iterator[Question]:
    """What would come back if things the story names were exchanged for their cheapest variants."""
    for order in customer.orders.values():
        if order.status != "delivered":
            continue
        lines = [line for line in order.lines if named_in(line.name, task.story)]
        for some in _some_of(lines):
            cheapest = tuple(store.products[line.product_id].on_sale[0] for line in some)
            saved = sum(
                (line.price - one.price for line, one in zip(some, cheapest, strict=True)), Decimal(0)
            )
            if saved:
                method = customer.methods.get(order.paid_by)
                goal = Goal("exchange", order, tuple(some), cheapest, method, only_asks=True)
                asked = (f"How much would I save by exchanging {names(some)} for the cheapest variants?",)
                yield Question(asked, frozenset({abs(saved)}), when="before", number=order.number, goal=goal)


def _some_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Every choice of at most six lines, the smaller ones first."""
    few = lines[:6]
    masks = sorted(range(1, 1 << len(few)), key=lambda mask: (mask.bit_count(), mask))
    for mask in masks:
        yield [line for place, line in enumerate(few) if mask >> place & 1]


def _in_own_words(task: Task, wanted: tuple[str, ...]) -> list[Question]:
    """What the story says the shopper wants to know, as they would say it."""
    sentences = re.split(r"(?<=[.?!])\s+", task.story)
    asking = [one for one in sentences if re.search(r"\b(know|ask|how much|total|which|what|wonder)\b", one)]
    return [Question((in_first_person(one),), wants=wanted) for one in asking[:3]]


def in_first_person(sentence: str) -> str:
    """ "You want to cancel your order" -> "I want to cancel my order"."""
    swaps = {"you": "I", "your": "my", "yours": "mine", "yourself": "myself", "you're": "I'm", "are": "am"}
    text = re.sub(r"\byou are\b", "I am", sentence, flags=re.IGNORECASE)
    del swaps["are"]
    return re.sub(
        r"\b(you're|yourself|yours|your|you)\b",
        lambda found: swaps[found[0].casefold()],
        text,
        flags=re.IGNORECASE,
    ).strip(" .")


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").lstrip("$")).quantize(CENT)
    except InvalidOperation:
        return None


def _within(wanted: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words, re.IGNORECASE) is not None
