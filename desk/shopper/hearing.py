"""What becomes of a shopper's line: stored, and in the same transaction what the desk does about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from care.conversations import queries
from care.conversations import service as conversations
from care.conversations.service import Said
from care.db.engine import Session
from care.db.models import Message
from care.handoff import service as handoff
from care.handoff.escalation import Signals, escalation
from desk.protocol import Choose, Say
from desk.shopper import survey
from desk.shopper.people import CANCEL, NOTHING, People, Told, Where

REMEMBERED = 6  # lines before this one that anger is read from


@dataclass(frozen=True)
class Heard:
    """A line as it is stored, what the desk said to it, and whether the bot is to answer."""

    said: Said
    lines: Sequence[Message] = ()
    state: dict[str, Any] = field(default_factory=dict)
    for_bot: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """Stores what shoppers say and tap, and sees what the desk itself has to do about it."""

    people: People

    async def take(self, session: Session, conversation_id: str, frame: Say | Choose, now: datetime) -> Heard:
        """Raises what `conversations.say` and `choose` raise."""
        before = await conversations.before(session, conversation_id)
        asked = before.asked_seq
        if isinstance(frame, Choose):
            said = await conversations.choose(
                session, conversation_id, cmid=frame.cmid, choice_id=frame.choice, now=now
            )
            told = await self._tapped(session, conversation_id, said, now)
        else:
            said = await conversations.say(
                session, conversation_id, cmid=frame.cmid, text=frame.text, now=now
            )
            told = await self._said(session, conversation_id, said, before.offered, now)
        if said.repeated:
            await conversations.needs_no_answer(session, conversation_id, asked)
            return Heard(said)
        if told is None:  # it is for whoever answers just now
            alarm = await self._alarm(session, conversation_id, said, now)
            owner = alarm.state.get("owner", said.owner)
            return Heard(said, alarm.lines, alarm.state, for_bot=owner == "bot")
        if told.state.get("owner", "bot") != "queue":
            await conversations.needs_no_answer(session, conversation_id, asked)
        return Heard(said, told.lines, told.state)

    async def _tapped(self, session: Session, conversation_id: str, said: Said, now: datetime) -> Told | None:
        if said.repeated or not said.payload:
            return None
        if said.owner == "staff":
            return NOTHING  # a choice from before: whoever is here reads it
        where = Where(session, conversation_id, said.language, now)
        told = await self.people.tapped(where, said.payload)
        return told if told is not None else await survey.tapped(where, said.payload, self.people.shop)

    async def _said(
        self,
        session: Session,
        conversation_id: str,
        said: Said,
        offered: Sequence[dict[str, Any]],
        now: datetime,
    ) -> Told | None:
        if said.repeated or said.owner == "staff" or not any(each["payload"] == CANCEL for each in offered):
            return None
        where = Where(session, conversation_id, said.language, now)
        return await self.people.hears_message(where, offered, said.seq, said.text)

    async def _alarm(self, session: Session, conversation_id: str, said: Said, now: datetime) -> Told:
        """A person, where the shopper's own words call for one at once."""
        if said.owner == "staff" or said.payload:
            return NOTHING
        earlier: tuple[str, ...] = ()
        why = escalation(Signals(text=said.text, earlier=("!!!",)))  # with any doubt: look at what was before
        if why is None:
            return NOTHING
        if why.reason == "anger":
            lines = await queries.newest_lines(session, conversation_id, REMEMBERED)
            earlier = tuple(line.text for line in lines if line.sender == "shopper" and line.seq < said.seq)
        why = escalation(Signals(text=said.text, earlier=earlier))
        if why is None:
            return NOTHING
        where = Where(session, conversation_id, said.language, now)
        if await handoff.open_case(session, conversation_id) is not None:
            await self.people.weigh(where, why, topic="complaint")
            return NOTHING
        return await self.people.bring(where, why, topic="complaint")
