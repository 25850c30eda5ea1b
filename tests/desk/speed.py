"""How much of a processor one message costs the desk: `python -m tests.desk.speed [messages] [sockets]`.

The desk runs in a process of its own, as in a shop: sockets, SQLite with synchronous=FULL, HTTP to a bot. Bot
and shoppers run here. Counted is the processor time of the desk alone, so a busy machine does not blur it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import aiohttp

from care.db.migrate import migrate
from tests.desk.fake_bot import TOKEN, FakeBot

ORIGIN = "https://shop.example"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    messages: int
    seconds: float
    cpu_ms: float  # of the desk, a message
    ack_p50_ms: float
    ack_p95_ms: float
    answer_p50_ms: float
    answer_p95_ms: float

    @property
    def a_second(self) -> float:
        return self.messages / self.seconds


@asynccontextmanager
async def desk_process(folder: Path, bot: FakeBot, port: int, **settings: str):
    """`python -m desk` on a fresh database; gives its process once it answers."""
    url = f"sqlite:///{folder}/shopbell.db"
    if not (folder / "shopbell.db").exists():
        await migrate(url.replace("sqlite", "sqlite+aiosqlite"))
    process = await start_desk(url, bot, port, **settings)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def desk_environment(url: str, bot: FakeBot, port: int, **settings: str) -> dict[str, str]:
    return {
        "SHOPBELL_DATABASE_URL": url,
        "SHOPBELL_PORT": str(port),
        "SHOPBELL_RASA_PORT": str(bot.port),
        "SHOPBELL_BOT_TOKEN": TOKEN,
        "SHOPBELL_ALLOWED_ORIGINS": ORIGIN,
        "SHOPBELL_LOG_LEVEL": "WARNING",
        "SHOPBELL_DEMO": "false",
        **settings,
    }


async def start_desk(url: str, bot: FakeBot, port: int, **settings: str) -> asyncio.subprocess.Process:
    """`python -m desk`, once it answers."""
    env = {**os.environ, **desk_environment(url, bot, port, **settings)}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "desk", env=env)
    async with aiohttp.ClientSession() as http:
        for _ in range(600):
            assert process.returncode is None, "the desk ended while it started"
            try:
                async with http.get(f"http://127.0.0.1:{port}/health") as answer:
                    if answer.status == 200:
                        return process
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
    raise TimeoutError("the desk did not answer")


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def measure(messages: int, sockets: int, port: int = 5590) -> Figures:
    bot = FakeBot()
    await bot.start()
    with tempfile.TemporaryDirectory() as folder:
        async with desk_process(Path(folder), bot, port) as process, aiohttp.ClientSession() as http:
            shoppers = [await _Shopper.enter(http, port) for _ in range(sockets)]
            await asyncio.gather(*(shopper.talk(2) for shopper in shoppers))
            for shopper in shoppers:
                shopper.acks.clear()
                shopper.answers.clear()
            began, cpu = time.monotonic(), cpu_seconds(process.pid)
            each = messages // sockets
            await asyncio.gather(*(shopper.talk(each) for shopper in shoppers))
            seconds, cpu = time.monotonic() - began, cpu_seconds(process.pid) - cpu
    await bot.stop()
    done = each * sockets
    acks = sorted(ms for shopper in shoppers for ms in shopper.acks)
    answers = sorted(ms for shopper in shoppers for ms in shopper.answers)
    return Figures(
        done,
        seconds,
        cpu / done * 1000,
        acks[len(acks) // 2],
        acks[len(acks) * 95 // 100],
        answers[len(answers) // 2],
        answers[len(answers) * 95 // 100],
    )


class _Shopper:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.acks: list[float] = []
        self.answers: list[float] = []

    @classmethod
    async def enter(cls, http: aiohttp.ClientSession, port: int) -> _Shopper:
        socket = await http.ws_connect(f"http://127.0.0.1:{port}/chat", headers={"Origin": ORIGIN})
        await socket.send_str('{"type":"hello","lang":"en"}')
        shopper = cls(socket)
        await shopper._until("message")
        return shopper

    async def talk(self, times: int) -> None:
        for _ in range(times):
            began = time.monotonic()
            await self.socket.send_str(
                json.dumps({"type": "say", "cmid": str(uuid4()), "text": "where is it?"})
            )
            while True:
                kind = await self._until("ack", "message", "error")
                took = (time.monotonic() - began) * 1000
                if kind == "error":
                    await asyncio.sleep(0.1)
                    break
                (self.acks if kind == "ack" else self.answers).append(took)
                if kind == "message":
                    break

    async def _until(self, *kinds: str) -> str:
        while True:
            frame = json.loads((await self.socket.receive()).data)
            if frame["type"] in kinds:
                return str(frame["type"])


if __name__ == "__main__":
    import uvloop

    messages, sockets = [*map(int, sys.argv[1:]), *(3000, 50)[len(sys.argv) - 1 :]]
    figures = uvloop.run(measure(messages, sockets))
    sys.stdout.write(
        f"{figures.a_second:.0f} messages/s, {figures.cpu_ms:.2f} ms of processor a message; "
        f"ack p50 {figures.ack_p50_ms:.1f} p95 {figures.ack_p95_ms:.1f} ms, "
        f"answer p50 {figures.answer_p50_ms:.1f} p95 {figures.answer_p95_ms:.1f} ms\n"
    )
