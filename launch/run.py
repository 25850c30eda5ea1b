"""`make run`: from a fresh clone to an open shop, and every later start in seconds."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

from care.config import Settings, load_settings
from launch.children import Child, until_stopped
from launch.environments import BOT_PYTHON, ROOT, sync_bot
from launch.errors import CannotStart
from launch.keys import keys_for
from launch.ports import require_free
from launch.product import household
from launch.progress import console, note, step


def run() -> None:
    """Everything, then waits for Ctrl-C. Raises `CannotStart` or `care.errors.CareError`."""
    settings = load_settings()
    _require_ports(settings)
    with step("Rasa's environment"):
        sync_bot()
    with step("Database up to date"):
        _call([sys.executable, "-m", "care.db.migrate"], "The database could not be brought up to date")
    if settings.demo:
        _call([sys.executable, "-m", "care.store.demo"], "The demo store could not be made", quiet=False)
    _call([str(BOT_PYTHON), "-m", "bot.train"], "The assistant could not be trained", quiet=False)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stopped = asyncio.ensure_future(until_stopped())
    house = household(settings, keys_for(settings, settings.var_dir))
    try:
        starting = asyncio.ensure_future(house.start(_ready))
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            return
        starting.result()
        _welcome(settings)
        keeping = asyncio.ensure_future(house.keep())
        await asyncio.wait({keeping, stopped}, return_when=asyncio.FIRST_COMPLETED)
        keeping.cancel()
    finally:
        with step("Closing"):
            await house.stop()


def _require_ports(settings: Settings) -> None:
    require_free(settings.host, settings.port, "SHOPBELL_PORT")
    require_free("127.0.0.1", settings.rasa_port, "SHOPBELL_RASA_PORT")
    require_free("127.0.0.1", settings.actions_port, "SHOPBELL_ACTIONS_PORT")


def _call(command: list[str], complaint: str, *, quiet: bool = True) -> None:
    """Runs one step as a process of its own. Raises `CannotStart` with its last line when it fails."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",  # of other people's libraries; nothing a shop can act on
        "RASA_TELEMETRY_ENABLED": "false",
    }
    out = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.PIPE if quiet else None, text=True
    )
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout or "").splitlines() if line.strip()]
        raise CannotStart(f"{complaint}: {said[-1]}" if said else f"{complaint}; see the lines above.")


def _ready(child: Child, seconds: float) -> None:
    console.print(f"[green]✓[/] {child.name} answers [dim]{seconds:.1f} s[/]")


def _welcome(settings: Settings) -> None:
    address = settings.public_url or f"http://{settings.host}:{settings.port}/"
    note(f"\nThe shop is open: [bold]{address}[/]\nStaff sign in at  [bold]{address.rstrip('/')}/staff[/]")
    note(_how_staff_sign_in(settings))
    note(f"Ctrl-C closes it. Logs are in {settings.var_dir / 'log'}\n")


def _how_staff_sign_in(settings: Settings) -> str:
    """The demo's accounts, which are good on this machine only; else how to open one."""
    sheet = settings.var_dir / "demo-staff.txt"
    if settings.demo and settings.host in {"127.0.0.1", "localhost", "::1"} and sheet.is_file():
        return "".join(f"  {line}\n" for line in sheet.read_text(encoding="utf-8").splitlines())
    return "  `python -m care.staff add EMAIL NAME` opens an account\n"
