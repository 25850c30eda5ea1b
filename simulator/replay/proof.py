"""How a guest proves who they are: number and e-mail, or name and zip, then the code from their mail."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from simulator.replay.moves import Move, Stuck, Tap, Type, TypeCode
from simulator.replay.reading import NEW_CODE, NO_NUMBER, SEND_CODE, Said
from simulator.replay.tasks import Identity, Task
from simulator.replay.words import in_a_sentence, number_of, who_by_name

ASKS_CODE = r"(?<!zip )\bcode\b"
ASKS_EMAIL = r"e-?mail"
ASKS_NUMBER = r"order number|number of (any|one|an)"
MOST_TIMES = 2  # to say one thing
ASKS_NAME = r"\bzip\b|first and last name"
FIVE_DIGITS = re.compile(r"\b\d{5}\b")


@dataclass
class Proof:
    """What the guest gives when asked. `zips`: what they say, one after the other; the last is right."""

    who: Identity
    number: str  # of one of their orders; empty: they do not have it at hand
    zips: list[str] = field(default_factory=list)
    proved: bool = False
    waiting: bool = False  # a code was typed, and nobody said yet whether it was right
    given: Counter[str] = field(default_factory=Counter)  # how often each thing was said

    @property
    def by_name(self) -> bool:
        return not self.number

    def hear(self, said: Said) -> None:
        """Notes whether the code that was typed has been taken."""
        if self.waiting:
            self.waiting = False
            self.proved = not said.asks(ASKS_CODE)

    def answer(self, said: Said) -> Move | None:
        """What to answer to a question about who they are; None where there is none."""
        if self.proved:
            return None
        if label := said.label(SEND_CODE):
            return Tap(label)
        if said.asks(ASKS_CODE):
            return TypeCode()
        if self.by_name:
            return self._by_name(said)
        if said.asks(ASKS_NUMBER):
            return self._give(f"{self.number}, {self.who.email}" if said.asks(ASKS_EMAIL) else self.number)
        return self._give(self.who.email) if said.asks(ASKS_EMAIL) else None

    def _by_name(self, said: Said) -> Move | None:
        if label := said.label(NO_NUMBER):
            return Tap(label)
        if said.asks(ASKS_NAME):
            who = who_by_name(self.who, self.zips[0])
            return self._give(in_a_sentence(self.who, self.zips[0]) if self.given[who] else who)
        if said.asks(ASKS_NUMBER):
            return self._give("I don't have the number")
        return self._give(self.who.email) if said.asks(ASKS_EMAIL) else None

    def _give(self, text: str) -> Move:
        self.given[text] += 1
        if self.given[text] > MOST_TIMES:
            return Stuck(f"the counter does not take in {text!r}")
        return Type(text)

    def once_more(self, said: Said) -> Move | None:
        """No code came although all is right: asks for another, once."""
        label = said.label(NEW_CODE)
        if label is None or self.given[label]:
            return None
        self.given[label] += 1
        return Tap(label)

    def correct(self) -> Move | None:
        """No code came: what they had got wrong, if anything."""
        if len(self.zips) < 2:
            return None
        self.zips.pop(0)
        return Type(f"Sorry, I got my zip code wrong. {who_by_name(self.who, self.zips[0])}")


def proof_of(task: Task, numbers: list[str]) -> Proof:
    """By name and zip where the task says that they know these; else by an order of theirs and the e-mail."""
    wrong = _wrong_zips(task)
    by_name = bool(wrong) or ("zip" in task.told.casefold() and number_of(task.id, "proof") % 2 == 0)
    number = "" if by_name or not numbers else numbers[0]
    return Proof(task.identity, number, [*wrong, task.identity.zip])


def _wrong_zips(task: Task) -> list[str]:
    """What the task lets them say first: its other zips, or for want of them the last two digits swapped."""
    right = task.identity.zip
    if "zip" in task.notes.casefold():
        found = FIVE_DIGITS.findall(task.notes)
        wrong = list(dict.fromkeys(one for one in found if one != right))
        if wrong:
            return wrong
    if any("zip" in tag for tag in task.tags):
        return [right[:-2] + right[:-3:-1]] if right[-1] != right[-2] else [f"{(int(right) + 1) % 100000:05}"]
    return []
