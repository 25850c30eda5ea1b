"""Faster, and the same: the changes to Rasa give what Rasa gave, and can be switched off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import ActionServer

WHAT_IS_CHANGED = """
import sys
from bot import project, without_tensorflow
without_tensorflow.leave_out(project.CONFIG)
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

def parts():
    return [
        RemoteAction._validate_action_result, RemoteAction._action_call_format,
        RulePolicy._find_action_from_rules, RulePolicy._is_rule_applicable, DaskGraphRunner.run,
        RulePolicy._get_possible_keys, Domain.is_empty, Event.resolve_by_type, EndpointConfig.session,
    ]

before = parts()
import bot.components.channel
real = getattr(sys.modules["tensorflow"], "__file__", None) is not None
changed = sum(old is not new for old, new in zip(before, parts()))
print(changed, "changed", "real" if real else "no", "TensorFlow")
"""

STOCK_AND_CHANGED = """
import asyncio, json, sys
from pathlib import Path
from bot import project, speed, without_tensorflow
project.prepare_environment()
without_tensorflow.leave_out(project.CONFIG)
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa.shared.core.domain import Domain
from bot.components.tracker_store import DialogueStore
from bot.components.turn import DeskOutput, TurnFailed, ready, take_turn

model, actions, folder = sys.argv[1:]
WORDS = ["hello", "where is my order W7654321", "我的退款呢", "1006327", "so so"]
WORDS += ["talk to you another time", "你好"]

async def conversation(name):
    store = DialogueStore(Domain.empty(), host=f"sqlite:///{folder}/{name}.db")
    endpoint = EndpointConfig(f"http://127.0.0.1:{actions}/webhook")
    agent = ready(Agent.load(model, tracker_store=store, action_endpoint=endpoint))
    said = []
    for turn, words in enumerate(WORDS):
        metadata = {"turn": turn, "language": "en"}
        message = UserMessage(words, DeskOutput(), "alice", input_channel="desk", metadata=metadata)
        try:
            answer = await take_turn(agent, message)
            said.append([answer.lines, answer.language, answer.understood])
        except TurnFailed as error:
            said.append(str(error))
    tracker = await store.retrieve("alice")
    said.append([[event.type_name, getattr(event, "action_name", "")] for event in tracker.events])
    return said

async def main():
    stock = await conversation("stock")
    speed.apply()
    print(json.dumps([stock, await conversation("changed")]))

asyncio.run(main())
"""

REPLIES = """
import json
from bot import project, speed, without_tensorflow
without_tensorflow.leave_out(project.CONFIG)
from rasa.core.actions.action import RemoteAction

def refused():
    action, found = RemoteAction("action_x", None), []
    for reply in [
        {"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]},
        {"events": 3}, {"events": [{"event": "no such event"}]}, {"events": [{"event": "slot"}]},
        {"events": [], "responses": ["text"]},
    ]:
        try:
            action._validate_action_result(reply)
            found.append(False)
        except Exception as error:
            found.append(type(error).__name__)
    return found

stock = refused()
speed.apply()
print(json.dumps([stock, refused()]))
"""


def run(script: str, *arguments: object, switch: str = "on") -> str:
    env = {**os.environ, "SHOPBELL_SPEED": switch}
    command = [sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_every_change_is_made_once_the_channel_is_loaded() -> None:
    assert run(WHAT_IS_CHANGED) == "9 changed no TensorFlow"


def test_switched_off_rasa_is_stock() -> None:
    assert run(WHAT_IS_CHANGED, switch="off") == "0 changed real TensorFlow"


def test_a_conversation_goes_the_same_way(small_model: Path, actions: ActionServer, tmp_path: Path) -> None:
    stock, changed = json.loads(run(STOCK_AND_CHANGED, small_model, actions.port, tmp_path))
    assert len(stock) == 8
    assert changed == stock


def test_the_same_replies_of_actions_are_refused() -> None:
    stock, changed = json.loads(run(REPLIES))
    assert stock[0] is False
    assert "ValidationError" in stock
    assert changed == stock
