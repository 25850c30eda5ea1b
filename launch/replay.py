"""`make replay`: starts the product on a store of its own and lets a scripted shopper play tasks at it."""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

import aiohttp
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from care.config import Settings, load_settings
from care.db.engine import open_database
from care.store.exporting import export_store
from launch.children import Household
from launch.environments import BOT_PYTHON, ROOT, sync_bot
from launch.errors import CannotStart
from launch.keys import keys_for
from launch.product import household
from launch.progress import console, note, step
from simulator.replay.judge import Judge, NoJudge
from simulator.replay.mailbox import Mailbox
from simulator.replay.report import Outcome, figures, table, write_report
from simulator.replay.runner import Runner
from simulator.replay.tasks import Task, WrongTasks, chosen, read_tasks

VAR = ROOT / "var" / "replay"
BUSY_S = 10.0


def replay(arguments: Sequence[str]) -> None:
    """Prints a table and, last, one JSON object. Raises `CannotStart`."""
    asked = _arguments(arguments)
    try:
        tasks = chosen(read_tasks(asked.tasks), only=asked.only, kind=asked.kind, limit=asked.limit)
        judge = Judge(asked.tasks, asked.store)
    except (WrongTasks, NoJudge, OSError) as problem:
        raise CannotStart(str(problem)) from problem
    sync_bot()
    outcomes = asyncio.run(_play(asked, judge, tasks))
    write_report(asked.report, outcomes)
    console.print(table(outcomes))
    note(f"The report, with the conversations that failed: {asked.report}")
    print(json.dumps(figures(outcomes)))


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launch replay", description=__doc__)
    parser.add_argument("tasks", type=Path, help="a file of tasks; its judge, compare.py, lies beside it")
    parser.add_argument("store", type=Path, help="the folder with the store of these tasks")
    parser.add_argument("--report", type=Path, default=VAR / "report.json")
    parser.add_argument("--only", default="", help="ids, separated by commas")
    parser.add_argument("--class", dest="kind", default="")
    parser.add_argument("--limit", type=int, default=0, help="the first so many")
    parser.add_argument("--var", type=Path, default=VAR, help="the folder to work in")
    return parser.parse_args(arguments)


async def _play(asked: argparse.Namespace, judge: Judge, tasks: Sequence[Task]) -> list[Outcome]:
    async with Mailbox() as mailbox:
        settings = _settings(asked.var, mailbox.port)
        _prepare(settings, asked.var, asked.store)
        async with _running(settings, asked.var), aiohttp.ClientSession() as http:
            address = f"http://127.0.0.1:{settings.port}"
            judging = ProcessPoolExecutor(1, get_context("spawn"), _sit_down, (asked.tasks, asked.store))
            with judging, _bar() as progress:
                stage = CopiedStore(address, asked.var, judging)
                runner = Runner.of(stage, mailbox, http, judge, asked.store)
                shown = progress.add_task("playing", total=len(tasks), failed=0)

                def tell(outcome: Outcome) -> None:
                    progress.advance(shown)
                    if not outcome.passed:
                        why = (outcome.faults or outcome.wrong)[0]
                        progress.console.print(f"[red]✗[/] {outcome.id}: {why}", highlight=False, markup=True)

                return await runner.play_all(tasks, tell)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


@dataclass
class CopiedStore:
    """The store was imported once, by the public command, into a template; each task begins on its pages.

    SQLite's own backup puts them into the live database in one transaction, which the running processes see
    as a change by another: some milliseconds instead of the seconds of an import, and the very same rows.
    """

    address: str
    var: Path
    judging: ProcessPoolExecutor  # in a process of its own: reading 1,000 orders would hold up the shopper
    _kept: itertools.count[int] = field(default_factory=itertools.count)

    async def fresh(self) -> None:
        await asyncio.to_thread(_copy, self.var / "template.db", self.var / "live.db")

    async def keep(self) -> Path:
        kept = self.var / "after" / f"{next(self._kept)}.db"
        kept.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(_copy, self.var / "live.db", kept)
        return kept

    async def differences(self, kept: Path, task: Task) -> list[str]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.judging, _differences, kept, task)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=BUSY_S)) as read, closing(sqlite3.connect(target)) as write:
        write.execute(f"PRAGMA busy_timeout={int(BUSY_S * 1000)}")
        write.execute("PRAGMA synchronous=OFF")  # what it holds can be made again at any time
        read.backup(write)


