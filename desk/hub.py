"""Who is connected to this process, and what each socket has been told.

A *booth* is one conversation that somebody has open; a *seat* is one shopper's socket in it, and a *view* a
member of staff who has it open in the console. The database is the record and both are cursors over it: each
knows the newest line its client has, takes the next one as it is published, and reads the record again when
one is missing. So every client sees every line once and in order, whatever was lost on the way.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from aiohttp import WSCloseCode, web

from care.db.models import Conversation
from desk import protocol
from desk.protocol import Language, language_of

if TYPE_CHECKING:
    from desk.shopper.turns import Asked

MAX_WAITING_BYTES = 1024 * 1024
STALLED_S = 10.0
PAGE = 200  # lines read at once while a seat catches up

log = logging.getLogger(__name__)

ReadLines = Callable[[str, int, int], Awaitable[Sequence[protocol.Line]]]
"""`read(conversation_id, after_seq, limit)`: stored lines, oldest first."""


class Seat:
    """One shopper's socket in a booth."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self.sent = 0  # the client has every line up to this one
        self.live = False  # False while it catches up from the record
        self._socket = socket
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._sending: set[asyncio.Task[None]] = set()

    def encode(self, line: protocol.Line) -> str:
        """The line as this client reads it."""
        return protocol.message(line)

    def tell(self, frame: str) -> None:
        """Sends a frame without waiting. A client that does not read is cut off at 1 MiB."""
        if self._transport.is_closing():
            return
        if self.waiting_bytes > MAX_WAITING_BYTES:
            log.info("a client does not read; its socket is closed")
            self.cut()
            return
        # Started at once, the task has nearly always done its work when this line returns; only a client
        # that reads slowly makes it wait.
        task = asyncio.Task(self._send(frame), loop=self._loop, eager_start=True)
        if not task.done():
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def tell_in_step(self, frame: str) -> None:
        """Sends a frame, no faster than the client reads; one that stops reading is cut off."""
        try:
            async with asyncio.timeout(STALLED_S):
                await self._send(frame)
        except TimeoutError:
            self.cut()

    async def _send(self, frame: str) -> None:
        with suppress(ConnectionError):  # when the client is gone, its reading side notices
            await self._socket.send_str(frame)

    @property
    def waiting_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    @property
    def gone(self) -> bool:
        return self._transport.is_closing()

    async def close(self) -> None:
        """Says that the desk goes away, so that the client comes back to the next process."""
        await self._socket.close(code=WSCloseCode.GOING_AWAY)

    def cut(self) -> None:
        self._transport.abort()


