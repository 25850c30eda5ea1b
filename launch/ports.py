"""Tells before anything starts whether the ports are free, and who holds one that is not."""

from __future__ import annotations

import socket
from pathlib import Path

from launch.errors import CannotStart


def require_free(host: str, port: int, setting: str) -> None:
    """Raises `CannotStart`, naming the holder when the machine tells, if `port` cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}{_holder(port)}). "
                f"Stop what uses it, or put another free port into .env as {setting}=..."
            ) from error


def _holder(port: int) -> str:
    """Linux only: the process that listens on `port`, as ", by process 123 (python)"."""
    inodes = {
        fields[9]
        for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
        if table.exists()
        for fields in (line.split() for line in table.read_text().splitlines()[1:])
        if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port
    }
    wanted = {f"socket:[{inode}]" for inode in inodes}
    for process in Path("/proc").glob("[0-9]*") if wanted else ():
        try:
            if any(str(link.readlink()) in wanted for link in (process / "fd").iterdir()):
                return f", by process {process.name} ({(process / 'comm').read_text().strip()})"
        except OSError:
            continue  # gone meanwhile, or somebody else's
    return ""
