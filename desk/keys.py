"""What handlers find in the application, each under its own typed key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from care.config import Settings
from care.db.engine import Database
from care.shop.settings import Shop
from desk.health import Health
from desk.hub import Hub
from desk.journal import Journal
from desk.origins import Origins
from desk.rasa import Rasa
from desk.shopper.hearing import Hearing
from desk.shopper.limits import Hourly
from desk.shopper.photo_desk import PhotoDesk
from desk.shopper.seen import SeenMarks
from desk.shopper.turns import Turns

SETTINGS = web.AppKey("settings", Settings)
SHOP = web.AppKey("shop", Shop)
NOW: web.AppKey[Callable[[], datetime]] = web.AppKey("now")
DATABASE = web.AppKey("database", Database)
JOURNAL = web.AppKey("journal", Journal)
HUB = web.AppKey("hub", Hub)
ORIGINS = web.AppKey("origins", Origins)
NEW_CHATS = web.AppKey("new_chats", Hourly)
SEEN = web.AppKey("seen", SeenMarks)
HEALTH = web.AppKey("health", Health)
RASA = web.AppKey("rasa", Rasa)
PHOTO_DESK = web.AppKey("photo_desk", PhotoDesk)
HEARING = web.AppKey("hearing", Hearing)
TURNS = web.AppKey("turns", Turns)
