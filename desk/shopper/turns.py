"""The bot's turns: one at a time in a conversation, and none that ends in silence.

The shopper's line is stored before its turn begins, so a turn that dies with the process is taken up by the
next one. An answer that is late, empty or broken becomes an apology with a way on. One that was computed for
an owner who has changed since is dropped by the record itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from care.conversations import service as conversations
from care.conversations.errors import StaleEpoch
from care.db.engine import Database, Session
from desk import protocol
from desk.hub import Booth, Hub
from desk.journal import Journal
from desk.rasa import Answer, NoAnswer, Rasa, Turn
from desk.shopper.people import is_ours
from desk.shopper.photos import photo_on
from desk.shopper.replies import AGAIN, Place, Replies, Stored

SESSION_OPEN = "/session_open"

HINT_AFTER_S = 0.2  # most answers come sooner, and a hint that only flickers disturbs
HINT_EVERY_S = 4.0
RASA_STARTS_WITHIN_S = 60.0
FINISH_WITHIN_S = 3.0

Work = Callable[[Session], Coroutine[Any, Any, Stored]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for the bot: the shopper's line `seq`, or that the chat was opened after line `seq`."""

    seq: int
    text: str | None = None
    payload: str | None = None
    photo: str | None = None
    not_before: asyncio.Task[bool] | None = None  # after a restart the bot may need longer than we do

    @property
    def is_opening(self) -> bool:
        return self.payload == SESSION_OPEN


class Turns:
    """Takes the turns of every conversation. Use as `async with`."""

    def __init__(
        self,
        *,
        database: Database,
        journal: Journal,
        hub: Hub,
        rasa: Rasa,
        replies: Replies,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._journal = journal
        self._hub = hub
        self._rasa = rasa
        self._replies = replies
        self._now = now
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Turns:
        await self._take_up()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Gives turns a moment to finish; the next process takes up the others."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_WITHIN_S)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def add(self, booth: Booth, asked: Asked) -> None:
        """Has the bot answer, after whatever waits in this conversation already."""
        booth.waiting.append(asked)
        if not booth.is_busy:
            booth.is_busy = True
            booth.holds += 1
            self._start(self._take_all(booth))

    def _start[T](self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _take_all(self, booth: Booth) -> None:
        try:
            while booth.waiting:
                try:
                    await self._take(booth, booth.waiting.popleft())
                except Exception:  # one shopper's failure must not end another's turn
                    log.exception("a turn failed; its line waits for the next start of the desk")
        finally:
            booth.is_busy = False
            self._hub.release(booth)

    async def _take(self, booth: Booth, asked: Asked) -> None:
        if booth.owner != "bot" or is_ours(asked.payload):
            return
        tapped = asked.payload is not None
        place = Place(booth.conversation_id, asked.seq, booth.epoch, booth.language, tapped)
        work = await self._work(booth, place, asked)
        if work is None:
            return
        try:
            await self._journal.write(work, partial(self._tell, booth))
        except StaleEpoch:
            log.info("an answer came after somebody else took over; it is not said")
            await self._look_again(booth)

    async def _work(self, booth: Booth, place: Place, asked: Asked) -> Work | None:
        """What is to be stored for this turn; None for nothing."""
        turn = await self._turn(place, asked)
        if asked.not_before is not None:
            await asyncio.shield(asked.not_before)
        try:
            with self._hint(booth):
                answer = await self._ask(turn, asked.seq)
        except NoAnswer as problem:
            log.warning("no answer to turn %s of %s: %s", turn.number, turn.conversation_id, problem)
            if asked.is_opening:
                return None  # nothing was asked, so there is nothing to apologise for
            reason = problem.reason
            return lambda session: self._replies.apology(session, place, reason, turn.number, self._now())
        reply = self._replies.opening if asked.is_opening else self._replies.answer
        return lambda session: reply(session, place, answer, self._now())

    async def _ask(self, turn: Turn, seq: int) -> Answer:
        """The answer to a turn; an earlier one that is over by now is asked anew, as the turn `seq`."""
        try:
            return await self._rasa.ask(turn)
        except NoAnswer as problem:
            if problem.reason != "over" or turn.number == seq:
                raise
            return await self._rasa.ask(replace(turn, number=seq))

    async def _look_again(self, booth: Booth) -> None:
        """Who answers now, as the record has it."""
        async with self._database.reading() as session:
            conversation = await conversations.get(session, booth.conversation_id)
        if conversation is not None:
            booth.learn(conversation, booth.reply_by)

    async def _turn(self, place: Place, asked: Asked) -> Turn:
        """What to ask the bot. "Try again" repeats an earlier turn under its own number."""
        if asked.payload is not None and asked.payload.startswith(AGAIN):
            asked = await self._asked(place.conversation_id, int(asked.payload.removeprefix(AGAIN)))
        return Turn(
            place.conversation_id,
            asked.seq,
            place.language,
            text=asked.text,
            payload=asked.payload,
            photo=asked.photo,
        )

    async def _asked(self, conversation_id: str, seq: int) -> Asked:
        """A stored line of the shopper, as something the bot can be asked."""
        async with self._database.reading() as session:
            line = (await conversations.messages_after(session, conversation_id, seq - 1, 1))[0]
        return Asked(line.seq, None if line.payload else line.text, line.payload, photo_on(line.card))

    @contextmanager
    def _hint(self, booth: Booth) -> Iterator[None]:
        """Shows that the bot is thinking while it thinks for longer than a blink."""
        loop = asyncio.get_running_loop()
        timer: asyncio.TimerHandle

        def hint() -> None:
            nonlocal timer
            booth.tell_all(protocol.BOT_IS_TYPING)
            timer = loop.call_later(HINT_EVERY_S, hint)

        timer = loop.call_later(HINT_AFTER_S, hint)
        try:
            yield
        finally:
            timer.cancel()

    def _tell(self, booth: Booth, stored: Stored) -> None:
        """Tells every socket what was just committed, and the state where that changed."""
        self._hub.publish(booth.conversation_id, stored.lines)
        if stored.lines:
            booth.update(language=stored.language, **stored.state)

    async def _take_up(self) -> None:
        """Has the lines answered that an earlier process stored and could not answer, before any new ones."""
        async with self._database.reading() as session:
            left = await conversations.unanswered(session)
            found = {name: await conversations.get(session, name) for name in {name for name, _ in left}}
        if not left:
            return
        rasa_is_up = self._start(self._rasa.wait_until_ready(at_most_s=RASA_STARTS_WITHIN_S))
        for conversation_id, seq in left:
            conversation = found[conversation_id]
            if conversation is not None:
                booth = self._hub.hold(conversation)
                self.add(booth, replace(await self._asked(conversation_id, seq), not_before=rasa_is_up))
                self._hub.release(booth)
