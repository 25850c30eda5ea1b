"""Shows how far a long reading or writing has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

type Advance = Callable[[float], None]
"""Told how much (bytes, rows) was done since the last call."""

type Begin = Callable[[str, float], Advance]
"""Begins one stretch of work from its title and its total."""


def unseen(_title: str, _total: float) -> Advance:
    """For work nobody watches."""
    return lambda _done: None


@contextmanager
def shown() -> Iterator[Begin]:
    """A bar on the terminal for each stretch of work; the error stream, so that the output stays clean."""
    columns = (TextColumn("{task.description:<12}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def begin(title: str, total: float) -> Advance:
            task = progress.add_task(title, total=total)
            return lambda done: progress.advance(task, done)

        yield begin
