"""What the commands of this room share: the database of the settings, and errors told in a line."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from care.config import load_settings
from care.db.engine import Database, open_database
from care.db.migrate import migrate
from care.errors import CareError


@asynccontextmanager
async def opened_database() -> AsyncIterator[Database]:
    """The database of the settings, brought to the newest schema."""
    url = load_settings().database_url
    await migrate(url)
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


def command_line(work: Coroutine[object, object, str]) -> int:
    """Do the work and say how it went; gives the exit code."""
    gc.freeze()  # what the modules made stays; looking at it again and again would cost a third of the time
    try:
        said = asyncio.run(work)
    except (CareError, OSError) as error:
        return _failed(str(error))
    except DBAPIError as error:
        return _failed(f"the database says: {error.orig}")
    except KeyboardInterrupt:
        return _failed("Stopped; nothing was changed.")
    sys.stdout.write(f"{said}\n")
    return 0


def _failed(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1
