"""The processes of the product are started, watched and stopped as promised (small servers here)."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from launch.children import Child, Household
from launch.errors import CannotStart
from launch.ports import require_free

SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *words): pass
print("open on", sys.argv[1], flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def child(folder: Path, code: str = SERVER, *, within_s: float = 20) -> Child:
    port = free_port()
    return Child(
        "the till",
        [sys.executable, "-c", code, str(port)],
        f"http://127.0.0.1:{port}/",
        within_s,
        folder / "till.log",
        {},
    )


@asynccontextmanager
async def open_household(*children: Child):
    household = Household(children)
    ready: list[str] = []
    await household.start(lambda one, _seconds: ready.append(one.name))
    keeping = asyncio.create_task(household.keep())
    try:
        yield household, ready
    finally:
        keeping.cancel()
        await household.stop()


async def test_start_waits_until_the_child_really_answers(tmp_path: Path):
    async with open_household(child(tmp_path)) as (_, ready):
        assert ready == ["the till"]


async def test_a_child_that_fails_while_starting_is_named_with_its_last_words(tmp_path: Path):
    with pytest.raises(CannotStart, match="the till ended while starting: SystemExit: no drawer"):
        async with open_household(child(tmp_path, "raise SystemExit('SystemExit: no drawer')")):
            pass


async def test_a_child_that_never_answers_is_given_up(tmp_path: Path):
    silent = child(tmp_path, "import time; time.sleep(60)", within_s=0.5)
    household = Household([silent])
    with pytest.raises(CannotStart, match="did not answer within"):
        await household.start(lambda *_: None)
    await household.stop()
    assert silent.process is not None
    assert silent.process.returncode is not None


async def test_a_child_that_is_killed_is_started_again(tmp_path: Path):
    till = child(tmp_path)
    async with open_household(till) as _:
        assert till.process is not None
        first = till.process.pid
        os.kill(first, signal.SIGKILL)
        await till.process.wait()
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            while till.process.pid == first:  # noqa: ASYNC110  the restart has no event to wait for
                await asyncio.sleep(0)
            await till.answers(session)


async def test_stop_leaves_no_process_behind(tmp_path: Path):
    till = child(tmp_path)
    async with open_household(till):
        pass
    assert till.process is not None
    assert till.process.returncode is not None


def test_a_taken_port_is_named_with_the_setting_that_moves_it():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} .*process {os.getpid()}.*SHOPBELL_PORT"):
            require_free("127.0.0.1", port, "SHOPBELL_PORT")
