"""How SQLite goes about the statements a service gives it, with the parameters it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from care.db.engine import Database


@contextmanager
def statements_of(database: Database) -> Iterator[list[tuple[str, tuple]]]:
    """Every statement of the block and its parameters, as they went to the driver."""
    taken: list[tuple[str, tuple]] = []

    def note(_connection, _cursor, statement: str, parameters, _context, many: bool) -> None:
        each_row = many and isinstance(parameters[0], tuple)
        taken.append((statement, tuple(parameters[0] if each_row else parameters)))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield taken
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def full_scans(database: Database, taken: list[tuple[str, tuple]]) -> set[str]:
    """The steps that read a whole table, e.g. {"SCAN customers"}."""
    steps: set[str] = set()
    async with database.engine.connect() as connection:
        for statement, parameters in taken:
            if statement.startswith(("SELECT", "UPDATE", "INSERT", "DELETE")):
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps |= {row.detail for row in plan}
    return {step for step in steps if step.startswith("SCAN") and "CONSTANT" not in step}
