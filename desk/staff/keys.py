"""What staff's handlers find in the application."""

from __future__ import annotations

from aiohttp import web

from desk.staff.dispatch import Dispatch
from desk.staff.floor import Floor

FLOOR = web.AppKey("floor", Floor)
DISPATCH = web.AppKey("dispatch", Dispatch)
