"""The floor: every console that is open here, and what each was told of cases, colleagues and promises.

What changes a case may be this process, another one or the clock. So the floor does not collect events: it
compares what is with what it last told, at once when somebody says that something changed and once a second
anyhow. A console that connects gets everything; from then on it gets each difference, as the whole new thing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from care.db.engine import Database, Session
from care.db.types import JsonObject
from care.desk_views import cases as case_views
from care.desk_views import promises as promise_views
from care.desk_views.cases import CaseView, iso
from care.desk_views.colleagues import colleagues
from care.staff.service import Member
from desk.hub import Booth, Hub, Seat, View
from desk.lookout import Lookout
from desk.staff.frames import case_json, encode, may_see

LOOK_EVERY_S = 1.0
TOGETHER_S = 0.02  # what changes in one moment is read once
PROMISES_AHEAD = timedelta(hours=24)


@dataclass(eq=False)
class Console:
    """One open page of a member of staff, with the conversations it looks at."""

    member: Member
    seat: Seat
    open: dict[str, tuple[Booth, View]] = field(default_factory=dict)

    def tell_case(self, case: CaseView) -> None:
        whole = may_see(case, self.member.id, self.member.role)
        self.seat.tell(encode("case", case=case_json(case, whole=whole)))


@dataclass
class _Known:
    """What was last told."""

    cases: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    colleagues: dict[str, JsonObject] = field(default_factory=dict)
    promises: dict[int, JsonObject] = field(default_factory=dict)


class Floor:
    """Use as `async with`."""

    def __init__(self, database: Database, hub: Hub, now: Callable[[], datetime]) -> None:
        self._database, self._hub, self._now = database, hub, now
        self.consoles: set[Console] = set()
        self.read_up_to: dict[str, int] = {}  # how far staff have read: a hint, like the shopper's own
        self._known = _Known()
        self._changed: set[str] = set()  # conversations
        self._lookout = Lookout(
            self.look_again,
            every_s=LOOK_EVERY_S,
            together_s=TOGETHER_S,
            complaint="the consoles could not be told what changed",
        )
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Floor:
        self._unwatch = self._hub.watch(self)
        await self._lookout.__aenter__()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        self._unwatch()
        await self._lookout.__aexit__()

    def changed(self, conversation_id: str) -> None:
        """As a watcher of the hub."""
        if self.consoles:
            self._changed.add(conversation_id)
            self._lookout.wake()

    def alert(self, kind: str, text: str, conversation_id: str | None, staff_id: str | None) -> None:
        """As a watcher of the hub: to one member of staff, or to all."""
        frame = encode("alert", kind=kind, text=text, conversation=conversation_id)
        for console in self.consoles:
            if staff_id in {None, console.member.id}:
                console.seat.tell(frame)

    async def come_in(self, console: Console, csrf: str) -> None:
        """Says hello with everything as it is, and has the console hear what changes from then on."""
        async with self._one_at_a_time, self._database.reading() as session:
            if not self.consoles:
                self._known = await self._look(session)
                self._changed.clear()
            hello = await self._hello(session, console.member, csrf)
            console.seat.tell(hello)
            self.consoles.add(console)

    def go(self, console: Console) -> None:
        self.consoles.discard(console)

    def has(self, conversation_id: str, member: Member) -> bool:
        """Whether this member may speak there, as far as was last looked."""
        return any(
            facts[:2] == (conversation_id, "taken") and (facts[2] == member.id or member.role != "agent")
            for facts in self._known.cases.values()
        )

    def read(self, conversation_id: str, seq: int) -> None:
        """A member of staff saw the shopper's lines up to `seq`."""
        if seq > self.read_up_to.get(conversation_id, 0):
            self.read_up_to[conversation_id] = seq
            self.changed(conversation_id)

    async def look_again(self) -> None:
        """Tells every console what is not as it was told before."""
        if not self.consoles:
            return
        async with self._one_at_a_time, self._database.reading() as session:
            touched, self._changed = self._changed, set()
            before, self._known = self._known, await self._look(session)
            await self._tell_cases(session, before, touched)
            self._tell_others(before)

    async def _look(self, session: Session) -> _Known:
        now = self._now()
        owed = await promise_views.owed(session, until=now + PROMISES_AHEAD)
        return _Known(
            cases=await case_views.snapshot(session),
            colleagues={each["id"]: each for each in await colleagues(session, now)},
            promises={each["id"]: each for each in owed},
        )

    async def _tell_cases(self, session: Session, before: _Known, touched: set[str]) -> None:
        now = self._known.cases
        ids = {id_ for id_, facts in now.items() if before.cases.get(id_) != facts or facts[0] in touched}
        ids |= before.cases.keys() - now.keys()
        if not ids:
            return
        for case in await case_views.of_ids(session, ids, self.read_up_to):
            if case.request.state == "done":
                self.read_up_to.pop(case.conversation_id, None)
            for console in self.consoles:
                console.tell_case(case)

    def _tell_others(self, before: _Known) -> None:
        now = self._known
        frames = [
            encode("colleague", colleague=each)
            for id_, each in now.colleagues.items()
            if before.colleagues.get(id_) != each
        ]
        frames += [
            encode("promise", promise=each)
            for id_, each in now.promises.items()
            if before.promises.get(id_) != each
        ]
        frames += [
            encode("promise", promise=before.promises[id_] | {"state": "ended"})
            for id_ in before.promises.keys() - now.promises.keys()
        ]
        for frame in frames:
            for console in self.consoles:
                console.seat.tell(frame)

    async def _hello(self, session: Session, member: Member, csrf: str) -> str:
        now = self._now()
        found = await case_views.open_cases(session, self.read_up_to)
        mine: list[JsonObject] = []
        queue: list[JsonObject] = []
        for case in found:
            told = case_json(case, whole=may_see(case, member.id, member.role))
            is_mine = case.request.state == "taken" and case.request.staff_id == member.id
            (mine if is_mine else queue).append(told)
        return encode(
            "hello",
            me=member_json(member),
            csrf=csrf,
            now=iso(now),
            queue=queue,
            mine=mine,
            colleagues=await colleagues(session, now),
            promises=await promise_views.owed(session, until=now + PROMISES_AHEAD),
        )


def member_json(member: Member) -> JsonObject:
    return {
        "id": member.id, "email": member.email, "name": member.name, "role": member.role,
        "languages": list(member.languages), "skills": list(member.skills), "capacity": member.capacity,
        "language": member.language,
    }  # fmt: skip
