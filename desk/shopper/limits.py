"""How fast one socket may talk."""

from __future__ import annotations

MESSAGES_A_SECOND = 10.0
BURST = 20.0


class Allowance:
    """Ten a second, twenty at once. `now` is any clock that only goes forward, in seconds."""

    def __init__(self, now: float, *, a_second: float = MESSAGES_A_SECOND, burst: float = BURST) -> None:
        self._left = self._burst = burst
        self._a_second = a_second
        self._at = now

    def take(self, now: float) -> bool:
        """Whether one more may pass now."""
        self._left = min(self._burst, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True
