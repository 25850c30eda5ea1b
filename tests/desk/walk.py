"""A shopper with bad luck: sends twice, out of order, loses signal, has two tabs and sockets left half open.

Beside it a model in memory of what must be true whatever happened: every line that was acknowledged is in the
transcript once, under its number; each has one answer, in the lines' order; and no socket was told a line
twice, out of order, or with a gap.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from tests.desk.chatter import Chatter, Frame
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import Reply, line


def offers_more(asked: Reply) -> list[Reply]:
    words = asked.get("text", asked.get("payload"))
    return [line("Hello!" if words == "/session_open" else f"You said: {words}", ("more", "/more"))]


@dataclass
class Model:
    """What was sent, and what the desk promised about it."""

    sent: dict[str, str] = field(default_factory=dict)  # words by cmid
    taps: set[str] = field(default_factory=set)
    acked: dict[str, int] = field(default_factory=dict)  # seq by cmid
    refused: set[str] = field(default_factory=set)  # taps on a choice that was gone


@dataclass
class Tab:
    """One tab of the shop's page: what it knows survives its sockets."""

    walk: Walk
    socket: Chatter | None = None
    since: int = 0  # what the present socket was asked to begin after
    known: dict[int, tuple[str, str, str]] = field(default_factory=dict)  # from, cmid, text by seq
    unsent: dict[str, Frame] = field(default_factory=dict)
    used: bool = False

    async def connect(self, **instead: int) -> None:
        self.used = True
        count = {"last_seq": self.complete, "epoch": 1, **instead}
        self.socket = await self.walk.desk.knock()
        welcome = await self.socket.hello(token=self.walk.token, **count)
        right = count["epoch"] == 1 and count["last_seq"] <= welcome["seq"]
        self.since = count["last_seq"] if right else 0
        for frame in list(self.unsent.values()):
            await self.post(frame)

    async def post(self, frame: Frame) -> None:
        self.used = True
        self.unsent[frame["cmid"]] = frame
        if self.socket and not self.socket.socket.closed:
            try:
                await self.socket.send(frame)
            except ConnectionError:
                self.lose()

    def lose(self, *, half_open: bool = False) -> None:
        """Loses the socket; half-open, the desk does not notice."""
        if self.socket is None:
            return
        self.read()
        if not half_open:
            self.socket.drop()
        self.walk.past.append((self.socket, self.since))
        self.socket = None

    def read(self) -> None:
        """Takes in what the socket was told."""
        if self.socket is None:
            return
        for frame in self.socket.heard:
            if frame["type"] == "message":
                self.known[frame["seq"]] = (frame["from"], frame.get("cmid", ""), frame["text"])
            elif frame["type"] == "ack":
                words = self.walk.model.sent[frame["cmid"]]
                self.known.setdefault(frame["seq"], ("shopper", frame["cmid"], words))
                seq = self.walk.model.acked.setdefault(frame["cmid"], frame["seq"])
                assert seq == frame["seq"], "the same send has one number"
                self.unsent.pop(frame["cmid"], None)
            elif frame["type"] == "error" and frame["code"] == "unknown_choice":
                self.walk.model.refused.add(frame["cmid"])
                self.unsent.pop(frame["cmid"], None)
            elif frame["type"] == "error":
                assert frame["code"] == "conflict", frame
                assert frame["cmid"] in self.walk.conflicts, frame

    @property
    def complete(self) -> int:
        """It has every line up to this one."""
        self.read()
        seq = 0
        while seq + 1 in self.known:
            seq += 1
        return seq


