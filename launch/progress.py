"""Shows what is going on: one line a step, with the time it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from rich.console import Console

console = Console(highlight=False)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Shows `name` while the block runs (a spinner on a terminal), then a tick with the seconds it took."""
    started = time.monotonic()
    if not console.is_terminal:
        console.print(f"… {name}")
    with console.status(f"{name} ...") if console.is_terminal else nullcontext():
        yield
    console.print(f"[green]✓[/] {name} [dim]{time.monotonic() - started:.1f} s[/]")


def note(text: str) -> None:
    console.print(text)


def complain(text: str) -> None:
    console.print(f"[red]✗[/] {text}", soft_wrap=True)
