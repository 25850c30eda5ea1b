"""What staff can ask of the desk: one table, in which every address says who may call it.

A route that is not in the table is refused, whoever asks, so that forgetting is no way in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aiohttp import web
from aiohttp.typedefs import Handler

from care.errors import CareError
from care.staff.rules import ROLES
from care.staff.service import Member, Visit

BELOW = "/staff"
CASE = "/staff/api/cases/{id}"
CONVERSATION = "/staff/api/conversations/{id}"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

Role = Literal["anyone", "half", "agent", "supervisor", "owner"]
"""The least role. `anyone` needs no session; `half` one that may still lack its second factor."""

Scope = Literal["any", "own"]
"""`own`: the case is mine, or I am a supervisor. Only below `CASE` and `CONVERSATION`."""

MEMBER = web.RequestKey("member", Member)
VISIT = web.RequestKey("visit", Visit)


class WrongRoute(CareError):
    """A line of the table that cannot be kept."""


@dataclass(frozen=True)
class Route:
    """One address. `looks_at` names private data it shows, and has the audit tell of each look."""

    method: str
    path: str
    handler: Handler
    role: Role = "agent"
    scope: Scope = "any"
    looks_at: str = ""
    csrf: bool = True  # of a write; without it, only where there is no session to abuse yet
    origin: bool = False  # asked of a read too: a socket

    def __post_init__(self) -> None:
        if self.role not in ("anyone", "half", *ROLES):
            raise WrongRoute(f"{self.path}: there is no role {self.role}")
        if self.scope == "own" and (self.role not in ROLES or self.about is None):
            raise WrongRoute(f"{self.path}: only cases and conversations of somebody can be one's own")

    @property
    def about(self) -> Literal["case", "conversation"] | None:
        """What the `{id}` in its path is."""
        if self.path == CASE or self.path.startswith(f"{CASE}/"):
            return "case"
        if self.path == CONVERSATION or self.path.startswith(f"{CONVERSATION}/"):
            return "conversation"
        return None

    @property
    def writes(self) -> bool:
        return self.method in WRITES


GRANTS: web.AppKey[dict[web.AbstractRoute, Route]] = web.AppKey("grants")


def mount(app: web.Application, routes: Sequence[Route]) -> None:
    """Add the table's addresses, each with who may call it. Raises `WrongRoute`."""
    for route in routes:
        if route.path != BELOW and not route.path.startswith(f"{BELOW}/"):
            raise WrongRoute(f"{route.path}: staff's addresses are below {BELOW}")
        added = app.router.add_route(route.method, route.path, route.handler)
        app[GRANTS][added] = route
