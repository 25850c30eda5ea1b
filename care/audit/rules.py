"""What a seal is made of: a row as it stands, and the seal of the row before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def plain(details: Mapping[str, Any] | None) -> dict[str, Any]:
    """Details as a database gives them back: moments and amounts as text, tuples as lists."""
    found: dict[str, Any] = json.loads(json.dumps(dict(details or {}), default=str))
    return found


def seal(
    row_id: int,
    at: datetime,
    *,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any],
    before: str,
) -> str:
    """SHA-256 over the row, written the same way on every database, and the seal before it ("" at first)."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [before, row_id, moment, actor, action, subject, details]
    return hashlib.sha256(json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
