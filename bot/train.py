"""`python -m bot.train`: trains the model when anything it is made of has changed, and says so."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

from bot import project, without_tensorflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_NOT_IN_THE_MODEL = frozenset({"channel.py", "turn.py", "tracker_store.py", "shelf.py"})


def main(arguments: list[str] | None = None) -> int:
    """Train if needed. Returns 1, with one clear line, when it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    force = parser.parse_args(arguments).force
    os.chdir(project.ROOT)
    project.prepare_environment(threads=os.cpu_count() or 1)
    project.hush_warnings()
    now = fingerprint(_inputs())
    if not force and is_trained_from(now):
        _say("The assistant's model is up to date")
        return 0
    try:
        seconds = _train()
    except Exception as error:  # whatever went wrong, the person at the terminal needs one line
        _say(f"The assistant could not be trained: {error}")
        return 1
    project.TRAINED_FROM.write_text(now)
    _say(f"The assistant is trained ({seconds:.0f} s)")
    return 0


def fingerprint(files: list[Path]) -> str:
    """One value for the names and contents of `files`."""
    seen = hashlib.sha256()
    for file in files:
        seen.update(f"{file.relative_to(project.ROOT)}\0".encode())
        seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def is_trained_from(value: str) -> bool:
    """Whether the model at hand was made of exactly this."""
    trained = project.TRAINED_FROM
    return project.MODEL.exists() and trained.exists() and trained.read_text() == value


def _inputs() -> list[Path]:
    return sorted(file for file in _candidates() if file.is_file())


def _candidates() -> Iterator[Path]:
    yield from (project.CONFIG, project.DOMAIN, project.ROOT / "bot" / "uv.lock")
    yield from project.DATA.rglob("*.yml")
    for part in (project.ROOT / "bot" / "components").glob("*.py"):
        if part.name not in _NOT_IN_THE_MODEL:
            yield part


def _train() -> float:
    """Train beside the model in use and take its place only when done; returns the seconds it took."""
    began = time.monotonic()
    _say("Training the assistant: getting Rasa ready")
    without_tensorflow.leave_out(project.CONFIG)
    from bot import training

    beside = project.MODELS / f"next-{os.getpid()}"
    try:
        made = training.train(project.DOMAIN, project.CONFIG, project.DATA, beside, say=_say)
        project.TRAINED_FROM.unlink(missing_ok=True)
        made.replace(project.MODEL)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return time.monotonic() - began


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
