"""`make bench`: stock Rasa and the whole product on this machine, in one run, side by side, with ratios."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from itertools import count

import aiohttp
from rich.progress import Progress, TaskID
from rich.table import Table

from care.config import Settings, load_settings
from launch.children import Child, Household
from launch.environments import BOT_PYTHON, ROOT, sync_bot
from launch.errors import CannotStart
from launch.keys import keys_for
from launch.product import household
from launch.progress import console, step
from simulator.load import Figures, OneTurn, all_at_once, one_by_one
from simulator.shopper import Shopper

VAR = ROOT / "var" / "bench"
STOCK = ROOT / "simulator" / "stock"
STOCK_PORT, STOCK_ACTIONS_PORT = 15005, 15055
CONVERSATIONS = 50
SERIAL_ROUNDS = (
    6  # times 50 conversations: 300 turns, never more than the protocol's 10 a second on one socket
)
AT_ONCE_ROUNDS = 20
KINDS = ("button", "action", "typed")
# Choices of ours whose answers offer each other: answered by a response, and by an action on the order store.
BUTTONS = ("Who are you?", "What can you do?")
ACTIONS = ("What does delivery cost?", "Which ways of delivery are there?")

Measured = dict[str, Figures]
"""{"button one by one": Figures, "button at once": ..., "action ...", "typed ..."}"""


def bench() -> None:
    """Prints a table and, last, one JSON object with every figure and ratio."""
    sync_bot()
    _train_stock()
    settings = _product_settings()
    _prepare_product(settings)
    stock, ours = asyncio.run(_both(settings))
    _report(stock, ours)


async def _both(settings: Settings) -> tuple[Measured, Measured]:
    """One after the other: both at once would take the two apart's time from each other."""
    with Progress(console=console, transient=True) as progress:
        async with _stock() as turns:
            stock = await _measure("stock Rasa", turns, progress)
        async with _product(settings) as turns:
            ours = await _measure("the whole product", turns, progress)
    return stock, ours


async def _measure(name: str, turns: dict[str, list[OneTurn]], progress: Progress) -> Measured:
    total = sum(len(turns[kind]) * (SERIAL_ROUNDS + AT_ONCE_ROUNDS) for kind in KINDS)
    task: TaskID = progress.add_task(name, total=total)

    def tick() -> None:
        progress.advance(task)

    measured: Measured = {}
    for kind in KINDS:
        await one_by_one(turns[kind], rounds=1, tick=lambda: None)  # caches are warm on both sides
        measured[f"{kind} one by one"] = await one_by_one(turns[kind], rounds=SERIAL_ROUNDS, tick=tick)
        measured[f"{kind} at once"] = await all_at_once(turns[kind], rounds=AT_ONCE_ROUNDS, tick=tick)
    progress.remove_task(task)
    return measured


@asynccontextmanager
async def _stock() -> AsyncIterator[dict[str, list[OneTurn]]]:
    python, log = str(BOT_PYTHON), VAR / "log"
    env = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "STOCK_ACTIONS_PORT": str(STOCK_ACTIONS_PORT),
        "PYTHONPATH": str(STOCK),
        "LOG_LEVEL": "ERROR",
    }
    serve = ["run", "-i", "127.0.0.1", "-p", str(STOCK_PORT), "--model", str(VAR / "stock-models")]
    files = ["--endpoints", str(STOCK / "endpoints.yml"), "--credentials", str(STOCK / "credentials.yml")]
    actions = [python, "-m", "rasa_sdk", "--actions", "actions", "--port", str(STOCK_ACTIONS_PORT)]
    address = f"http://127.0.0.1:{STOCK_PORT}"
    house = Household(
        [
            Child(
                "stock's action server",
                actions,
                f"http://127.0.0.1:{STOCK_ACTIONS_PORT}/health",
                60,
                log / "stock-actions.log",
                env,
                folder=STOCK,
            ),
            Child(
                "stock Rasa",
                [python, "-m", "rasa", *serve, *files],
                f"{address}/webhooks/rest/",
                300,
                log / "stock-rasa.log",
                env,
                folder=STOCK,
            ),
        ]
    )
    async with _running(house), aiohttp.ClientSession() as http:

        def turn(sender: str, text: str) -> OneTurn:
            async def send() -> None:
                url = f"{address}/webhooks/rest/webhook"
                async with http.post(url, json={"sender": sender, "message": text}) as reply:
                    if not await reply.json():
                        raise CannotStart(f"stock Rasa answered nothing to {text}")

            return send

        fresh = count()
        words = {"button": "/capabilities", "action": "/order_status", "typed": "what can you do for me"}
        yield {
            kind: [turn(f"bench-{next(fresh)}", text) for _ in range(CONVERSATIONS)]
            for kind, text in words.items()
        }


