"""Keeps the line moving: cases go to whoever has room, come back from who went home, and clocks are heard.

It looks as soon as somebody wakes it and once a second in any case, so that nothing depends on a wake-up that
never came. What it finds is in the record, not here: another process goes on where this one was killed, and a
clock that was heard once is not heard again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from care.conversations.errors import StaleEpoch
from care.db.engine import Busy, Database, Session
from care.db.models import Promise
from care.handoff import service as handoff
from care.handoff.service import Change
from care.promises import service as promises
from care.shop.settings import Shop
from desk.hub import Hub
from desk.journal import Journal

LOOK_EVERY_S = 1.0
AT_MOST_EVERY_S = 0.05  # a busy minute wakes it often
CLOCK_WAS_SET = timedelta(seconds=5)  # the wall's clock and the machine's own part by more than this

NEAR, LATE, LEFT = "promise_near", "promise_late", "left_alone"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rung:
    """The clocks that were heard in one look."""

    near: Sequence[Promise] = ()
    late: Sequence[Promise] = ()


class Dispatch:
    """The desk's own hand in the line. Use as `async with`; inside, it looks by itself."""

    def __init__(
        self,
        *,
        database: Database,
        journal: Journal,
        hub: Hub,
        shop: Shop,
        now: Callable[[], datetime],
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._journal = journal
        self._hub = hub
        self._shop = shop
        self._now = now
        self._elapsed = elapsed
        self._woken = asyncio.Event()
        self._looked_at = now(), elapsed()
        # Consoles need a lease's time to come back after a restart, or after the clock was set.
        self._leases_count_from = now() + handoff.LEASE

    async def __aenter__(self) -> Dispatch:
        self._looking = asyncio.create_task(self._keep_looking())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._looking.cancel()
        await asyncio.gather(self._looking, return_exceptions=True)

    def wake(self) -> None:
        """Something changed that may free or fill a place: look now, not in a second."""
        self._woken.set()

    def tell(self, changes: Sequence[Change]) -> None:
        """Tells shoppers and consoles what was just committed. Call it in the order of the commits."""
        for change in changes:
            self._hub.publish(change.conversation_id, change.lines)
            booth = self._hub.booth(change.conversation_id)
            if booth is not None:
                booth.update(owner=change.owner, epoch=change.epoch, reply_by=_reply_by(change))

    async def look(self) -> None:
        """One look at everything; what fails is tried again with the next."""
        now = self._notice_the_clock()
        for step in (self._serve, self._ring):
            try:
                await step(now)
            except StaleEpoch:
                self.wake()  # somebody was faster: look again
            except (SQLAlchemyError, OSError, Busy):
                log.exception("the line could not be looked after; trying again")

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:  # whatever it was must not leave the line unattended
                log.exception("looking after the line failed; trying again")
            await asyncio.sleep(AT_MOST_EVERY_S)
            try:
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()

    def _notice_the_clock(self) -> datetime:
        """Now. Where the clock was set, or the machine slept, no lease is held against anybody at once."""
        now, elapsed = self._now(), self._elapsed()
        before, elapsed_before = self._looked_at
        self._looked_at = now, elapsed
        passed = timedelta(seconds=elapsed - elapsed_before)
        if abs(now - before - passed) > CLOCK_WAS_SET:
            log.warning("the clock was set, or this machine slept: consoles may come back first")
            self._leases_count_from = now + handoff.LEASE
        return now

    async def _serve(self, now: datetime) -> None:
        """Those left alone go back to the line, and the line goes to whoever has room."""
        async with self._database.reading() as session:
            if not await handoff.has_work(session, shop=self._shop, now=now):
                return
        if now >= self._leases_count_from:
            await self._write(self._lapse, now, self._tell_left)
        await self._write(self._line_up, now, self.tell)

    async def _write(
        self,
        step: Callable[[Session, datetime], Awaitable[list[Change]]],
        now: datetime,
        told: Callable[[Sequence[Change]], None],
    ) -> None:
        await self._journal.write(lambda session: step(session, now), told)

    async def _lapse(self, session: Session, now: datetime) -> list[Change]:
        return [
            *await handoff.lapse(session, now=now, shop=self._shop),
            *await handoff.give_back_to_bot(session, shop=self._shop, now=now),
        ]

    async def _line_up(self, session: Session, now: datetime) -> list[Change]:
        return await handoff.line_up(session, shop=self._shop, now=now)

    def _tell_left(self, changes: Sequence[Change]) -> None:
        self.tell(changes)
        for change in changes:
            self._hub.alert(LEFT, "", conversation_id=change.conversation_id)

    async def _ring(self, now: datetime) -> None:
        """The clocks: what comes near, and what became late. Each is marked as heard before it is told."""
        within = timedelta(minutes=self._shop.service.warn_minutes)
        async with self._database.reading() as session:
            if not await promises.has_news(session, now, within):
                return
        await self._journal.write(lambda session: _mark(session, now, within), self._tell_clocks)

    def _tell_clocks(self, rung: Rung) -> None:
        for kind, heard in ((LATE, rung.late), (NEAR, rung.near)):
            for promise in heard:
                self._hub.changed(promise.conversation_id)
                self._hub.alert(
                    kind, promise.text, conversation_id=promise.conversation_id, staff_id=promise.owner_id
                )


async def _mark(session: Session, now: datetime, within: timedelta) -> Rung:
    late = await promises.call_late(session, now)
    near = [one for one in await promises.warn(session, now, within) if one not in late]
    return Rung(await promises.some(session, near), await promises.some(session, late))


def _reply_by(change: Change) -> datetime | None:
    """Until when an answer was promised, while one is still to come."""
    case = change.request
    return case.reply_by if case.state != "done" and case.answered_at is None else None
