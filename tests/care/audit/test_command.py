"""`python -m care.audit` says whether the audit is as it was written, in a line and in its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime

import pytest
from sqlalchemy import update

from care.db.engine import Database
from care.db.models import Audit
from tests.care.audit.test_chain import tamper, verdict, write


def verify(database_url: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"SHOPBELL_DATABASE_URL": database_url}
    command = [sys.executable, "-m", "care.audit"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_command_tells_whole_from_broken(database: Database, database_url: str, now: datetime):
    await write(database, now, 4)
    whole = verify(database_url)
    assert whole.returncode == 0
    assert "4 rows" in whole.stdout
    assert (await verdict(database)).head in whole.stdout
    await tamper(database, update(Audit).where(Audit.id == 3).values(actor="nobody"))
    broken = verify(database_url)
    assert broken.returncode == 1
    assert "row 3" in broken.stderr
