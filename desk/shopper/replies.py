"""What a turn leaves in the record: the bot's lines, an apology, or the promise of a person.

Each of them is one piece of work inside a transaction: lines, request and promise are stored together or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.conversations import service as conversations
from care.conversations.service import BotLine, Offer
from care.db.engine import Session
from care.db.models import Message, PersonRequest
from care.efforts import service as efforts
from care.shop.settings import Shop
from care.words import Wording, say
from desk.protocol import Language
from desk.rasa import Answer, Effort, Handoff, Reason

# What our own choices say. They never reach the bot, so they work while it is down.
PERSON = "desk:person"
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
    reply_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """Stores what turns lead to, for a shop with opening hours and, perhaps, an address for its staff."""

    shop: Shop
    staff_email: str

    async def answer(self, session: Session, place: Place, answer: Answer, now: datetime) -> Stored:
        """The bot's lines; where one of them asks for a person, the request and by when one replies."""
        lines = await self._say(session, place, _lines(answer), answer.language, now)
        wish = next((line.handoff for line in answer.lines if line.handoff), None)
        if answer.effort and lines:
            await self._note_effort(session, place, answer.effort, now)
        if wish is None or not lines:
            return Stored(lines, answer.language)
        request = await self._request(session, place, wish, now)
        promise = await conversations.note(
            session, place.conversation_id, text=self._promise(request, answer.language, now), now=now
        )
        return Stored([*lines, promise], answer.language, request.reply_by)

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

    async def promise(self, session: Session, place: Place, wish: Handoff, now: datetime) -> Stored:
        """The answer to "Talk to a person": the request, and by when one replies."""

        def words(request: PersonRequest) -> BotLine:
            return BotLine(self._promise(request, place.language, now))

        return await self._hand_over(session, place, wish, now, words)

    async def apology(
        self, session: Session, place: Place, reason: Reason, again: int, now: datetime
    ) -> Stored:
        """Why there is no answer, by when a person replies, and two ways on. `again`: the turn to repeat."""
        wording = self._wording(place.language, now)

        def words(request: PersonRequest) -> BotLine:
            when = wording.day_and_time_there(request.reply_by)
            return BotLine(
                wording.say(FAILED_WORDS.get(reason, "desk-failed-broken"), when=when),
                choices=[
                    Offer(say("desk-again", place.language), f"{AGAIN}{again}"),
                    Offer(say("desk-person", place.language), PERSON),
                ],
            )

        wish = Handoff(topic="other", reason=f"bot_{reason}")
        return await self._hand_over(session, place, wish, now, words)

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

    async def _hand_over(
        self,
        session: Session,
        place: Place,
        wish: Handoff,
        now: datetime,
        words: Callable[[PersonRequest], BotLine],
    ) -> Stored:
        """The request for a person, and the one line that the desk says about it."""
        request = await self._request(session, place, wish, now)
        lines = await self._say(session, place, [words(request)], place.language, now)
        return Stored(lines, place.language, request.reply_by)

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

    async def _request(self, session: Session, place: Place, wish: Handoff, now: datetime) -> PersonRequest:
        return await conversations.ask_for_person(
            session,
            place.conversation_id,
            topic=wish.topic,
            reason=wish.reason,
            hours=self.shop.hours,
            now=now,
            promise=timedelta(minutes=self.shop.service.first_answer_minutes),
            staff_email=self.staff_email,
        )

    def _promise(self, request: PersonRequest, language: Language, now: datetime) -> str:
        wording = self._wording(language, now)
        when = wording.day_and_time_there(request.reply_by)
        hours = self.shop.hours
        if hours.is_open(now):
            return wording.say("desk-person-open", when=when)
        return wording.say("desk-person-closed", when=when, opens=wording.day_and_time(hours.next_open(now)))

    def _wording(self, language: Language, now: datetime) -> Wording:
        return Wording(language=language, currency="", zone=self.shop.zone, now=now)


def _lines(answer: Answer) -> list[BotLine]:
    return [
        BotLine(spoken.text, [Offer(label, payload) for label, payload in spoken.choices], spoken.card)
        for spoken in answer.lines
    ]
