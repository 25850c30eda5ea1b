"""Reads the payload behind a choice: `/intent` or `/intent{"slot": "value"}`."""

from __future__ import annotations

import json
import re
from typing import Any

_PAYLOAD = re.compile(r"/(?P<intent>[a-z][a-z0-9_]{0,63})(?P<slots>\{.*\})?", re.DOTALL)


def read_payload(payload: str) -> tuple[str, dict[str, Any]]:
    """Its intent, and its slots that have a value. Raises ValueError when it is no payload."""
    match = _PAYLOAD.fullmatch(payload)
    slots = json.loads(match["slots"] or "{}") if match else None
    if match is None or not isinstance(slots, dict):
        raise ValueError('a payload should look like /intent{"slot": "value"}')
    return match["intent"], {name: value for name, value in slots.items() if value is not None}
