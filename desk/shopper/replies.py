"""What a turn leaves in the record: the bot's lines, an apology, or the promise of a person.

Each of them is one piece of work inside a transaction: lines, request and promise are stored together or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from care.conversations import service as conversations
from care.conversations.service import BotLine, Offer
from care.db.engine import Session
from care.db.models import Message
from care.efforts import service as efforts
from care.handoff import service as handoff
from care.handoff.escalation import Escalation, Signals, escalation
from care.orders import queries as orders
from care.words import Wording, say
from desk.protocol import Language
from desk.rasa import Answer, Effort, Handoff, Reason
from desk.shopper.people import ASKED, NOTHING, PERSON, People, Told, Where

# What our own choice says. It never reaches the bot, so it works while it is down.
AGAIN = "desk:again:"

FAILED_WORDS = {"late": "desk-failed-late", "down": "desk-failed-down"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn belongs: the conversation, the line it answers, the epoch and language it began under."""

    conversation_id: str
    seq: int
    epoch: int
    language: Language
    tapped: bool = False  # the line is a choice that was taken


@dataclass(frozen=True, slots=True)
class Stored:
    """What a turn left in the record. No lines: it was answered before, or is not wanted any more."""

    lines: Sequence[Message]
    language: Language
    state: dict[str, Any] = field(default_factory=dict)  # what is new about who answers


@dataclass(frozen=True, slots=True)
class Replies:
    """Stores what turns lead to, for a shop and its people."""

    people: People

    async def answer(self, session: Session, place: Place, answer: Answer, now: datetime) -> Stored:
        """The bot's lines; and a person, where one of them asks for one or what happened calls for one."""
        lines = await self._say(session, place, _lines(answer), answer.language, now)
        if not lines:
            return Stored(lines, answer.language)
        where = Where(session, place.conversation_id, answer.language, now)
        if answer.effort:
            await self._note_effort(session, place, answer.effort, now)
        told = await self._bring(where, place, answer)
        return Stored([*lines, *told.lines], answer.language, told.state)

    async def _bring(self, where: Where, place: Place, answer: Answer) -> Told:
        effort = answer.effort or Effort("other")
        wish = next((line.handoff for line in answer.lines if line.handoff), None)
        if wish is not None and not wish.offered:
            if await _told_since(where, place.seq):
                return NOTHING
            return await self.people.bring(
                where, _reason(wish), topic=wish.topic, order=effort.order, said_why=True
            )
        why = escalation(await self._signals(where, answer.effort, wish))
        if why is None or await handoff.open_case(where.session, where.conversation_id) is not None:
            return NOTHING
        if why.reason == "misunderstood" and not await self.people.somebody_in(where):
            return NOTHING  # the bot has offered a person itself
        return await self.people.bring(where, why, topic=effort.topic, order=effort.order)

    async def _signals(self, where: Where, effort: Effort | None, wish: Handoff | None) -> Signals:
        """What the ledger knows of this wish."""
        misunderstood = 2 if wish is not None else 0
        if effort is None or effort.order is None:
            return Signals(misunderstood=misunderstood)
        found = await efforts.insistence(
            where.session, where.conversation_id, effort.topic, effort.order, where.now
        )
        refused = effort.outcome == "refused"
        matter = (effort.snapshot or {}).get("matter")
        return Signals(
            misunderstood=misunderstood,
            contacts=0 if matter in GOES_WELL else found.visits,
            refusals=found.refusals if refused else 0,
            at_stake=await orders.worth(where.session, effort.order) if refused else None,
            limit=self.people.shop.service.large_amount,
        )

    async def opening(self, session: Session, place: Place, answer: Answer, now: datetime) -> Stored:
        """What the bot says first, unless something was said since."""
        lines = await conversations.greet(
            session,
            place.conversation_id,
            epoch=place.epoch,
            after=place.seq,
            lines=_lines(answer),
            language=answer.language,
            now=now,
        )
        return Stored(lines, answer.language)

    async def apology(
        self, session: Session, place: Place, reason: Reason, again: int, now: datetime
    ) -> Stored:
        """Why there is no answer, by when a person replies, and two ways on. `again`: the turn to repeat."""
        where = Where(session, place.conversation_id, place.language, now)
        waiting = await self.people.note_failure(where, f"bot_{reason}")
        wording = Wording(language=place.language, currency="", zone=self.people.shop.zone, now=now)
        line = BotLine(
            wording.say(
                FAILED_WORDS.get(reason, "desk-failed-broken"),
                when=wording.day_and_time_there(waiting.request.reply_by),
            ),
            choices=[
                Offer(say("desk-again", place.language), f"{AGAIN}{again}"),
                Offer(say("desk-person", place.language), PERSON),
            ],
        )
        lines = await self._say(session, place, [line], place.language, now)
        return Stored(lines, place.language, {"reply_by": waiting.request.reply_by})

    async def _note_effort(self, session: Session, place: Place, effort: Effort, now: datetime) -> None:
        """What this turn cost the shopper, in the transaction of its answer: they are known together."""
        await efforts.note(
            session,
            place.conversation_id,
            effort.topic,
            now,
            tapped=place.tapped,
            repeated=effort.repeated,
            outcome=effort.outcome,
            order_number=effort.order,
            snapshot=effort.snapshot,
        )

    async def _say(
        self, session: Session, place: Place, lines: list[BotLine], language: Language, now: datetime
    ) -> Sequence[Message]:
        return await conversations.answer(
            session,
            place.conversation_id,
            epoch=place.epoch,
            turn=place.seq,
            lines=lines,
            language=language,
            now=now,
        )


# An order that is fine may be looked at every day: nothing is left to settle.
GOES_WELL = {
    "preparing", "packed", "on_the_way", "out_for_delivery", "at_pickup", "delivered", "unpaid", "cancelled",
}  # fmt: skip


def _reason(wish: Handoff) -> Escalation:
    """Why the bot asks for a person, and how much it weighs."""
    signals = Signals(asked=wish.reason == "asked", complains=wish.reason == "complaint")
    return escalation(signals) or Escalation(wish.reason, ASKED.skill, 0, "the bot cannot do this itself")


async def _told_since(where: Where, seq: int) -> bool:
    """Whether the shopper was told of a person since line `seq` already."""
    lines = await conversations.messages_after(where.session, where.conversation_id, seq, 5)
    return any(line.sender == "system" for line in lines)


def _lines(answer: Answer) -> list[BotLine]:
    return [
        BotLine(spoken.text, [Offer(label, payload) for label, payload in spoken.choices], spoken.card)
        for spoken in answer.lines
    ]
