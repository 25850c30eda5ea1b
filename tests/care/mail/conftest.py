"""A real mail server in the test's own loop, that can be told to misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from sqlalchemy import select

from care.config import Settings, load_settings
from care.db.engine import Database
from care.db.models import Mail
from care.mail import service as mail
from tests.conftest import Clock


class Postbox:
    """What the server does with letters, and those it took: (recipients, letter)."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], Message]] = []
        self.tries = 0
        self.says_to_recipient = "250 OK"
        self.says_to_letter = "250 OK"
        self.hangs_up = False
        self.hangs = False
        self.reached = asyncio.Event()
        self.port = 0

    async def handle_RCPT(  # noqa: N802  the server calls it so
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        self.tries += 1
        if self.says_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.says_to_recipient

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.reached.set()
        if self.hangs_up:
            server.transport.abort()
        if self.hangs:
            await asyncio.Event().wait()
        if self.says_to_letter.startswith("250"):
            self.taken.append((envelope.rcpt_tos, BytesParser(policy=default).parsebytes(envelope.content)))
        return self.says_to_letter


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    postbox = Postbox()

    def opened() -> SMTP:
        return SMTP(postbox, hostname="mail.test", authenticator=_authenticate, auth_require_tls=False)

    server = await asyncio.get_running_loop().create_server(opened, "127.0.0.1", 0)
    postbox.port = server.sockets[0].getsockname()[1]
    yield postbox
    server.close()


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"right", handled=False)


@pytest.fixture
def settings(postbox: Postbox) -> Settings:
    return settings_for(postbox.port)


def settings_for(port: int, **more: object) -> Settings:
    given: dict[str, object] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
    return load_settings(**(given | {"mail_from": "service@shop.example", "_env_file": None} | more))


async def write(database: Database, clock: Clock, to: str = "alice@example.com", **more) -> Mail:
    """A letter in the outbox."""
    given = {"subject": "您的验证码", "text": "您好 Alice,\n\n123456\n.\nbye"} | more
    async with database.writing() as session:
        await mail.write(session, to, given.pop("subject"), given.pop("text"), clock.now, **given)
    return (await outbox(database))[-1]


async def outbox(database: Database) -> list[Mail]:
    async with database.reading() as session:
        return list((await session.scalars(select(Mail).order_by(Mail.id))).all())
