"""Who works at the counter of the demo store, and the sheet that says how to sign in as one of them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from care.db.engine import Database
from care.db.models import Staff
from care.staff import passwords, rules
from care.staff import service as staff

SHEET = "demo-staff.txt"
PASSWORD = "Password of all: "  # noqa: S105  the words before it
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"  # said aloud without a doubt


@dataclass(frozen=True)
class Clerk:
    """Somebody at the counter. `skills` are those of care.handoff."""

    key: str
    name: str
    role: str
    languages: Sequence[str]
    skills: Sequence[str] = ()
    capacity: int = 4

    @property
    def email(self) -> str:
        return f"{self.key}@shopbell.example"

    @property
    def staff_id(self) -> str:
        return f"{rules.DEMO}{self.key}"


CLERKS = (
    Clerk("grace", "Grace Lindqvist", "agent", ("en",), ("returns", "complaints")),
    Clerk("daniel", "Daniel Osei", "agent", ("en",), ("payments",), 6),
    Clerk("xiao", "林晓", "agent", ("zh", "en"), ("returns", "complaints")),
    Clerk("wei", "陈薇", "agent", ("zh",), ("payments",)),
    Clerk("hannah", "Hannah Becker", "supervisor", ("en", "zh"), ("complaints", "payments")),
    Clerk("marcus", "Marcus Bell", "owner", ("en",), (), 2),
)


async def hire(database: Database, folder: Path, *, now: datetime) -> str:
    """Accounts for everybody above, with the password that lies in `folder`; gives it.

    It is made once. Accounts from before, of a folder that is gone, take the new one.
    """
    sheet = folder / SHEET
    password = _password_on(sheet) or _new_password()
    for clerk in CLERKS:
        await _hire(database, clerk, password, now)
    _write(sheet, password)
    return password


async def _hire(database: Database, clerk: Clerk, password: str, now: datetime) -> None:
    async with database.reading() as session:
        account = await session.get(Staff, clerk.staff_id)
    if account and await passwords.is_right(account.password_hash, password):
        return
    async with database.writing() as session:
        if account:
            await staff.set_password(session, account.email, password, now=now)
            return
        await staff.add(
            session,
            email=clerk.email,
            name=clerk.name,
            password=password,
            role=clerk.role,
            languages=clerk.languages,
            skills=clerk.skills,
            capacity=clerk.capacity,
            staff_id=clerk.staff_id,
            now=now,
        )


def _new_password() -> str:
    """Sixteen letters in four groups, as in bolu-tami-reko-dusi: 4,900 ways each."""
    groups = ("".join(map(secrets.choice, (CONSONANTS, VOWELS) * 2)) for _ in range(4))
    return "-".join(groups)


def _password_on(sheet: Path) -> str | None:
    lines = sheet.read_text(encoding="utf-8").splitlines() if sheet.is_file() else []
    return next((line.removeprefix(PASSWORD) for line in lines if line.startswith(PASSWORD)), None)


def _write(sheet: Path, password: str) -> None:
    width = max(len(clerk.email) for clerk in CLERKS)
    lines = [f"{clerk.email:{width}}  {clerk.role}, {' and '.join(clerk.languages)}" for clerk in CLERKS]
    sheet.parent.mkdir(parents=True, exist_ok=True)
    fresh = sheet.with_suffix(".new")
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write("\n".join([*lines, f"{PASSWORD}{password}", ""]))
    fresh.replace(sheet)
