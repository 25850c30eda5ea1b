"""A store and a judge for tasks, made anew for each test."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.replay.facts import Customer, Store, read_store
from simulator.replay.judge import Judge
from simulator.replay.tasks import Task, read_tasks
from tests.simulator.store import task as row
from tests.simulator.store import write_store

MakeTask = Callable[..., Task]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_store(tmp_path / "suite" / "store")


@pytest.fixture
def make_task(folder: Path) -> MakeTask:
    """-> make_task(**fields): a task read from a file beside the judge."""

    def make(**fields: object) -> Task:
        file = folder.parent / "tasks.json"
        file.write_text(json.dumps([row(**fields)]))
        return read_tasks(file)[0]

    return make


@pytest.fixture
def judge(folder: Path) -> Judge:
    return Judge(folder.parent / "tasks.json", folder)


@pytest.fixture
def store(folder: Path, judge: Judge) -> Store:
    return read_store(folder, judge.before)


@pytest.fixture
def alice(store: Store) -> Customer:
    return store.customer("alice")
