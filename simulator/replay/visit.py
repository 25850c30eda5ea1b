"""Holds a whole conversation for one task: brings up what the agenda says, and answers until it is done."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from simulator.replay import words
from simulator.replay.agenda import Agenda
from simulator.replay.facts import Customer
from simulator.replay.goals import Goal
from simulator.replay.judge import has_a_person
from simulator.replay.mailbox import Mailbox
from simulator.replay.mind import BEGINS, LEAVE_IT, Mind
from simulator.replay.moves import Done, Move, Stuck, Tap, Type, TypeCode
from simulator.replay.proof import Proof
from simulator.replay.questions import Question
from simulator.replay.reading import PERSON, Said, order_label, plain, reason_label, says
from simulator.replay.tasks import Task
from simulator.shopper import Frame, Refused, Shopper

MOST_TURNS = 40
AND_FOR_EACH_FURTHER_WISH = 10  # beyond the third
CODE_WITHIN_S = 8.0
QUIET_S = 0.05  # the lines of one answer are stored together and come in one breath
STEPS_A_QUESTION = 6
NOT_SURE = r"not sure|about one of these|which of these"
FOR_A_PERSON = ("I want to talk to a person", "Please let me talk to a real person", "human please")


class BrokenOff(Exception):
    """The shopper gave up; the text says why."""


@dataclass
class Visit:
    """One conversation. `faults`: what did not go as the shopper wanted it."""

    task: Task
    mailbox: Mailbox
    customer: Customer
    turns: int = 0
    taps: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    said: Said = field(default_factory=lambda: Said("", ""))
    shopper: Shopper | None = None
    _codes: int = 0

    async def hold(self, shopper: Shopper, agenda: Agenda, proof: Proof) -> None:
        """From the first word to the last; a shopper who gives up leaves the reason in `faults`."""
        began = time.perf_counter()
        self.shopper, self.agenda, self.proof = shopper, agenda, proof
        self._codes = self.mailbox.count(self.task.identity.email)
        try:
            await shopper.first_line()
            await self._listen(0)
            await self._go_through()
        except BrokenOff as problem:
            self.faults.append(str(problem))
        except (TimeoutError, ConnectionError, Refused, LookupError) as problem:
            self.faults.append(f"{type(problem).__name__}: {problem}")
        self.seconds = time.perf_counter() - began

    @property
    def _most_turns(self) -> int:
        return MOST_TURNS + AND_FOR_EACH_FURTHER_WISH * max(0, len(self.agenda.goals) - 3)

    @property
    def lines(self) -> list[Frame]:
        return self.shopper.lines if self.shopper else []

    @property
    def state(self) -> Frame:
        """Who has the conversation."""
        return self.shopper.state if self.shopper else {}

    async def _go_through(self) -> None:
        for question in self.agenda.before:
            await self._ask(question)
        for place, goal in enumerate(self.agenda.goals):
            await self._pursue(goal, place)
        for question in self.agenda.after:
            await self._ask(question)
        if self.agenda.person:
            await self._call_a_person()

    # One thing to be done

    async def _pursue(self, goal: Goal, place: int) -> None:
        mind = Mind(goal, self.customer, f"{self.task.id}|{place}")
        if place == 1 and self.agenda.together and self._goes_on_with(goal):
            mind.opened = 1  # it was said in the first message
        else:
            await self._do(self._opening(mind, place))
        while not (mind.left or mind.refused):
            move = self.proof.answer(self.said) or mind.answer(self.said)
            if isinstance(move, Done) and mind.agreed:
                return
            if isinstance(move, Stuck) and goal.only_asks:
                move, mind.left = Type(LEAVE_IT), True
            if isinstance(move, Done):
                move = self._opening(mind, place)
            await self._do(move)
            if mind.begins_again:
                mind.begins_again = False
                await self._do(self._opening(mind, place))

    def _goes_on_with(self, goal: Goal) -> bool:
        """Whether the counter is asking about this wish already."""
        return goal.order is not None and goal.order.number in self.said.newest

    def _opening(self, mind: Mind, place: int) -> Move:
        """How the wish is begun: in this task's manner, and in others where that is not understood."""
        mind.opened += 1
        goal = mind.goal
        if mind.opened == 1 and place == 0 and self.agenda.together:
            return Type(words.both(goal, self.agenda.goals[1]))
        label = self.said.label(re.compile(BEGINS[goal.kind], re.IGNORECASE))
        if label and (mind.opened > 1 or words.number_of(self.task.id, place, "tap") % 3 == 0):
            return Tap(label)
        return Type(words.wish(goal, self.task, place, again=mind.opened - 1))

    # Something to be known

    async def _ask(self, question: Question) -> None:
        if self._was_said(question):
            return
        if question.goal is not None:
            await self._pursue(question.goal, -1)
            return
        for asked in question.asked:
            known = self.proof.proved
            await self._put(asked, question)
            if self.proof.proved and not known and not self._brought(question):
                await self._put(asked, question)  # it was forgotten over the proof
            if self._brought(question):
                return

    async def _put(self, asked: str, question: Question) -> None:
        """Asks, and answers what the counter asks back, until nothing of that is open."""
        await self._do(Type(asked))
        for _ in range(STEPS_A_QUESTION):
            move = self.proof.answer(self.said) or self._which(question)
            if move is None or self._brought(question):
                return
            await self._do(move)

    def _which(self, question: Question) -> Move | None:
        """Where the counter asks which order or product it is about, or which of its topics was meant."""
        if question.number and (label := order_label(self.said.labels, question.number)):
            return Tap(label)
        if question.product:
            label = next(
                (one for one in self.said.labels if plain(one).startswith(plain(question.product))), None
            )
            if label:
                return Tap(label)
        telling = re.sub(r"\b(order|item)s?\b", "", question.asked[0], flags=re.IGNORECASE)
        label = reason_label(self.said.labels, telling) if self.said.asks(NOT_SURE) else None
        return Tap(label) if label else None

    def _brought(self, question: Question) -> bool:
        return all(any(says(text, wanted) for text in self._bot_lines()) for wanted in question.wants)

    def _was_said(self, question: Question) -> bool:
        """Whether all of it was said already, in words that cannot have meant something else."""
        telling = all("." in wanted or len(wanted) > 5 for wanted in question.wants)
        return bool(question.wants) and telling and self._brought(question)

    def _bot_lines(self) -> list[str]:
        return [str(line["text"]) for line in self.lines if line["from"] == "bot"]

    # A person

    async def _call_a_person(self) -> None:
        for words_ in FOR_A_PERSON:
            await self._do(Type(words_))
            if not self._has_a_person and (label := self.said.label(PERSON)):
                await self._do(Tap(label))
            if self._has_a_person:
                return

    @property
    def _has_a_person(self) -> bool:
        return has_a_person(self.state)

    # Turns

    async def _do(self, move: Move) -> None:
        if isinstance(move, Stuck):
            raise BrokenOff(move.why)
        if isinstance(move, TypeCode):
            move = await self._code()
        if self.turns >= self._most_turns:
            raise BrokenOff(f"not done after {self.turns} turns")
        self.turns += 1
        seen = self._newest
        assert self.shopper is not None
        if isinstance(move, Tap):
            self.taps += 1
            await self.shopper.tap(move.label)
        elif isinstance(move, Type):
            await self.shopper.say(move.text)
        await self._listen(seen)
        self.proof.hear(self.said)

    async def _code(self) -> Move:
        """The code from the newest letter; without a letter, what the shopper had got wrong, put right."""
        code = await self.mailbox.code_after(self.task.identity.email, self._codes, CODE_WITHIN_S)
        if code is None:
            if corrected := self.proof.correct() or self.proof.once_more(self.said):
                return corrected
            raise BrokenOff("the letter with the code did not come")
        self._codes = self.mailbox.count(self.task.identity.email)
        self.proof.waiting = True
        return Type(code)

    @property
    def _newest(self) -> int:
        return int(self.lines[-1]["seq"]) if self.lines else 0

    async def _listen(self, seen: int) -> None:
        """Takes in all that was said after line `seq`."""
        assert self.shopper is not None
        await self.shopper.settle(QUIET_S)
        heard = [line for line in self.lines if line["seq"] > seen and line["from"] != "shopper"]
        newest = next((str(line["text"]) for line in reversed(heard) if line["from"] == "bot"), "")
        self.said = Said("\n".join(str(line["text"]) for line in heard), newest, tuple(self.shopper.choices))

    def transcript(self) -> list[dict[str, Any]]:
        """The conversation for a report."""
        return [
            {
                "from": line["from"],
                "text": line["text"],
                **({"choices": [one["label"] for one in line["choices"]]} if line.get("choices") else {}),
            }
            for line in self.lines
        ]