@asynccontextmanager
async def _product(settings: Settings) -> AsyncIterator[dict[str, list[OneTurn]]]:
    address = f"http://127.0.0.1:{settings.port}"
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_running(household(settings, keys_for(settings, VAR))))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        customers = await _customers(http, address)
        guests = [
            await stack.enter_async_context(await Shopper.arrive(http, address)) for _ in range(CONVERSATIONS)
        ]
        known = [
            await stack.enter_async_context(
                await Shopper.arrive(http, address, identity=customers[i % len(customers)])
            )
            for i in range(CONVERSATIONS)
        ]
        for shopper in guests + known:
            await shopper.first_line()
        yield {
            "button": [_tapping(shopper, "what can you do", BUTTONS) for shopper in guests],
            "action": [_tapping(shopper, "what does delivery cost", ACTIONS) for shopper in guests],
            "typed": [_saying(shopper, "where is my order") for shopper in known],
        }


def _tapping(shopper: Shopper, opening: str, labels: tuple[str, str]) -> OneTurn:
    """Taps the two choices in turn: the answer to each offers the other. Words bring the first of them up."""

    async def turn() -> None:
        offered = next((label for label in labels if label in shopper.choices), None)
        await (shopper.tap(offered) if offered else shopper.say(opening))

    return turn


def _saying(shopper: Shopper, text: str) -> OneTurn:
    async def turn() -> None:
        await shopper.say(text)

    return turn


async def _customers(http: aiohttp.ClientSession, address: str) -> list[str]:
    """-> identities (JWT) of the demo's customers, as the shop's own site would hand them out."""
    async with http.get(f"{address}/demo/customers.json") as reply:
        customers = await reply.json()
    identities = []
    for customer in customers:
        async with http.post(f"{address}/demo/sign-in", json={"customer_id": customer["id"]}) as reply:
            identities.append((await reply.json())["identity"])
    return identities


@asynccontextmanager
async def _running(house: Household) -> AsyncIterator[None]:
    try:
        await house.start(
            lambda child, seconds: console.print(f"… {child.name} answers after {seconds:.1f} s")
        )
        yield
    finally:
        await house.stop()


def _train_stock() -> None:
    """Trains once; the model is kept until the stock project changes."""
    models, stamp = VAR / "stock-models", VAR / "stock-models" / "trained-from"
    files = sorted(file for file in STOCK.rglob("*.yml"))
    inputs = "\n".join(file.read_text() for file in files)
    if stamp.exists() and stamp.read_text() == inputs:
        return
    shutil.rmtree(models, ignore_errors=True)
    models.mkdir(parents=True)
    log = VAR / "log" / "stock-train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with step("Training stock Rasa (once, some minutes)"), log.open("w") as out:
        done = subprocess.run(
            [str(BOT_PYTHON), "-m", "rasa", "train", "--out", str(models), "--data", "data", "--quiet"],
            cwd=STOCK,
            env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
            stdout=out,
            stderr=out,
        )
    if done.returncode:
        raise CannotStart(f"stock Rasa could not be trained; see {log}")
    stamp.write_text(inputs)


def _product_settings() -> Settings:
    database = VAR / "shopbell.db"
    for file in VAR.glob("*.db*"):
        file.unlink()
    return load_settings(
        database_url=f"sqlite:///{database}",
        port=18080,
        var_dir=VAR,
        rasa_port=15006,
        actions_port=15056,
        demo=True,
    )


def _prepare_product(settings: Settings) -> None:
    env = {**os.environ, "SHOPBELL_DATABASE_URL": settings.database_url}
    with step("A demo store to measure on"):
        for module in ("care.db.migrate", "care.store.demo"):
            subprocess.run([sys.executable, "-m", module], env=env, cwd=ROOT, check=True, capture_output=True)
    subprocess.run([str(BOT_PYTHON), "-m", "bot.train"], cwd=ROOT, check=True)


def _report(stock: Measured, ours: Measured) -> None:
    table = Table("turn", "", "p50 ms", "p95 ms", "turns/s", title="Stock Rasa alone, and the whole product")
    ratios: dict[str, dict[str, float]] = {}
    for name in stock:
        s, o = stock[name], ours[name]
        ratios[name] = {
            "p50": round(s.p50_ms / o.p50_ms, 2),
            "p95": round(s.p95_ms / o.p95_ms, 2),
            "per_s": round(o.per_s / s.per_s, 2),
        }
        table.add_row(name, "stock Rasa", f"{s.p50_ms:.1f}", f"{s.p95_ms:.1f}", f"{s.per_s:.0f}")
        table.add_row("", "Shopbell", f"{o.p50_ms:.1f}", f"{o.p95_ms:.1f}", f"{o.per_s:.0f}")
        table.add_row(
            "", "times better", *(f"{value:.2f}" for value in ratios[name].values()), end_section=True
        )
    console.print(table)
    figures = {
        "stock": {name: asdict(value) for name, value in stock.items()},
        "shopbell": {name: asdict(value) for name, value in ours.items()},
        "ratios": ratios,
    }
    print(json.dumps(figures))
