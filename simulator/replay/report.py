"""What came of a replay: figures by class, and the conversations of those that failed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Outcome:
    """One task played. `wrong`: what the judge found; `faults`: where the shopper gave up, and why."""

    id: str
    kind: str
    passed: bool
    wrong: list[str]
    faults: list[str]
    writes: int
    turns: int
    taps: int
    seconds: float
    story: str
    transcript: list[dict[str, Any]]

    @property
    def turns_a_write(self) -> float:
        """All the shopper said and tapped, proof and questions included, for each thing to be done."""
        return self.turns / max(1, self.writes)


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The last line of a replay. Turns are counted a write, of tasks that have any; seconds a task."""
    turns = [one.turns_a_write for one in outcomes if one.writes]
    seconds = [one.seconds for one in outcomes]
    taps = [float(one.taps) for one in outcomes]
    return {
        "passed": sum(one.passed for one in outcomes),
        "total": len(outcomes),
        "median_turns": at(turns, 0.5),
        "p95_turns": at(turns, 0.95),
        "median_turns_task": at([float(one.turns) for one in outcomes], 0.5),
        "p95_turns_task": at([float(one.turns) for one in outcomes], 0.95),
        "median_taps": at(taps, 0.5),
        "p95_taps": at(taps, 0.95),
        "median_seconds": at(seconds, 0.5),
        "p95_seconds": at(seconds, 0.95),
    }


def at(values: Sequence[float], share: float) -> float:
    """The value that this share of all is not above; 0 of none."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0


def table(outcomes: Sequence[Outcome]) -> Table:
    shown = Table("class", "passed", "turns a write", "p95", "taps a task", "p95", "seconds a task", "p95")
    for kind, some in [*_by_kind(outcomes).items(), ("all", list(outcomes))]:
        told = figures(some)
        columns = ("median_turns", "p95_turns", "median_taps", "p95_taps", "median_seconds", "p95_seconds")
        shown.add_row(kind, f"{told['passed']}/{told['total']}", *(f"{told[name]:g}" for name in columns))
    return shown


def write_report(file: Path, outcomes: Sequence[Outcome]) -> None:
    """All outcomes; of those that passed, without the conversation."""
    tasks = [asdict(one) | ({"transcript": None} if one.passed else {}) for one in outcomes]
    by_kind = {kind: figures(some) for kind, some in _by_kind(outcomes).items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    report = {"figures": figures(outcomes), "by_class": by_kind, "tasks": tasks}
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        found[one.kind].append(one)
    return dict(sorted(found.items()))
