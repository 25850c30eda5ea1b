"""Sends what lies in the outbox, for as long as it runs: at least once, and never for ever.

A letter is leased before it is sent, so a sender that dies in between is only a delay. If it died after the
server had taken the letter, it is sent twice, under one Message-ID: a code sent twice is harmless.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import aiosmtplib
from sqlalchemy.exc import SQLAlchemyError

from care.config import Settings
from care.db.engine import Database
from care.db.models import Mail
from care.mail import queries, rules

LOOK_EVERY_S = 1.0
GOODBYE_WITHIN_S = 2.0
MOST_OF_AN_ERROR = 300

log = logging.getLogger(__name__)


async def run(database: Database, settings: Settings, *, now: Callable[[], datetime]) -> None:
    """Send letters as they come, until cancelled. Without a mail server the demo's outbox shows them."""
    while True:
        try:
            found = await send_due(database, settings, now=now)
        except (SQLAlchemyError, OSError):
            log.exception("the outbox could not be read; trying again")
            found = False
        if not found:
            await asyncio.sleep(LOOK_EVERY_S)


async def send_due(database: Database, settings: Settings, *, now: Callable[[], datetime]) -> bool:
    """Send a bunch of the letters that are due; whether there were any."""
    async with database.reading() as session:
        if not await queries.is_any_due(session, now()):
            return False
    if not settings.smtp_host:
        async with database.writing() as session:
            await queries.show_all(session, now())
        return True
    async with database.writing() as session:
        letters = await queries.lease(session, now(), until=now() + rules.SENDER_IS_DEAD, most=rules.BUNCH)
    for letter in letters:
        outcome = await _outcome(letter, settings, now())
        async with database.writing() as session:
            await queries.settle(session, letter.id, letter.tries, **outcome)
    return bool(letters)


class _Undelivered(Exception):
    """The letter was not taken. `for_good`: it never will be."""

    def __init__(self, error: Exception, *, for_good: bool) -> None:
        self.reason = f"{type(error).__name__}: {error}"[:MOST_OF_AN_ERROR]
        self.for_good = for_good
        super().__init__(self.reason)


async def _outcome(letter: Mail, settings: Settings, now: datetime) -> dict[str, Any]:
    """Try to deliver the letter; what to write down about it."""
    if rules.is_too_late(letter.best_before, now):
        return _failed(letter, "it came to its turn too late to be of use")
    try:
        await _deliver(letter, settings)
    except _Undelivered as problem:
        wait = None if problem.for_good else rules.wait_after(letter.tries)
        log.warning("letter %d was not taken (try %d): %s", letter.id, letter.tries, problem.reason)
        if wait is None:
            return _failed(letter, problem.reason)
        return {"state": "queued", "due_at": now + wait, "error": problem.reason}
    # What is sent is forgotten: a code in our table would be a second key to what it opens.
    return {"state": "sent", "subject": "", "text": "", "error": None}


def _failed(letter: Mail, reason: str) -> dict[str, Any]:
    forgotten = {"subject": "", "text": ""} if letter.best_before else {}
    return {"state": "failed", "error": reason, **forgotten}


async def _deliver(letter: Mail, settings: Settings) -> None:
    """Hand the letter to the mail server. Raises `_Undelivered`."""
    try:
        message = compose(letter, settings.mail_from)
    except (ValueError, IndexError, MessageError) as error:  # an address that no letter can have
        raise _Undelivered(error, for_good=True) from error
    recipient = message["To"].addresses[0].addr_spec
    try:
        async with _server(settings) as server, asyncio.timeout(rules.SEND_WITHIN.total_seconds()):
            await server.connect()
            await server.send_message(message, sender=settings.mail_from, recipients=[recipient])
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise _Undelivered(error, for_good=_is_for_good(error)) from error


@asynccontextmanager
async def _server(settings: Settings) -> AsyncIterator[aiosmtplib.SMTP]:
    """The mail server, not yet connected. Leaving says goodbye, but waits for no answer it does not get."""
    server = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_user or None,
        password=settings.smtp_password.get_secret_value() or None,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
    )
    try:
        yield server
        with suppress(aiosmtplib.SMTPException, OSError):  # the letter was taken, whatever follows
            async with asyncio.timeout(GOODBYE_WITHIN_S):
                await server.quit()
    finally:
        server.close()


def compose(letter: Mail, sender: str) -> EmailMessage:
    """The letter as a message. Raises ValueError, IndexError, MessageError for a bad address."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = rules.one_line(letter.subject)
    message["Date"] = format_datetime(letter.written_at)
    # The same for every try, so that a mailbox can tell a letter that came twice.
    message["Message-ID"] = f"<{letter.written_at:%Y%m%d%H%M%S}.{letter.id}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _is_for_good(error: Exception) -> bool:
    """Whether the server said no to this letter. A no to us (sign-in, encryption) is ours to put right."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= 500 for refused in error.recipients)
    if isinstance(error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
        return error.code >= 500
    return False
