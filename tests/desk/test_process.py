"""The desk as a program: killed in the middle, started twice, stopped, in want of a database."""

from __future__ import annotations

import asyncio
import socket as sockets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from desk.__main__ import main
from tests.desk.chatter import Chatter
from tests.desk.conftest import ORIGIN
from tests.desk.fake_bot import FakeBot
from tests.desk.speed import measure, start_desk

KILLS = 2
SHOPPERS = 8
LINES_BETWEEN_KILLS = 4


@pytest.fixture
def port() -> int:
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
        return free


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Shopper:
    """Talks whatever happens: sends again what was not acknowledged, and comes back when cut off."""

    def __init__(self, http: aiohttp.ClientSession, port: int) -> None:
        self.http, self.url = http, f"http://127.0.0.1:{port}/chat"
        self.token: str | None = None
        self.acked: dict[str, int] = {}
        self.said: dict[str, str] = {}

    async def enter(self) -> Chatter:
        while True:
            try:
                chatter = Chatter(await self.http.ws_connect(self.url, headers={"Origin": ORIGIN}))
                await chatter.hello(**({"token": self.token} if self.token else {}))
                if self.token is None:
                    await chatter.bot()
                self.token = chatter.token
                return chatter
            except (aiohttp.ClientError, ConnectionError):
                await asyncio.sleep(0.05)

    async def talk(self, lines: int) -> None:
        chatter = await self.enter()
        for _ in range(lines):
            cmid, text = str(uuid4()), f"line {len(self.said)}"
            self.said[cmid] = text
            while cmid not in self.acked:
                try:
                    self.acked[cmid] = (await chatter.say(text, cmid))["seq"]
                except (ConnectionError, TimeoutError):
                    chatter = await self.enter()
        chatter.drop()

    async def check(self) -> None:
        """Nothing lost, doubled or out of order, and every line has its answer."""
        chatter = await self.enter()
        await chatter.until(1 + 2 * len(self.said))
        own = {frame["cmid"]: frame["seq"] for frame in chatter.messages if frame["from"] == "shopper"}
        assert own == self.acked
        seqs = [frame["seq"] for frame in chatter.messages]
        assert seqs == list(range(1, len(seqs) + 1))
        answers = [f["text"] for f in chatter.messages if f["from"] == "bot" and f["text"] != "Hello!"]
        assert answers == [f"You said: {text}" for text in self.said.values()]
        chatter.drop()


async def test_a_desk_killed_in_the_middle_loses_doubles_and_reorders_nothing(
    bot: FakeBot, record: str, port: int, http: aiohttp.ClientSession
):
    process = await start_desk(record, bot, port)
    shoppers = [Shopper(http, port) for _ in range(SHOPPERS)]
    for _ in range(KILLS):
        talking = [asyncio.create_task(shopper.talk(LINES_BETWEEN_KILLS)) for shopper in shoppers]
        stored = sum(len(shopper.acked) for shopper in shoppers)
        while sum(len(shopper.acked) for shopper in shoppers) < stored + SHOPPERS:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        process.kill()  # SIGKILL, while some lines are stored, some acknowledged, some answered
        await process.wait()
        process = await start_desk(record, bot, port)
        await asyncio.gather(*talking)
    await asyncio.gather(*(shopper.check() for shopper in shoppers))
    alice = await shoppers[0].enter()
    in_the_doorway = Chatter(await http.ws_connect(shoppers[0].url, headers={"Origin": ORIGIN}))
    process.terminate()
    assert await in_the_doorway.closed() == 1001
    assert await alice.closed() == 1001, "told to stop, it says that it goes away: come back to the next one"
    assert await process.wait() == 0


@pytest.fixture
def complaint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What `python -m desk` says as it gives up, with these settings: one line, and status 1."""

    def complaint(**settings: object) -> str:
        for name, value in settings.items():
            monkeypatch.setenv(f"SHOPBELL_{name.upper()}", str(value))
        assert main() == 1
        [line] = capsys.readouterr().err.splitlines()
        return line

    return complaint


def test_a_taken_port_is_said_in_one_line(complaint: Callable[..., str], sqlite_template: Path, port: int):
    with sockets.create_server(("127.0.0.1", port)):
        assert complaint(database_url=f"sqlite:///{sqlite_template}", port=port) == (
            f"Port {port} is taken by another program. Stop that one, or set SHOPBELL_PORT."
        )


def test_a_database_without_tables_is_said_in_one_line(complaint: Callable[..., str], tmp_path: Path):
    line = complaint(database_url=f"sqlite:///{tmp_path}/empty.db")
    assert line.startswith("The database cannot be used: no such table")
    assert "python -m care.db.migrate" in line


def test_a_wrong_setting_is_named(complaint: Callable[..., str]):
    assert complaint(port="eighty").startswith("SHOPBELL_PORT: ")


async def test_a_message_costs_the_desk_little(port: int):
    """Four milliseconds of one processor a message is the budget: say, ack, bot, answer, telling."""
    figures = await measure(600, 30, port)
    assert figures.cpu_ms < 4, figures
