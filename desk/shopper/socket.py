"""One shopper's socket, from the page's knock to its goodbye."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from care.conversations import service as conversations
from care.conversations.service import Entered
from care.db.engine import Session
from care.db.models import Conversation
from care.errors import CareError
from care.handoff.standing import Standing, standings
from care.identity.tokens import Identity, read_identity
from care.words import say
from desk import protocol
from desk.addresses import client_address
from desk.hub import Booth, Seat
from desk.keys import HEARING, HUB, JOURNAL, NEW_CHATS, NOW, ORIGINS, SEEN, SETTINGS, TURNS
from desk.protocol import (
    BadFrame,
    Choose,
    Frame,
    FrameTooLarge,
    Hello,
    NotJson,
    Say,
    Seen,
    ShopperLine,
    Typing,
    language_of,
)
from desk.shopper.hearing import Heard
from desk.shopper.limits import Allowance, neighbourhood
from desk.shopper.people import facts_of
from desk.shopper.turns import SESSION_OPEN, Asked

HELLO_WITHIN_S = 5.0
MOST_HELLOS = 5
PING_EVERY_S = 25.0
GOODBYE_WITHIN_S = 2.0
OPENS_AFTER_SILENCE = timedelta(hours=4)
CODES = {"bad_frame", "too_long", "rate", "conflict", "unknown_choice", "auth", "closed"}

log = logging.getLogger(__name__)


class TooFast(CareError):
    """More messages than one person types."""

    code = "rate"
    status = 429


class TooManyNewChats(CareError):
    """More new conversations from one network address than people there begin."""

    code = "rate"
    status = 429
    words = "desk-error-crowded"


async def chat(request: web.Request) -> web.StreamResponse:
    """`GET /chat`. Raises `ForeignOrigin`."""
    request.app[ORIGINS].check(request)
    socket = web.WebSocketResponse(
        heartbeat=PING_EVERY_S,
        timeout=GOODBYE_WITHIN_S,
        max_msg_size=2 * protocol.MAX_FRAME_BYTES,  # up to here we can say what is wrong before we close
        compress=False,  # frames are short, and a compressed one could be a bomb
    )
    await socket.prepare(request)
    transport = request.transport
    if transport is not None:
        await Visit(request, socket, Seat(socket, transport)).run()
    return socket


class Visit:
    """What happens on one socket. It says hello first; then it has a seat in its conversation's booth."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse, seat: Seat) -> None:
        app = request.app
        self._settings, self._now = app[SETTINGS], app[NOW]
        self._journal, self._hub, self._turns, self._seen = app[JOURNAL], app[HUB], app[TURNS], app[SEEN]
        self._new_chats, self._hearing = app[NEW_CHATS], app[HEARING]
        self._request, self._socket, self._seat = request, socket, seat
        self._clock = asyncio.get_running_loop().time
        self._messages, self._hints = Allowance(self._clock()), Allowance(self._clock())
        self._language = language_of(request.headers.get("Accept-Language", "en"))
        self._booth: Booth | None = None

    async def run(self) -> None:
        self._hub.seats.add(self._seat)
        try:
            hello = await self._wait_for_hello()
            if hello is not None:
                await self._stay(*hello)
        except Exception:  # this shopper comes back with the same cmids; the others must not notice
            log.exception("a socket failed")
            await self._socket.close(code=WSCloseCode.INTERNAL_ERROR)
        finally:
            self._hub.seats.discard(self._seat)
            if self._booth is not None:
                self._hub.release(self._booth)

    async def _wait_for_hello(self) -> tuple[Hello, Arrival] | None:
        """The hello that led somewhere, and where; None when the socket was closed instead."""
        for _ in range(MOST_HELLOS):
            try:
                async with asyncio.timeout(HELLO_WITHIN_S):
                    hello = await self._next_hello()
            except TimeoutError:
                break
            if hello is None:
                return None
            self._language = hello.language or self._language
            try:
                return hello, await self._arrive(hello)
            except CareError as problem:
                self._complain(problem)
        await self._socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"say hello first")
        return None

    async def _next_hello(self) -> Hello | None:
        while (frame := await self._next()) is not None:
            if isinstance(frame, Hello):
                return frame
            self._complain(BadFrame("the first frame should be hello"), getattr(frame, "cmid", None))
        return None

    async def _arrive(self, hello: Hello) -> Arrival:
        """The conversation this hello leads to. Raises `NotSignedIn`, `TooManyNewChats`."""
        now = self._now()
        identity = self._identity(hello.identity, now) if hello.identity else None
        address = client_address(self._request, trusted_proxies=self._settings.trusted_proxies)
        may_begin = cache(
            lambda: self._new_chats.take(neighbourhood(address))
        )  # asked once, however often the work runs
        if hello.token is None and identity is None and not may_begin():
            raise TooManyNewChats

        async def enter(session: Session) -> Arrival:
            entered = await conversations.enter(
                session,
                token=hello.token,
                identity=identity,
                language=self._language,
                now=now,
                address=address,
            )
            if not entered.resumed and not may_begin():
                raise TooManyNewChats
            conversation = entered.conversation
            if hello.language:
                conversation.language = hello.language
            if not entered.resumed:
                return Arrival(entered, Standing())
            standing = await standings(session, [conversation.id], now)
            return Arrival(entered, standing[conversation.id])

        return await self._journal.write(enter, self._take_seat)

    def _take_seat(self, arrival: Arrival) -> None:
        """Holds the booth from the commit on, so that no line published meanwhile is missed."""
        self._booth = self._hub.hold(arrival.entered.conversation, arrival.standing.reply_by)
        self._booth.update(**facts_of(arrival.standing))

    def _identity(self, token: str, now: datetime) -> Identity:
        secret = self._settings.identity_secret.get_secret_value()
        return read_identity(token, secret=secret, audience=self._settings.identity_audience, now=now)

    async def _stay(self, hello: Hello, arrival: Arrival) -> None:
        """From welcome to goodbye."""
        conversation, booth = arrival.entered.conversation, self._booth
        assert booth is not None, "arriving took a seat in it"
        try:
            self._seat.sent = resume_after(hello, conversation)
            self._seat.tell(
                protocol.welcome(
                    token=arrival.entered.token,
                    epoch=conversation.epoch,
                    seq=conversation.last_seq,
                    seen=conversation.seen_seq,
                    state=booth.state(),
                )
            )
            booth.seats.add(self._seat)
            await self._hub.catch_up(booth, self._seat)
            if is_opening(conversation, self._now()) and not booth.is_busy:
                self._turns.add(booth, Asked(conversation.last_seq, payload=SESSION_OPEN))
            while (frame := await self._next()) is not None:
                await self._take(booth, frame)
        finally:
            booth.seats.discard(self._seat)

    async def _take(self, booth: Booth, frame: Frame) -> None:
        match frame:
            case Say() | Choose():
                await self._store(booth, frame)
            case Seen(seq):
                if self._hints.take(self._clock()):
                    self._seen.note(booth.conversation_id, min(seq, self._seat.sent))
                    booth.shopper_saw(min(seq, self._seat.sent))
            case Typing():
                if self._hints.take(self._clock()):
                    booth.shopper_types()
            case Hello() if self._messages.take(self._clock()):
                self._complain(BadFrame("hello comes once"))

    async def _store(self, booth: Booth, frame: Say | Choose) -> None:
        """Stores a line, acknowledges it, and has it answered; in this order."""
        now = self._now()

        async def store(session: Session) -> Heard:
            return await self._hearing.take(session, booth.conversation_id, frame, now)

        try:
            await self._journal.write(store, lambda heard: self._stored(booth, frame.cmid, heard))
        except CareError as problem:
            self._complain(problem, frame.cmid)

    def _stored(self, booth: Booth, cmid: str, heard: Heard) -> None:
        said = heard.said
        acknowledgement = protocol.ack(cmid, said.seq)
        if said.repeated:
            self._seat.tell(acknowledgement)
            return
        line = ShopperLine(said.seq, said.at, said.text, cmid)
        self._hub.publish(booth.conversation_id, [line], acked=(self._seat, acknowledgement))
        self._hub.publish(booth.conversation_id, heard.lines)
        booth.update(**{"owner": said.owner, "epoch": said.epoch} | heard.state)
        if heard.for_bot:
            self._turns.add(booth, Asked(said.seq, said.text, said.payload))

    async def _next(self) -> Frame | None:
        """The next frame that can be read and is not too many; None when the socket is over."""
        async for message in self._socket:
            try:
                frame = protocol.read_frame(_text(message))
                counts = isinstance(frame, Say | Choose)
            except NotJson as problem:
                self._complain(problem)
                await self._socket.close(code=problem.close_code)
                return None
            except BadFrame as problem:
                self._complain(problem if self._messages.take(self._clock()) else TooFast(), problem.cmid)
                continue
            if counts and not self._messages.take(self._clock()):
                self._complain(TooFast(), getattr(frame, "cmid", None))
                continue
            return frame
        return None

    def _complain(self, problem: CareError, cmid: str | None = None) -> None:
        code = problem.code if problem.code in CODES else "bad_frame"
        language = self._booth.language if self._booth else self._language
        detail = str(problem) if isinstance(problem, BadFrame) else None
        words = getattr(problem, "words", f"desk-error-{code}")
        self._seat.tell(protocol.error(code, say(words, language), cmid=cmid, detail=detail))


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a hello led, and how a case stands there."""

    entered: Entered
    standing: Standing


def resume_after(hello: Hello, conversation: Conversation) -> int:
    """The line after which the replay begins: 0 when the client's count belongs to another epoch."""
    if hello.epoch not in {None, conversation.epoch} or hello.last_seq > conversation.last_seq:
        return 0
    return hello.last_seq


def is_opening(conversation: Conversation, now: datetime) -> bool:
    """Whether the bot speaks first: in a new conversation, and after a long silence with nothing open."""
    if conversation.owner != "bot" or conversation.answered_seq < conversation.asked_seq:
        return False
    return conversation.last_seq == 0 or now - conversation.last_at >= OPENS_AFTER_SILENCE


def _text(message: WSMessage) -> str:
    """The text of a frame. Raises `NotJson` for what is not text, and `TooLarge`."""
    if message.type is not WSMsgType.TEXT:
        raise NotJson("a frame should be text")
    text: str = message.data
    if len(text) > protocol.MAX_FRAME_BYTES // 4 and len(text.encode()) > protocol.MAX_FRAME_BYTES:
        raise FrameTooLarge("a frame should have at most 64 KiB")
    return text
