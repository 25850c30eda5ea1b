"""Plays task after task, each on a store as after its import, and judges one while the next one plays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiohttp

from simulator.replay.agenda import agenda_of
from simulator.replay.facts import Store, read_store
from simulator.replay.judge import Judge, not_handed_over, not_said
from simulator.replay.mailbox import Mailbox
from simulator.replay.proof import proof_of
from simulator.replay.report import Outcome
from simulator.replay.tasks import Task
from simulator.replay.visit import Visit
from simulator.shopper import Shopper

JUDGED_AT_ONCE = 4


class Stage(Protocol):
    """Where the product runs."""

    @property
    def address(self) -> str:
        """Of the shop, such as http://127.0.0.1:8080."""

    async def fresh(self) -> None:
        """Puts the store back to what it was after its import."""

    async def keep(self) -> Path:
        """Keeps the store as it is now."""

    async def differences(self, kept: Path, task: Task) -> list[str]:
        """What the judge finds in the kept store, exported, that is not as the task demands."""


@dataclass
class Runner:
    """All that is needed to play tasks."""

    stage: Stage
    mailbox: Mailbox
    http: aiohttp.ClientSession
    judge: Judge
    store: Store

    @classmethod
    def of(
        cls, stage: Stage, mailbox: Mailbox, http: aiohttp.ClientSession, judge: Judge, folder: Path
    ) -> Runner:
        return cls(stage, mailbox, http, judge, read_store(folder, judge.before))

    async def play_all(self, tasks: Sequence[Task], tell: Callable[[Outcome], None]) -> list[Outcome]:
        """The outcomes in the order of the tasks; `tell` hears of each as it is judged."""
        room = asyncio.Semaphore(JUDGED_AT_ONCE)
        judging = []
        async with asyncio.TaskGroup() as group:
            for task in tasks:
                await self.stage.fresh()
                visit = await self._visit(task)
                kept = await self.stage.keep()
                await room.acquire()
                judging.append(group.create_task(self._judged(visit, kept, room, tell)))
        return [one.result() for one in judging]

    async def _visit(self, task: Task) -> Visit:
        visit = Visit(task, self.mailbox, self.store.customer(task.customer_id))
        try:
            after = self.store.customer(task.customer_id, self.judge.expected(task))
            agenda = agenda_of(task, self.store, after)
        except (LookupError, StopIteration, ValueError) as problem:
            visit.faults.append(f"the shopper does not understand the task: {problem!r}")
            return visit
        numbers = [goal.order.number for goal in agenda.goals if goal.order] or [*visit.customer.orders]
        try:
            async with await Shopper.arrive(self.http, self.stage.address) as shopper:
                await visit.hold(shopper, agenda, proof_of(task, numbers))
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as problem:
            visit.faults.append(f"nobody at the counter: {problem!r}")
        return visit

    async def _judged(
        self,
        visit: Visit,
        kept: Path,
        room: asyncio.Semaphore,
        tell: Callable[[Outcome], None],
    ) -> Outcome:
        task = visit.task
        try:
            differences = await self.stage.differences(kept, task)
        finally:
            room.release()
        wrong = [
            *differences,
            *not_said(task, visit.lines),
            *not_handed_over(task, visit.state),
        ]
        outcome = Outcome(
            id=task.id,
            kind=task.kind,
            passed=not wrong and not visit.faults,
            wrong=wrong,
            faults=visit.faults,
            writes=len(task.writes),
            turns=visit.turns,
            taps=visit.taps,
            seconds=round(visit.seconds, 3),
            story=task.story,
            transcript=visit.transcript(),
        )
        tell(outcome)
        return outcome