class Walk:
    def __init__(self, desk: OpenDesk, seed: int) -> None:
        self.desk = desk
        self.seed = seed
        self.rng = Random(seed)
        self.model = Model()
        self.token = ""
        self.past: list[tuple[Chatter, int]] = []
        self.conflicts: set[str] = set()

    async def run(self, steps: int) -> None:
        first = await self.desk.knock()
        await first.hello()
        await first.bot()
        self.token = first.token
        self.tabs = [Tab(self, first), Tab(self)]
        for _ in range(self.rng.randint(2, steps)):
            await self.rng.choice(STEPS)(self, self.rng.choice(self.tabs))
        await self.settle()

    def words(self) -> Frame:
        frame = {"type": "say", "cmid": self.cmid(), "text": f"line {len(self.model.sent)}"}
        self.model.sent[frame["cmid"]] = frame["text"]
        return frame

    def cmid(self) -> str:
        return str(UUID(int=self.rng.getrandbits(128)))

    async def say(self, tab: Tab) -> None:
        await tab.post(self.words())
        if tab.socket and self.rng.random() < 0.5:
            await tab.socket.hear_about(list(tab.unsent)[-1])

    async def say_twice(self, tab: Tab) -> None:
        frame = self.words()
        await tab.post(frame)
        await tab.post(frame)

    async def say_in_both_tabs(self, tab: Tab) -> None:
        frame = self.words()
        await asyncio.gather(*(each.post(frame) for each in self.tabs))

    async def say_out_of_order(self, tab: Tab) -> None:
        frames = [self.words(), self.words()]
        for frame in reversed(frames):
            await tab.post(frame)

    async def say_and_lose(self, tab: Tab) -> None:
        await tab.post(self.words())
        tab.lose()
        await tab.connect()

    async def repeat_old(self, tab: Tab) -> None:
        for each in self.tabs:
            each.read()
        if self.model.acked:
            cmid = self.rng.choice(list(self.model.acked))
            if cmid not in self.model.taps:
                await tab.post({"type": "say", "cmid": cmid, "text": self.model.sent[cmid]})

    async def reuse_an_id(self, tab: Tab) -> None:
        for each in self.tabs:
            each.read()
        if self.model.acked and tab.socket and not tab.socket.socket.closed:
            cmid = self.rng.choice(list(self.model.acked))
            self.conflicts.add(cmid)
            await tab.socket.send({"type": "say", "cmid": cmid, "text": "other words"})

    async def tap(self, tab: Tab) -> None:
        await self._tap([tab])

    async def tap_in_both_tabs(self, tab: Tab) -> None:
        await self._tap(self.tabs)

    async def _tap(self, tabs: list[Tab]) -> None:
        for tab in tabs:
            if tab.socket and any(frame["from"] == "bot" for frame in tab.socket.messages):
                cmid = self.cmid()
                self.model.sent[cmid] = "more"
                self.model.taps.add(cmid)
                choice = tab.socket.offered()["more"]
                await tab.post({"type": "choose", "cmid": cmid, "choice": choice})

    async def lose_signal(self, tab: Tab) -> None:
        tab.lose()
        if self.rng.random() < 0.7:
            await tab.connect()

    async def half_open(self, tab: Tab) -> None:
        tab.lose(half_open=True)
        await tab.connect()

    async def reload(self, tab: Tab) -> None:
        tab.lose()
        tab.known.clear()
        await tab.connect(last_seq=0)

    async def remember_wrongly(self, tab: Tab) -> None:
        tab.lose()
        remembered = self.rng.choice([{"epoch": 5}, {"last_seq": 10**6}, {"last_seq": tab.complete // 2}])
        await tab.connect(**remembered)

    async def settle(self) -> None:
        """Both tabs come back, everything is sent, and everybody waits until it is answered."""
        self.tabs = [tab for tab in self.tabs if tab.used] or self.tabs[:1]
        if self.seed % 10 == 0:  # somebody who was never there reads it all
            self.tabs.append(Tab(self))
        for tab in self.tabs:
            if tab.socket is None or tab.socket.socket.closed:
                tab.lose()
                await tab.connect()
            for cmid in list(tab.unsent):
                assert tab.socket
                await tab.socket.hear_about(cmid)
            tab.read()
            assert not tab.unsent
        last = 1 + 2 * len(self.model.acked)
        for tab in self.tabs:
            assert tab.socket
            if tab.complete < last:
                await tab.socket.until(last)
            tab.read()
        self.check(last)
        for socket in (
            *(tab.socket for tab in self.tabs if tab.socket),
            *(socket for socket, _ in self.past),
        ):
            socket.drop()

    def check(self, last: int) -> None:
        transcript = self.tabs[0].known
        assert sorted(transcript) == list(range(1, last + 1)), "no gap, nothing more"
        said = [transcript[seq] for seq in range(1, last + 1)]
        shoppers = {cmid: text for sender, cmid, text in said if sender == "shopper"}
        assert {
            transcript[seq][1]: seq for seq in transcript if transcript[seq][0] == "shopper"
        } == self.model.acked
        assert set(self.model.sent) == set(self.model.acked) | self.model.refused
        assert shoppers == {cmid: self.model.sent[cmid] for cmid in shoppers}
        asked = ["/more" if cmid in self.model.taps else text for cmid, text in shoppers.items()]
        answers = [text for sender, _, text in said if sender == "bot"]
        assert answers == ["Hello!", *(f"You said: {words}" for words in asked)], "one answer each, in order"
        for tab in self.tabs:
            assert tab.known == transcript
            assert tab.socket
            _check_socket(tab.socket, tab.since)
        for socket, since in self.past:
            _check_socket(socket, since)


def _check_socket(socket: Chatter, since: int) -> None:
    """What one socket was told began after `since`, and had no gap, nothing twice, nothing out of order."""
    told = [frame["seq"] for frame in socket.messages]
    assert told == sorted(set(told)), told
    first_told: list[int] = []
    for frame in socket.heard:
        if frame["type"] in {"message", "ack"} and frame["seq"] > since and frame["seq"] not in first_told:
            first_told.append(frame["seq"])
    assert first_told == list(range(since + 1, since + 1 + len(first_told))), (since, first_told)


STEPS: list[Callable[[Walk, Tab], Awaitable[None]]] = [
    Walk.say, Walk.say, Walk.say_twice, Walk.say_in_both_tabs, Walk.say_out_of_order, Walk.say_and_lose,
    Walk.repeat_old, Walk.reuse_an_id, Walk.tap, Walk.tap_in_both_tabs, Walk.lose_signal, Walk.half_open,
    Walk.reload, Walk.remember_wrongly,
]  # fmt: skip
