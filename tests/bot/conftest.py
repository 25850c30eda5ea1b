"""A small shop of few wishes, trained once; and Rasa over it on loopback, with its own action server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from bot import project, without_tensorflow

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SHOP = Path(__file__).parent / "project"
TOKEN = "a token that only this test and Rasa know"

os.chdir(ROOT)
project.prepare_environment()
without_tensorflow.leave_out(SHOP / "config.yml")


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from bot import training

    return training.train(
        SHOP / "domain.yml",
        SHOP / "config.yml",
        SHOP / "data",
        tmp_path_factory.mktemp("model"),
        say=lambda line: None,
    )


@pytest.fixture(scope="session")
def actions() -> Iterator[ActionServer]:
    with ActionServer() as server:
        yield server


@pytest.fixture(scope="session")
def rasa(
    small_model: Path, actions: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rasa]:
    running = Rasa(small_model, actions.port, tmp_path_factory.mktemp("rasa"))
    running.start()
    yield running
    running.stop(signal.SIGTERM)


@pytest.fixture
def alice(rasa: Rasa) -> Shopper:
    return Shopper(rasa)


@pytest.fixture
def charlie(rasa: Rasa) -> Shopper:
    return Shopper(rasa)


class ActionServer:
    """Answers Rasa: most actions say what they saw, one crashes, one says nothing, one waits at a gate."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.gate = threading.Event()
        self.at_the_gate = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, reply = outer.act(body["next_action"], body["tracker"])
                data = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]

    def act(self, name: str, tracker: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.calls.append(f"{tracker['sender_id']} {name}")
        if name == "action_crash":
            return 500, {"error": "out of order"}
        if name == "action_silent":
            return 200, {"events": [], "responses": []}
        if name == "action_wait":
            self.at_the_gate.set()
            self.gate.wait(20)
        asks = {"action_ask_number": "order_number", "action_offer": "yes_no"}.get(name)
        slots = {
            slot: value
            for slot, value in tracker["slots"].items()
            if value and slot != "session_started_metadata"
        }
        line = {
            "text": f"{name} {json.dumps(slots, sort_keys=True, ensure_ascii=False)}",
            "buttons": [{"title": "The blue kettle", "payload": '/inform{"order_number": "W7777777"}'}],
            "custom": {"card": {"kind": "order"}, "handoff": {"topic": "complaint", "reason": "asked"}},
        }
        return 200, {"events": [{"event": "slot", "name": "asking", "value": asks}], "responses": [line]}

    def __enter__(self) -> ActionServer:
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.shutdown()


class Rasa:
    """Rasa over the small shop, as `python -m bot.serve` starts it; can be killed and started again."""

    def __init__(self, model: Path, actions_port: int, var: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._log = var / "rasa.log"
        self.database = var / "dialogues.db"
        self._model = model
        self._env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SHOPBELL_BOT_TOKEN": TOKEN,
            "SHOPBELL_RASA_PORT": str(self.port),
            "SHOPBELL_ACTIONS_PORT": str(actions_port),
            "SHOPBELL_TRACKER_URL": f"sqlite:///{self.database}",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "bot.serve", "--model", self._model, "--project", SHOP]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=log, stderr=log)
        for _ in range(1200):
            if self._process.poll() is not None:
                break
            if self.get("/webhooks/desk/")[0] == 200:
                return
            time.sleep(0.1)
        raise RuntimeError(f"Rasa did not start:\n{self._log.read_text()}")

    def stop(self, how: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait(timeout=30)

    def get(self, path: str) -> tuple[int, Any]:
        return self._call(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, body: Any, *, token: str | None = TOKEN, patience: float = 60) -> tuple[int, Any]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        address = f"http://127.0.0.1:{self.port}/webhooks/desk/messages"
        return self._call(urllib.request.Request(address, data, headers), patience)

    @staticmethod
    def _call(request: urllib.request.Request, patience: float = 60) -> tuple[int, Any]:
        """Status and JSON; 0 when nobody answers in time (seconds)."""
        try:
            with urllib.request.urlopen(request, timeout=patience) as reply:
                return reply.status, json.loads(reply.read())
        except urllib.error.HTTPError as error:
            ours = error.headers.get_content_type() == "application/json"
            return error.code, json.loads(error.read()) if ours else None
        except OSError:
            return 0, None


@dataclass
class Shopper:
    """Somebody in a conversation of their own, seen from the desk."""

    rasa: Rasa
    conversation: str = field(default_factory=lambda: uuid4().hex)
    language: str = "en"
    _turns: Iterator[int] = field(default_factory=lambda: count(1))

    def says(self, text: str, turn: int | None = None) -> Answer:
        return self._send(turn, 60, text=text)

    def taps(self, payload: str, turn: int | None = None, *, patience: float = 60) -> Answer:
        return self._send(turn, patience, payload=payload)

    def _send(self, turn: int | None, patience: float, **what: str) -> Answer:
        number = next(self._turns) if turn is None else turn
        body = {"conversation": self.conversation, "turn": number, "language": self.language, **what}
        return Answer(*self.rasa.post(body, patience=patience))


@dataclass
class Answer:
    status: int
    body: dict[str, Any]

    @property
    def text(self) -> str:
        assert self.status == 200, self.body
        return "\n".join(line["text"] for line in self.body["lines"])

    @property
    def intent(self) -> str:
        assert self.status == 200, self.body
        return self.body["understood"]["intent"]

    @property
    def slots(self) -> dict[str, Any]:
        """What the action saw, for the actions that say so."""
        return json.loads(self.text.partition(" ")[2])
