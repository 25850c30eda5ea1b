"""The one place that asks what time it is, so that tests can hold the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present moment, aware, in UTC. Pass it on as `now`; rules never call this."""
    return datetime.now(UTC)
