"""Runs the product's processes: starts them, knows when they answer, restarts the dead, stops them all."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from launch.errors import CannotStart
from launch.progress import complain, note

STOP_WITHIN_S = 10.0
LONGEST_PAUSE_S = 30.0
# A child that ran this long before it died is taken for healthy: its next restart is at once again.
SETTLED_AFTER_S = 60.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process: how to start it, and the address that answers 200 once it really works."""

    name: str
    command: Sequence[str]
    health_url: str
    answers_within_s: float
    log: Path
    env: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None  # to run in; None: the launcher's own
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, **self.env},
                cwd=self.folder,
                # A group of its own: Ctrl-C reaches only the launcher, which stops the children in order.
                process_group=0,
                preexec_fn=_die_with_parent(),
            )

    async def answers(self, session: aiohttp.ClientSession) -> None:
        """Returns once the health address answers 200; `CannotStart` if the process ends or is too slow."""
        deadline = time.monotonic() + self.answers_within_s
        while time.monotonic() < deadline:
            if self.process is None or self.process.returncode is not None:
                raise CannotStart(
                    f"{self.name} ended while starting: {self.last_words()} (all of it: {self.log})"
                )
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(self.health_url, headers=self.headers) as reply:
                    if reply.status == 200:
                        return
            await asyncio.sleep(0.1)
        raise CannotStart(
            f"{self.name} did not answer within {self.answers_within_s:.0f} s: {self.last_words()} "
            f"(all of it: {self.log})"
        )

    def last_words(self) -> str:
        """The last line that the process logged, for a person to read."""
        if not self.log.exists():
            return "it said nothing"
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1][:300] if lines else "it said nothing"

    async def stop(self) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        _signal_group(self.process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_WITHIN_S)
        except TimeoutError:
            _signal_group(self.process.pid, signal.SIGKILL)
            await self.process.wait()


class Household:
    """All children together. `start()` waits until each answers; `keep()` restarts those that die."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children

    async def start(self, on_ready: Callable[[Child, float], None]) -> None:
        """Starts all at once and waits for all; the first that cannot start ends the attempt."""
        started = time.monotonic()

        async def one(child: Child) -> None:
            await child.start()
            await self._answering(child)
            on_ready(child, time.monotonic() - started)

        try:
            async with asyncio.TaskGroup() as group:
                for child in self.children:
                    group.create_task(one(child))
        except* CannotStart as problems:
            raise problems.exceptions[0] from None

    async def keep(self) -> None:
        """Watches for ever."""
        await asyncio.gather(*(self._watch(child) for child in self.children))

    async def _watch(self, child: Child) -> None:
        pause = 0.0
        while True:
            began = time.monotonic()
            if child.process is not None:
                await child.process.wait()
                code = child.process.returncode
                if time.monotonic() - began > SETTLED_AFTER_S:
                    pause = 0.0
                complain(
                    f"{child.name} ended (code {code}): {child.last_words()}. "
                    f"Starting it again{f' in {pause:.0f} s' if pause >= 1 else ''}; its log is {child.log}"
                )
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_S, max(1.0, pause * 2))
            await child.start()
            with suppress(CannotStart):
                await self._answering(child)
                note(f"{child.name} answers again.")

    async def _answering(self, child: Child) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2.0)) as session:
            await child.answers(session)

    async def stop(self) -> None:
        """In reverse order, so that the door closes before what stands behind it."""
        for child in reversed(self.children):
            await child.stop()


def until_stopped() -> Awaitable[None]:
    """Resolves at Ctrl-C or SIGTERM. To be called inside the running loop."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if not stopped.done():
            stopped.set_result(None)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    return stopped


def _signal_group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux a child is ended by the kernel when the launcher dies, however it dies."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)  # loaded before the fork, where it is safe
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
