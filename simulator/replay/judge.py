"""Says whether a visit came out as its task demands; the store is compared by the judge beside the tasks."""

from __future__ import annotations

import copy
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from simulator.replay.facts import Row
from simulator.replay.reading import says
from simulator.replay.tasks import Task

Frame = dict[str, Any]


class NoJudge(Exception):
    """There is no `compare.py` beside the tasks."""


class Judge:
    """`compare.py` of a folder with tasks, and the store as it was before."""

    def __init__(self, tasks_file: Path, store: Path) -> None:
        self._compare = _load(tasks_file.parent / "compare.py")
        self.before: Row = self._compare.read_store(store)

    def expected(self, task: Task) -> Row:
        """The rows of the task's customer as they must be afterwards, beside all variants."""
        orders = {
            number: copy.deepcopy(row)
            for number, row in self.before["orders"].items()
            if row["customer_id"] == task.customer_id
        }
        customer = copy.deepcopy(self.before["customers"][task.customer_id])
        rows = {
            "orders": orders,
            "customers": {task.customer_id: customer},
            "variants": self.before["variants"],
        }
        for write in task.writes:
            if write.get("ok", True):
                self._compare.apply(rows, write)
        return rows

    def differences(self, task: Task, after: Path) -> list[str]:
        """What the exported store has otherwise than it must."""
        return [
            str(one)
            for one in self._compare.differences(self.before, self._compare.read_store(after), task.row)
        ]


def not_said(task: Task, lines: list[Frame]) -> list[str]:
    """What the bot should have said, and did in no line."""
    spoken = [str(line["text"]) for line in lines if line["from"] == "bot"]
    missing = [one for one in task.must_say if not any(says(text, one) for text in spoken)]
    return [f"never said: {one}" for one in missing]


def not_handed_over(task: Task, state: Frame) -> list[str]:
    return ["no person was asked for"] if task.handoff and not has_a_person(state) else []


def has_a_person(state: Frame) -> bool:
    """Whether a person has the chat, or was asked for: then the state says until when one answers."""
    return state.get("owner") in {"queue", "staff"} or bool(state.get("reply_by"))


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare_beside_tasks", file)
    if spec is None or spec.loader is None or not file.exists():
        raise NoJudge(f"{file} is missing: it judges the tasks beside it")
    module = importlib.util.module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # the folder is somebody else's
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module
