"""Shopper, bot and staff do anything in any order, at once, doubled and retried; the thread stays whole."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.conversations.errors import Conflict, StaleEpoch, UnknownChoice
from care.conversations.service import BotLine, Offer, Said
from care.db.engine import Database
from care.db.models import Message
from tests.care.conversations.conftest import Chat, open_chat

CMIDS = ("c-1", "c-2", "c-3", "c-4", "c-5", "c-6")
WORDS = ("yes", "no")

say = st.tuples(st.just("say"), st.sampled_from(CMIDS), st.sampled_from(WORDS))
choose = st.tuples(st.just("choose"), st.sampled_from(CMIDS), st.integers(0, 1))
rarely = st.sampled_from((False, False, False, True))
answer = st.tuples(st.just("answer"), st.integers(0, 2), rarely)
take = st.tuples(st.just("take"), st.sampled_from(("bot", "bot", "staff")), rarely)
together = st.lists(st.one_of(say, choose, choose, answer, answer, take), min_size=1, max_size=6)


class Walk:
    """A walk, and what is known on it: choices seen, the epoch last heard of, what was sent and came back."""

    def __init__(self, chat: Chat, other: Database) -> None:
        self.chat, self.processes = chat, (chat.database, other)
        self.epoch, self.epochs = 1, Counter[int]()
        self.choices: list[str] = []
        self.sent: list[tuple[str, tuple[str, str], Said]] = []
        self.answered: list[tuple[int, list[Message]]] = []

    async def step(self, number: int, kind: str, first, second) -> None:
        chat = self.chat.at(self.processes[number % 2])
        with suppress(Conflict, UnknownChoice, StaleEpoch):
            await getattr(self, kind)(chat, first, second)

    async def say(self, chat: Chat, cmid: str, text: str) -> None:
        self.sent.append((cmid, ("say", text), await chat.say(text, cmid)))

    async def choose(self, chat: Chat, cmid: str, which: int) -> None:
        if len(self.choices) > which:
            choice = self.choices[-1 - which]
            self.sent.append((cmid, ("choose", choice), await chat.choose(choice, cmid)))

    async def answer(self, chat: Chat, which: int, stale: bool) -> None:
        """Answers one of the newest lines, answered or not: a process that lost count must do no harm."""
        asked = sorted({said.seq for _, _, said in self.sent}, reverse=True)
        if len(asked) > which:
            epoch = self.epoch - 1 if stale else self.epoch
            line = BotLine("?", [Offer(word, f"/{word}") for word in WORDS])
            lines = await chat.answer(asked[which], line, epoch=epoch)
            assert not (stale and lines)
            self.answered.append((asked[which], lines))
            self.choices += [choice["id"] for line in lines for choice in line.choices or ()]

    async def take(self, chat: Chat, owner: str, stale: bool) -> None:
        new = await chat.take(owner, self.epoch - 1 if stale else self.epoch)
        assert not stale
        self.epochs[new] += 1
        self.epoch = max(self.epoch, new)


@pytest.mark.parametrize("runs", [25])
async def test_the_thread_stays_whole_whatever_happens_at_once(
    database: Database, second_process: Database, now, runs: int
):
    @settings(
        max_examples=runs, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(st.lists(together, min_size=3, max_size=10))
    def walks(steps) -> None:
        wait(walk_through(steps))

    async def walk_through(steps) -> None:
        walk = Walk(await open_chat(database, now), second_process)
        await walk.step(0, "say", "c-0", "hello")
        await walk.step(0, "answer", 0, False)
        for at_once in steps:
            await asyncio.gather(*(walk.step(n, *step) for n, step in enumerate(at_once)))
        await check(walk)

    loop = asyncio.get_running_loop()

    def wait(work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result(60)

    await asyncio.to_thread(walks)


async def check(walk: Walk) -> None:
    lines, row = await walk.chat.lines(), await walk.chat.row()
    assert [line.seq for line in lines] == list(range(1, row.last_seq + 1)), "numbers follow each other"
    shoppers = [line for line in lines if line.sender == "shopper"]
    assert row.asked_seq == max((line.seq for line in shoppers), default=0)
    _each_send_is_one_line(walk, shoppers)
    _each_tap_is_on_what_was_on_offer(lines)
    assert all(count == 1 for count in walk.epochs.values()), "each takeover has one winner"
    stored = [line.seq for _, answer in walk.answered for line in answer]
    assert sorted(stored) == [line.seq for line in lines if line.sender == "bot"]
    turns = [turn for turn, answer in walk.answered if answer]
    assert len(turns) == len(set(turns)), "each line is answered once"


def _each_send_is_one_line(walk: Walk, shoppers: list[Message]) -> None:
    by_cmid = {line.cmid: line for line in shoppers}
    assert len(by_cmid) == len(shoppers)
    for cmid, (kind, body), said in walk.sent:
        line = by_cmid[cmid]
        assert (line.seq, line.text) == (said.seq, said.text)
        assert body == (line.text if kind == "say" else line.choice_id)
    fresh = Counter(cmid for cmid, _, said in walk.sent if not said.repeated)
    assert fresh == Counter(by_cmid.keys()), "one send of each is the first, all others are repeated"


def _each_tap_is_on_what_was_on_offer(lines: list[Message]) -> None:
    offer: set[str] = set()
    for line in lines:
        if line.sender == "bot":
            offer = {choice["id"] for choice in line.choices or ()}
        elif line.choice_id:
            assert line.choice_id in offer
            offer = set()