class View(Seat):
    """A conversation that a member of staff has open in the console; a console may have many."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport,
        encode: Callable[[protocol.Line], str],
        who: dict[str, str],
    ) -> None:
        super().__init__(socket, transport)
        self._encode = encode
        self.who = who  # {"id", "name"}, for the others who look at it

    def encode(self, line: protocol.Line) -> str:
        return self._encode(line)


class Watcher(Protocol):
    """Who hears that something about a conversation changed, whether or not a shopper has it open."""

    def changed(self, conversation_id: str) -> None: ...

    def alert(self, kind: str, text: str, conversation_id: str | None, staff_id: str | None) -> None: ...


@dataclass(eq=False)
class Booth:
    """A conversation that is open here, and what a client is told about it besides its lines."""

    conversation_id: str
    language: Language = "en"
    owner: str = "bot"
    epoch: int = 1
    reply_by: datetime | None = None  # until when a person was promised
    staff: str | None = None  # the name of the person who is here
    position: int | None = None  # in the line
    wait_s: int | None = None
    newest: int = 0  # the newest line we know of
    seats: set[Seat] = field(default_factory=set)
    views: set[View] = field(default_factory=set)
    told: Callable[[str], None] | None = None  # the hub's ear for what becomes of it
    waiting: deque[Asked] = field(default_factory=deque)  # what the bot has to answer
    is_busy: bool = False  # the bot is at it
    holds: int = 0  # sockets and turns that need this booth

    def learn(self, conversation: Conversation, reply_by: datetime | None) -> None:
        """What the record says now. Call it in the order of the commits."""
        self.newest = max(self.newest, conversation.last_seq)
        self.update(
            language=language_of(conversation.language),
            owner=conversation.owner,
            epoch=conversation.epoch,
            reply_by=reply_by,
        )

    def update(self, **now: object) -> None:
        """Takes over what is true now, and tells every seat when that changes the state."""
        before = self.state()
        for name, value in now.items():
            setattr(self, name, value)
        if self.state() == before:
            return
        self.tell_all(protocol.state(self.state()))
        if self.told is not None:
            self.told(self.conversation_id)

    def state(self) -> dict[str, object]:
        state: dict[str, object] = {"owner": self.owner, "epoch": self.epoch, "lang": self.language}
        if self.reply_by is not None:
            state["reply_by"] = self.reply_by.isoformat()
        for name in ("staff", "position", "wait_s"):
            if (value := getattr(self, name)) is not None:
                state[name] = value
        return state

    def tell_all(self, frame: str) -> None:
        """Tells the shopper, on every device."""
        for seat in self.seats:
            seat.tell(frame)

    def shopper_types(self) -> None:
        if self.views:
            self.tell_views(protocol.typing_in(self.conversation_id))

    def shopper_saw(self, seq: int) -> None:
        if self.views:
            self.tell_views(protocol.seen_in(self.conversation_id, seq))

    def tell_views(self, frame: str, *, but: View | None = None) -> None:
        """Tells the staff who have it open."""
        for view in self.views:
            if view is not but:
                view.tell(frame)


class Hub:
    """The booths of this process."""

    def __init__(self, read_lines: ReadLines) -> None:
        self._read_lines = read_lines
        self.seats: set[Seat] = set()  # of every booth, and those still in the doorway
        self._booths: dict[str, Booth] = {}
        self._closing_gaps: set[asyncio.Task[None]] = set()
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Has the consoles hear what changes; gives back how to stop it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def changed(self, conversation_id: str) -> None:
        """Something about this conversation is not what it was: its case, who answers, a line."""
        for watcher in self._watchers:
            watcher.changed(conversation_id)

    def alert(
        self, kind: str, text: str, *, conversation_id: str | None = None, staff_id: str | None = None
    ) -> None:
        """Calls a member of staff, or everybody at the desk, to look at something now."""
        for watcher in self._watchers:
            watcher.alert(kind, text, conversation_id, staff_id)

    def booth(self, conversation_id: str) -> Booth | None:
        """The conversation's booth, if anybody has it open here."""
        return self._booths.get(conversation_id)

    def hold(self, conversation: Conversation, reply_by: datetime | None = None) -> Booth:
        """The conversation's booth, kept until `release`."""
        booth = self._booths.get(conversation.id)
        if booth is None:
            booth = self._booths[conversation.id] = Booth(conversation.id, told=self.changed)
        booth.holds += 1
        booth.learn(conversation, reply_by)
        return booth

    def look_in(self, conversation: Conversation) -> Booth:
        """The booth for a member of staff, kept until `release`; what it knows already is the newer word."""
        booth = self._booths.get(conversation.id)
        if booth is None:
            return self.hold(conversation)
        booth.holds += 1
        booth.newest = max(booth.newest, conversation.last_seq)
        return booth

    def release(self, booth: Booth) -> None:
        booth.holds -= 1
        if booth.holds == 0:
            del self._booths[booth.conversation_id]

    def publish(
        self, conversation_id: str, lines: Iterable[protocol.Line], *, acked: tuple[Seat, str] | None = None
    ) -> None:
        """Tells every seat about lines that were just committed. Call it in the order of the commits.

        `acked` is the seat that sent the line: it gets its acknowledgement in place of the line itself.
        """
        self.changed(conversation_id)
        booth = self._booths.get(conversation_id)
        if booth is None:
            return
        for line in lines:
            booth.newest = max(booth.newest, line.seq)
            frame: str | None = None
            for seat in booth.seats:
                if acked is not None and seat is acked[0]:
                    self._offer(booth, seat, line.seq, acked[1], always=True)
                    continue
                frame = frame or protocol.message(line)
                self._offer(booth, seat, line.seq, frame)
            for view in booth.views:
                self._offer(booth, view, line.seq, view.encode(line))

    def _offer(self, booth: Booth, seat: Seat, seq: int, frame: str, *, always: bool = False) -> None:
        in_turn = seat.live and seq == seat.sent + 1
        if in_turn or always:
            seat.tell(frame)
        if in_turn:
            seat.sent = seq
        elif seat.live and seq > seat.sent:
            seat.live = False
            task = asyncio.create_task(self._close_gap(booth, seat))
            self._closing_gaps.add(task)
            task.add_done_callback(self._closing_gaps.discard)

    async def _close_gap(self, booth: Booth, seat: Seat) -> None:
        try:
            await self.catch_up(booth, seat)
        except Exception:  # it comes back and asks for what it misses
            log.exception("a client could not be brought up to date; its socket is closed")
            seat.cut()

    async def catch_up(self, booth: Booth, seat: Seat) -> None:
        """Brings a seat up to date from the record; from then on it takes lines as they are published."""
        seat.live = False
        while seat.sent < booth.newest and not seat.gone:
            lines = await self._read_lines(booth.conversation_id, seat.sent, PAGE)
            if not lines:
                raise LookupError(f"line {booth.newest} of {booth.conversation_id} is not in the record")
            for line in lines:
                await seat.tell_in_step(seat.encode(line))
                seat.sent = line.seq
        # Nothing can be published between the last look and here: there is no await in between.
        seat.live = True

    def booths(self) -> list[Booth]:
        """The conversations that are open here."""
        return list(self._booths.values())

    def __len__(self) -> int:
        """How many conversations are open here."""
        return len(self._booths)
