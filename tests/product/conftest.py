"""The whole product, started by its own command on a database of its own, for whole stories."""

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from simulator.shopper import Shopper

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN_S = 600  # a first start trains the assistant


@dataclass
class Product:
    """The running product: its address, its folder, and a way to kill a part of it."""

    address: str
    folder: Path
    launcher: subprocess.Popen[str]
    env: dict[str, str]
    said: list[str] = field(default_factory=list)

    def process(self, words: str) -> int:
        """The process id of the launcher's child whose command line contains `words`."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if parent == self.launcher.pid and words in command:
                return int(entry.name)
        raise LookupError(words)

    def kill(self, words: str) -> None:
        os.kill(self.process(words), signal.SIGKILL)

    def run(self, module: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    async def identity(self, http: aiohttp.ClientSession, customer_id: str) -> str:
        async with http.post(f"{self.address}/demo/sign-in", json={"customer_id": customer_id}) as reply:
            assert reply.status == 200, await reply.text()
            return str((await reply.json())["identity"])

    async def newest_code(self, http: aiohttp.ClientSession, email: str) -> str:
        """The code in the newest letter to `email`, as its owner would read it in the outbox."""
        async with http.get(f"{self.address}/demo/outbox.json") as reply:
            letters = await reply.json()
        text = next(letter["text"] for letter in letters if letter["to"] == email)
        code = re.search(r"\b\d{3} ?\d{3}\b", text)
        assert code is not None, text
        return code.group()

    async def is_open(self, http: aiohttp.ClientSession) -> bool:
        with suppress(aiohttp.ClientError):
            async with http.get(f"{self.address}/health") as reply:
                return reply.status == 200
        return False


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def open_shop(folder: Path, **settings: str) -> Iterator[Product]:
    """Runs `python -m launch run` until the shop is open; closes it with Ctrl-C afterwards."""
    port = free_port()
    env = {
        **os.environ,
        "SHOPBELL_DATABASE_URL": f"sqlite:///{folder}/shop.db",
        "SHOPBELL_VAR_DIR": str(folder),
        "SHOPBELL_PORT": str(port),
        "SHOPBELL_RASA_PORT": str(free_port()),
        "SHOPBELL_ACTIONS_PORT": str(free_port()),
        **settings,
    }
    launcher = subprocess.Popen(
        [sys.executable, "-m", "launch", "run"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    product = Product(f"http://127.0.0.1:{port}", folder, launcher, env)
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        assert launcher.stdout is not None
        for line in launcher.stdout:
            product.said.append(line)
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (line := lines.get(timeout=START_WITHIN_S)) is None or "The shop is open" not in line:
        assert line is not None, f"the product did not start:\n{''.join(product.said)}"
    try:
        yield product
    finally:
        os.killpg(launcher.pid, signal.SIGINT)
        assert launcher.wait(30) == 0, "".join(product.said)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product on the demo store, shared by all stories (each has its own conversation)."""
    yield from open_shop(tmp_path_factory.mktemp("product"))


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product on the public store that may lie beside the project."""
    folder = ROOT.parent / "shared" / "tau" / "store"
    if not folder.exists():
        pytest.skip("the public store is not at ../shared/tau/store")
    var = tmp_path_factory.mktemp("real-store")
    env = {**os.environ, "SHOPBELL_DATABASE_URL": f"sqlite:///{var}/shop.db"}
    for command in (["care.db.migrate"], ["care.store.importing", str(folder)]):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=env, check=True, capture_output=True)
    yield from open_shop(var)


@pytest.fixture
async def http():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture(scope="session")
def store_rows():
    """-> rows(folder, name): the rows of an exchange folder's file."""

    def rows(folder: Path, name: str) -> list[dict]:
        return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]

    return rows


__all__ = ["Product", "Shopper"]
