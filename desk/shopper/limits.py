"""How fast one socket may talk, and how much one network address or one conversation may ask of the desk."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network

MESSAGES_A_SECOND = 10.0
BURST = 20.0
HOUR_S = 3600.0
MOST_NAMES = 10_000  # remembered at once


class Allowance:
    """Ten a second, twenty at once. `now` is any clock that only goes forward, in seconds."""

    def __init__(self, now: float, *, a_second: float = MESSAGES_A_SECOND, burst: float = BURST) -> None:
        self._left = self._burst = burst
        self._a_second = a_second
        self._at = now

    def left(self, now: float) -> float:
        """How many may pass at once now."""
        return min(self._burst, self._left + (now - self._at) * self._a_second)

    def take(self, now: float) -> bool:
        """Whether one more may pass now."""
        self._left, self._at = self.left(now), now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Hourly:
    """So many an hour for each name: a network address, a conversation. All at once, if one likes."""

    def __init__(self, an_hour: int, clock: Callable[[], float]) -> None:
        self._an_hour = an_hour
        self._clock = clock
        self._allowances: dict[str, Allowance] = {}

    def take(self, name: str | None) -> bool:
        """Whether one more may pass now; for None, whom nobody counts, always."""
        if name is None:
            return True
        now = self._clock()
        if name not in self._allowances:
            self._forget_the_quiet(now)
            self._allowances[name] = Allowance(now, a_second=self._an_hour / HOUR_S, burst=self._an_hour)
        return self._allowances[name].take(now)

    def __len__(self) -> int:
        """How many names are remembered."""
        return len(self._allowances)

    def _forget_the_quiet(self, now: float) -> None:
        """Whoever has the whole allowance again is as good as new; beyond that, the oldest go."""
        if len(self._allowances) < MOST_NAMES:
            return
        self._allowances = {
            name: allowance
            for name, allowance in self._allowances.items()
            if allowance.left(now) < self._an_hour
        }
        while len(self._allowances) >= MOST_NAMES:
            del self._allowances[next(iter(self._allowances))]


def neighbourhood(address: str | None) -> str | None:
    """What counts as one network address: an IPv6 household has 2**64 of them. None: not to be counted.

    Not known are addresses behind a proxy that hides them. This machine's own is not counted either: behind a
    proxy that the desk was not told of, it would be everybody's.
    """
    if address is None:
        return None
    parsed = ip_address(address)
    if parsed.is_loopback:
        return None
    return address if parsed.version == 4 else str(ip_network(f"{address}/64", strict=False))
