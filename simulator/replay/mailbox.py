"""The shoppers' mail: a real server that the product sends its letters to, and where codes are read."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from collections import defaultdict
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP

A_CODE = re.compile(r"\bcode\b\D{0,40}?(\d{3} ?\d{3})\b", re.IGNORECASE)


class Mailbox:
    """Takes all mail while it is open. Use as `async with Mailbox()`; `port` is where it listens."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._codes: dict[str, list[str]] = defaultdict(list)
        self._came = asyncio.Condition()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", self.port
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.close()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        body = letter.get_body(("plain",))
        text = f"{letter['subject']}\n{body.get_content() if body else ''}"
        if found := A_CODE.search(text):
            async with self._came:
                for address in envelope.rcpt_tos:
                    self._codes[address.casefold()].append(found[1].replace(" ", ""))
                self._came.notify_all()
        return "250 OK"

    def count(self, address: str) -> int:
        """How many codes have come for this address."""
        return len(self._codes[address.casefold()])

    async def code_after(self, address: str, count: int, within_s: float) -> str | None:
        """The newest code, once there are more than `count`; None when none comes in time."""
        try:
            async with asyncio.timeout(within_s), self._came:
                await self._came.wait_for(lambda: self.count(address) > count)
        except TimeoutError:
            return None
        return self._codes[address.casefold()][-1]
