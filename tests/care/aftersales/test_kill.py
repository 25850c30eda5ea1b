"""Whoever does a deed may be killed between any two steps: it is done entirely, or not begun."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

import pytest

from care.aftersales.wishes import Cancel, ChangeItems, ChangePayment, Swap
from care.db.engine import Database
from tests.care.aftersales.counter import Counter
from tests.care.store.facts import everything

# Told a step, it says yes as the counter does, in a child that dies before this statement of the deed
# (0: before the commit), and tells how the child ended. Starting Python for each would take most of the time.
MURDER = """
import asyncio, os, signal, sys
from datetime import datetime
from sqlalchemy import event
from care.aftersales import service as aftersales
from care.aftersales.wishes import *
from care.db.engine import open_database
from tests.care.aftersales.counter import ALICE, SHOP

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

async def say_yes(url, wish, now, left):
    database = open_database(url)
    async with database.reading() as session:
        agreed = (await aftersales.quote(session, ALICE, wish, SHOP, now)).fingerprint

    def step(_connection, _cursor, statement, *_):
        nonlocal left
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            left == 0 and die()

    event.listen(database.engine.sync_engine, "before_cursor_execute", step)
    left == 0 and event.listen(database.engine.sync_engine, "commit", die)
    async with database.writing() as session:
        await aftersales.perform(session, ALICE, wish, key="yes", agreed=agreed, shop=SHOP, now=now)
    os._exit(0)

url, wish, now = sys.argv[1], eval(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
for line in sys.stdin:
    child = os.fork()
    if not child:
        asyncio.run(say_yes(url, wish, now, int(line)))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
WISHES = [
    Cancel("#SPLIT", "no longer needed"),
    ChangePayment("#SPLIT", "alice_paypal"),
    ChangeItems("#PENDING", (Swap("1", "red"),), "gift_card_8143"),
]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: type(wish).__name__)
async def test_a_killed_deed_leaves_the_old_facts_and_can_be_done_again(
    counter: Counter, database: Database, database_url: str, wish
):
    before = await everything(database)
    arguments = ("-c", MURDER, database_url, repr(wish), counter.clock.now.isoformat())
    murderer = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=PIPE, stdout=PIPE)
    steps = 0
    while await _died(murderer, steps):
        assert await everything(database) == before, f"step {steps}"
        steps += 1
    assert steps > 6
    done = await counter.perform(wish, "", key="yes")
    assert done.repeated
    assert set((await counter.traces()).values()) == {1}
    murderer.stdin.close()  # type: ignore[union-attr]
    assert await asyncio.wait_for(murderer.wait(), 60) == 0


async def _died(murderer: asyncio.subprocess.Process, step: int) -> bool:
    assert murderer.stdin
    assert murderer.stdout
    murderer.stdin.write(f"{step}\n".encode())
    code = int(await asyncio.wait_for(murderer.stdout.readline(), 60))
    assert code in {0, -9}
    return code == -9
