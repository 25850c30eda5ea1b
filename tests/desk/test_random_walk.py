"""Whatever happens on the way between shopper and desk, no line is lost, doubled or out of order."""

from __future__ import annotations

import asyncio

import pytest

from care.config import Settings
from desk.shopper import socket as shopper_socket
from desk.shopper.limits import Allowance
from tests.desk.conftest import OpenDesk
from tests.desk.fake_bot import FakeBot
from tests.desk.walk import Walk, offers_more

AT_ONCE = 40


async def walk_all(desk: OpenDesk, seeds: range) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(seed: int) -> None:
        async with gate:
            try:
                await Walk(desk, seed).run(steps=4)
            except Exception as error:
                error.add_note(f"the walk of seed {seed}")
                raise

    async with asyncio.TaskGroup() as group:
        for seed in seeds:
            group.create_task(one(seed))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"bot_timeout_s": 60.0})  # a busy machine is no reason to apologise


@pytest.fixture(autouse=True)
def _in_a_rush(monkeypatch: pytest.MonkeyPatch, bot: FakeBot) -> None:
    monkeypatch.setattr(shopper_socket, "Allowance", lambda now: Allowance(now, burst=10**6))
    bot.says = offers_more


@pytest.mark.parametrize(("record", "walks"), [("sqlite", 1_000), ("postgresql", 60)], indirect=["record"])
async def test_unlucky_shoppers(desk: OpenDesk, walks: int):
    await walk_all(desk, range(walks))
