"""`python -m desk` opens the desk at SHOPBELL_HOST:SHOPBELL_PORT and serves until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import signal
import sys

import uvloop
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from care.config import Settings, load_settings
from care.errors import CareError
from care.shop.settings import load_shop
from desk.app import make_app, make_runner

log = logging.getLogger("desk")


class CannotListen(CareError):
    """The address cannot be served; the text says why and what to do."""


def main() -> int:
    try:
        settings = load_settings()
        logging.basicConfig(
            level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
        logging.getLogger("alembic").setLevel(logging.WARNING)
        if not settings.bot_token.get_secret_value():
            log.warning("SHOPBELL_BOT_TOKEN is empty: Rasa will answer nothing")
        uvloop.run(serve(settings))
    except CareError as problem:
        print(problem, file=sys.stderr)  # noqa: T201  this is what the person at the terminal reads
        return 1
    return 0


class NoRecord(CareError):
    """The database cannot be opened, or has not our tables."""


async def serve(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT. Raises `CannotListen`."""
    runner = make_runner(make_app(settings, load_shop(settings.shop_file)))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        await _set_up(runner)
        gc.collect()
        gc.freeze()  # what the modules made stays; walking through it now and then would hold up a turn
        await _listen(runner, settings)
        log.info("the desk is open at http://%s:%s", settings.host, settings.port)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _set_up(runner: web.AppRunner) -> None:
    try:
        await runner.setup()
    except (DBAPIError, OSError) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise NoRecord(
            f"The database cannot be used: {reason}. Check SHOPBELL_DATABASE_URL; "
            "`python -m care.db.migrate` makes the tables."
        ) from error


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port, backlog=1024).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotListen(
                f"Port {settings.port} is taken by another program. Stop that one, or set SHOPBELL_PORT."
            ) from error
        raise CannotListen(f"{settings.host}:{settings.port} cannot be served: {error.strerror}") from error


if __name__ == "__main__":
    sys.exit(main())
