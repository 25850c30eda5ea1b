"""Tells shoppers with a case how it stands: their place in line, who is here; and asks afterwards how it was.

What moves one in the line may happen in another process, or to somebody else. So this compares what is with
what a booth was last told, when something changed and every few seconds anyhow.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from care.conversations import service as conversations
from care.db.engine import Database, Session
from care.handoff.standing import Standing, standings
from desk.hub import Booth, Hub
from desk.journal import Journal
from desk.lookout import Lookout
from desk.shopper import survey
from desk.shopper.people import NOTHING, Told, Where, facts_of

LOOK_EVERY_S = 3.0
TOGETHER_S = 0.05


class WaitingRoom:
    """Use as `async with`."""

    def __init__(
        self, *, database: Database, journal: Journal, hub: Hub, now: Callable[[], datetime]
    ) -> None:
        self._database, self._journal, self._hub, self._now = database, journal, hub, now
        self._lookout = Lookout(
            self.look,
            every_s=LOOK_EVERY_S,
            together_s=TOGETHER_S,
            complaint="shoppers could not be told how the line moves",
        )

    async def __aenter__(self) -> WaitingRoom:
        self._unwatch = self._hub.watch(self)
        await self._lookout.__aenter__()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._unwatch()
        await self._lookout.__aexit__()

    def changed(self, _conversation_id: str) -> None:
        """As a watcher of the hub."""
        self._lookout.wake()

    def alert(self, kind: str, text: str, conversation_id: str | None, staff_id: str | None) -> None:
        """As a watcher of the hub; alerts are for staff."""

    async def look(self) -> None:
        """Tells everybody who has a case what is new about it."""
        booths = {booth.conversation_id: booth for booth in self._hub.booths() if _has_case(booth)}
        if not booths:
            return
        async with self._database.reading() as session:
            found = await standings(session, booths.keys(), self._now())
        for conversation_id, standing in found.items():
            booth = booths[conversation_id]
            was_here = booth.staff is not None
            booth.update(**facts_of(standing))
            if was_here and standing == Standing():
                await self._ask_how_it_was(booth)

    async def _ask_how_it_was(self, booth: Booth) -> None:
        async def ask(session: Session) -> Told:
            conversation = await conversations.get(session, booth.conversation_id)
            if conversation is None or conversation.owner != "bot":
                return NOTHING
            return await survey.ask(Where(session, conversation.id, conversation.language, self._now()))

        await self._journal.write(ask, lambda told: self._hub.publish(booth.conversation_id, told.lines))


def _has_case(booth: Booth) -> bool:
    return bool(booth.seats) and (
        booth.owner != "bot"
        or booth.reply_by is not None
        or booth.position is not None
        or booth.staff is not None
    )
