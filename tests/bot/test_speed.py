"""Faster, and the same: the changes to Rasa give what Rasa gave, and can be switched off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from bot import project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.conftest import ActionServer

BEGIN = """
import asyncio, json, os, sys
from bot import project, without_tensorflow
project.prepare_environment()
print("TensorFlow is left out:", without_tensorflow.leave_out(project.CONFIG))
"""
PARTS = """
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

def changed_since(before):
    return sum(old is not new for old, new in zip(before, parts()))
"""
LOAD_CHANNEL_SWITCHED_OFF = """
before = parts()
os.environ["SHOPBELL_SPEED"] = "off"
import bot.components.channel
print(json.dumps(changed_since(before)))
"""
STOCK_THEN_CHANGED = """
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from bot import speed
from bot.components.tracker_store import DialogueStore
from bot.components.turn import DeskOutput, TurnFailed, ready, take_turn

model, actions, folder = sys.argv[1:]
WORDS = ["hello", "where is my order W7654321", "我的退款呢", "1006327", "so so"]
WORDS += ["talk to you another time", "你好"]
REPLIES = [
    {"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]},
    {"events": 3}, {"events": [{"event": "no such event"}]}, {"events": [{"event": "slot"}]},
    {"events": [], "responses": ["text"]},
]

def refused():
    action, found = RemoteAction("action_x", None), []
    for reply in REPLIES:
        try:
            action._validate_action_result(reply)
            found.append("taken")
        except Exception as error:
            found.append(type(error).__name__)
    return found

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
    before = parts()
    stock = {"said": await conversation("stock"), "refused": refused()}
    speed.apply()
    changed = {"said": await conversation("changed"), "refused": refused()}
    print(json.dumps([changed_since(before), stock, changed]))

asyncio.run(main())
"""


def run(script: str, *arguments: object, switch: str = "on") -> list[str]:
    env = {**os.environ, "SHOPBELL_SPEED": switch}
    command = [sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=project.ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def compared(
    small_model: Path, actions: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """How many parts of Rasa were changed, and how stock Rasa and the changed one behaved."""
    folder = tmp_path_factory.mktemp("compared")
    count, stock, changed = json.loads(
        run(BEGIN + PARTS + STOCK_THEN_CHANGED, small_model, actions.port, folder)[-1]
    )
    return count, stock, changed


def test_a_conversation_goes_the_same_way(compared: tuple[int, dict[str, Any], dict[str, Any]]) -> None:
    count, stock, changed = compared
    assert count == 9
    assert len(stock["said"]) == 8
    assert changed["said"] == stock["said"]


def test_the_same_replies_of_actions_are_refused(
    compared: tuple[int, dict[str, Any], dict[str, Any]],
) -> None:
    _, stock, changed = compared
    assert set(stock["refused"]) == {"taken", "ValidationError"}
    assert changed["refused"] == stock["refused"]


def test_switched_off_rasa_is_stock() -> None:
    assert run(BEGIN, switch="off") == ["TensorFlow is left out: False"]
    assert run(BEGIN + PARTS + LOAD_CHANNEL_SWITCHED_OFF)[-1] == "0"
