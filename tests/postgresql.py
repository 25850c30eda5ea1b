"""A PostgreSQL of the tests' own: started once, on a free port, thrown away at the end."""

from __future__ import annotations

import asyncio
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncpg

MISSING = (
    "PostgreSQL is not installed (looked for `initdb` in PATH and /usr/lib/postgresql/*/bin): "
    "apt-get install postgresql, or brew install postgresql"
)
# Lost with the machine anyway, so nothing waits for the disk.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=60",
)


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A running server; gives its URL up to the database's name, `postgresql+asyncpg://.../`."""
    folder = Path(tempfile.mkdtemp(prefix="shopbell-postgresql-"))
    as_user = _unprivileged()
    if as_user:
        shutil.chown(folder, as_user["user"], as_user["group"])
    try:
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--no-sync", "--locale=C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_user,
        )  # fmt: skip
        with _server(programs, folder, as_user) as port:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def create(url: str, name: str, *, template: str = "template1") -> str:
    """Make the database `name`, a copy of `template`, on the server at `url`; gives its URL."""
    await _as_admin(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return url + name


async def drop(url: str, name: str) -> None:
    await _as_admin(url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _as_admin(url: str, statement: str) -> None:
    connection = await _connect(url.replace("+asyncpg", "") + "postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _connect(url: str) -> asyncpg.Connection:
    """A connection; a server that has only just begun to listen may refuse the first ones."""
    import asyncpg  # only the tests of the 3.12 side have it; the bot's start a server with this module too

    for _ in range(300):
        try:
            return await asyncpg.connect(url)
        except asyncpg.CannotConnectNowError:
            await asyncio.sleep(0.05)
    raise RuntimeError("PostgreSQL was still starting up after 15 s")


@contextmanager
def _server(programs: Path, folder: Path, as_user: dict[str, Any]) -> Iterator[int]:
    port = _free_port()
    options = [part for option in FAST for part in ("-c", option)]
    with (folder.parent / f"{folder.name}.log").open("w+") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", str(port), "-k", folder,
             *options],
            stdout=log, stderr=log, cwd=folder, preexec_fn=_die_with_the_tests, **as_user,
        )  # fmt: skip
        try:
            _wait_until_it_answers(programs, port, process, Path(log.name))
            yield port
        finally:
            process.send_signal(signal.SIGINT)  # "fast shutdown"
            process.wait(timeout=20)
            Path(log.name).unlink()


def _wait_until_it_answers(programs: Path, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """An open port is not enough: while it starts, the server takes connections only to turn them away."""
    asked = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        if subprocess.run(asked).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not answer on port {port} in time:\n{log.read_text()}")


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: who it shall run as instead, as `subprocess` wants to be told."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _die_with_the_tests() -> None:
    """Even tests that were killed leave no server behind (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
