"""Measures turns: one after the other, or from many conversations at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

OneTurn = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Figures:
    """Milliseconds a turn (median, 95th percentile) and turns a second, of `turns` turns."""

    p50_ms: float
    p95_ms: float
    per_s: float
    turns: int


async def one_by_one(turns: Sequence[OneTurn], *, rounds: int, tick: Callable[[], None]) -> Figures:
    """Each of `turns` in its order, `rounds` times over, never two at once."""
    taken: list[float] = []
    began = time.perf_counter()
    for _ in range(rounds):
        for turn in turns:
            start = time.perf_counter()
            await turn()
            taken.append(time.perf_counter() - start)
            tick()
    return _figures(taken, time.perf_counter() - began)


async def all_at_once(turns: Sequence[OneTurn], *, rounds: int, tick: Callable[[], None]) -> Figures:
    """Every conversation by itself, its next turn as soon as the last one is answered."""
    taken: list[float] = []

    async def conversation(turn: OneTurn) -> None:
        for _ in range(rounds):
            start = time.perf_counter()
            await turn()
            taken.append(time.perf_counter() - start)
            tick()

    began = time.perf_counter()
    await asyncio.gather(*(conversation(turn) for turn in turns))
    return _figures(taken, time.perf_counter() - began)


def _figures(taken: list[float], whole_s: float) -> Figures:
    ordered = sorted(taken)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    return Figures(at(0.50), at(0.95), len(taken) / whole_s, len(taken))
