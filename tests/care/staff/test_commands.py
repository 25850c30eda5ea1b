"""`python -m care.staff` opens, lists and ends accounts; the demo brings its own, and a sheet with them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from care.db.engine import Database
from care.staff import service as staff
from care.staff.__main__ import main
from care.staff.errors import WrongSignIn
from care.staff.service import Terms
from care.store.demo.staff import CLERKS, SHEET, hire
from tests.conftest import Clock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OPTIONAL = Terms("a key of the server, thirty-two bytes or more", "optional", demo=True)


def run(database_url: str, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "care.staff", *arguments]
    env = os.environ | {"SHOPBELL_DATABASE_URL": database_url}
    return subprocess.run(command, env=env, input=typed, capture_output=True, text=True, check=False)


async def test_an_account_is_opened_listed_and_ended(database: Database, database_url: str, clock: Clock):
    added = run(database_url, "add", "Bob@shop.example", "Bob", "--languages", "zh,en", typed="\n")
    password = added.stdout.rpartition("Password: ")[2].strip()
    assert (await staff.sign_in(database, "bob@shop.example", password, terms=OPTIONAL, now=clock.now)).token
    reset = run(database_url, "reset", "bob@shop.example", typed="six dry umbrellas\n")
    assert "umbrellas" not in reset.stdout + reset.stderr  # it was typed, so it need not be shown
    again = await staff.sign_in(
        database, "bob@shop.example", "six dry umbrellas", terms=OPTIONAL, now=clock.now
    )
    assert again.token
    assert run(database_url, "disable", "bob@shop.example").returncode == 0
    with pytest.raises(WrongSignIn):
        await staff.sign_in(database, "bob@shop.example", "six dry umbrellas", terms=OPTIONAL, now=clock.now)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "nonsense", "Bob"), "no e-mail address"),
        (("add", "bob@shop.example", "Bob", "--languages", "xx"), "en, zh"),
        (("disable", "nobody@shop.example"), "There is no account"),
        (("reset", "nobody@shop.example"), "There is no account"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(database_url: str, arguments, why, monkeypatch, capsys):
    monkeypatch.setenv("SHOPBELL_DATABASE_URL", database_url)
    monkeypatch.setattr(sys, "argv", ["care.staff", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO("six wet umbrellas\n"))
    try:
        status: object = main()
    except SystemExit as wrong_usage:
        status = wrong_usage.code
    assert status != 0
    assert why in capsys.readouterr().err


async def test_the_demos_staff_come_in_with_the_password_on_the_sheet(
    database: Database, clock: Clock, tmp_path: Path
):
    password = await hire(database, tmp_path, now=clock.now)
    sheet = tmp_path / SHEET
    assert password in sheet.read_text()
    assert sheet.stat().st_mode & 0o077 == 0
    for clerk in CLERKS:
        begun = await staff.sign_in(database, clerk.email, password, terms=OPTIONAL, now=clock.now)
        assert not begun.needs_code
    assert {clerk.role for clerk in CLERKS} == {"agent", "supervisor", "owner"}
    assert any("zh" in clerk.languages for clerk in CLERKS)


async def test_the_demos_staff_stay_signed_in_over_a_restart_and_take_a_new_sheets_password(
    database: Database, clock: Clock, tmp_path: Path
):
    password = await hire(database, tmp_path, now=clock.now)
    email = CLERKS[0].email
    token = (await staff.sign_in(database, email, password, terms=OPTIONAL, now=clock.now)).token
    assert await hire(database, tmp_path, now=clock.now) == password
    async with database.reading() as session:
        assert await staff.who(session, token, now=clock.now)
    (tmp_path / SHEET).unlink()
    fresh = await hire(database, tmp_path, now=clock.now)
    assert fresh != password
    assert (await staff.sign_in(database, email, fresh, terms=OPTIONAL, now=clock.now)).token
