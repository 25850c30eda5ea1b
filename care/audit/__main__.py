"""`python -m care.audit`: verifies that the audit is as it was written; ends with 1 when it is not."""

from __future__ import annotations

from care.audit import service as audit
from care.errors import CareError
from care.store.commands import command_line, opened_database


class Broken(CareError):
    """A row of the audit is not as it was written."""


async def _run() -> str:
    async with opened_database() as database, database.reading() as session:
        verdict = await audit.verify(session)
    if verdict.first_broken is not None:
        raise Broken(
            f"The audit was changed: row {verdict.first_broken} is not as it was written "
            f"({verdict.rows - 1} before it are)."
        )
    older = f", of which {verdict.unsealed} are older than seals" if verdict.unsealed else ""
    return f"The audit is as it was written: {verdict.rows} rows{older}. Last seal: {verdict.head or 'none'}"


if __name__ == "__main__":
    raise SystemExit(command_line(_run()))
