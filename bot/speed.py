"""What makes a turn cheap: small changes to Rasa's own functions, each with its reason. SHOPBELL_SPEED=off leaves Rasa stock."""

from __future__ import annotations

import os


def wanted() -> bool:
    """Whether Rasa is to be changed at all."""
    return os.environ.get("SHOPBELL_SPEED", "on").lower() not in {"off", "0", "false", "no"}


def apply() -> None:
    """Make every change once, unless they are switched off."""
