"""Brings both Python environments to what their lock files say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from launch.errors import CannotStart

ROOT = Path(__file__).resolve().parent.parent
BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
# Where the last sync is remembered, so that a second start need not ask uv again.
STAMP = ROOT / "bot" / ".venv" / ".synced-lock"


def sync_bot() -> None:
    """Syncs Rasa's environment. Raises `CannotStart` with the reason when it cannot be made."""
    lock = (ROOT / "bot" / "uv.lock").read_text()
    if STAMP.exists() and BOT_PYTHON.exists() and STAMP.read_text() == lock:
        return
    done = subprocess.run(
        [_uv(), "--project", "bot", "sync", "--frozen", "--quiet", "--compile-bytecode"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CannotStart(_why(done.stderr))
    STAMP.write_text(lock)


def _uv() -> str:
    """The uv that runs us says where it is; otherwise the script that finds or brings one does."""
    known = os.environ.get("UV")
    if known:
        return known
    return subprocess.run(
        ["sh", str(ROOT / "launch" / "uv.sh")], check=True, capture_output=True, text=True
    ).stdout.strip()


def _why(said: str) -> str:
    if "No interpreter found" in said or ("python" in said.lower() and "download" in said.lower()):
        return (
            "Rasa needs Python 3.10, which is not on this machine and could not be fetched. Install it "
            "(for example with pyenv: `pyenv install 3.10`) and run `make run` again."
        )
    last = [line for line in said.strip().splitlines() if line.strip()][-3:]
    return "Rasa's environment could not be made: " + " / ".join(last)
