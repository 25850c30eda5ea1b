"""How a guest proves who they are: number and e-mail, or name and zip, then the code from their mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simulator.replay.moves import Move, Stuck, Tap, Type, TypeCode
from simulator.replay.reading import NO_NUMBER, SEND_CODE, Said
from simulator.replay.tasks import Identity, Task
from simulator.replay.words import number_of, who_by_name

ASKS_CODE = r"(?<!zip )\bcode\b"
ASKS_EMAIL = r"e-?mail"
ASKS_NUMBER = r"order number|number of (any|one|an)"
MOST_NAMES = 3
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
    named: int = 0  # how often they gave their name

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
            return Type(f"{self.number}, {self.who.email}" if said.asks(ASKS_EMAIL) else self.number)
        return Type(self.who.email) if said.asks(ASKS_EMAIL) else None

    def _by_name(self, said: Said) -> Move | None:
        if label := said.label(NO_NUMBER):
            return Tap(label)
        if said.asks(ASKS_NAME):
            return self._name()
        if said.asks(ASKS_NUMBER):
            return Type("I don't have the number")
        return Type(self.who.email) if said.asks(ASKS_EMAIL) else None

    def _name(self) -> Move:
        self.named += 1
        if self.named > MOST_NAMES:
            return Stuck("the counter does not take in name and zip")
        if self.named > 1:
            return Type(
                f"My name is {self.who.first_name} {self.who.last_name} and my zip code is {self.zips[0]}"
            )
        return Type(who_by_name(self.who, self.zips[0]))

    def correct(self) -> Move | None:
        """No code came: what they had got wrong, if anything."""
        if len(self.zips) < 2:
            return None
        self.zips.pop(0)
        self.named = 0
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