_judge: Judge  # of the judging process


def _sit_down(tasks: Path, store: Path) -> None:
    global _judge
    _judge = Judge(tasks, store)


def _differences(database: Path, task: Task) -> list[str]:
    """Exports the store as `make export` does, without starting Python for each, and has it judged."""
    folder = database.with_suffix("")
    try:
        asyncio.run(_export(f"sqlite+aiosqlite:///{database.absolute()}", folder))
        return _judge.differences(task, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for file in database.parent.glob(f"{database.name}*"):
            file.unlink()


async def _export(url: str, folder: Path) -> None:
    database = open_database(url)
    try:
        await export_store(database, folder)
    finally:
        await database.close()


def _prepare(settings: Settings, var: Path, store: Path) -> None:
    var.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(var / "after", ignore_errors=True)
    for file in var.glob("*.db*"):
        file.unlink()
    with step("The store, imported once"):
        _command("care.db.migrate", database=var / "template.db")
        _command("care.store.importing", str(store.absolute()), database=var / "template.db")
    _copy(var / "template.db", var / "live.db")
    done = subprocess.run([str(BOT_PYTHON), "-m", "bot.train"], cwd=ROOT)
    if done.returncode:
        raise CannotStart("The assistant could not be trained; see the lines above.")


def _command(module: str, *arguments: str, database: Path) -> None:
    env = {**os.environ, "SHOPBELL_DATABASE_URL": f"sqlite:///{database.absolute()}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotStart(f"{module}: {(done.stderr or done.stdout).strip()[-500:]}")


def _settings(var: Path, smtp_port: int) -> Settings:
    desk, rasa, actions = _free_ports(3)
    return load_settings(
        database_url=f"sqlite:///{(var / 'live.db').absolute()}",
        var_dir=var.absolute(),
        host="127.0.0.1",
        port=desk,
        rasa_port=rasa,
        actions_port=actions,
        smtp_port=smtp_port,
        tracker_url="",
        demo=False,
    )


def _free_ports(count: int) -> list[int]:
    trials = [socket.socket() for _ in range(count)]
    try:
        for trial in trials:
            trial.bind(("127.0.0.1", 0))
        return [int(trial.getsockname()[1]) for trial in trials]
    finally:
        for trial in trials:
            trial.close()


@asynccontextmanager
async def _running(settings: Settings, var: Path) -> AsyncIterator[None]:
    """The product, with letters going to the shoppers' mailbox."""
    mail = {
        "SHOPBELL_SMTP_HOST": "127.0.0.1",
        "SHOPBELL_SMTP_PORT": str(settings.smtp_port),
        "SHOPBELL_SMTP_USER": "",
        "SHOPBELL_SMTP_PASSWORD": "",
        "SHOPBELL_SMTP_SECURITY": "none",
        "SHOPBELL_STAFF_EMAIL": "",
        "SHOPBELL_PUBLIC_URL": "",
        "SHOPBELL_HOST": settings.host,
        "SHOPBELL_DEMO": "false",
        "SHOPBELL_EVENTS_URL": "",  # nobody else is to hear of what is played here
        "SHOPBELL_TRACKER_URL": "",
        "SHOPBELL_NEW_CHATS_AN_HOUR": "1000000",  # all shoppers come from this machine
    }
    usual = household(settings, keys_for(settings, var))
    house = Household([replace(child, env={**child.env, **mail}) for child in usual.children])
    try:
        await house.start(
            lambda child, seconds: console.print(f"… {child.name} answers after {seconds:.1f} s")
        )
        keeping = asyncio.create_task(house.keep())
        yield
        keeping.cancel()
    finally:
        await house.stop()
