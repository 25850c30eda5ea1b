"""The socket of the console: everything at once when it opens, then what changes, each line once."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import WSCloseCode, WSMsgType, web

from care.conversations import service as conversations
from care.db.engine import Session
from care.db.models import Conversation
from care.errors import CareError, NotFound
from care.handoff import service as handoff
from desk import protocol
from desk.hub import Booth, Seat, View
from desk.keys import DATABASE, HUB, JOURNAL, NOW
from desk.protocol import BadFrame, Line, NotJson
from desk.shopper.limits import Allowance
from desk.staff.door import at_work, visit_of
from desk.staff.floor import Console
from desk.staff.frames import Close, Frame, Open, Renew, Seen, Typing, encode, line_json, read_frame
from desk.staff.keys import FLOOR
from desk.staff.routes import MEMBER, VISIT, Route

PING_EVERY_S = 15.0
GOODBYE_WITHIN_S = 2.0
MOST_OPEN = 50  # conversations of one console
FRAMES_A_SECOND, BURST = 20.0, 100.0  # a console that comes back opens all its chats at once
SIGN_OF_LIFE_EVERY_S = 30.0
SIGNED_OUT = 4401  # the session is over: sign in, and do not come back before

log = logging.getLogger(__name__)


async def console(request: web.Request) -> web.StreamResponse:
    """`GET /staff/socket`, with a session."""
    socket = web.WebSocketResponse(
        heartbeat=PING_EVERY_S,
        timeout=GOODBYE_WITHIN_S,
        max_msg_size=protocol.MAX_FRAME_BYTES,
        compress=False,
    )
    await socket.prepare(request)
    if request.transport is not None:
        await Shift(request, socket, request.transport).run()
    return socket


class Shift:
    """What happens on one socket of the console."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, transport: asyncio.Transport
    ) -> None:
        app = request.app
        self._database, self._journal, self._now = app[DATABASE], app[JOURNAL], app[NOW]
        self._hub, self._floor = app[HUB], app[FLOOR]
        self._request, self._socket, self._transport = request, socket, transport
        self._console = Console(request[MEMBER], Seat(socket, transport))
        self._clock = asyncio.get_running_loop().time
        self._frames = Allowance(self._clock(), a_second=FRAMES_A_SECOND, burst=BURST)
        self._at_work_since = 0.0

    async def run(self) -> None:
        self._hub.seats.add(self._console.seat)
        try:
            await self._floor.come_in(self._console, self._request[VISIT].csrf)
            while (frame := await self._next()) is not None:
                await self._take(frame)
        except Exception:  # this page comes back and gets everything; the others must not notice
            log.exception("a console's socket failed")
            await self._socket.close(code=WSCloseCode.INTERNAL_ERROR)
        finally:
            self._floor.go(self._console)
            for conversation_id in list(self._console.open):
                self._close(conversation_id)
            self._hub.seats.discard(self._console.seat)

    async def _take(self, frame: Frame) -> None:
        match frame:
            case Renew(takes_new):
                await self._renew(takes_new)
            case Open(conversation_id, after):
                await self._open(conversation_id, after)
            case Close(conversation_id):
                self._close(conversation_id)
            case Typing(conversation_id):
                self._types(conversation_id)
            case Seen(conversation_id, seq):
                if conversation_id in self._console.open:
                    self._floor.read(conversation_id, seq)

    async def _renew(self, takes_new: bool) -> None:
        """At the desk for another lease, if the session still holds; a session that ended ends the socket."""
        visit = await visit_of(self._request)
        if visit is None:
            await self._socket.close(code=SIGNED_OUT, message=b"signed out")
            return
        member_id, now = self._console.member.id, self._now()

        async def renew(session: Session) -> bool:
            return await handoff.renew(session, member_id, now=now, takes_new=takes_new)

        if await self._journal.write(renew):
            await self._floor.look_again()

    async def _open(self, conversation_id: str, after: int) -> None:
        self._close(conversation_id)
        if len(self._console.open) >= MOST_OPEN:
            self._complain(BadFrame(f"at most {MOST_OPEN} conversations are open at once"))
            return
        found = await self._read(conversation_id)
        if found is None:
            self._complain(NotFound("There is no such conversation."))
            return
        booth, view = self._hub.look_in(found), self._view(conversation_id)
        view.sent = after if after <= found.last_seq else 0
        self._console.open[conversation_id] = booth, view
        booth.views.add(view)
        self._tell_viewing(booth)
        # What was committed before this look is in the record, what comes later is published to the view.
        again = await self._read(conversation_id)
        booth.newest = max(booth.newest, again.last_seq if again else 0)
        await self._hub.catch_up(booth, view)
        self._console.seat.tell(protocol.seen_in(conversation_id, found.seen_seq))

    def _close(self, conversation_id: str) -> None:
        booth, view = self._console.open.pop(conversation_id, (None, None))
        if booth is not None and view is not None:
            booth.views.discard(view)
            self._tell_viewing(booth)
            self._hub.release(booth)

    def _view(self, conversation_id: str) -> View:
        def as_staff_read_it(line: Line) -> str:
            return encode("line", conversation=conversation_id, line=line_json(line))

        member = self._console.member
        who = {"id": member.id, "name": member.name}
        return View(self._socket, self._transport, as_staff_read_it, who)

    def _tell_viewing(self, booth: Booth) -> None:
        booth.tell_views(encode("viewing", conversation=booth.conversation_id, staff=viewing(booth)))

    def _types(self, conversation_id: str) -> None:
        booth, view = self._console.open.get(conversation_id, (None, None))
        if booth is None or booth.owner != "staff" or not self._may_speak(conversation_id):
            return
        booth.tell_all(protocol.STAFF_IS_TYPING)
        frame = encode("typing", conversation=conversation_id, **{"from": self._console.member.name})
        booth.tell_views(frame, but=view)

    def _may_speak(self, conversation_id: str) -> bool:
        return self._floor.has(conversation_id, self._console.member)

    async def _read(self, conversation_id: str) -> Conversation | None:
        async with self._database.reading() as session:
            return await conversations.get(session, conversation_id)

    async def _next(self) -> Frame | None:
        """The next frame that can be read; None when the socket is over."""
        async for message in self._socket:
            if not self._frames.take(self._clock()):
                await asyncio.sleep(1 / FRAMES_A_SECOND)  # later, but not lost
            try:
                frame = read_frame(message.data if message.type is WSMsgType.TEXT else "")
            except NotJson as problem:
                await self._socket.close(code=problem.close_code)
                return None
            except BadFrame as problem:
                self._complain(problem)
                continue
            if isinstance(frame, Seen | Typing):
                await self._show_life()
            return frame
        return None

    async def _show_life(self) -> None:
        """Who reads and types works, though no request comes; so the session does not end for idleness."""
        if self._clock() - self._at_work_since >= SIGN_OF_LIFE_EVERY_S:
            self._at_work_since = self._clock()
            await at_work(self._request)

    def _complain(self, problem: CareError) -> None:
        self._console.seat.tell(encode("error", code=problem.code, text=str(problem)))


def viewing(booth: Booth | None) -> list[dict[str, str]]:
    """Who of the staff has this conversation open, each once."""
    return list({view.who["id"]: view.who for view in booth.views}.values()) if booth else []


ROUTES = [Route("GET", "/staff/socket", console, origin=True)]
