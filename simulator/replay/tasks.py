"""Tasks as they lie in a file: who the shopper is, what must have been done, what must have been said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class WrongTasks(Exception):
    """The file holds no tasks, or none of those asked for."""


@dataclass(frozen=True)
class Identity:
    """What a guest knows of themselves."""

    email: str
    first_name: str
    last_name: str
    zip: str


@dataclass(frozen=True)
class Task:
    """One shopper's visit. `row` is the task as the judge wants it, `writes` its wishes in their order."""

    id: str
    customer_id: str
    identity: Identity
    writes: tuple[Row, ...]
    must_say: tuple[str, ...]
    handoff: bool
    kind: str
    tags: frozenset[str]
    story: str
    known: str
    notes: str
    row: Row

    @property
    def told(self) -> str:
        """All that is told of the visit in words."""
        return " ".join((self.story, self.known, self.notes))


def read_tasks(file: Path) -> list[Task]:
    """Raises `WrongTasks` where the file is not a list of tasks."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return [_task(row) for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise WrongTasks(f"{file} cannot be read as tasks: {type(problem).__name__} {problem}") from problem


def chosen(tasks: Sequence[Task], *, only: str = "", kind: str = "", limit: int = 0) -> list[Task]:
    """Those of the ids in `only` (separated by commas), of the class `kind`, the first `limit` of them."""
    ids = [one.strip() for one in only.split(",") if one.strip()]
    left = [task for task in tasks if (not ids or task.id in ids) and (not kind or task.kind == kind)]
    if not left:
        raise WrongTasks("no task is left to play: look at ONLY and CLASS")
    return left[: limit or None]


def _task(row: Row) -> Task:
    who = row["identity"]
    return Task(
        id=row["id"],
        customer_id=row["customer_id"],
        identity=Identity(who["email"], who["first_name"], who["last_name"], str(who["zip"])),
        writes=tuple(row["writes"]),
        must_say=tuple(str(one) for one in row.get("must_say") or ()),
        handoff=bool(row.get("handoff")),
        kind=row.get("class") or "generated",
        tags=frozenset(row.get("tags") or ()),
        story=row.get("story") or "",
        known=row.get("known") or "",
        notes=row.get("notes") or "",
        row=row,
    )
