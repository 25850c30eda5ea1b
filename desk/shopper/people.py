"""The shopper's side of people: one is brought, waited for, left a message, and judged afterwards.

What a shopper taps here never reaches the bot: it is stored and done in one transaction, so it works while
the bot is down or busy, and a desk that dies in between has done neither or both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from care.conversations import service as conversations
from care.conversations.service import Offer
from care.db.engine import Session
from care.db.models import Message
from care.handoff import service as handoff
from care.handoff import sla
from care.handoff.escalation import Escalation
from care.handoff.service import Waiting
from care.handoff.standing import Standing, standings
from care.shop.settings import Shop
from care.words import Wording, language_of

# What our own choices say.
PERSON = "desk:person"
GO_ON = "desk:go-on"
WAIT = "desk:wait"
MESSAGE = "desk:message"
LEAVE = "desk:message:leave:"  # and the number of the line that holds the message
CANCEL = "desk:message:cancel"
RATE = "desk:rate:"  # and what is asked, the case, the score
OURS = (PERSON, GO_ON, WAIT, MESSAGE, RATE)

ASKED = Escalation("asked", "general", 1, "whoever asks for a person gets one")
SAYS_YES = {
    "yes", "yes please", "yes, leave it", "ok", "okay", "sure", "leave it", "send it", "y",
    "好", "好的", "可以", "是", "是的", "对", "行", "嗯", "没问题",
}  # fmt: skip
MOST_QUOTED = 600  # characters of a message that are read back; the whole of it is kept


def is_ours(payload: str | None) -> bool:
    """Whether the desk itself does what this choice says, and not the bot."""
    return payload is not None and payload.startswith(OURS)


@dataclass(frozen=True)
class Told:
    """What a step led to: lines for the shopper, and what is new about who answers."""

    lines: Sequence[Message] = ()
    state: dict[str, Any] = field(default_factory=dict)


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class Where:
    """The conversation, its language, and the moment."""

    session: Session
    conversation_id: str
    language: str
    now: datetime


@dataclass(frozen=True, slots=True)
class People:
    """For a shop with opening hours and, perhaps, an address for its staff."""

    shop: Shop
    staff_email: str

    async def bring(
        self,
        where: Where,
        why: Escalation,
        *,
        topic: str,
        order: str | None = None,
        said_why: bool = False,
    ) -> Told:
        """Asks for a person, and tells the shopper who comes and when.

        Somebody who did not ask is told why; where nobody is in, they are offered a message instead, or,
        where it is grave, told by when one answers. `said_why`: the bot has said it already.
        """
        gently = why.gently and not await self.somebody_in(where)
        opener = "" if said_why or why is ASKED else self._opener(where, why)
        if gently:
            return await self._offer(where, opener)
        waiting = await self._ask(where, why, topic=topic, order=order)
        return await self._tell(where, waiting, opener)

    async def weigh(self, where: Where, why: Escalation, *, topic: str, order: str | None = None) -> None:
        """A case that is open already may have become graver; the shopper was told all there is to tell."""
        await self._ask(where, why, topic=topic, order=order, keep_bot=True)

    async def note_failure(self, where: Where, reason: str) -> Waiting:
        """A case for what broke on our side; the shopper keeps the choice to try again."""
        failed = Escalation(reason, "general", 2, "something broke on our side")
        return await self._ask(where, failed, topic="other", keep_bot=True)

    async def tapped(self, where: Where, payload: str) -> Told | None:
        """What a choice of ours does; None for one that is not of people."""
        if payload == PERSON:
            return await self.bring(where, ASKED, topic="other")
        if payload == GO_ON:
            return await self._go_on(where)
        if payload == WAIT:
            return await self._wait(where)
        if payload == MESSAGE:
            return await self._note(
                where, "handoff-message-ask", [self._choice(where, "message-cancel", CANCEL)]
            )
        if payload.startswith(LEAVE):
            return await self._leave(where, int(payload.removeprefix(LEAVE)))
        if payload == CANCEL:
            return await self._cancel(where)
        return None

    async def hears_message(
        self, where: Where, offered: Sequence[dict[str, Any]], seq: int, text: str
    ) -> Told:
        """Words while a message was asked for, or read back: they are the message, or the yes to it."""
        read_back = next((each["payload"] for each in offered if each["payload"].startswith(LEAVE)), None)
        if read_back and text.strip().casefold().rstrip(".!。！") in SAYS_YES:
            return await self._leave(where, int(read_back.removeprefix(LEAVE)))
        return await self._read_back(where, seq, text)

    async def _ask(
        self, where: Where, why: Escalation, *, topic: str, order: str | None = None, keep_bot: bool = False
    ) -> Waiting:
        return await handoff.ask(
            where.session,
            where.conversation_id,
            topic=topic,
            reason=why.reason,
            skill=why.skill,
            importance=why.importance,
            order_number=order,
            shop=self.shop,
            now=where.now,
            staff_email=self.staff_email,
            keep_bot=keep_bot,
        )

    async def somebody_in(self, where: Where) -> bool:
        return self.shop.hours.is_open(where.now) and bool(await handoff.present(where.session, where.now))

    async def _tell(self, where: Where, waiting: Waiting, opener: str) -> Told:
        """Who comes and when; in the queue with the choice to go on meanwhile or to leave a message."""
        words, wording = self._words(where), self._wording(where)
        if waiting.owner == "staff":
            name = (await self.standing(where)).staff or ""
            return await self._say(where, words("handoff-here", name=name))
        choices = [self._choice(where, "message", MESSAGE)]
        when = wording.day_and_time_there(waiting.request.reply_by)
        if waiting.owner == "queue":
            text = _place(waiting.place, waiting.wait_s, wording)
            choices.insert(0, self._choice(where, "go-on", GO_ON))
        elif waiting.is_open:
            text = words("desk-person-open", when=when)
        else:
            opens = wording.day_and_time(self.shop.hours.next_open(where.now))
            text = words("desk-person-closed", when=when, opens=opens)
        return await self._say(where, wording.join(opener, text) if opener else text, choices, waiting)

    async def _offer(self, where: Where, opener: str) -> Told:
        """A message, to somebody who has not asked for a person and finds nobody in."""
        when, _ = self._promised(where)
        text = self._wording(where).join(opener, self._words(where)("handoff-offer", when=when))
        return await self._say(where, text, [self._choice(where, "message", MESSAGE)])

    async def _go_on(self, where: Where) -> Told:
        change = await handoff.go_on_with_bot(where.session, where.conversation_id, where.now)
        if change is None:
            return await self._note(where, "handoff-over")
        told = await self._note(where, "handoff-meanwhile", [self._choice(where, "wait", WAIT)])
        return Told(told.lines, {"owner": change.owner, "epoch": change.epoch})

    async def _wait(self, where: Where) -> Told:
        change = await handoff.wait_again(where.session, where.conversation_id, where.now)
        if change is None:
            return await self._note(where, "handoff-over")
        standing = await self.standing(where)
        text = _place(standing.position or 0, standing.wait_s, self._wording(where))
        told = await self._say(where, text, [self._choice(where, "go-on", GO_ON)])
        return Told(told.lines, {"owner": change.owner, "epoch": change.epoch} | facts_of(standing))

    async def _read_back(self, where: Where, seq: int, text: str) -> Told:
        quoted = text.strip() if len(text) <= MOST_QUOTED else f"{text.strip()[:MOST_QUOTED]}…"
        when, solved = self._promised(where)
        choices = [
            self._choice(where, "message-leave", f"{LEAVE}{seq}"),
            self._choice(where, "message-anew", MESSAGE),
            self._choice(where, "message-cancel", CANCEL),
        ]
        return await self._note(where, "handoff-message-back", choices, text=quoted, when=when, solved=solved)

    async def _leave(self, where: Where, seq: int) -> Told:
        [line] = await conversations.messages_after(where.session, where.conversation_id, seq - 1, 1)
        change = await handoff.leave_message(
            where.session,
            where.conversation_id,
            line.text,
            shop=self.shop,
            now=where.now,
            staff_email=self.staff_email,
        )
        wording, request = self._wording(where), change.request
        solve_by = request.solve_by or request.reply_by
        told = await self._note(
            where,
            "handoff-message-left",
            when=wording.day_and_time_there(request.reply_by),
            solved=wording.day_and_time_there(solve_by),
        )
        standing = facts_of(await self.standing(where))
        return Told(told.lines, {"owner": change.owner, "epoch": change.epoch} | standing)

    async def _cancel(self, where: Where) -> Told:
        standing = await self.standing(where)
        key = "handoff-message-kept" if standing.position else "handoff-message-cancelled"
        return await self._note(where, key)

    async def standing(self, where: Where) -> Standing:
        """Where the shopper's case stands."""
        found = await standings(where.session, [where.conversation_id], where.now)
        return found[where.conversation_id]

    async def _note(self, where: Where, key: str, choices: Sequence[Offer] = (), **facts: str) -> Told:
        return await self._say(where, self._words(where)(key, **facts), choices)

    async def _say(
        self, where: Where, text: str, choices: Sequence[Offer] = (), waiting: Waiting | None = None
    ) -> Told:
        line = await conversations.note(
            where.session, where.conversation_id, text=text, now=where.now, choices=choices
        )
        if waiting is None:
            return Told([line])
        return Told([line], _state(waiting))

    def _promised(self, where: Where) -> tuple[str, str]:
        """By when a message that is left now is answered, and settled."""
        service, wording = self.shop.service, self._wording(where)
        hours = (service.message_answer_hours, service.message_solution_hours)
        when, solved = (
            wording.day_and_time_there(
                sla.due(where.now, timedelta(hours=each), self.shop.hours, service.message_hours)
            )
            for each in hours
        )
        return when, solved

    def _opener(self, where: Where, why: Escalation) -> str:
        key = f"handoff-why-{why.reason}"
        return self._words(where)(key) if why.reason in WHY_SAID else ""

    def _choice(self, where: Where, name: str, payload: str) -> Offer:
        return Offer(self._words(where)(f"handoff-{name}"), payload)

    def _words(self, where: Where) -> Any:
        return self._wording(where).say

    def _wording(self, where: Where) -> Wording:
        return Wording(language_of(where.language), "", self.shop.zone, where.now)


WHY_SAID = {
    "repeat", "anger", "threat", "legal", "injury", "safety", "fraud", "money", "pressed", "misunderstood",
}  # fmt: skip


def _place(place: int, wait_s: int | None, wording: Wording) -> str:
    if wait_s is None:
        return wording.say("handoff-soon")
    minutes = max(-(-wait_s // 60), 1)
    return wording.say("handoff-coming" if place > 1 else "handoff-next", place=place, minutes=minutes)


def _state(waiting: Waiting) -> dict[str, Any]:
    in_line = waiting.owner == "queue"
    return {
        "owner": waiting.owner,
        "epoch": waiting.epoch,
        "reply_by": waiting.request.reply_by if waiting.request.answered_at is None else None,
        "position": waiting.place or None if in_line else None,
        "wait_s": waiting.wait_s if in_line else None,
    }


def facts_of(standing: Standing) -> dict[str, Any]:
    """As the booth keeps them."""
    return {
        "reply_by": standing.reply_by,
        "staff": standing.staff,
        "position": standing.position,
        "wait_s": standing.wait_s,
    }
