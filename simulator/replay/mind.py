"""Answers what the counter asks on the way to one goal, from what the goal says and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from simulator.replay import reading, words
from simulator.replay.card import Wrong, wrong_on
from simulator.replay.facts import Customer, Line, Variant
from simulator.replay.goals import Goal
from simulator.replay.moves import Done, Move, Stuck, Tap, Type
from simulator.replay.reading import ALL, CHANGE, DONE, MORE, YES, Said, plain

LEAVE_IT = "Never mind, leave it as it is"
MOST_TRIES = 2  # to say one thing
MOST_TAPS = 3  # on one choice: after "change something" it may be asked again
MOST_PAGES = 4  # of choices, by "something else"

# What the choices are called that begin such a wish, where the counter is not sure what was meant.
BEGINS = {
    "cancel": r"\bcancel\b(?!.*cost)",
    "address": r"change the (delivery )?address|delivery address",
    "payment": r"pay another way|payment method|another way to pay",
    "items": r"change what i ordered|change the items|another variant",
    "return": r"^return (something|it|an item)|send .*back",
    "exchange": r"^exchange|swap",
    "default_address": r"change my details|default address|my (address|profile)",
}
# What one can change at the card, by what is not as it should be.
CHANGES = {
    "order": r"order",
    "lines": r"items|things|products",
    "variants": r"instead|variant",
    "method": r"paid|pay\b|refund|money|method|difference",
    "address": r"address|where",
    "reason": r"reason|why",
}


@dataclass(frozen=True)
class Fit:
    """A choice that says what is wanted; `lines` and `swap` are the ids it settles.

    `words`: what one could write instead, and then it settles `all_lines`.
    """

    label: str
    lines: frozenset[str] = frozenset()
    swap: frozenset[str] = frozenset()
    what: str = ""
    words: str = ""
    all_lines: frozenset[str] = frozenset()


@dataclass
class Mind:
    """One goal on its way. `opened`: in how many ways it was begun so far."""

    goal: Goal
    customer: Customer
    seed: str = ""  # what is typed although it could be tapped differs by it
    agreed: bool = False
    left: bool = False  # the shopper gave it up, as they meant to
    refused: bool = False  # the shop said no, and the shopper took it
    opened: int = 0
    taps_options: bool = True  # one option after the other; who was misunderstood writes the whole variant
    to_change: Wrong | None = None  # what "change something" was tapped for
    begins_again: bool = False  # the shopper broke off and wants something else after all
    picked: set[str] = field(default_factory=set)
    swapped: set[str] = field(default_factory=set)
    tried: Counter[str] = field(default_factory=Counter)
    final: Goal | None = None

    def __post_init__(self) -> None:
        if self.goal.first is not None:
            self.final, self.goal = replace(self.goal, first=None), self.goal.first

    def answer(self, said: Said) -> Move:
        """The next step, after `said`."""
        if self.agreed and not said.is_quote:
            return Done()
        if said.is_quote:
            return self._at_quote(said)
        return self._choose(said) or self._in_words(said) or self._not_asked(said)

    # At the card that restates everything

    def _at_quote(self, said: Said) -> Move:
        if self.final is not None:
            return self._change_mind(said)
        wrong = wrong_on(said.text, self.goal, self.customer)
        if self.goal.only_asks and not (wrong and self.goal.variants):
            self.left = True
            return Type(LEAVE_IT)
        if wrong is None:
            self.agreed = True
            return Type("yes please") if self._likes_to_type("yes") else Tap(said.label(YES) or "")
        return self._put_right(said, wrong)

    def _change_mind(self, said: Said) -> Move:
        first, final = self.goal, self.final
        assert final is not None
        self.goal, self.final = final, None
        self.picked, self.swapped = set(), set()
        change = said.label(CHANGE)
        if first.order != final.order or change is None:
            self.begins_again = True
            return Type(LEAVE_IT)
        self.to_change = Wrong("lines")
        return Tap(change)

    def _put_right(self, said: Said, wrong: Wrong) -> Move:
        """By "change something"; the second time in words, where that says it all."""
        tries, change = self._tries(f"card: {wrong.what}"), said.label(CHANGE)
        if tries > MOST_TRIES or not change:
            return self._give_up(f"the card to confirm has another {wrong.what} than wanted")
        if not self.goal.ok and wrong.what == "method" and self.goal.method:
            return Type(f"No, I want to use my {self.goal.method.words}")
        if wrong.swap and tries == MOST_TRIES:
            line, variant = wrong.swap
            return Type(f"No, instead of the {line.name} I want {words.variant(variant)}")
        if wrong.what == "lines":
            self.picked = set()
        if wrong.swap:
            self.swapped, self.taps_options = set(), False
        self.to_change = wrong
        return Tap(change)

    def _tries(self, what: str) -> int:
        """How often this was tried, with this time."""
        self.tried[what] += 1
        return self.tried[what]

    # Among the choices on offer

    def _choose(self, said: Said) -> Move | None:
        for fit in self._fitting(said):
            if fit.words and self._likes_to_type(fit.what):
                self.picked |= fit.all_lines
                self.swapped |= fit.swap
                return Type(fit.words)
            if self._tries(f"tap {fit.label}") <= MOST_TAPS:
                self.picked |= fit.lines
                self.swapped |= fit.swap
                return Tap(fit.label)
        return None

    def _likes_to_type(self, what: str) -> bool:
        """Some type some answers, once; who is not understood taps."""
        return (
            bool(self.seed) and words.number_of(self.seed, what) % 4 == 0 and self._tries(f"type {what}") == 1
        )

    def _fitting(self, said: Said) -> Iterator[Fit]:
        """The choices that say what the shopper wants, the surest first."""
        goal, labels = self.goal, said.labels
        if goal.order and (label := reading.order_label(labels, goal.order.number)):
            yield Fit(label, what="order", words=goal.order.number)
        yield from self._to_change(said)
        yield from self._lines(said)
        yield from self._variants(said)
        if goal.reason and (label := reading.reason_label(labels, goal.reason)):
            yield Fit(label, what="reason", words=f"it's {goal.reason}")
        if goal.method and (label := reading.method_label(labels, goal.method)):
            yield Fit(label, what="method", words=f"my {goal.method.words}")
        if goal.address and (label := reading.address_label(labels, goal.address)):
            yield Fit(label, what="address", words=words.in_one_line(goal.address))
        if not self.picked and (label := said.label(re.compile(BEGINS[goal.kind], re.IGNORECASE))):
            yield Fit(label)

    def _to_change(self, said: Said) -> Iterator[Fit]:
        """What is to be different; of several things, the one that was not as wanted."""
        wrong, self.to_change = self.to_change, None
        if wrong is None:
            return
        labels = [one for one in said.labels if re.search(CHANGES[wrong.what], one, re.IGNORECASE)]
        named = [one for one in labels if wrong.swap and plain(wrong.swap[0].name) in plain(one)]
        for label in (named or labels)[:1]:
            yield Fit(label)

    def _lines(self, said: Said) -> Iterator[Fit]:
        """One wanted line after the other; "all of them" where that is meant; "that's all" at the end."""
        goal = self.goal
        if not goal.lines:
            return
        if said.label(ALL) and not said.label(DONE):
            self.picked = set()  # the question is a new one: nothing was taken in so far
        left = [line for line in goal.lines if line.id not in self.picked]
        everything = goal.is_whole_order and len(left) > 1 and not self.picked
        if everything and (label := said.label(ALL)):
            yield Fit(label, frozenset(line.id for line in left))
        rest = frozenset(line.id for line in left)
        named = "" if self.picked or goal.has_twins else words.names(left)
        for line in left:
            if label := reading.line_label(said.labels, line):
                yield Fit(label, frozenset({line.id}), what="lines", words=named, all_lines=rest)
        if label := said.label(DONE):
            yield Fit(label)

    def _variants(self, said: Said) -> Iterator[Fit]:
        swaps = self._swaps_meant(said)
        for line, variant in swaps:
            if label := reading.variant_label(said.labels, variant):
                yield Fit(label, swap=frozenset({line.id}), what="variant", words=words.variant(variant))
        for _, variant in swaps if self.taps_options else ():
            if label := reading.value_label(said.labels, variant):
                yield Fit(label)

    def _swaps_meant(self, said: Said) -> list[tuple[Line, Variant]]:
        """Those whose thing the question names, of two of a name by its options, the unanswered first."""
        asked = plain(said.newest)
        named = [swap for swap in self.goal.swaps if plain(swap[0].name) in asked]
        exactly = [
            swap for swap in named if all(map(reading.word(asked), map(plain, swap[0].options.values())))
        ]
        meant = exactly or named or self.goal.swaps
        return [swap for swap in meant if swap[0].id not in self.swapped] or meant

    # In words

    def _in_words(self, said: Said) -> Move | None:
        if not said.asks(r"[?？]|\bneed\b|\btype\b|\bwrite\b"):
            return None
        for what, pattern, text in self._could_say(said):
            if text and said.asks(pattern) and self._tries(what) <= MOST_TRIES:
                return Type(text)
        return None

    def _could_say(self, said: Said) -> Iterator[tuple[str, str, str]]:
        goal = self.goal
        if goal.address:
            yield "address", r"\baddress\b|\bwhere\b", words.in_one_line(goal.address)
        if goal.order:
            yield "number", r"which order|order number", goal.order.number
        if goal.lines and not self.picked:
            yield (
                "lines",
                r"\bwhich\b.*\b(items?|things?|of it|of them)\b|\bwhat would you like to\b",
                words.names(goal.lines),
            )
        for line, variant in self._swaps_meant(said)[:1] if goal.variants else ():
            yield f"variant {line.id}", r"\bwhich\b|\bwhat\b|\binstead\b", words.variant(variant)
        if goal.method:
            yield (
                "method",
                r"\bpa(y|id|yment)\b|\brefund|\bmoney\b|\bcard\b|\bmethod\b|\bdifference\b",
                f"my {goal.method.words}",
            )
        if goal.reason:
            yield "reason", r"\bwhy\b|\breason\b", goal.reason

    def _not_asked(self, said: Said) -> Move:
        """Nothing here is about what the shopper wants, at least in no way they understand."""
        more = said.label(MORE)
        if more and len(said.labels) > 4 and self._tries("more") <= MOST_PAGES:
            return Tap(more)
        if not self.goal.ok or self.goal.idle:
            return self._give_up("")
        if self.opened <= MOST_TRIES:
            return Done()
        return Stuck("the counter does not ask what is needed to go on")

    def _give_up(self, why: str) -> Move:
        if self.goal.ok and not self.goal.idle:
            return Stuck(why)
        self.refused = True
        return Type(LEAVE_IT)
