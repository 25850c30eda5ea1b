"""A visit is judged by the store afterwards, by what the bot said, and by who has the chat at the end."""

import asyncio
import json

import aiohttp
import pytest

from simulator.replay.judge import Judge, NoJudge, not_handed_over, not_said
from simulator.replay.mailbox import Mailbox
from simulator.replay.report import Outcome, figures, table, write_report
from simulator.replay.runner import Runner
from simulator.replay.tasks import WrongTasks, chosen, read_tasks
from tests.simulator.fake_counter import FakeCounter, clerk
from tests.simulator.store import cancelling, orders, write_store
from tests.simulator.store import task as row


def line(text, who="bot"):
    return {"from": who, "text": text}


def test_the_store_is_compared_by_the_judge_beside_the_tasks(make_task, judge, tmp_path):
    task = make_task(writes=[cancelling("#W1000002")])
    after = write_store(tmp_path / "after" / "store")
    assert judge.differences(task, after) == ["#W1000002"]
    rows = [{**one, "status": "cancelled"} if one["number"] == "#W1000002" else one for one in orders()]
    (after / "orders.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    assert judge.differences(task, after) == []


def test_without_a_judge_nothing_is_played(tmp_path, folder):
    with pytest.raises(NoJudge, match=r"compare\.py"):
        Judge(tmp_path / "tasks.json", folder)


def test_only_what_the_bot_says_counts(make_task):
    task = make_task(must_say=["1126.04", "tactile"])
    lines = [line("You get $1,126.04 back."), line("I want a tactile one", "shopper")]
    assert not_said(task, lines) == ["never said: tactile"]


def test_a_person_counts_when_one_was_asked_for(make_task):
    task = make_task(handoff=True)
    assert not_handed_over(task, {"owner": "bot"}) == ["no person was asked for"]
    assert not_handed_over(task, {"owner": "bot", "reply_by": "2026-11-23T11:00:00+00:00"}) == []
    assert not_handed_over(task, {"owner": "queue"}) == []


def test_tasks_are_chosen_by_id_class_and_number(folder):
    file = folder.parent / "tasks.json"
    file.write_text(json.dumps([row(id="a"), row(id="b", **{"class": None}), row(id="c")]))
    tasks = read_tasks(file)
    assert [one.id for one in chosen(tasks, only="c, a")] == ["a", "c"]
    assert [one.id for one in chosen(tasks, kind="generated")] == ["b"]
    assert [one.id for one in chosen(tasks, limit=2)] == ["a", "b"]
    with pytest.raises(WrongTasks):
        chosen(tasks, only="nobody")


def test_a_file_that_holds_no_tasks_is_named(tmp_path):
    file = tmp_path / "tasks.json"
    file.write_text('{"id": 1}')
    with pytest.raises(WrongTasks, match=r"tasks\.json"):
        read_tasks(file)


def outcome(task_id, *, passed=True, writes=1, turns=6, seconds=1.0, kind="flow"):
    said = [line("Hello")]
    return Outcome(task_id, kind, passed, [], [], writes, turns, 3, seconds, "", said)


def test_turns_are_counted_a_write_and_only_where_there_are_any():
    told = figures(
        [outcome("a", turns=6), outcome("b", turns=12, writes=2), outcome("c", turns=30, writes=0)]
    )
    assert (told["median_turns"], told["p95_turns"]) == (6, 6)
    assert told["p95_turns_task"] == 30


def test_the_report_keeps_the_conversations_that_failed(tmp_path):
    file = tmp_path / "var" / "report.json"
    write_report(file, [outcome("a"), outcome("b", passed=False, kind="catalog")])
    report = json.loads(file.read_text())
    assert (report["figures"]["passed"], report["figures"]["total"]) == (1, 2)
    assert [one["transcript"] for one in report["tasks"]] == [None, [line("Hello")]]
    assert set(report["by_class"]) == {"flow", "catalog"}
    assert table([outcome("a"), outcome("b", kind="catalog")]).row_count == 3


class Stage:
    """A stage whose store is put back before each task; it notes the order of things."""

    def __init__(self, address):
        self.address = address
        self.noted = []

    async def fresh(self):
        self.noted.append("fresh")

    async def keep(self):
        self.noted.append("kept")
        return len(self.noted)

    async def differences(self, kept, task):
        await asyncio.sleep(0)
        return [] if task.id == "a" else [f"{task.id} differs"]


async def test_each_task_begins_fresh_and_a_broken_one_ends_alone(folder, judge, make_task):
    counter = FakeCounter(clerk((".", ("I'm bringing in a person.", []))))
    counter.reply_by = "soon"
    await counter.start()
    broken = make_task(id="b", writes=[{"action": "paint_it_black", "order_id": "#W1000001"}])
    tasks = [make_task(id="a", handoff=True), broken, make_task(id="c", handoff=True)]
    told: list[Outcome] = []
    try:
        async with Mailbox() as mailbox, aiohttp.ClientSession() as http:
            stage = Stage(f"http://127.0.0.1:{counter.port}")
            runner = Runner.of(stage, mailbox, http, judge, folder)
            outcomes = await runner.play_all(tasks, told.append)
    finally:
        await counter.stop()
    assert stage.noted == ["fresh", "kept"] * 3
    assert [one.passed for one in outcomes] == [True, False, False]
    assert "does not understand the task" in outcomes[1].faults[0]
    assert outcomes[2].wrong == ["c differs"]
    assert {one.id for one in told} == {"a", "b", "c"}
